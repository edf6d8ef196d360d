#include "output/recorder.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

namespace steppe {
namespace {

/// Jobs of an arm in the largest block: enough to make chunks worth compressing and their statistics worth merging, few enough to keep many
/// threads busy and blocks of long runs or large worlds in the processor's cache.
int jobs_per_block(RunLayout const& layout)
{
    constexpr std::size_t fewest = 64;
    constexpr std::size_t most = 128;
    constexpr std::size_t enough_values = 1'500'000;
    std::size_t const per_job =
        std::transform_reduce(layout.measures.begin(), layout.measures.end(), std::size_t{0}, std::plus{},
                              [&](MeasureDeclaration const& measure) { return layout.values_per_job(measure); });
    return static_cast<int>(std::clamp(enough_values / std::max<std::size_t>(per_job, 1), fewest, most));
}

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

int RunLayout::replicates_per_block() const
{
    return static_cast<int>(std::min<std::int64_t>(replicates, jobs_per_block(*this)));
}

int RunLayout::points_per_block() const { return std::clamp(jobs_per_block(*this) / replicates_per_block(), 1, points); }

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
