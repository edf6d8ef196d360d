#include "study/hindcast/file.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace steppe {
namespace {

template <class Names>
std::vector<std::string> texts(Names const& names)
{
    return {names.begin(), names.end()};
}

std::vector<std::string> series_names(HindcastResult const& result)
{
    std::vector<std::string> names;
    for (Operator const& one : result.series) {
        names.push_back(one.name);
    }
    return names;
}

std::vector<double> numbers(std::vector<int> const& values) { return {values.begin(), values.end()}; }

std::vector<double> years_of(HindcastResult const& result)
{
    std::vector<double> years;
    for (std::vector<DatedValue> const& record : result.records) {
        for (DatedValue const& one : record) {
            years.push_back(one.year);
        }
    }
    std::sort(years.begin(), years.end());
    years.erase(std::unique(years.begin(), years.end()), years.end());
    return years;
}

class HindcastVariables {
public:
    HindcastVariables(Hdf5Group& root, HindcastResult const& result, RunLayout const& layout)
        : root_{root},
          result_{result},
          dimensions_{root, layout},
          years_{years_of(result)},
          group_{dimensions_.texts("group", texts(score_group_names), "what is scored together")},
          horizon_{dimensions_.numbers("horizon", numbers(result.horizons), "years after the origin")},
          mode_{dimensions_.texts("mode", result.modes, "how drivers go on after the origin")},
          baseline_{dimensions_.texts("baseline", texts(reference_names), "simple forecast that is compared with")},
          series_{dimensions_.texts("series", series_names(result), "observed series, by operator")},
          origin_{dimensions_.numbers("origin", numbers(result.origins), "last year that was known")},
          year_{dimensions_.numbers("year", years_, "calendar year of an observation")}
    {
        beside("series_group",
               [](Operator const& one) { return std::string{score_group_names.at(static_cast<std::size_t>(one.group))}; });
        beside("series_units", [](Operator const& one) { return one.unit; });
        beside("series_state", [](Operator const& one) { return one.state; });
        beside("series_source", [](Operator const& one) { return one.source; });
        root_.create_scalar("forecast_members", static_cast<std::int64_t>(result.members))
            .set_text("long_name", "members of a forecast");
        write_run_facts(root_, layout, {}, Axis{});
    }

    void write_scores()
    {
        auto const at = [&](ScoreRow const& row) {
            return ((static_cast<std::size_t>(row.group) * horizon_.extent + horizon_at(row.horizon)) * mode_.extent +
                    row.mode) *
                       baseline_.extent +
                   row.baseline;
        };
        std::vector<Axis> const axes{group_, horizon_, mode_, baseline_};
        auto const of_rows = [&](std::string const& name, std::string_view long_name, auto value) {
            write(name, axes, filled(axes, result_.scores, at, value), "1", long_name);
        };
        of_rows("skill", "1 - mean CRPS over that of the baseline", [](ScoreRow const& row) { return row.skill.value; });
        of_rows("skill_low", "lower end of the 90 % interval of skill", [](ScoreRow const& row) { return row.skill.low; });
        of_rows("skill_high", "upper end of the 90 % interval of skill", [](ScoreRow const& row) { return row.skill.high; });
        of_rows("skill_degrees_of_freedom", "degrees of freedom of that interval; 0: fewer than three origins",
                [](ScoreRow const& row) { return static_cast<double>(row.skill.degrees_of_freedom); });
        of_rows("skill_few", "1: fewer than ten blocks of origins",
                [](ScoreRow const& row) { return row.skill.few ? 1.0 : 0.0; });
        of_rows("energy_skill", "1 - mean energy score over that of the baseline",
                [](ScoreRow const& row) { return row.energy_skill; });
        of_rows("scored_origins", "origins that are scored",
                [](ScoreRow const& row) { return static_cast<double>(row.origins); });
        auto const of_mode = [&](ScoreRow const& row) { return at(row) / baseline_.extent; };
        std::vector<Axis> const three{group_, horizon_, mode_};
        write("coverage50", three,
              filled(three, result_.scores, of_mode, [](ScoreRow const& row) { return row.coverage50; }), "1",
              "share of observations in the central interval of 50 %");
        write("coverage90", three,
              filled(three, result_.scores, of_mode, [](ScoreRow const& row) { return row.coverage90; }), "1",
              "share of observations in the central interval of 90 %");
    }

    void write_panel()
    {
        std::vector<Axis> const axes{horizon_, mode_, baseline_};
        auto const at = [&](PanelRow const& row) {
            return (horizon_at(row.horizon) * mode_.extent + row.mode) * baseline_.extent + row.baseline;
        };
        auto const of_rows = [&](std::string const& name, std::string_view long_name, auto value) {
            write(name, axes, filled(axes, result_.panel, at, value), "1", long_name);
        };
        of_rows("panel_skill", "skill for points in UN votes over all states, clustered by state",
                [](PanelRow const& row) { return row.skill.value; });
        of_rows("panel_skill_low", "lower end of its 90 % interval", [](PanelRow const& row) { return row.skill.low; });
        of_rows("panel_skill_high", "upper end of its 90 % interval", [](PanelRow const& row) { return row.skill.high; });
        of_rows("panel_states", "states of the panel", [](PanelRow const& row) { return static_cast<double>(row.states); });
    }

    void write_cases()
    {
        std::vector<Axis> const axes{series_, origin_, horizon_, mode_};
        auto const at = [&](SeriesCase const& one) {
            auto const origin = static_cast<std::size_t>(one.origin - result_.origins.front());
            return ((one.series * origin_.extent + origin) * horizon_.extent + horizon_at(one.horizon)) * mode_.extent +
                   one.mode;
        };
        auto const of_cases = [&](std::string const& name, std::string_view long_name, auto value) {
            write(name, axes, filled(axes, result_.cases, at, value), "", long_name);
        };
        constexpr std::array<std::string_view, 5> names{"q05", "q25", "median", "q75", "q95"};
        for (std::size_t q = 0; q < names.size(); ++q) {
            of_cases("forecast_" + std::string{names[q]}, "quantile of the forecast, in series_units",
                     [=](SeriesCase const& one) { return one.quantiles[q]; });
        }
        of_cases("crps", "fair continuous ranked probability score, in series_units",
                 [](SeriesCase const& one) { return one.crps; });
        of_cases("pit", "where the observation fell in the forecast: probability integral transform",
                 [](SeriesCase const& one) { return one.pit; });
        std::vector<double> observed(series_.extent * year_.extent, not_scored);
        for (std::size_t k = 0; k < result_.records.size(); ++k) {
            for (DatedValue const& one : result_.records[k]) {
                auto const place =
                    std::lower_bound(years_.begin(), years_.end(), static_cast<double>(one.year)) - years_.begin();
                observed[k * year_.extent + static_cast<std::size_t>(place)] = one.value;
            }
        }
        write("observed", {series_, year_}, observed, "", "what was observed, in series_units");
    }

    void write_placebos()
    {
        std::vector<std::string> drivers;
        for (HindcastDriver const& one : hindcast_drivers()) {
            drivers.emplace_back(one.name);
        }
        std::vector<Axis> const axes{dimensions_.texts("driver", drivers, "driver that placebos stand in for"), group_,
                                     horizon_};
        auto const at = [&](PlaceboRow const& row) {
            auto const driver =
                static_cast<std::size_t>(std::find(drivers.begin(), drivers.end(), row.driver) - drivers.begin());
            return (driver * group_.extent + static_cast<std::size_t>(row.group)) * horizon_.extent +
                   horizon_at(row.horizon);
        };
        write("placebo_rank", axes,
              filled(axes, result_.placebos, at, [](PlaceboRow const& row) { return static_cast<double>(row.rank.rank); }),
              "1", "place of the known driver among its placebos by mean CRPS, 1 the best");
        write("placebo_of", axes,
              filled(axes, result_.placebos, at, [](PlaceboRow const& row) { return static_cast<double>(row.rank.of); }),
              "1", "how many are ranked, the driver among them");
    }

private:
    [[nodiscard]] std::size_t horizon_at(int horizon) const
    {
        return static_cast<std::size_t>(std::find(result_.horizons.begin(), result_.horizons.end(), horizon) -
                                        result_.horizons.begin());
    }

    template <class Rows, class Place, class Value>
    static std::vector<double> filled(std::vector<Axis> const& axes, Rows const& rows, Place const& place,
                                      Value const& value)
    {
        std::size_t const cells =
            std::accumulate(axes.begin(), axes.end(), std::size_t{1},
                            [](std::size_t n, Axis const& axis) { return n * static_cast<std::size_t>(axis.extent); });
        std::vector<double> values(cells, not_scored);
        for (auto const& row : rows) {
            values[place(row)] = value(row);
        }
        return values;
    }

    template <class Text>
    void beside(std::string const& name, Text const& text)
    {
        std::vector<std::string> entries;
        std::transform(result_.series.begin(), result_.series.end(), std::back_inserter(entries), text);
        root_.create_texts(name, entries).attach_scale(*series_.coordinate, 0);
    }

    void write(std::string const& name, std::vector<Axis> const& axes, std::vector<double> const& values,
               std::string_view units, std::string_view long_name)
    {
        write_numbers(root_, name, axes, values, {.missing = not_scored, .long_name = long_name, .units = units});
    }

    Hdf5Group& root_;
    HindcastResult const& result_;
    Dimensions dimensions_;
    std::vector<double> years_;
    Axis group_, horizon_, mode_, baseline_, series_, origin_, year_;
};

} // namespace

void write_hindcast(std::unique_ptr<ResultFile> file, HindcastResult const& result, RunLayout const& layout,
                    std::vector<Failure> failures)
{
    {
        HindcastVariables variables{file->root(), result, layout};
        variables.write_scores();
        variables.write_panel();
        variables.write_cases();
        variables.write_placebos();
    }
    file->commit(std::move(failures));
}

} // namespace steppe
