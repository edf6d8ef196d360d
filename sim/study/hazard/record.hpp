#pragma once
/// The hazard held against a record (docs/model.md 9.2): months before the opening, in which nobody acceded, with drivers as known, and then an
/// accession in the opening month. What silence and accession are worth as evidence; what sets the opening month apart from those before it.
///
/// Neglects: what else was different then and is no driver; stakes and fund begin as they stand in the opening month.

#include "ensemble/plan.hpp"
#include "study/hazard/result.hpp"
#include "study/run_plan.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace steppe {

/// ln of a mean of likelihoods, with its standard error.
struct LogMean {
    double value{}, standard_error{};
};

/// Of the likelihoods whose logarithms are given.
[[nodiscard]] LogMean log_mean(std::vector<double> const& logarithms);
/// ln of mean e^a over mean e^b, paired.
[[nodiscard]] LogMean log_ratio(std::vector<double> const& a, std::vector<double> const& b);

/// A parameter's prior, and what the likelihoods of draws make of it.
struct MovedParameter {
    std::string key;
    double prior_mean{}, prior_deviation{}, posterior_mean{}, posterior_deviation{};

    [[nodiscard]] double shift() const; ///< in prior deviations
};

/// What one hedger's record says.
struct RecordOfHedger {
    EstimatedTable hazard;      ///< [month]
    LogMean silence, accession; ///< ln of the probability of no accession before the last month; and of one in it
    std::vector<LogMean>
        factor;               ///< [condition]: ln Bayes factor, as it is over the condition at its typical value throughout
    EstimatedTable share;     ///< [condition]: of the last month's hazard less that under typical conditions
    double last{}, typical{}; ///< these two
    std::vector<double> likelihoods;      ///< ln, by draw
    std::vector<std::int64_t> replicates; ///< whose these are
};

struct RecordResult {
    std::vector<std::string> conditions, readings;
    std::vector<double> typical_reading, last_reading;  ///< [reading]: mean of the silent months; the last month
    std::vector<RecordOfHedger> at_values, over_priors; ///< [hedger]
    LogMean constant;                                   ///< of the best constant hazard; without error
    EstimatedTable others;                       ///< [values, priors]: joins of other states expected in the silent months
    std::vector<double> others_low, others_high; ///< 5 and 95 % over replicates
    EstimatedTable others_silent;                ///< likewise: the probability of none
    std::vector<std::string> candidates;         ///< by how many joins are expected of them, most first
    std::vector<double> candidate_mean, candidate_low, candidate_high,
        candidate_first;               ///< over priors; first: P(the most of all)
    std::vector<MovedParameter> moved; ///< by how far, of the first hedger's record
    double draws{}, effective{};       ///< of that posterior
    std::size_t failed{};
};

/// How easily an event falls on a month with a summit by chance.
struct Coincidence {
    double months{};      ///< of the record with a summit
    double probability{}; ///< of one of them, if every month were alike
};

/// `months`: of the record.
[[nodiscard]] Coincidence coincidence_of(RecordResult const& result, int months);

class RecordAnalysis {
public:
    /// `scenario`, which opens as the record begins and ends with it, must outlive it.
    RecordAnalysis(Scenario const& scenario, RunPlan run_plan);

    [[nodiscard]] RunEnd run();
    [[nodiscard]] RecordResult const& result() const { return result_; }
    [[nodiscard]] RunLayout layout() const { return plan_.layout(); }
    [[nodiscard]] std::vector<Failure> const& failures() const { return failures_; }

private:
    [[nodiscard]] RunEnd run_with(EnsemblePlan const& plan, bool priors, std::vector<RecordOfHedger>& found);

    Scenario const& scenario_;
    RunPlan run_plan_;
    EnsemblePlan plan_;
    RecordResult result_;
    std::vector<Failure> failures_;
};

} // namespace steppe
