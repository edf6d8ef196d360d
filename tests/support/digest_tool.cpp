/// Prints two digests, bit for bit: of what a small ensemble records, and of the whole state of the base scenario in double precision.
/// Builds by other compilers and for other instruction sets must print the same, whatever lanes and threads they use.

#include "support/keep_everything.hpp"
#include "support/small_world.hpp"
#include "support/world_bits.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <vector>

using namespace steppe;
using namespace steppe::testing;

int main()
{
    std::vector<Arm> const arms{all_arms.begin(), all_arms.end()};
    std::vector<std::uint64_t> digests;
    for (int threads : {1, 2, 7}) {
        for (LaneWidth width : {LaneWidth::native, LaneWidth::reference}) {
            digests.push_back(
                run_small(SmallWorld{}.lively(), arms, 300, {.threads = threads, .width = width}, 60).digest());
        }
    }
    if (std::count(digests.begin(), digests.end(), digests.front()) != std::ssize(digests)) {
        std::fputs("bits depend on threads or lanes\n", stderr);
        return 1;
    }
    Scenario const base = read_scenario(STEPPE_SOURCE_DIR "/scenarios/kazakhstan-2025.toml", model_schema());
    std::printf("%016llx %016llx\n", static_cast<unsigned long long>(digests.front()),
                static_cast<unsigned long long>(state_digest(base, 16, 48)));
    return 0;
}
