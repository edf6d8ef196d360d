#include "model/driver_paths.hpp"

#include "lanes/draws.hpp"
#include "lanes/elementary.hpp"
#include "model/streams.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace steppe {
namespace {

constexpr int months_of_history = 36;
constexpr int most_sweeps = 200;

/// The value at `position` of the line through nodes, flat beyond them.
double interpolated(std::vector<double> const& positions, std::vector<double> const& nodes, double position)
{
    auto const above = std::lower_bound(positions.begin(), positions.end(), position);
    if (above == positions.begin()) {
        return nodes.front();
    }
    if (above == positions.end()) {
        return nodes.back();
    }
    auto const k = static_cast<std::size_t>(above - positions.begin());
    double const part = (position - positions[k - 1]) / (positions[k] - positions[k - 1]);
    return nodes[k - 1] + part * (nodes[k] - nodes[k - 1]);
}

/// The months of one row's year or month, from the nodes.
double mean_of_row(DriverSeries const& series, std::vector<double> const& positions, std::vector<double> const& nodes,
                   std::size_t row)
{
    double sum = 0.0;
    for (int m = 0; m < series.months_of_a_row(); ++m) {
        sum += from_working_scale(series.kind, interpolated(positions, nodes, series.rows[row].month + m));
    }
    return sum / series.months_of_a_row();
}

void keep_yearly_means(DriverSeries const& series, std::vector<double> const& positions, std::vector<double>& nodes)
{
    for (int sweep = 0; sweep < most_sweeps; ++sweep) {
        double largest = 0.0;
        for (std::size_t row = 0; row < nodes.size(); ++row) {
            double const wanted = series.rows[row].value;
            double const mean = mean_of_row(series, positions, nodes, row);
            nodes[row] += to_working_scale(series.kind, wanted) - to_working_scale(series.kind, mean);
            largest = std::max(largest, std::abs(mean - wanted) / std::max(std::abs(wanted), 1e-300));
        }
        if (largest < 1e-14) {
            return;
        }
    }
}

/// Whether an event falls in each month from `first` to `last`.
MonthlySeries monthly_events(DriverSeries const& series, int first, int last)
{
    MonthlySeries monthly{first, std::vector<double>(static_cast<std::size_t>(std::max(0, last - first + 1)), 0.0)};
    for (DriverRow const& row : series.rows) {
        for (int m = row.month; m < row.month + series.months_of_a_row(); ++m) {
            if (m >= first && m <= last) {
                monthly.values[static_cast<std::size_t>(m - first)] = row.value;
            }
        }
    }
    return monthly;
}

/// The twelve-month blocks that end with the last known month, put into another order: that of a shuffle whose draws come from the seed
/// alone, so that the placebo is one path for all replicates. Returns, for each month of the path, the month that it takes its change from.
std::vector<int> shuffled_months(int first, int last, std::uint64_t seed)
{
    std::vector<int> blocks(static_cast<std::size_t>(std::max(0, (last - first) / 12)));
    std::iota(blocks.begin(), blocks.end(), 0);
    Draws<double> const draws{seed, 0};
    for (std::size_t n = blocks.size(); n > 1; --n) {
        double const u = draws.uniform(0, stream::permutation, static_cast<std::uint32_t>(n));
        std::swap(blocks[n - 1], blocks[static_cast<std::size_t>(u * static_cast<double>(n))]);
    }
    std::vector<int> months;
    for (int const block : blocks) {
        for (int m = 11; m >= 0; --m) {
            months.push_back(last - 12 * block - m);
        }
    }
    return months;
}

class PathMaker {
public:
    explicit PathMaker(Scenario const& scenario)
        : drivers_{scenario.drivers},
          months_{static_cast<int>(scenario.integer("run.months"))},
          seed_{static_cast<std::uint64_t>(scenario.integer("run.seed"))}
    {
    }

    /// Changes of a series since the opening, where it stood at `opening` on the working scale; by its own value where there is none.
    [[nodiscard]] std::vector<double> changes(MonthlySeries const& series, double const* opening) const
    {
        std::vector<double> path;
        if (drivers_.mode == DriverMode::known) {
            if (series.last() <= drivers_.start) {
                return path;
            }
            double const level = opening == nullptr ? series.at(std::max(series.first, drivers_.start)) : *opening;
            for (int month = drivers_.start; month <= series.last() && has_room(path); ++month) {
                path.push_back(month < series.first ? 0.0 : series.at(month) - level);
            }
        } else if (drivers_.mode == DriverMode::placebo_shift) {
            int const from = drivers_.start - drivers_.shift;
            for (int month = from; month >= series.first && month <= series.last() && has_room(path); ++month) {
                path.push_back(series.at(month) - series.at(from));
            }
        } else if (drivers_.mode == DriverMode::placebo_permute) {
            path.push_back(0.0);
            for (int const month : shuffled_months(series.first, std::min(series.last(), drivers_.start), seed_)) {
                if (has_room(path)) {
                    path.push_back(path.back() + series.at(month) - series.at(month - 1));
                }
            }
        }
        return path;
    }

    /// Events of the months of the run, or of those that a placebo puts in their place.
    [[nodiscard]] std::vector<double> events(DriverSeries const& series) const
    {
        std::vector<double> path;
        int const first = series.rows.empty() ? drivers_.last : series.rows.front().month;
        int const last = series.rows.empty() ? drivers_.last : std::max(drivers_.last, series.rows.back().month);
        auto const copy = [&](int from) {
            MonthlySeries const monthly = monthly_events(series, from, last);
            for (int month = from; month <= last && has_room(path); ++month) {
                path.push_back(monthly.at(month));
            }
        };
        if (drivers_.mode == DriverMode::known) {
            copy(drivers_.start);
        } else if (drivers_.mode == DriverMode::placebo_shift) {
            copy(drivers_.start - drivers_.shift);
        } else if (drivers_.mode == DriverMode::placebo_permute) {
            MonthlySeries const monthly = monthly_events(series, first, last);
            int const opening =
                std::clamp(drivers_.start, first, last); // the first month keeps its own, as changes begin after it
            path.push_back(monthly.at(opening));
            for (int const month : shuffled_months(first, std::min(last, drivers_.start), seed_)) {
                if (has_room(path)) {
                    path.push_back(monthly.at(month));
                }
            }
        }
        return path;
    }

private:
    [[nodiscard]] bool has_room(std::vector<double> const& path) const { return static_cast<int>(path.size()) < months_; }

    Drivers const& drivers_;
    int months_;
    std::uint64_t seed_;
};

/// Months to the next event, as far as the path says.
std::vector<int> months_to_next(std::vector<double> const& events)
{
    std::vector<int> ahead(events.size());
    int next = -1;
    for (std::size_t m = events.size(); m-- > 0;) {
        next = events[m] == 1.0 ? 0 : next < 0 ? -1 : next + 1;
        ahead[m] = next;
    }
    while (!ahead.empty() && ahead.back() < 0) {
        ahead.pop_back();
    }
    return ahead;
}

MonthlySeries const* find_series(std::vector<std::pair<UsedSeries const*, MonthlySeries>> const& all,
                                 std::string_view reading, std::string_view power)
{
    auto const found = std::find_if(all.begin(), all.end(), [&](auto const& entry) {
        return entry.first->reading == reading && entry.first->power == power;
    });
    return found == all.end() ? nullptr : &found->second;
}

/// The log of a power's economy over that of the hedgers, where both are known.
MonthlySeries over_base(MonthlySeries const& own, MonthlySeries const* base)
{
    if (base == nullptr) {
        return own;
    }
    MonthlySeries ratio{std::max(own.first, base->first), {}};
    for (int month = ratio.first; month <= std::min(own.last(), base->last()); ++month) {
        ratio.values.push_back(own.at(month) - base->at(month));
    }
    return ratio;
}

} // namespace

double to_working_scale(SeriesKind kind, double value)
{
    return kind == SeriesKind::level ? logarithm(value) : kind == SeriesKind::share ? logit(value) : value;
}

double from_working_scale(SeriesKind kind, double working)
{
    return kind == SeriesKind::level ? exponential(working) : kind == SeriesKind::share ? logistic(working) : working;
}

MonthlySeries monthly_series(DriverSeries const& series)
{
    std::vector<double> positions;
    std::vector<double> nodes;
    for (DriverRow const& row : series.rows) {
        positions.push_back(row.month + 0.5 * (series.months_of_a_row() - 1));
        nodes.push_back(to_working_scale(series.kind, row.value));
    }
    if (series.yearly) {
        keep_yearly_means(series, positions, nodes);
    }
    MonthlySeries monthly{series.rows.front().month, {}};
    for (int month = monthly.first; month < series.rows.back().month + series.months_of_a_row(); ++month) {
        monthly.values.push_back(interpolated(positions, nodes, month));
    }
    return monthly;
}

DriverPaths driver_paths(Scenario const& scenario)
{
    DriverPaths paths;
    paths.capability.resize(scenario.actors.ids(IndexSet::power).size());
    PathMaker const maker{scenario};
    std::vector<std::pair<UsedSeries const*, MonthlySeries>> levels;
    for (UsedSeries const& used : scenario.drivers.used) {
        if (used.series.kind == SeriesKind::event) {
            std::vector<double> events = maker.events(used.series);
            if (used.reading == "election") {
                paths.months_to_election = months_to_next(events);
            } else {
                (used.reading == "office"   ? paths.office
                 : used.reading == "summit" ? paths.summit
                                            : paths.setback) = std::move(events);
            }
        } else if (!used.series.rows.empty()) {
            levels.emplace_back(&used, monthly_series(used.series));
        }
    }
    auto const follow = [&](std::string_view reading, double opening, std::vector<double>& path) {
        if (MonthlySeries const* const series = find_series(levels, reading, "")) {
            path = maker.changes(*series, &opening);
        }
    };
    follow("oil", logarithm(scenario.value("oil.start")), paths.oil);
    follow("conflict", scenario.value("conflict.start"), paths.conflict);
    follow("volume", logarithm(scenario.value("volume.start")), paths.volume);
    if (MonthlySeries const* const oil = find_series(levels, "oil", "")) {
        int const last = std::min(oil->last(), scenario.drivers.start);
        for (int month = std::max(oil->first, last - months_of_history + 1); month <= last; ++month) {
            paths.oil_history.push_back(oil->at(month));
        }
    }
    std::vector<std::string> const& powers = scenario.actors.ids(IndexSet::power);
    for (std::size_t k = 0; k < powers.size(); ++k) {
        if (MonthlySeries const* const own = find_series(levels, "capability", powers[k])) {
            MonthlySeries const ratio = over_base(*own, find_series(levels, "capability_base", ""));
            paths.capability[k] = ratio.values.empty() ? std::vector<double>{} : maker.changes(ratio, nullptr);
        }
    }
    return paths;
}

} // namespace steppe
