#include "output/chunk_assembler.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace steppe {

ChunkAssembler::ChunkAssembler(RunLayout const& layout, std::int64_t replicates_per_chunk, Sink sink)
    : layout_{layout}, replicates_per_chunk_{replicates_per_chunk}, sink_{std::move(sink)}
{
    for (MeasureDeclaration const& measure : layout_.measures) {
        values_per_replicate_.push_back(static_cast<std::size_t>(layout_.months) * layout_.elements(measure));
    }
}

void ChunkAssembler::add(ResultBlock const& block)
{
    check(block);
    std::int64_t const end = block.first_replicate + block.replicates;
    for (std::int64_t first = block.first_replicate; first < end;) {
        std::int64_t const chunk = first / replicates_per_chunk_;
        std::int64_t const last = std::min(end, (chunk + 1) * replicates_per_chunk_);
        PartialRow& partial = row_at({block.point, chunk});
        copy(block, first, last, partial.row);
        partial.jobs_received += last - first;
        first = last;
    }
    emit_complete();
}

void ChunkAssembler::flush()
{
    for (auto const& [position, partial] : waiting_) {
        sink_(partial.row);
    }
    waiting_.clear();
}

void ChunkAssembler::check(ResultBlock const& block) const
{
    bool fits = block.arm >= 0 && block.arm < static_cast<int>(layout_.arms.size()) && block.point >= 0 &&
                block.point < layout_.points && block.first_replicate >= 0 && block.replicates >= 0 &&
                block.first_replicate + block.replicates <= layout_.replicates &&
                block.states.size() == static_cast<std::size_t>(block.replicates) &&
                block.series.size() == layout_.measures.size();
    for (std::size_t m = 0; fits && m < block.series.size(); ++m) {
        fits = block.series[m].size() == static_cast<std::size_t>(block.replicates) * values_per_replicate_[m];
    }
    if (!fits) {
        throw std::invalid_argument{"a result block does not fit the layout of its run"};
    }
}

ChunkAssembler::PartialRow& ChunkAssembler::row_at(Position position)
{
    auto const [found, created] = waiting_.try_emplace(position);
    ChunkRow& row = found->second.row;
    if (created) {
        row.point = position.first;
        row.first_replicate = position.second * replicates_per_chunk_;
        row.replicates = std::min(replicates_per_chunk_, layout_.replicates - row.first_replicate);
        for (std::size_t values : values_per_replicate_) {
            row.series.emplace_back(layout_.arms.size() * static_cast<std::size_t>(row.replicates) * values,
                                    std::numeric_limits<float>::quiet_NaN());
        }
    }
    return found->second;
}

void ChunkAssembler::copy(ResultBlock const& block, std::int64_t first, std::int64_t last, ChunkRow& row) const
{
    for (std::size_t m = 0; m < block.series.size(); ++m) {
        auto const values = static_cast<std::ptrdiff_t>(values_per_replicate_[m]);
        auto const from = block.series[m].begin() + (first - block.first_replicate) * values;
        std::copy(from, from + (last - first) * values,
                  row.series[m].begin() + (block.arm * row.replicates + first - row.first_replicate) * values);
    }
}

void ChunkAssembler::emit_complete()
{
    auto const arms = static_cast<std::int64_t>(layout_.arms.size());
    for (auto row = waiting_.begin(); row != waiting_.end() && row->first == next_; row = waiting_.erase(row)) {
        if (row->second.jobs_received < arms * row->second.row.replicates) {
            return;
        }
        sink_(row->second.row);
        next_ = (next_.second + 1) * replicates_per_chunk_ < layout_.replicates ? Position{next_.first, next_.second + 1}
                                                                                : Position{next_.first + 1, 0};
    }
}

} // namespace steppe
