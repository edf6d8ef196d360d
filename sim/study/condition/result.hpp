#pragma once
/// What evidence says (docs/model.md 9.6).

#include "output/summary.hpp"
#include "study/condition/estimate.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace steppe {

/// Over which runs a number is taken: all, or those that match, by their weights.
enum class Population : std::uint8_t { all, given };
inline constexpr std::array<std::string_view, 2> population_names{"all", "given"};

/// A condition by itself.
struct ConditionCount {
    std::string text;
    bool certain{};
    std::int64_t runs{}; ///< in which it holds; of a noisy reading all
};

/// What twins say of an event: it comes in the endogenous run (open) or in its twin (closed).
struct EventAnswer {
    std::string text;
    WeightedMean open, closed;
    WeightedMean necessity;   ///< that it fails in the twin, where it comes in the open run
    WeightedMean sufficiency; ///< that it comes in the open run, where it fails in the twin
    WeightedMean both;        ///< that it comes in the open run and fails in the twin
    WeightedMean prevented;   ///< that it fails in the open run and comes in the twin
};

/// Would a hedger that joined, as the evidence says, have joined anyway?
struct JoiningAnswer {
    std::string text;
    std::string hedger;
    int first{}, last{}; ///< months, from 0
    std::array<WeightedMean, 2>
        chance{};                    ///< [population]: of joining in the month, before its draw; NaN for more than one month
    std::vector<int> months_after{}; ///< horizons, from the end of the period; the last is the end of the run
    std::vector<WeightedMean> later{}; ///< [horizon]: joined by then, had chance gone against it in the period
    double effective{};                ///< size of the sample of runs that stayed out
};

struct ConditionResult {
    std::vector<ConditionCount> conditions;
    std::int64_t pairs{};                             ///< that ran
    std::int64_t matching{};                          ///< with a weight above 0
    double effective{};                               ///< size of the sample of those, in draws where parameters were drawn
    std::array<std::vector<PairedEffect>, 2> effects; ///< [population][outcome]
    std::array<std::vector<EventAnswer>, 2> events;   ///< [population][event]
    std::vector<JoiningAnswer> joinings;
    // of the pairs that match
    std::vector<double> replicates, weights;
    std::vector<double> open, closed; ///< [match][outcome]
};

} // namespace steppe
