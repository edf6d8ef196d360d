#pragma once
/// What the ensemble engine hands to whoever keeps or summarises results. No file format is known here.

#include "model/measure.hpp"
#include "scenario/schema.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace steppe {

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

    /// Values that one measure has in one month.
    [[nodiscard]] std::size_t elements(MeasureDeclaration const& measure) const;
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

/// Results of consecutive replicates in one arm of one point.
struct ResultBlock {
    int arm{};
    int point{};
    std::int64_t first_replicate{};
    int replicates{};
    /// Per measure of the layout: [replicate][month][element], row-major.
    std::vector<std::vector<float>> series;
    std::vector<JobState> states;  ///< [replicate]
    std::vector<Failure> failures; ///< in order of replicate
};

/// Receives blocks in a fixed order (point, then replicates, then arm), one at a time, whatever the number of threads.
class Recorder {
public:
    virtual ~Recorder() = default;
    virtual void begin(RunLayout const& layout) = 0;
    virtual void consume(ResultBlock const& block) = 0;
    virtual void finish() = 0;
};

} // namespace steppe
