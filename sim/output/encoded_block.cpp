#include "output/encoded_block.hpp"

#include "output/result_file.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace steppe {
namespace {

/// The values of a block in one arm as the bytes of a chunk, whose places beyond the run's end are NaN; `period` as of ChunkValues.
template <class T>
std::vector<std::byte> encode_values(std::span<T const> values, std::size_t values_in_chunk, std::size_t period,
                                     ValueFormat format)
{
    auto const encode = [&](std::span<T const> whole) {
        return encode_chunk(std::as_bytes(whole), {sizeof(T), period}, format.deflation);
    };
    bool const rounds = std::is_same_v<T, float> && format.digits > 0;
    if (values.size() == values_in_chunk && !rounds) {
        return encode(values);
    }
    std::vector<T> whole(values_in_chunk, std::numeric_limits<T>::quiet_NaN());
    std::copy(values.begin(), values.end(), whole.begin());
    if constexpr (std::is_same_v<T, float>) {
        if (rounds) {
            round_to_digits(whole, format.digits);
        }
    }
    return encode(whole);
}

std::size_t jobs_in_chunk(RunLayout const& layout)
{
    return static_cast<std::size_t>(layout.points_per_block()) * static_cast<std::size_t>(layout.replicates_per_block());
}

Extents chunk_offset(std::size_t arm, BlockRange const& range)
{
    return {arm, static_cast<std::uint64_t>(range.first_point), static_cast<std::uint64_t>(range.first_replicate), 0};
}

} // namespace

std::size_t EncodedBlock::bytes() const
{
    return std::accumulate(chunks.begin(), chunks.end(), states.size(),
                           [](std::size_t sum, EncodedChunk const& chunk) { return sum + chunk.bytes.size(); });
}

ReplicateEncoder::ReplicateEncoder(RunLayout layout, ReplicateRecord record, ValueFormat format)
    : layout_{std::move(layout)}, record_{record}, format_{format}
{
    for (std::size_t m = 0; record_ == ReplicateRecord::trajectories && m < layout_.measures.size(); ++m) {
        if (layout_.elements(layout_.measures[m]) > 0) {
            measures_.push_back(m);
        }
    }
}

std::vector<std::string> ReplicateEncoder::variables() const
{
    if (record_ == ReplicateRecord::outcomes) {
        return {"outcomes"};
    }
    std::vector<std::string> names(measures_.size());
    std::transform(measures_.begin(), measures_.end(), names.begin(),
                   [&](std::size_t m) { return std::string{layout_.measures[m].name}; });
    return names;
}

EncodedBlock ReplicateEncoder::encode(ResultBlock const& block) const
{
    check_block(block, layout_, record_ == ReplicateRecord::trajectories);
    EncodedBlock encoded{.range = block.range, .states = block.states, .failures = block.failures, .chunks = {}};
    if (record_ == ReplicateRecord::trajectories) {
        add_series(block, encoded.chunks);
    } else {
        add_outcomes(block, encoded.chunks);
    }
    return encoded;
}

void ReplicateEncoder::add_series(ResultBlock const& block, std::vector<EncodedChunk>& chunks) const
{
    for (std::size_t variable = 0; variable < measures_.size(); ++variable) {
        std::size_t const m = measures_[variable];
        std::size_t const per_job = layout_.values_per_job(layout_.measures[m]);
        std::size_t const per_arm = static_cast<std::size_t>(block.range.jobs_per_arm()) * per_job;
        std::size_t const period = layout_.elements(layout_.measures[m]);
        for (std::size_t arm = 0; arm < layout_.arms.size(); ++arm) {
            Extents offset = chunk_offset(arm, block.range);
            offset.resize(4 + layout_.measures[m].sets.size());
            std::span<float const> const values{block.series[m].data() + arm * per_arm, per_arm};
            chunks.push_back(
                {variable, std::move(offset), encode_values(values, jobs_in_chunk(layout_) * per_job, period, format_)});
        }
    }
}

void ReplicateEncoder::add_outcomes(ResultBlock const& block, std::vector<EncodedChunk>& chunks) const
{
    std::size_t const count = layout_.outcomes.size();
    std::size_t const per_arm = static_cast<std::size_t>(block.range.jobs_per_arm()) * count;
    for (std::size_t arm = 0; arm < layout_.arms.size(); ++arm) {
        std::span<double const> const values{block.outcomes.data() + arm * per_arm, per_arm};
        chunks.push_back(
            {0, chunk_offset(arm, block.range),
             encode_values(values, jobs_in_chunk(layout_) * count, count, {.digits = 0, .deflation = format_.deflation})});
    }
}

} // namespace steppe
