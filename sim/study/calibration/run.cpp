#include "study/calibration/run.hpp"

#include "lanes/draws.hpp"
#include "model/schema_of_model.hpp"
#include "model/streams.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace steppe {
namespace {

constexpr int calls_of_a_world = 1000;     ///< that set the chance of one apart from that of the next
constexpr std::uint32_t truth = 1U << 17U; ///< beside parameters and ancestors, in an address

[[noreturn]] void refuse(Scenario const& scenario, std::string_view code, std::string message)
{
    Diagnostics faults;
    faults.add({scenario.files.back().path, 0, 0}, code, std::move(message));
    faults.throw_if_any();
    throw std::logic_error{"a fault was lost"};
}

int opening_of(Scenario const& scenario) { return static_cast<int>(scenario.month("run.start").year()) - 1; }

TradeState trade_of(Scenario const& scenario, Operators const& operators, FitView const& view)
{
    std::vector<Operator const*> const shares = operators.of(ScoreGroup::trade);
    if (shares.empty()) {
        refuse(scenario, "H115", "its operators see no trade, which is what is compared");
    }
    std::optional<TradeState> found =
        filter_trade(operators, shares.front()->state, shares.front()->denominator, view, view, view.cutoff());
    if (!found) {
        refuse(scenario, "H115",
               fmt::format("observations up to {} have fewer than three years of exports and imports with all markets; "
                           "give some with --observations",
                           view.cutoff()));
    }
    return *found;
}

RecordFeatures features_of(Scenario const& scenario, Operators const& operators, FitView const& view)
{
    RecordFeatures features{compared_series(operators, view, opening_of(scenario))};
    if (features.series().empty()) {
        refuse(
            scenario, "H115",
            fmt::format("no series has six years of observations from {} to {}", opening_of(scenario) + 1, view.cutoff()));
    }
    return features;
}

/// Weighted quantile of the values of one parameter.
double quantile_of(std::vector<std::pair<double, double>> const& sorted, double probability)
{
    double sum = 0.0;
    for (auto const& [value, weight] : sorted) {
        sum += weight;
        if (sum >= probability) {
            return value;
        }
    }
    return sorted.back().first;
}

double variance_of(std::vector<std::pair<double, double>> const& values)
{
    double mean = 0.0;
    for (auto const& [value, weight] : values) {
        mean += weight * value;
    }
    double variance = 0.0;
    for (auto const& [value, weight] : values) {
        variance += weight * (value - mean) * (value - mean);
    }
    return variance;
}

void fill_marginals(CalibrationResult& result)
{
    std::size_t const width = result.parameters.size();
    auto const count = static_cast<double>(result.draws.weights.size());
    for (std::size_t k = 0; k < width; ++k) {
        std::vector<std::pair<double, double>> prior;
        std::vector<std::pair<double, double>> posterior;
        for (std::size_t draw = 0; draw < result.draws.weights.size(); ++draw) {
            prior.emplace_back(result.prior[draw * width + k], 1.0 / count);
            posterior.emplace_back(result.values[draw * width + k], result.draws.weights[draw]);
        }
        std::sort(prior.begin(), prior.end());
        std::sort(posterior.begin(), posterior.end());
        CalibrationResult::Marginal& one = result.marginals.emplace_back();
        for (std::size_t q = 0; q < marginal_quantiles.size(); ++q) {
            one.prior[q] = quantile_of(prior, marginal_quantiles[q]);
            one.posterior[q] = quantile_of(posterior, marginal_quantiles[q]);
        }
        double const before = variance_of(prior);
        one.contraction = before > 0.0 ? 1.0 - variance_of(posterior) / before : 0.0;
    }
}

} // namespace

CalibrationStudy::CalibrationStudy(Scenario const& scenario, std::vector<std::size_t> parameters, Operators const& operators,
                                   FitView const& view, CalibrationDesign design, RunPlan run_plan)
    : scenario_{scenario},
      trade_{trade_of(scenario, operators, view)},
      features_{features_of(scenario, operators, view)},
      simulator_{scenario, parameters, operators, trade_, features_, std::move(run_plan)}
{
    design.parameters = parameters.size();
    design.features = features_.size();
    design.summaries = features_.summaries().size();
    design.seed = static_cast<std::uint64_t>(scenario.integer("run.seed"));
    Schema const schema = model_schema();
    for (std::size_t const position : parameters) {
        result_.parameters.push_back(scenario.parameters[position].key);
        result_.units.emplace_back(schema.parameters[scenario.parameters[position].family].declaration.unit);
    }
    result_.opening = opening_of(scenario);
    result_.cutoff = view.cutoff();
    result_.seed = design.seed;
    result_.design = design;
    result_.summaries = features_.summaries();
    result_.observed = features_.observed();
    result_.observed.resize(design.summaries);
    std::size_t const per_series = design.summaries / features_.series().size();
    for (std::size_t s = 0; s < design.summaries; ++s) {
        result_.discrepancy.push_back(features_.series()[s / per_series].discrepancy);
    }
    for (std::string const& name : features_.left_out()) {
        result_.notes.push_back(name + ": fewer than six years, not compared");
    }
    for (Operator const& one : operators.all) {
        if (one.group != ScoreGroup::trade) {
            result_.notes.push_back(one.name + ": no parameter of the month moves it, not compared");
        }
    }
}

RunEnd CalibrationStudy::run(int worlds)
{
    auto const simulate = [&](std::span<double const> positions, int replicates, int call) {
        return simulator_(positions, replicates, call);
    };
    std::optional<Calibration> found = calibrate(result_.design, features_.observed(), simulate);
    if (!found) {
        return RunEnd::interrupted;
    }
    if (found->positions.empty()) {
        Wave const& last = found->waves.back();
        auto const worst = std::max_element(last.ruled_out.begin(), last.ruled_out.end()) - last.ruled_out.begin();
        refuse(scenario_, "H116",
               fmt::format("none of {} draws comes within {} deviations of the record; the nearest is {:.1f} away, and '{}' "
                           "rules out {:.0f} %",
                           last.draws, result_.design.most_implausible, last.nearest,
                           result_.summaries[static_cast<std::size_t>(worst)],
                           100.0 * last.ruled_out[static_cast<std::size_t>(worst)]));
    }
    result_.draws = std::move(*found);
    result_.values = simulator_.values_at(result_.draws.positions);
    std::vector<double> even;
    std::size_t const count = result_.draws.weights.size();
    for (std::size_t draw = 0; draw < count; ++draw) {
        even.insert(even.end(), result_.parameters.size(), (static_cast<double>(draw) + 0.5) / static_cast<double>(count));
    }
    result_.prior = simulator_.values_at(even);
    fill_marginals(result_);
    for (int world = 0; world < worlds; ++world) {
        if (!check_on(world)) {
            return RunEnd::interrupted;
        }
    }
    return RunEnd::complete;
}

bool CalibrationStudy::check_on(int world)
{
    int const first_call = calls_of_a_world * (world + 1);
    std::size_t const width = result_.parameters.size();
    std::vector<double> at;
    Draws<double> const draws{result_.seed, world};
    for (std::size_t k = 0; k < width; ++k) {
        at.push_back(draws.uniform(0, stream::calibration, truth + static_cast<std::uint32_t>(k)));
    }
    std::optional<std::vector<double>> const observed = simulator_(at, 1, first_call);
    if (!observed) {
        return false;
    }
    CalibrationDesign design = result_.design;
    design.seed += static_cast<std::uint64_t>(world) + 1;
    std::optional<Calibration> const found =
        calibrate(design, *observed, [&](std::span<double const> positions, int replicates, int call) {
            return simulator_(positions, replicates, first_call + 1 + call);
        });
    if (!found) {
        return false;
    }
    for (std::size_t k = 0; k < width; ++k) {
        double below = 0.0;
        for (std::size_t draw = 0; draw < found->weights.size(); ++draw) {
            below += found->positions[draw * width + k] < at[k] ? found->weights[draw] : 0.0;
        }
        result_.ranks.push_back(found->weights.empty() ? std::numeric_limits<double>::quiet_NaN() : below);
    }
    result_.world_effective.push_back(found->effective);
    return true;
}

std::vector<std::size_t> calibrated_parameters(std::string const& text, Scenario const& scenario,
                                               SourceLocation const& where, Diagnostics& faults)
{
    Schema const schema = model_schema();
    std::vector<std::string> known;
    for (Parameter const& one : scenario.parameters) {
        known.push_back(one.key);
    }
    std::vector<std::size_t> found;
    constexpr std::string_view between = ", \t\n";
    for (std::size_t begin = text.find_first_not_of(between); begin != std::string::npos;) {
        std::size_t const end = std::min(text.find_first_of(between, begin), text.size());
        std::string const key = text.substr(begin, end - begin);
        begin = text.find_first_not_of(between, end);
        bool is_known = false;
        for (std::size_t i = 0; i < scenario.parameters.size(); ++i) {
            Parameter const& one = scenario.parameters[i];
            if (one.key != key && schema.parameters[one.family].declaration.key != key) {
                continue;
            }
            is_known = true;
            if (one.prior == Prior::fixed) {
                faults.add(where, "H114", fmt::format("'{}' has no prior, and nothing to calibrate", one.key));
            } else if (std::find(found.begin(), found.end(), i) == found.end()) {
                found.push_back(i);
            }
        }
        if (!is_known) {
            faults.add(where, "H114", fmt::format("the scenario has no parameter '{}'", key), closest_name(key, known));
        }
    }
    if (found.empty() && faults.empty()) {
        faults.add(where, "H114", "names no parameter to calibrate");
    }
    return found;
}

} // namespace steppe
