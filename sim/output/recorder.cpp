#include "output/recorder.hpp"

#include <algorithm>

namespace steppe {
namespace {

/// Large enough to fill lanes and to make chunks worth compressing, small enough to balance load.
constexpr int jobs_per_block = 64;

} // namespace

std::size_t RunLayout::elements(MeasureDeclaration const& measure) const
{
    Sizes const sizes = actors.sizes();
    std::size_t count = 1;
    for (IndexSet set : measure.sets) {
        count *= static_cast<std::size_t>(sizes.of(set));
    }
    return count;
}

int RunLayout::replicates_per_block() const { return static_cast<int>(std::min<std::int64_t>(replicates, jobs_per_block)); }

int RunLayout::points_per_block() const { return std::clamp(jobs_per_block / replicates_per_block(), 1, points); }

} // namespace steppe
