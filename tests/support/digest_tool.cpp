/// Prints two digests, bit for bit: of what a small ensemble records, and of the whole state of the base scenario in double precision.
/// Builds by other compilers and for other instruction sets must print the same, whatever lanes and threads they use.

#include "support/keep_everything.hpp"
#include "support/small_world.hpp"
#include "support/world_bits.hpp"

#include <cstdint>
#include <cstdio>

using namespace steppe;
using namespace steppe::testing;

int main()
{
    std::vector<Arm> const arms{all_arms.begin(), all_arms.end()};
    std::uint64_t const first = run_small(SmallWorld{}.lively(), arms, 300, {.threads = 1}, 60).digest();
    std::vector<RunOptions> every_way;
    for (int threads : {1, 2, 7}) {
        every_way.push_back({.threads = threads});
        every_way.push_back({.threads = threads, .width = LaneWidth::reference});
    }
    for (RunOptions const& options : every_way) {
        if (run_small(SmallWorld{}.lively(), arms, 300, options, 60).digest() != first) {
            std::fputs("bits depend on threads or lanes\n", stderr);
            return 1;
        }
    }
    Scenario const base = read_scenario(STEPPE_SOURCE_DIR "/scenarios/kazakhstan-2025.toml", model_schema());
    std::printf("%016llx %016llx\n", static_cast<unsigned long long>(first),
                static_cast<unsigned long long>(state_digest(base, 8, 72)));
    return 0;
}
