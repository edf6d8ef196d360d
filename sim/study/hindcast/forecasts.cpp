#include "study/hindcast/forecasts.hpp"

#include "model/streams.hpp"
#include "scenario/drivers.hpp"
#include "study/hindcast/deliveries.hpp"
#include "study/hindcast/drawn_parameters.hpp"
#include "study/hindcast/member_draws.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace steppe {
namespace {

constexpr std::size_t least_votes = 5;
constexpr std::size_t least_arms = 3;
/// Between the mean of a year and the January after it a walk goes on: 2/3 of a year's variance, so that a mean h years on has h of it.
constexpr double half_year = 2.0 / 3.0;

std::string_view name_of(DriverMode mode) { return driver_mode_names.at(static_cast<std::size_t>(mode)); }

/// Exports or imports of a member in a year, by observed market, with what is not known of the state and the error of the year.
std::vector<double> observed_flow(std::vector<double> values, FlowState const& flow, std::vector<std::string> const& markets,
                                  MemberDraws const& draws, int years, std::uint32_t direction)
{
    double total = 0.0;
    for (std::size_t j = 0; j < values.size(); ++j) {
        double const state_sd =
            std::sqrt(flow.level_sd[j] * flow.level_sd[j] + half_year * flow.walk_sd[j] * flow.walk_sd[j]);
        values[j] *= std::exp(state_sd * draws.normal(0, stream::observed_state, markets[j], direction) +
                              flow.error_sd[j] * draws.normal(years, stream::observed_error, markets[j], direction));
        total += values[j];
    }
    for (double& one : values) {
        one /= total;
    }
    return values;
}

double ratio_error(Operators const& operators, MemberDraws const& draws, int years)
{
    double sum = operators.ratio_error * draws.normal(years, stream::observed_error, "export_import_ratio");
    for (int year = 1; year <= years; ++year) {
        sum += operators.ratio_walk * draws.normal(year, stream::observed_walk, "export_import_ratio");
    }
    return std::exp(sum);
}

std::size_t place(std::vector<std::string> const& names, std::string const& name)
{
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

/// Shares in percent, [member][series], of one year.
void append_shares(YearlyRecorder const& runs, Scenario const& scenario, TradeState const& state, Operators const& operators,
                   int origin, int years, std::uint64_t seed, GroupForecast& forecast)
{
    std::vector<std::string> const& all = scenario.actors.ids(IndexSet::market);
    for (std::size_t member = 0; member < runs.members(); ++member) {
        MemberDraws const draws{seed, member, origin};
        std::vector<double> sold;
        std::vector<double> bought;
        double exports = 0.0;
        double imports = 0.0;
        for (std::string const& market : state.markets) {
            std::size_t const m = place(all, market);
            sold.push_back(runs.exports(member, years - 1, m));
            bought.push_back(runs.imports(member, years - 1, m));
            exports += sold.back();
            imports += bought.back();
        }
        sold = observed_flow(std::move(sold), state.exports, state.markets, draws, years, 0);
        bought = observed_flow(std::move(bought), state.imports, state.markets, draws, years, 1);
        double const ratio = exports / imports * ratio_error(operators, draws, years);
        for (Operator const* const one : forecast.series) {
            std::size_t const j = place(state.markets, one->numerator);
            forecast.values.push_back(100.0 * (ratio * sold[j] + bought[j]) / (1.0 + ratio));
        }
    }
}

/// Growth of a power over the hedgers since the opening, in a year; 1 where the paths do not reach it.
double growth_of(DriverPaths const& paths, Scenario const& scenario, std::string const& market, int years)
{
    std::size_t const k = place(scenario.actors.ids(IndexSet::power), market);
    if (k >= paths.capability.size() || paths.capability[k].size() < static_cast<std::size_t>(12 * years)) {
        return 1.0;
    }
    double sum = 0.0;
    for (int month = 12 * (years - 1); month < 12 * years; ++month) {
        sum += std::exp(paths.capability[k][static_cast<std::size_t>(month)]) / 12.0;
    }
    return sum;
}

} // namespace

std::vector<HindcastDriver> const& hindcast_drivers()
{
    using enum ScoreGroup;
    static std::vector<HindcastDriver> const all{
        {"oil", {trade}}, {"capability", {trade}}, {"un", {un_distance}}, {"un_peers", {un_distance, un_point}}};
    return all;
}

Forecaster::Forecaster(ReadScenario read, Operators const& operators, RunPlan run_plan, std::vector<std::string> drawn)
    : read_{std::move(read)}, operators_{operators}, run_plan_{std::move(run_plan)}, drawn_{std::move(drawn)}
{
}

std::map<ScoreGroup, GroupForecast> Forecaster::at(OriginView const& view, int years, DriverCase const& drivers,
                                                   std::vector<ScoreGroup> const& wanted)
{
    auto const is_wanted = [&](ScoreGroup group) {
        return (wanted.empty() || std::find(wanted.begin(), wanted.end(), group) != wanted.end()) &&
               !operators_.of(group).empty();
    };
    std::map<ScoreGroup, GroupForecast> found;
    if (is_wanted(ScoreGroup::trade) || is_wanted(ScoreGroup::arms)) {
        trade_and_arms(view, years, drivers, is_wanted(ScoreGroup::trade), found);
    }
    if (is_wanted(ScoreGroup::un_point) || is_wanted(ScoreGroup::un_distance)) {
        votes(view, years, drivers, found);
    }
    return found;
}

DriverPaths Forecaster::paths(int origin, int years, DriverCase const& drivers)
{
    DriverPaths found = driver_paths(scenario_at(read_, origin, years, name_of(drivers.mode), drivers.placebo));
    if (drivers.replaced == "oil" || drivers.replaced == "capability") {
        DriverPaths other = driver_paths(scenario_at(read_, origin, years, name_of(drivers.replaced_mode), drivers.placebo));
        if (drivers.replaced == "oil") {
            found.oil = std::move(other.oil);
        } else {
            found.capability = std::move(other.capability);
        }
    }
    return found;
}

void Forecaster::trade_and_arms(OriginView const& view, int years, DriverCase const& drivers, bool with_trade,
                                std::map<ScoreGroup, GroupForecast>& found)
{
    int const origin = view.origin;
    Scenario scenario = scenario_at(read_, origin, years, name_of(drivers.mode));
    std::vector<Operator const*> const shares = operators_.of(ScoreGroup::trade);
    std::optional<TradeState> state;
    if (with_trade) {
        state = filter_trade(operators_, shares.front()->state, shares.front()->denominator, view.fit, view.known, origin);
    }
    open_drivers_at(scenario, origin);
    if (state) {
        open_trade_at(scenario, *state);
    }
    EnsemblePlan plan = make_plan(scenario, {*find_arm("without_accords")});
    plan.structure.drivers = paths(origin, years, drivers);
    plan.measures = YearlyRecorder::measures();
    draw_parameters(scenario, drawn_, plan);
    std::uint64_t const seed = plan.seed;
    plan.seed += static_cast<std::uint64_t>(origin);
    YearlyRecorder runs;
    if (run_plan_(plan, runs) == RunEnd::interrupted) {
        throw Interrupted{};
    }
    layout_ = runs.layout();
    failures_.insert(failures_.end(), runs.failures().begin(), runs.failures().end());
    if (state) {
        GroupForecast& forecast = found[ScoreGroup::trade];
        forecast.series = shares;
        forecast.members = runs.members();
        for (int year = 1; year <= years; ++year) {
            append_shares(runs, scenario, *state, operators_, origin, year, seed, forecast);
            for (Operator const* const one : shares) {
                forecast.conditions.push_back(growth_of(plan.structure.drivers, scenario, one->numerator, year));
            }
        }
    }
    GroupForecast arms{.series = {}, .members = runs.members()};
    std::vector<DeliveryModel> models;
    for (Operator const* const one : operators_.of(ScoreGroup::arms)) {
        std::vector<DatedValue> const record = record_of(operators_, *one, view.fit.all());
        bool const any = std::any_of(record.begin(), record.end(), [](DatedValue const& seen) { return seen.value > 0.0; });
        if (record.size() >= least_arms && any) {
            arms.series.push_back(one);
            models.push_back(fit_deliveries(record, *one->error_sd, one->spread));
        }
    }
    std::size_t const channel = place(scenario.actors.ids(IndexSet::channel), "defence");
    bool const has_channel = channel < scenario.actors.ids(IndexSet::channel).size();
    for (int year = 1; year <= years && !arms.series.empty(); ++year) {
        for (std::size_t member = 0; member < arms.members; ++member) {
            for (std::size_t k = 0; k < models.size(); ++k) {
                std::size_t const partner = place(scenario.actors.ids(IndexSet::partner), arms.series[k]->numerator);
                bool const is_partner = has_channel && partner < scenario.actors.ids(IndexSet::partner).size();
                double const link = is_partner ? runs.channel_share(member, year - 1, channel, partner) /
                                                     runs.channel_share(member, 0, channel, partner)
                                               : 1.0;
                arms.values.push_back(draw_deliveries(models[k], link, seed, member, origin, year, arms.series[k]->name));
            }
        }
    }
    if (!arms.series.empty()) {
        found[ScoreGroup::arms] = std::move(arms);
    }
}

void Forecaster::votes(OriginView const& view, int years, DriverCase const& drivers,
                       std::map<ScoreGroup, GroupForecast>& found)
{
    int const origin = view.origin;
    DriverMode const un_mode = drivers.mode_of("un");
    DriverMode const peer_mode = drivers.mode_of("un_peers");
    Scenario const of_powers = scenario_at(read_, origin, years, name_of(un_mode));
    Scenario const of_peers = scenario_at(read_, origin, years, name_of(peer_mode));
    auto const seed = static_cast<std::uint64_t>(of_powers.integer("run.seed"));
    auto const members = static_cast<std::size_t>(of_powers.integer("run.replicates"));
    std::uint64_t const order = seed + static_cast<std::uint64_t>(drivers.placebo);
    int const shift = of_powers.drivers.shift / 12;
    std::string const& hedger = of_powers.actors.ids(IndexSet::hedger).front();
    std::vector<std::vector<DatedValue>> panel;
    std::vector<Operator const*> points;
    std::optional<double> error_sd;
    for (Operator const* const one : operators_.of(ScoreGroup::un_point)) {
        std::vector<DatedValue> record = record_of(operators_, *one, view.fit.all());
        if (record.size() >= least_votes) {
            points.push_back(one);
            panel.push_back(std::move(record));
            error_sd = one->state == hedger ? one->error_sd : error_sd;
        }
    }
    std::vector<std::optional<DampedDrift>> const models = fit_panel(panel, error_sd);
    if (points.empty()) {
        return;
    }
    YearlyDriver const peers{of_peers, "un_peers", "", origin, peer_mode, shift, order};
    std::vector<VotingForecast> paths;
    std::optional<std::size_t> own;
    paths.reserve(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        bool const is_hedger = points[i]->state == hedger;
        paths.emplace_back(*models[i], panel[i], record_of(operators_, *points[i], view.known.all()),
                           is_hedger ? &peers : nullptr, origin, years, members, seed, points[i]->state);
        own = is_hedger ? std::optional{i} : own;
    }
    auto const seen = [&](std::size_t i, std::size_t member, int year) {
        MemberDraws const draws{seed, member, origin};
        return paths[i].at(member, year) +
               models[i]->error_sd * draws.normal(year, stream::observed_error, points[i]->state);
    };
    GroupForecast& forecast = found[ScoreGroup::un_point];
    forecast.series = points;
    forecast.members = members;
    for (int year = 1; year <= years; ++year) {
        for (std::size_t member = 0; member < members; ++member) {
            for (std::size_t i = 0; i < points.size(); ++i) {
                forecast.values.push_back(seen(i, member, year));
            }
        }
    }
    GroupForecast distances{.series = {}, .members = members};
    std::vector<std::vector<double>> powers;
    for (Operator const* const one : operators_.of(ScoreGroup::un_distance)) {
        YearlyDriver const power{of_powers, "un", one->numerator, origin, un_mode, shift, order};
        if (!power.empty() && one->state == hedger) {
            distances.series.push_back(one);
            powers.push_back(power_points(power, origin, years, members, seed, one->numerator));
        }
    }
    if (!own || distances.series.empty()) {
        return;
    }
    auto const span = static_cast<std::size_t>(years);
    for (int year = 1; year <= years; ++year) {
        for (std::size_t member = 0; member < members; ++member) {
            double const point = seen(*own, member, year);
            for (std::vector<double> const& power : powers) {
                double const other = power[member * span + static_cast<std::size_t>(year) - 1];
                distances.values.push_back(std::abs(point - other));
                distances.conditions.push_back(other);
            }
        }
    }
    found[ScoreGroup::un_distance] = std::move(distances);
}

} // namespace steppe
