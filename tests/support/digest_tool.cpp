/// Prints a digest of a small ensemble, bit for bit: builds by other compilers and for other instruction sets must print the
/// same, whatever lanes and threads they use.

#include "support/keep_everything.hpp"
#include "support/small_world.hpp"

#include <cstdint>
#include <cstdio>

using namespace steppe;
using namespace steppe::testing;

int main()
{
    std::vector<Arm> const arms{all_arms.begin(), all_arms.end()};
    std::uint64_t const first = run_small(SmallWorld{}.lively(), arms, 300, {.threads = 1}, 60).digest();
    for (RunOptions const& options :
         {RunOptions{.threads = 2}, RunOptions{.threads = 7}, RunOptions{.threads = 2, .width = LaneWidth::reference}}) {
        if (run_small(SmallWorld{}.lively(), arms, 300, options, 60).digest() != first) {
            std::fputs("bits depend on threads or lanes\n", stderr);
            return 1;
        }
    }
    std::printf("%016llx\n", static_cast<unsigned long long>(first));
    return 0;
}
