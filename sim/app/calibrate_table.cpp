#include "app/calibrate_table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace steppe::app {
namespace {

constexpr double moved = 0.1; ///< contraction from which the record is said to move a parameter

std::string range_of(std::array<double, 5> const& quantiles)
{
    return fmt::format("{:.3g} [{:.3g}, {:.3g}]", quantiles[2], quantiles[0], quantiles[4]);
}

std::string wave_text(CalibrationResult const& result)
{
    std::string text;
    for (std::size_t w = 0; w < result.draws.waves.size(); ++w) {
        Wave const& wave = result.draws.waves[w];
        text +=
            fmt::format("wave {}: {} of {} draws within {:g} deviations of all {} summaries ({:.1f} %), in {:.1f} % of the "
                        "prior\n",
                        w + 1, wave.kept, wave.draws, result.design.most_implausible, result.summaries.size(),
                        100.0 * static_cast<double>(wave.kept) / static_cast<double>(wave.draws), 100.0 * wave.box.share());
    }
    Wave const& last = result.draws.waves.back();
    std::vector<std::size_t> order;
    for (std::size_t s = 0; s < last.ruled_out.size(); ++s) {
        order.push_back(s);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return result.draws.waves.front().ruled_out[a] > result.draws.waves.front().ruled_out[b];
    });
    for (std::size_t i = 0; i < std::min<std::size_t>(order.size(), 3); ++i) {
        double const share = result.draws.waves.front().ruled_out[order[i]];
        if (share > 0.0) {
            text += fmt::format("  '{}' rules out {:.1f} % of the prior\n", result.summaries[order[i]], 100.0 * share);
        }
    }
    for (std::size_t g = 0; g < result.draws.generations.size(); ++g) {
        Generation const& one = result.draws.generations[g];
        text += fmt::format("generation {}: tolerance {:.3g}, {} of {} runs accepted, {:.0f} effective\n", g + 1,
                            one.tolerance, one.accepted, one.simulated, one.effective);
    }
    return text;
}

std::string marginal_table(CalibrationResult const& result)
{
    std::size_t width = 9;
    for (std::string const& key : result.parameters) {
        width = std::max(width, key.size());
    }
    std::string text = fmt::format("\n{:<{}}  {:<9} {:<24} {:<24} {:>11}\n", "parameter", width, "unit", "prior [5, 95 %]",
                                   "given the record", "contraction");
    std::size_t count = 0;
    for (std::size_t k = 0; k < result.parameters.size(); ++k) {
        CalibrationResult::Marginal const& one = result.marginals[k];
        text += fmt::format("{:<{}}  {:<9} {:<24} {:<24} {:>11.2f}\n", result.parameters[k], width, result.units[k],
                            range_of(one.prior), range_of(one.posterior), one.contraction);
        count += one.contraction >= moved ? 1U : 0U;
    }
    return text +
           fmt::format("\nThe record moved {} of {} parameters (contraction of {} or more); {} draws, {:.0f} effective.\n",
                       count, result.parameters.size(), moved, result.draws.weights.size(), result.draws.effective);
}

std::string world_text(CalibrationResult const& result)
{
    if (result.world_effective.empty()) {
        return "";
    }
    std::string text =
        fmt::format("\nSynthetic worlds: {}. Share of truths below the middle, and within the central 50 and 90 %:\n",
                    result.world_effective.size());
    std::size_t const width = result.parameters.size();
    for (std::size_t k = 0; k < width; ++k) {
        double count = 0.0, below = 0.0, half = 0.0, most = 0.0;
        for (std::size_t at = k; at < result.ranks.size(); at += width) {
            double const rank = result.ranks[at];
            if (!std::isnan(rank)) {
                count += 1.0;
                below += rank < 0.5 ? 1.0 : 0.0;
                half += std::abs(rank - 0.5) < 0.25 ? 1.0 : 0.0;
                most += std::abs(rank - 0.5) < 0.45 ? 1.0 : 0.0;
            }
        }
        text += fmt::format("  {}: {:.2f}, {:.2f}, {:.2f} ({:.0f} worlds)\n", result.parameters[k], below / count,
                            half / count, most / count, count);
    }
    return text;
}

nlohmann::json or_null(double value) { return std::isnan(value) ? nlohmann::json(nullptr) : nlohmann::json(value); }

} // namespace

std::string calibration_table(CalibrationResult const& result)
{
    std::string text = fmt::format("Calibrated on {} to {}; nothing after {} was fitted to.\n", result.opening + 1,
                                   result.cutoff, result.cutoff);
    text += wave_text(result) + marginal_table(result) + world_text(result);
    if (!result.notes.empty()) {
        text += "\n";
    }
    for (std::string const& note : result.notes) {
        text += note + "\n";
    }
    return text;
}

nlohmann::json calibration_json(CalibrationResult const& result)
{
    nlohmann::json waves = nlohmann::json::array();
    for (Wave const& one : result.draws.waves) {
        nlohmann::json ruled_out;
        for (std::size_t s = 0; s < one.ruled_out.size(); ++s) {
            ruled_out[result.summaries[s]] = one.ruled_out[s];
        }
        waves.push_back({{"draws", one.draws},
                         {"kept", one.kept},
                         {"share_of_prior", one.box.share()},
                         {"nearest", one.nearest},
                         {"ruled_out", ruled_out}});
    }
    nlohmann::json generations = nlohmann::json::array();
    for (Generation const& one : result.draws.generations) {
        generations.push_back({{"tolerance", one.tolerance},
                               {"simulated", one.simulated},
                               {"accepted", one.accepted},
                               {"effective", one.effective}});
    }
    nlohmann::json parameters = nlohmann::json::array();
    for (std::size_t k = 0; k < result.parameters.size(); ++k) {
        CalibrationResult::Marginal const& one = result.marginals[k];
        nlohmann::json ranks = nlohmann::json::array();
        for (std::size_t at = k; at < result.ranks.size(); at += result.parameters.size()) {
            ranks.push_back(or_null(result.ranks[at]));
        }
        parameters.push_back({{"parameter", result.parameters[k]},
                              {"unit", result.units[k]},
                              {"prior_quantiles", one.prior},
                              {"posterior_quantiles", one.posterior},
                              {"contraction", one.contraction},
                              {"explained", result.draws.explained[k]},
                              {"ranks", ranks}});
    }
    return {{"cutoff", result.cutoff},
            {"opening_year", result.opening},
            {"seed", result.seed},
            {"probabilities", marginal_quantiles},
            {"draws", result.draws.weights.size()},
            {"effective", result.draws.effective},
            {"waves", waves},
            {"generations", generations},
            {"parameters", parameters},
            {"worlds", result.world_effective.size()},
            {"notes", result.notes}};
}

} // namespace steppe::app
