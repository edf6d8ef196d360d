#pragma once
/// What the ensemble engine hands to whoever keeps or summarises results. No file format is known here.

#include "base/phase_clock.hpp"
#include "model/measure.hpp"
#include "scenario/schema.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace steppe {

/// One number a replicate: an element of a measure, its months reduced as its declaration says.
struct Outcome {
    std::size_t measure{}; ///< position in RunLayout::measures
    std::size_t element{}; ///< row-major position over the measure's sets
    std::string label;     ///< "alignment[HEDGER, PARTNER]", "momentum", "peer_joins by month 12"
    int months{};          ///< the months that count: all of the run, or those up to a horizon of the measure
};

/// Shape of a run, known before its first month.
struct RunLayout {
    std::vector<std::string> arms;
    int points{1};
    std::int64_t replicates{};
    int months{};
    std::chrono::year_month start{};
    std::uint64_t seed{};
    /// Consecutive replicates that share one draw of the parameters from their priors; 0 where parameters are fixed.
    int replicates_per_draw{};
    ActorLists actors;
    std::vector<MeasureDeclaration> measures;
    std::vector<Outcome> outcomes;

    /// Values that one measure has in one month.
    [[nodiscard]] std::size_t elements(MeasureDeclaration const& measure) const;
    /// Values that one measure has in all months of a replicate.
    [[nodiscard]] std::size_t values_per_job(MeasureDeclaration const& measure) const;
    /// Points and replicates of the largest block: constants of the layout, so that files do not depend on how work was cut. At most 128
    /// jobs an arm, fewer where each has many numbers, or where a run has no more; never a part of a point's replicates beside another point.
    [[nodiscard]] int points_per_block() const;
    [[nodiscard]] int replicates_per_block() const;
};

/// Ids and values are those of the CF flag_values of `job_state`.
enum class JobState : std::int8_t { missing = 0, ok = 1, failed = 2 };

struct Failure {
    int arm{};
    int point{};
    std::int64_t replicate{};
    int month{};
    std::string message;
};

/// Consecutive points by consecutive replicates: one unit of work, in every arm.
struct BlockRange {
    int first_point{};
    int points{};
    std::int64_t first_replicate{};
    int replicates{};

    [[nodiscard]] int jobs_per_arm() const { return points * replicates; }
};

/// The blocks of a run in the order in which results are handed over: by points, then replicates.
class BlockSequence {
public:
    explicit BlockSequence(RunLayout const& layout);
    [[nodiscard]] std::int64_t size() const;
    [[nodiscard]] BlockRange at(std::int64_t index) const;
    /// Position of a block of this sequence.
    [[nodiscard]] std::int64_t index_of(BlockRange const& range) const;

private:
    BlockRange largest_;
    int points_;
    std::int64_t replicates_;
    std::int64_t blocks_per_row_; ///< of the same points
};

/// Results of a block, its jobs in order of (arm, point, replicate).
struct ResultBlock {
    BlockRange range;
    /// Per measure of the layout: [job][month][element], row-major. Empty if nobody asked for series.
    std::vector<std::vector<float>> series;
    /// [job][outcome of the layout]; NaN where the replicate failed. Reduced in double precision from the series, so that a
    /// reader of the series finds the same.
    std::vector<double> outcomes;
    std::vector<JobState> states;  ///< [job]
    std::vector<Failure> failures; ///< in order of job
    PhaseTimes times{};            ///< where they are taken
    std::vector<double> probed{};  ///< [job][month][hedger][column] of what a plan asks of every month beside its measures
};

/// What is left to do with a block, once all blocks before it are done with. Empty: nothing.
using InOrder = std::function<void()>;

class Recorder {
public:
    virtual ~Recorder() = default;
    virtual void begin(RunLayout const& layout) = 0;
    /// Whether blocks must come with their series.
    [[nodiscard]] virtual bool needs_series() const = 0;
    /// The costly part: reduce, compress. Called from several threads at once, each with its own block, which is gone
    /// afterwards. What it returns is called by one thread at a time in order of (point, replicates), whatever the number of
    /// threads.
    [[nodiscard]] virtual InOrder prepare(ResultBlock const& block) = 0;
    virtual void finish() = 0;
};

} // namespace steppe
