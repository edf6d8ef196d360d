#pragma once
/// The file of a hazard analysis (docs/output.md): when hedgers accede, what the hazard hangs on, and what would move it.

#include "output/result_file.hpp"

#include <memory>
#include <string>
#include <vector>

namespace steppe {

/// Means with their standard errors, row-major over the dimensions that stand beside the member.
struct EstimatedTable {
    std::vector<double> mean, standard_error;

    void add(double value, double error)
    {
        mean.push_back(value);
        standard_error.push_back(error);
    }
};

struct HazardResult {
    std::vector<std::string> incentives, conditions, readings;
    std::vector<std::string> incentive_titles, condition_titles, reading_titles;
    std::vector<double> at_risk;         ///< [month][hedger]: replicates in which it had not joined before
    EstimatedTable has_joined;           ///< [month][hedger], by the month's end
    EstimatedTable hazard;               ///< [month][hedger], over replicates at risk; so are the next four
    EstimatedTable incentive_share;      ///< [month][hedger][incentive]
    EstimatedTable without_incentives;   ///< [month][hedger]
    std::vector<double> share_check;     ///< [hedger][incentive]: the opening month's shares as later months get theirs
    EstimatedTable condition_share;      ///< [month][hedger][condition]
    EstimatedTable typical;              ///< [month][hedger]: under typical conditions
    EstimatedTable reading;              ///< [month][reading], over all replicates
    std::vector<double> typical_reading; ///< [reading]
    // what would move it: one parameter at a time, over the first months
    int swing_months{};
    std::vector<std::string> swings, swing_units, swing_tags; ///< by parameter
    std::vector<double> swing_low, swing_high;                ///< its ends
    EstimatedTable at_low, at_high, swing;                    ///< [parameter][hedger]: P(joined), and high - low
};

/// Writes the analysis and commits the file.
void write_hazard(std::unique_ptr<ResultFile> file, HazardResult const& result, RunLayout const& layout,
                  std::vector<Failure> failures);

} // namespace steppe
