/// Prints a digest of a small ensemble, bit for bit: builds by other compilers and for other instruction sets must print the
/// same, whatever lanes and threads they use.

#include "support/keep_everything.hpp"
#include "support/small_world.hpp"

#include <cstdint>
#include <cstdio>
#include <cstring>

namespace {

using namespace steppe;
using namespace steppe::testing;

/// FNV-1a over the bits of every value.
std::uint64_t digest(KeepEverything const& kept)
{
    std::uint64_t hash = 14695981039346656037U;
    for (std::size_t arm = 0; arm < kept.layout().arms.size(); ++arm) {
        for (std::vector<float> const& replicate : kept.series(arm)) {
            for (float value : replicate) {
                std::uint32_t bits = 0;
                std::memcpy(&bits, &value, sizeof bits);
                hash = (hash ^ bits) * 1099511628211U;
            }
        }
    }
    return hash;
}

} // namespace

int main()
{
    std::vector<Arm> const arms{all_arms.begin(), all_arms.end()};
    std::uint64_t const first = digest(run_small(SmallWorld{}.lively(), arms, 300, {.threads = 1}, 60));
    for (RunOptions const& options :
         {RunOptions{.threads = 2}, RunOptions{.threads = 7}, RunOptions{.threads = 2, .width = LaneWidth::reference}}) {
        if (digest(run_small(SmallWorld{}.lively(), arms, 300, options, 60)) != first) {
            std::fputs("bits depend on threads or lanes\n", stderr);
            return 1;
        }
    }
    std::printf("%016llx\n", static_cast<unsigned long long>(first));
    return 0;
}
