#include "study/calibration/history_simulator.hpp"

#include "model/streams.hpp"
#include "study/hindcast/member_draws.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace steppe {
namespace {

constexpr std::string_view ratio_name = "export_import_ratio";

std::size_t place(std::vector<std::string> const& names, std::string const& name)
{
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

/// What is laid on the logarithm of something observed, by year from the first on.
class Errors {
public:
    Errors(MemberDraws const& draws, std::string_view who, std::uint32_t number, double error_sd, double walk_sd)
        : draws_{draws},
          who_{who},
          number_{number},
          error_sd_{error_sd},
          walk_sd_{walk_sd},
          sum_{error_sd * draws.normal(0, stream::observed_state, who, number)} // the opening was observed once
    {
    }

    [[nodiscard]] double next()
    {
        ++year_;
        sum_ += walk_sd_ * draws_.normal(year_, stream::observed_walk, who_, number_);
        return sum_ + error_sd_ * draws_.normal(year_, stream::observed_error, who_, number_);
    }

private:
    MemberDraws const& draws_;
    std::string_view who_;
    std::uint32_t number_;
    double error_sd_, walk_sd_;
    double sum_;
    int year_{};
};

} // namespace

HistorySimulator::HistorySimulator(Scenario const& scenario, std::vector<std::size_t> parameters, Operators const& operators,
                                   TradeState const& trade, RecordFeatures const& features, RunPlan run_plan)
    : scenario_{scenario},
      parameters_{std::move(parameters)},
      operators_{operators},
      trade_{trade},
      features_{features},
      run_plan_{std::move(run_plan)},
      plan_{make_plan(scenario, {*find_arm("without_accords")})},
      walks_(trade.markets.size()),
      opening_{static_cast<int>(scenario.month("run.start").year()) - 1}
{
    plan_.measures = {"exports", "imports"};
    for (std::string const& market : trade.markets) {
        markets_.push_back(place(scenario.actors.ids(IndexSet::market), market));
    }
    for (Operator const* const one : operators_.of(ScoreGroup::trade)) {
        std::size_t const numerator = place(trade.markets, one->numerator);
        walks_[numerator] = one->spread;
        auto const is_it = [&](ComparedSeries const& series) { return series.name == one->name; };
        if (std::any_of(features.series().begin(), features.series().end(), is_it)) {
            numerators_.push_back(numerator);
        }
    }
}

std::vector<double> HistorySimulator::values_at(std::span<double const> positions) const
{
    std::vector<double> values;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        Parameter const& one = scenario_.parameters[parameters_[i % parameters_.size()]];
        values.push_back(prior_quantile(one.prior, one.range, one.value, positions[i], one.null));
    }
    return values;
}

std::optional<std::vector<double>> HistorySimulator::operator()(std::span<double const> positions, int replicates, int call)
{
    JointDraws rows;
    rows.key = "calibration";
    rows.rows = positions.size() / parameters_.size();
    rows.width = parameters_.size();
    rows.values = values_at(positions);
    rows.in_order = true;
    for (std::size_t k = 0; k < parameters_.size(); ++k) {
        rows.columns.push_back({parameters_[k], k});
    }
    std::vector<JointDraws> joint = scenario_.joint_draws;
    joint.push_back(std::move(rows));
    EnsemblePlan plan = plan_;
    plan.draw_priors(scenario_, replicates);
    plan.priors.emplace(scenario_.parameters, std::move(joint));
    plan.replicates = static_cast<std::int64_t>(positions.size() / parameters_.size()) * replicates;
    plan.seed += static_cast<std::uint64_t>(call) + 1;
    YearlyRecorder runs{YearlyRecorder::Links::dropped};
    if (run_plan_(plan, runs) == RunEnd::interrupted) {
        return std::nullopt;
    }
    layout_ = runs.layout();
    failed_ += static_cast<std::int64_t>(runs.failures().size());
    std::vector<bool> has_failed(static_cast<std::size_t>(plan.replicates));
    for (Failure const& one : runs.failures()) {
        has_failed[static_cast<std::size_t>(one.replicate)] = true;
    }
    std::vector<double> features;
    features.reserve(has_failed.size() * features_.size());
    std::size_t member = 0;
    for (std::size_t replicate = 0; replicate < has_failed.size(); ++replicate) {
        if (has_failed[replicate]) {
            features.insert(features.end(), features_.size(), std::numeric_limits<double>::quiet_NaN());
        } else {
            std::vector<double> const one = seen(runs, member++, replicate, plan.seed);
            features.insert(features.end(), one.begin(), one.end());
        }
    }
    return features;
}

std::vector<double> HistorySimulator::seen(YearlyRecorder const& runs, std::size_t member, std::size_t replicate,
                                           std::uint64_t seed) const
{
    MemberDraws const draws{seed, replicate, opening_};
    std::vector<Errors> exports;
    std::vector<Errors> imports;
    for (std::size_t j = 0; j < markets_.size(); ++j) {
        exports.emplace_back(draws, trade_.markets[j], 0, trade_.exports.error_sd[j], walks_[j]);
        imports.emplace_back(draws, trade_.markets[j], 1, trade_.imports.error_sd[j], walks_[j]);
    }
    Errors of_ratio{draws, ratio_name, 0, operators_.ratio_error, operators_.ratio_walk};
    std::vector<std::vector<double>> logs(features_.series().size());
    for (int year = 0; year < layout_.months / 12; ++year) {
        std::vector<double> sold;
        std::vector<double> bought;
        std::array<double, 2> exact{};
        std::array<double, 2> with_error{};
        for (std::size_t j = 0; j < markets_.size(); ++j) {
            exact[0] += runs.exports(member, year, markets_[j]);
            exact[1] += runs.imports(member, year, markets_[j]);
            sold.push_back(runs.exports(member, year, markets_[j]) * std::exp(exports[j].next()));
            bought.push_back(runs.imports(member, year, markets_[j]) * std::exp(imports[j].next()));
            with_error[0] += sold.back();
            with_error[1] += bought.back();
        }
        double const ratio = exact[0] / exact[1] * std::exp(of_ratio.next());
        for (std::size_t k = 0; k < logs.size(); ++k) {
            std::vector<int> const& years = features_.series()[k].years;
            if (std::find(years.begin(), years.end(), opening_ + 1 + year) == years.end()) {
                continue;
            }
            std::size_t const j = k < numerators_.size() ? numerators_[k] : 0;
            logs[k].push_back(
                k < numerators_.size()
                    ? std::log(100.0 * (ratio * sold[j] / with_error[0] + bought[j] / with_error[1]) / (1.0 + ratio))
                    : std::log(ratio));
        }
    }
    return features_.of(logs);
}

} // namespace steppe
