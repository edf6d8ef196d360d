#include "app/record_table.hpp"

#include "app/effect_table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace steppe::app {
namespace {

constexpr std::size_t shown_parameters = 8;
constexpr double shown_shift = 0.2;

std::string month_name(RunLayout const& layout, int month)
{
    std::chrono::year_month const when = layout.start + std::chrono::months{month};
    return fmt::format("{:04}-{:02}", static_cast<int>(when.year()), static_cast<unsigned>(when.month()));
}

std::string with_error(LogMean const& mean) { return fmt::format("{:.2f} +- {:.2f}", mean.value, mean.standard_error); }

std::string months_text(RecordOfHedger const& of, RunLayout const& layout)
{
    std::string text = "  hazard by month, at the values:";
    for (int month = 0; month < layout.months; ++month) {
        if (month % 6 == 0) {
            text += fmt::format("\n    {}", month_name(layout, month));
        }
        text += fmt::format(" {:.4f}", of.hazard.mean[static_cast<std::size_t>(month)]);
    }
    return text + "\n";
}

std::string likelihood_text(RecordResult const& result, RecordOfHedger const& values, RecordOfHedger const& priors,
                            RunLayout const& layout)
{
    return fmt::format("  ln likelihood of {} silent months: {} at the values, {} with priors drawn\n"
                       "  of the silence and an accession in {}: {}; {}; the best constant hazard has {:.2f}\n",
                       layout.months - 1, with_error(values.silence), with_error(priors.silence),
                       month_name(layout, layout.months - 1), with_error(values.accession), with_error(priors.accession),
                       result.constant.value);
}

std::string conditions_text(RecordResult const& result, RecordOfHedger const& values, RecordOfHedger const& priors)
{
    std::string text =
        fmt::format("  why then: hazard {:.4f}, under the mean conditions of the silent months {:.4f}; shares, and ln Bayes "
                    "factor of each condition\n  against its mean throughout (at the values; priors drawn):\n",
                    values.last, values.typical);
    for (std::size_t c = 0; c < result.conditions.size(); ++c) {
        text += fmt::format("    {:<12} {:>8.4f} +- {:.4f}   {:>15}   {:>15}\n", result.conditions[c], values.share.mean[c],
                            values.share.standard_error[c], with_error(values.factor[c]), with_error(priors.factor[c]));
    }
    return text;
}

std::string others_text(RecordResult const& result, RunLayout const& layout)
{
    std::string text =
        fmt::format("Other states, {} to {}: joins expected {:.2f} (90 % of replicates {:.2f} to {:.2f}; none with "
                    "probability {:.2f}) at the\n"
                    "values, {:.2f} ({:.2f} to {:.2f}; {:.2f}) with priors drawn; observed: none\n",
                    month_name(layout, 0), month_name(layout, layout.months - 2), result.others.mean[0],
                    result.others_low[0], result.others_high[0], result.others_silent.mean[0], result.others.mean[1],
                    result.others_low[1], result.others_high[1], result.others_silent.mean[1]);
    for (std::size_t s = 0; s < result.candidates.size(); ++s) {
        text += fmt::format("    {:<8} {:.3f}  90 % of draws {:.3f} to {:.3f}  P(the most) {:.2f}\n", result.candidates[s],
                            result.candidate_mean[s], result.candidate_low[s], result.candidate_high[s],
                            result.candidate_first[s]);
    }
    return text +
           "  This ranking is not supported: intervals overlap, and five accessions tell no trait of states from none.\n";
}

std::string moved_text(RecordResult const& result)
{
    std::string text = fmt::format(
        "What the record makes of the priors ({:.0f} draws, worth {:.0f}): mean and deviation, prior -> posterior\n",
        result.draws, result.effective);
    std::size_t shown = 0;
    for (MovedParameter const& moved : result.moved) {
        if (shown == shown_parameters || std::abs(moved.shift()) < shown_shift) {
            break;
        }
        text += fmt::format("    {:<36} {:.4g} ({:.2g}) -> {:.4g} ({:.2g})\n", moved.key, moved.prior_mean,
                            moved.prior_deviation, moved.posterior_mean, moved.posterior_deviation);
        ++shown;
    }
    return text +
           fmt::format("  Of {} parameters, some move so far by chance where few draws count.\n", result.moved.size());
}

nlohmann::json json_of(LogMean const& mean)
{
    return {{"value", mean.value},
            {"standard_error", std::isnan(mean.standard_error) ? nlohmann::json{} : nlohmann::json{mean.standard_error}}};
}

nlohmann::json json_of(EstimatedTable const& table)
{
    return {{"mean", table.mean}, {"standard_error", table.standard_error}};
}

nlohmann::json json_of(RecordOfHedger const& of, std::vector<std::string> const& conditions)
{
    nlohmann::json factors;
    for (std::size_t c = 0; c < conditions.size(); ++c) {
        factors[conditions[c]] = json_of(of.factor[c]);
    }
    return {{"hazard", json_of(of.hazard)},
            {"log_likelihood_of_silence", json_of(of.silence)},
            {"log_likelihood", json_of(of.accession)},
            {"log_bayes_factor", factors},
            {"condition_share", json_of(of.share)},
            {"hazard_of_last_month", of.last},
            {"hazard_under_mean_conditions", of.typical},
            {"log_likelihood_of_replicates", of.likelihoods}};
}

} // namespace

std::string record_table(RecordResult const& result, RunLayout const& layout)
{
    std::string text;
    std::vector<std::string> const& hedgers = layout.actors.ids(IndexSet::hedger);
    for (std::size_t h = 0; h < hedgers.size(); ++h) {
        text += fmt::format("{}: no accession from {} to {}, then one\n", hedgers[h], month_name(layout, 0),
                            month_name(layout, layout.months - 2));
        text += months_text(result.at_values[h], layout);
        text += likelihood_text(result, result.at_values[h], result.over_priors[h], layout);
        text += conditions_text(result, result.at_values[h], result.over_priors[h]);
    }
    auto const [summits, chance] = coincidence_of(result, layout.months);
    text += fmt::format(
        "Caution: {:.0f} of {} months had a summit, so one coincides with a summit by chance with probability {:.3f}, and "
        "{} conditions were\ntried; it was announced at the summit, which may be its stage and not its cause.\n",
        summits, layout.months, chance, result.conditions.size());
    return text + others_text(result, layout) + moved_text(result);
}

nlohmann::json record_json(RecordResult const& result, RunLayout const& layout)
{
    nlohmann::json all;
    std::vector<std::string> const& hedgers = layout.actors.ids(IndexSet::hedger);
    for (std::size_t h = 0; h < hedgers.size(); ++h) {
        all["hedgers"][hedgers[h]] = {{"at_values", json_of(result.at_values[h], result.conditions)},
                                      {"over_priors", json_of(result.over_priors[h], result.conditions)}};
    }
    all["first_month"] = month_name(layout, 0);
    all["last_month"] = month_name(layout, layout.months - 1);
    all["conditions"] = result.conditions;
    all["readings"] = result.readings;
    all["mean_of_silent_months"] = result.typical_reading;
    all["last_month_readings"] = result.last_reading;
    all["log_likelihood_of_best_constant"] = result.constant.value;
    all["other_states"] = {{"expected_joins", json_of(result.others)},
                           {"low", result.others_low},
                           {"high", result.others_high},
                           {"probability_of_none", json_of(result.others_silent)},
                           {"observed_joins", 0},
                           {"state", result.candidates},
                           {"state_expected", result.candidate_mean},
                           {"state_low", result.candidate_low},
                           {"state_high", result.candidate_high},
                           {"state_first", result.candidate_first}};
    for (MovedParameter const& moved : result.moved) {
        all["posterior"][moved.key] = {{"prior_mean", moved.prior_mean},
                                       {"prior_deviation", moved.prior_deviation},
                                       {"posterior_mean", moved.posterior_mean},
                                       {"posterior_deviation", moved.posterior_deviation}};
    }
    all["draws"] = result.draws;
    all["effective_draws"] = result.effective;
    return all;
}

} // namespace steppe::app
