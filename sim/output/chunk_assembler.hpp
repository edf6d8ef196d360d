#pragma once
/// Collects result blocks of any size into the rows of chunks that a file stores, so that the bytes of the file do not
/// depend on how the work was cut.

#include "output/recorder.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <utility>
#include <vector>

namespace steppe {

/// The results of all arms for the replicates of one chunk, in one point.
struct ChunkRow {
    int point{};
    std::int64_t first_replicate{};
    std::int64_t replicates{};
    /// Per measure of the layout: [arm][replicate][month][element], row-major; NaN where nothing was received.
    std::vector<std::vector<float>> series;
};

/// Hands over rows in order of (point, replicates), each once, as soon as it and those before it are complete.
class ChunkAssembler {
public:
    using Sink = std::function<void(ChunkRow const&)>;

    /// `layout` must outlive the assembler. `replicates_per_chunk` is at least 1; the last chunk may have fewer.
    ChunkAssembler(RunLayout const& layout, std::int64_t replicates_per_chunk, Sink sink);

    /// Takes the block's series. Throws std::invalid_argument if the block does not fit the layout.
    void add(ResultBlock const& block);
    /// Hands over what is left, incomplete rows too.
    void flush();

private:
    using Position = std::pair<int, std::int64_t>; ///< point, chunk

    struct PartialRow {
        ChunkRow row;
        std::int64_t jobs_received{};
    };

    void check(ResultBlock const& block) const;
    [[nodiscard]] PartialRow& row_at(Position position);
    void copy(ResultBlock const& block, std::int64_t first, std::int64_t last, ChunkRow& row) const;
    void emit_complete();

    RunLayout const& layout_;
    std::int64_t replicates_per_chunk_;
    Sink sink_;
    std::vector<std::size_t> values_per_replicate_; ///< by measure
    std::map<Position, PartialRow> waiting_;
    Position next_{0, 0};
};

} // namespace steppe
