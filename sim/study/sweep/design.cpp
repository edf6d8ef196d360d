#include "study/sweep/design.hpp"

#include "lanes/draws.hpp"
#include "model/streams.hpp"
#include "study/sweep/design_column.hpp"
#include "study/sweep/point_list.hpp"
#include "study/sweep/sobol_sequence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace steppe {
namespace {

constexpr std::int64_t most_points = 10'000'000;

/// The value of a level: both ends of a range are reached, a prior is cut into parts of equal weight.
double level_value(DesignColumn const& column, int level)
{
    if (!column.values.empty()) {
        return column.values[static_cast<std::size_t>(level)];
    }
    bool const of_range = column.prior == Prior::uniform || column.prior == Prior::loguniform;
    return of_range ? prior_quantile(column.prior, column.range, column.mode, level / (column.levels - 1.0))
                    : column.at((level + 0.5) / column.levels);
}

int levels_of(DesignColumn const& column)
{
    return column.values.empty() ? column.levels : static_cast<int>(column.values.size());
}

void fill_grid(std::vector<DesignColumn> const& columns, DesignPoints& points, Diagnostics& faults,
               SourceLocation const& where)
{
    std::int64_t count = 1;
    for (DesignColumn const& column : columns) {
        count = std::min(count * levels_of(column), most_points + 1);
    }
    if (count > most_points) {
        faults.add(where, "T204", fmt::format("the grid has more than {} points", most_points));
        return;
    }
    points.count = static_cast<int>(count);
    for (std::int64_t point = 0; point < count; ++point) {
        std::int64_t block = count; // the first key varies slowest
        for (DesignColumn const& column : columns) {
            block /= levels_of(column);
            points.values.push_back(level_value(column, static_cast<int>(point / block % levels_of(column))));
        }
    }
}

/// McKay, Beckman & Conover (1979): each of `count` equal parts of every column once, in random order.
std::vector<double> latin_hypercube(std::vector<DesignColumn> const& columns, int count, std::uint64_t seed)
{
    std::vector<double> uniforms(static_cast<std::size_t>(count) * columns.size());
    for (std::size_t c = 0; c < columns.size(); ++c) {
        std::uint32_t const identity = identity_of(columns[c].key);
        std::vector<std::array<double, 2>> drawn;
        drawn.reserve(static_cast<std::size_t>(count));
        for (int point = 0; point < count; ++point) {
            drawn.push_back(Draws<double>{seed, point}.uniform_pair(0, stream::design, identity));
        }
        std::vector<std::size_t> order(drawn.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return drawn[a] < drawn[b]; });
        for (std::size_t rank = 0; rank < order.size(); ++rank) {
            uniforms[order[rank] * columns.size() + c] = (static_cast<double>(rank) + drawn[order[rank]][1]) / count;
        }
    }
    return uniforms;
}

/// Independent draws, the same that `--draw-priors` makes of draw number `point`.
std::vector<double> independent(std::vector<DesignColumn> const& columns, int count, std::uint64_t seed)
{
    std::vector<double> uniforms;
    for (int point = 0; point < count; ++point) {
        Draws<double> const draws{seed, point};
        for (DesignColumn const& column : columns) {
            uniforms.push_back(draws.uniform(0, stream::prior, identity_of(column.key)));
        }
    }
    return uniforms;
}

/// Parameters of a file of joint draws take a row of it, as they do under `--draw-priors`.
void put_joint_draws(Scenario const& scenario, std::uint64_t seed, DesignPoints& points)
{
    std::vector<double> all;
    for (int point = 0; point < points.count && !scenario.joint_draws.empty(); ++point) {
        points.values_at(point, all);
        Draws<double> const draws{seed, point};
        for (JointDraws const& joint : scenario.joint_draws) {
            joint.put_row(point, draws.uniform(0, stream::prior, identity_of(joint.key)), all);
        }
        for (std::size_t i = 0; i < points.varied.size(); ++i) {
            points.values[static_cast<std::size_t>(point) * points.varied.size() + i] = all[points.varied[i]];
        }
    }
}

/// Names the first point at which the model would have no rest.
void check_points(DesignPoints const& points, Scenario const& scenario, SourceLocation const& where, Diagnostics& faults)
{
    for (int point = 0; point < points.count; ++point) {
        if (std::optional<std::string> const found = find_instability(points, point, scenario)) {
            faults.add(where, "T206", fmt::format("at point {}: {}", point, *found));
            return;
        }
    }
}

} // namespace

std::optional<std::string> find_instability(DesignPoints const& points, int point, Scenario const& scenario)
{
    double const* const values = points.values.data() + static_cast<std::size_t>(point) * points.varied.size();
    std::vector<std::size_t> changed; // positions among what varies
    for (std::size_t i = 0; i < points.varied.size(); ++i) {
        Parameter const& parameter = scenario.parameters[points.varied[i]];
        bool const decides = parameter.key.starts_with("tension.") ||
                             parameter.key.find(".coupling.") != std::string::npos ||
                             parameter.key == "game.execution_precision";
        if (decides && parameter.value != values[i]) {
            changed.push_back(i);
        }
    }
    if (changed.empty()) {
        return std::nullopt;
    }
    Scenario at = scenario;
    for (std::size_t const i : changed) {
        at.parameters[points.varied[i]].value = values[i];
        at.parameters[points.varied[i]].range = {values[i], values[i]};
    }
    Diagnostics found;
    check_stability(at, found);
    return found.empty() ? std::nullopt : std::optional{found.faults().front().message};
}

DesignPoints make_points(Design const& design, Scenario const& scenario, Schema const& schema)
{
    Diagnostics faults;
    DesignPoints points;
    for (Parameter const& parameter : scenario.parameters) {
        points.base.push_back(parameter.value);
    }
    if (design.kind == DesignKind::list) {
        PointList list = read_point_list(design.file, design.where, scenario, schema, faults);
        faults.throw_if_any();
        points.count = static_cast<int>(list.values.size() / list.positions.size());
        points.varied = std::move(list.positions);
        points.values = std::move(list.values);
    } else {
        std::vector<DesignColumn> const columns = read_columns(design, scenario, schema, faults);
        if (columns.empty() && faults.empty()) {
            faults.add(design.where, "T203", "the scenario has no parameter with a prior");
        }
        if (design.kind == DesignKind::sobol && columns.size() > most_sobol_dimensions) {
            faults.add(design.where, "T204",
                       fmt::format("a Sobol sequence varies {} parameters at most", most_sobol_dimensions));
        }
        faults.throw_if_any();
        std::transform(columns.begin(), columns.end(), std::back_inserter(points.varied),
                       [](DesignColumn const& column) { return column.position; });
        if (design.kind == DesignKind::grid) {
            fill_grid(columns, points, faults, design.where);
        } else {
            points.count = design.points;
            points.values = design.kind == DesignKind::lhs     ? latin_hypercube(columns, design.points, design.seed)
                            : design.kind == DesignKind::sobol ? scrambled_sobol(design.points, columns.size(), design.seed)
                                                               : independent(columns, design.points, design.seed);
            for (std::size_t i = 0; i < points.values.size(); ++i) {
                points.values[i] = columns[i % columns.size()].at(points.values[i]);
            }
            if (design.kind == DesignKind::priors) {
                put_joint_draws(scenario, design.seed, points);
            }
        }
    }
    check_points(points, scenario, design.where, faults);
    faults.throw_if_any();
    return points;
}

std::vector<SweptParameter> swept_parameters(DesignPoints const& points, Scenario const& scenario)
{
    std::vector<SweptParameter> swept;
    for (std::size_t i = 0; i < points.varied.size(); ++i) {
        SweptParameter& parameter = swept.emplace_back(SweptParameter{scenario.parameters[points.varied[i]].key, {}});
        for (int point = 0; point < points.count; ++point) {
            parameter.values.push_back(points.values[static_cast<std::size_t>(point) * points.varied.size() + i]);
        }
    }
    return swept;
}

} // namespace steppe
