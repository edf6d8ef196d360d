#include "study/hindcast/hindcast.hpp"

#include "scenario/drivers.hpp"
#include "study/hindcast/proper_scores.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace steppe {
namespace {

constexpr std::array<double, 5> shown_quantiles{0.05, 0.25, 0.5, 0.75, 0.95};

std::vector<double> column(std::span<double const> members, std::size_t series, std::size_t column)
{
    std::vector<double> one;
    for (std::size_t i = column; i < members.size(); i += series) {
        one.push_back(members[i]);
    }
    return one;
}

std::optional<double> value_in(std::vector<DatedValue> const& record, int year)
{
    auto const found = std::find_if(record.begin(), record.end(), [=](DatedValue const& one) { return one.year == year; });
    return found == record.end() ? std::nullopt : std::optional{found->value};
}

std::array<double, 5> quantiles_of(std::vector<double> members)
{
    std::sort(members.begin(), members.end());
    std::array<double, 5> found{};
    for (std::size_t q = 0; q < found.size(); ++q) {
        double const rank = std::clamp(shown_quantiles[q] * static_cast<double>(members.size() + 1), 1.0,
                                       static_cast<double>(members.size()));
        auto const lower = static_cast<std::size_t>(rank);
        double const low = members[lower - 1];
        found[q] = lower == members.size() ? low : low + (rank - static_cast<double>(lower)) * (members[lower] - low);
    }
    return found;
}

/// Members of some columns, each over its scale.
std::vector<double> scaled(std::span<double const> members, std::size_t series, std::vector<std::size_t> const& columns,
                           std::vector<double> const& scale)
{
    std::vector<double> found;
    for (std::size_t member = 0; member * series < members.size(); ++member) {
        for (std::size_t k = 0; k < columns.size(); ++k) {
            found.push_back(members[member * series + columns[k]] / scale[k]);
        }
    }
    return found;
}

/// Standard deviation of yearly changes.
double change_sd(SeriesTable const& table, std::size_t series)
{
    double squares = 0.0;
    for (std::size_t row = 1; row < table.years.size(); ++row) {
        double const change = table.at(row, series) - table.at(row - 1, series);
        squares += change * change / (table.years[row] - table.years[row - 1]);
    }
    return std::max(std::sqrt(squares / static_cast<double>(std::max<std::size_t>(table.years.size(), 2) - 1)), 1e-9);
}

} // namespace

Hindcast::Hindcast(ReadScenario const& read, Operators const& operators, Observations const& observations,
                   HindcastDesign design, RunPlan run_plan)
    : read_{read},
      operators_{operators},
      observations_{observations},
      design_{std::move(design)},
      forecaster_{read, operators, std::move(run_plan), design_.drawn}
{
    Scenario const scenario = read_({});
    seed_ = static_cast<std::uint64_t>(scenario.integer("run.seed"));
    result_.members = static_cast<std::size_t>(scenario.integer("run.replicates"));
    result_.hedger = scenario.actors.ids(IndexSet::hedger).front();
    result_.series = operators_.all;
    result_.horizons = design_.horizons;
    for (Operator const& one : operators_.all) {
        result_.records.push_back(record_of(operators_, one, observations_.all()));
    }
    for (DriverMode const mode : design_.modes) {
        result_.modes.emplace_back(driver_mode_names.at(static_cast<std::size_t>(mode)));
    }
    for (int origin = design_.first_origin; origin <= design_.last_origin; ++origin) {
        result_.origins.push_back(origin);
    }
}

OriginView Hindcast::view_of(int origin) const
{
    return {origin, observations_.fit_view(std::min(origin, design_.fit_until.value_or(origin))),
            observations_.fit_view(origin)};
}

int Hindcast::reach(int origin) const
{
    int found = 0;
    for (std::vector<DatedValue> const& record : result_.records) {
        for (int const horizon : design_.horizons) {
            found = value_in(record, origin + horizon) ? std::max(found, horizon) : found;
        }
    }
    return found;
}

std::size_t Hindcast::position(Operator const& one) const { return static_cast<std::size_t>(&one - operators_.all.data()); }

RunEnd Hindcast::run()
{
    std::vector<SeriesCase> known;
    try {
        for (int const origin : result_.origins) {
            int const years = reach(origin);
            if (years == 0) {
                continue;
            }
            OriginView const view = view_of(origin);
            for (std::size_t mode = 0; mode < design_.modes.size(); ++mode) {
                score(view, forecaster_.at(view, years, {.mode = design_.modes[mode]}), mode, true, result_.cases);
            }
        }
        for (SeriesCase const& one : result_.cases) {
            if (design_.modes[one.mode] == DriverMode::known) {
                known.push_back(one);
            }
        }
        if (!known.empty() && design_.placebos > 0) {
            rank_placebos(known);
        }
    } catch (Forecaster::Interrupted const&) {
        return RunEnd::interrupted;
    }
    summarise(result_);
    note_what_is_not_scored();
    return RunEnd::complete;
}

void Hindcast::score(OriginView const& view, std::map<ScoreGroup, GroupForecast> const& forecasts, std::size_t mode,
                     bool with_references, std::vector<SeriesCase>& cases)
{
    for (auto const& [group, forecast] : forecasts) {
        for (int const horizon : design_.horizons) {
            if (forecast.values.size() >= static_cast<std::size_t>(horizon) * forecast.members * forecast.series.size()) {
                score_group(view, group, forecast, mode, horizon, with_references, cases);
            }
        }
    }
}

References Hindcast::references(OriginView const& view, ScoreGroup group, GroupForecast const& forecast,
                                std::vector<std::size_t> const& columns, int horizon)
{
    std::vector<std::vector<DatedValue>> records;
    for (std::size_t const k : columns) {
        records.push_back(result_.records[position(*forecast.series[k])]);
    }
    SeriesTable const table = table_of(records, view.origin);
    int const gap = table.years.empty() ? 0 : view.origin - table.years.back();
    std::uint64_t const seed = seed_ + static_cast<std::uint64_t>(view.origin);
    References found = references_of(table, group, horizon + gap, forecast.members, seed);
    if (columns.size() != forecast.series.size()) {
        return found;
    }
    SeriesTable own = table;
    if (group == ScoreGroup::un_distance) {
        for (Operator const& one : operators_.all) {
            if (one.group == ScoreGroup::un_point && one.state == result_.hedger) {
                own = table_of({result_.records[position(one)]}, view.origin);
            }
        }
    }
    int const own_gap = own.years.empty() ? 0 : view.origin - own.years.back();
    found.back() = conditional_persistence(forecast, group, own, horizon, own_gap, seed);
    return found;
}

void Hindcast::score_group(OriginView const& view, ScoreGroup group, GroupForecast const& forecast, std::size_t mode,
                           int horizon, bool with_references, std::vector<SeriesCase>& cases)
{
    std::span<double const> const members = forecast.at(horizon);
    std::size_t const width = forecast.series.size();
    std::vector<std::size_t> all(width);
    for (std::size_t k = 0; k < width; ++k) {
        all[k] = k;
    }
    bool const is_panel = group == ScoreGroup::un_point;
    References together = with_references && !is_panel ? references(view, group, forecast, all, horizon) : References{};
    GroupCase joint{.group = group, .mode = mode, .horizon = horizon, .origin = view.origin};
    std::vector<double> outcome;
    std::vector<double> scale;
    std::vector<std::size_t> seen;
    for (std::size_t k = 0; k < width; ++k) {
        std::vector<DatedValue> const& record = result_.records[position(*forecast.series[k])];
        std::optional<double> const observed = value_in(record, view.origin + horizon);
        std::vector<double> const own = column(members, width, k);
        SeriesCase one{.series = position(*forecast.series[k]), .mode = mode, .horizon = horizon, .origin = view.origin};
        one.quantiles = quantiles_of(own);
        if (observed) {
            one.observed = *observed;
            one.crps = fair_crps(own, *observed);
            one.pit = pit(own, *observed);
            one.within50 = central_interval(own, 0.5).holds(*observed);
            one.within90 = central_interval(own, 0.9).holds(*observed);
            References const alone =
                with_references && is_panel ? references(view, group, forecast, {k}, horizon) : References{};
            for (std::size_t r = 0; r < reference_names.size() && with_references; ++r) {
                std::optional<std::vector<double>> const& reference = is_panel ? alone[r] : together[r];
                if (reference) {
                    one.reference_crps[r] = fair_crps(is_panel ? *reference : column(*reference, width, k), *observed);
                }
            }
            seen.push_back(k);
            scale.push_back(change_sd(table_of({record}, view.origin), 0));
            outcome.push_back(*observed / scale.back());
        }
        cases.push_back(one);
    }
    if (seen.empty() || !with_references || is_panel) {
        return;
    }
    joint.energy = fair_energy_score(scaled(members, width, seen, scale), outcome);
    for (std::size_t r = 0; r < reference_names.size(); ++r) {
        if (together[r]) {
            joint.reference_energy[r] = fair_energy_score(scaled(*together[r], width, seen, scale), outcome);
        }
    }
    result_.groups.push_back(joint);
}

void Hindcast::rank_placebos(std::vector<SeriesCase> const& known)
{
    for (HindcastDriver const& driver : hindcast_drivers()) {
        std::vector<std::vector<SeriesCase>> placebos(static_cast<std::size_t>(design_.placebos));
        for (std::size_t p = 0; p < placebos.size(); ++p) {
            for (int const origin : result_.origins) {
                if (int const years = reach(origin); years > 0) {
                    OriginView const view = view_of(origin);
                    DriverCase const drivers{.replaced = driver.name, .placebo = static_cast<int>(p) + 1};
                    score(view, forecaster_.at(view, years, drivers, driver.groups), 0, false, placebos[p]);
                }
            }
        }
        for (ScoreGroup const group : driver.groups) {
            for (int const horizon : design_.horizons) {
                double const own = mean_crps(result_, known, group, horizon);
                std::vector<double> scores;
                for (std::vector<SeriesCase> const& placebo : placebos) {
                    scores.push_back(mean_crps(result_, placebo, group, horizon));
                }
                if (!std::isnan(own)) {
                    result_.placebos.push_back({std::string{driver.name}, group, horizon, own, placebo_rank(own, scores)});
                }
            }
        }
    }
}

void Hindcast::note_what_is_not_scored()
{
    for (std::size_t k = 0; k < result_.series.size(); ++k) {
        auto const is_scored = std::any_of(result_.cases.begin(), result_.cases.end(),
                                           [&](SeriesCase const& one) { return one.series == k && !std::isnan(one.crps); });
        if (!is_scored) {
            result_.notes.push_back(
                fmt::format("{}: no origin with enough observations before it and one after it", result_.series[k].name));
        }
    }
    if (!design_.fit_until) {
        return;
    }
    std::map<std::string, int> refused; // by name
    for (Observation const& one : observations_.all()) {
        if (one.year > *design_.fit_until) {
            ++refused[one.series.text()];
        }
    }
    for (auto const& [name, count] : refused) {
        result_.notes.push_back(fmt::format("{}: {} after {} refused in fitting", name, count, *design_.fit_until));
    }
}

} // namespace steppe
