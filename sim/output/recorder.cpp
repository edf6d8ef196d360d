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

std::size_t RunLayout::values_per_job(MeasureDeclaration const& measure) const
{
    return static_cast<std::size_t>(months) * elements(measure);
}

int RunLayout::replicates_per_block() const { return static_cast<int>(std::min<std::int64_t>(replicates, jobs_per_block)); }

int RunLayout::points_per_block() const { return std::clamp(jobs_per_block / replicates_per_block(), 1, points); }

BlockSequence::BlockSequence(RunLayout const& layout)
    : largest_{.points = layout.points_per_block(), .replicates = layout.replicates_per_block()},
      points_{layout.points},
      replicates_{layout.replicates},
      blocks_per_row_{(layout.replicates + largest_.replicates - 1) / largest_.replicates}
{
}

std::int64_t BlockSequence::size() const { return (points_ + largest_.points - 1) / largest_.points * blocks_per_row_; }

BlockRange BlockSequence::at(std::int64_t index) const
{
    auto const first_point = static_cast<int>(index / blocks_per_row_) * largest_.points;
    std::int64_t const first = index % blocks_per_row_ * largest_.replicates;
    return {.first_point = first_point,
            .points = std::min(largest_.points, points_ - first_point),
            .first_replicate = first,
            .replicates = static_cast<int>(std::min<std::int64_t>(largest_.replicates, replicates_ - first))};
}

std::int64_t BlockSequence::index_of(BlockRange const& range) const
{
    return range.first_point / largest_.points * blocks_per_row_ + range.first_replicate / largest_.replicates;
}

} // namespace steppe
