#include "output/decoded_block.hpp"

#include "output/codec/chunk_decoder.hpp"

#include <algorithm>
#include <cstring>

namespace steppe {
namespace {

bool is_same(BlockRange const& one, BlockRange const& other)
{
    return one.first_point == other.first_point && one.points == other.points &&
           one.first_replicate == other.first_replicate && one.replicates == other.replicates;
}

bool is_within(std::int64_t value, std::int64_t first, std::int64_t count)
{
    return value >= first && value - first < count;
}

/// Whether what became of the jobs can be of this range.
bool has_possible_jobs(EncodedBlock const& block, RunLayout const& layout)
{
    BlockRange const& range = block.range;
    std::size_t const jobs = layout.arms.size() * static_cast<std::size_t>(range.jobs_per_arm());
    return block.states.size() == jobs &&
           std::all_of(block.states.begin(), block.states.end(),
                       [](JobState state) { return state == JobState::ok || state == JobState::failed; }) &&
           std::all_of(block.failures.begin(), block.failures.end(), [&](Failure const& failure) {
               return is_within(failure.arm, 0, std::ssize(layout.arms)) &&
                      is_within(failure.point, range.first_point, range.points) &&
                      is_within(failure.replicate, range.first_replicate, range.replicates) &&
                      is_within(failure.month, 0, layout.months);
           });
}

/// The values of one variable in all arms, from the chunks from `first` on.
template <class T>
std::optional<std::vector<T>> values_of(EncodedBlock const& block, std::size_t first, RunLayout const& layout,
                                        std::size_t per_job)
{
    std::size_t const in_chunk = static_cast<std::size_t>(layout.points_per_block()) *
                                 static_cast<std::size_t>(layout.replicates_per_block()) * per_job;
    std::size_t const per_arm = static_cast<std::size_t>(block.range.jobs_per_arm()) * per_job;
    std::vector<T> values(layout.arms.size() * per_arm);
    for (std::size_t arm = 0; arm < layout.arms.size(); ++arm) {
        std::optional<std::vector<std::byte>> const bytes =
            decode_chunk(block.chunks[first + arm].bytes, in_chunk * sizeof(T), sizeof(T));
        if (!bytes) {
            return std::nullopt;
        }
        if (per_arm > 0) { // what comes behind is no replicate's
            std::memcpy(values.data() + arm * per_arm, bytes->data(), per_arm * sizeof(T));
        }
    }
    return values;
}

} // namespace

std::optional<ResultBlock> decode_block(EncodedBlock const& block, ReplicateEncoder const& encoder, BlockRange const& range)
{
    RunLayout const& layout = encoder.layout();
    bool const keeps_series = encoder.record() == ReplicateRecord::trajectories;
    std::size_t const variables = keeps_series ? encoder.measures().size() : 1;
    if (!is_same(block.range, range) || range.points > layout.points_per_block() ||
        range.replicates > layout.replicates_per_block() || !has_possible_jobs(block, layout) ||
        block.chunks.size() != variables * layout.arms.size()) {
        return std::nullopt;
    }
    ResultBlock result;
    result.range = block.range;
    result.states = block.states;
    result.failures = block.failures;
    if (!keeps_series) {
        std::optional<std::vector<double>> outcomes = values_of<double>(block, 0, layout, layout.outcomes.size());
        if (!outcomes) {
            return std::nullopt;
        }
        result.outcomes = std::move(*outcomes);
        return result;
    }
    result.series.resize(layout.measures.size());
    for (std::size_t variable = 0; variable < variables; ++variable) {
        std::size_t const m = encoder.measures()[variable];
        std::optional<std::vector<float>> series =
            values_of<float>(block, variable * layout.arms.size(), layout, layout.values_per_job(layout.measures[m]));
        if (!series) {
            return std::nullopt;
        }
        result.series[m] = std::move(*series);
    }
    return result;
}

} // namespace steppe
