#pragma once
/// Results of a block as the chunks of a result file, ready to be written: what workers prepare, shards keep and a merge copies.

#include "output/codec/chunk_codec.hpp"
#include "output/hdf5_file.hpp"
#include "output/recorder.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace steppe {

struct EncodedChunk {
    std::size_t variable{}; ///< position in ReplicateEncoder::variables
    Extents offset;
    std::vector<std::byte> bytes;
};

struct EncodedBlock {
    BlockRange range;
    std::vector<JobState> states;  ///< [arm][point][replicate]
    std::vector<Failure> failures; ///< in order of job
    std::vector<EncodedChunk> chunks;

    [[nodiscard]] std::size_t bytes() const;
};

/// Trajectories: all months of every measure. Outcomes: one number of each outcome.
enum class ReplicateRecord : std::uint8_t { trajectories, outcomes };

/// Knows which variables a file keeps of every replicate and packs blocks into their chunks.
class ReplicateEncoder {
public:
    ReplicateEncoder(RunLayout layout, ReplicateRecord record, ValueFormat format);

    [[nodiscard]] RunLayout const& layout() const { return layout_; }
    [[nodiscard]] ReplicateRecord record() const { return record_; }
    [[nodiscard]] ValueFormat format() const { return format_; }
    /// Position in the layout of the measure that each variable holds; the variable of outcomes holds none.
    [[nodiscard]] std::vector<std::size_t> const& measures() const { return measures_; }
    /// Names of the variables, in the order in which they stand in the file.
    [[nodiscard]] std::vector<std::string> variables() const;
    /// Throws std::invalid_argument for a block that does not fit the layout.
    [[nodiscard]] EncodedBlock encode(ResultBlock const& block) const;

private:
    void add_series(ResultBlock const& block, std::vector<EncodedChunk>& chunks) const;
    void add_outcomes(ResultBlock const& block, std::vector<EncodedChunk>& chunks) const;

    RunLayout layout_;
    ReplicateRecord record_;
    ValueFormat format_;
    std::vector<std::size_t> measures_;
};

} // namespace steppe
