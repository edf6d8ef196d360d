#include "study/levers/design.hpp"

#include "lanes/elementary.hpp"
#include "model/schema_of_model.hpp"
#include "study/sweep/design.hpp"

#include <algorithm>

namespace steppe {
namespace {

std::optional<Lever> lever_of(Scenario const& scenario, Schema const& schema, std::size_t position)
{
    Parameter const& parameter = scenario.parameters[position];
    Declaration const& declaration = schema.parameters[parameter.family].declaration;
    std::string unit{declaration.unit};
    if (declaration.kind == ValueKind::on_off) {
        return Lever{.parameter = position, .unit = std::move(unit), .is_switch = true, .ends = {0.0, 1.0}, .points = {}};
    }
    if (!(parameter.range.low < parameter.range.high)) {
        return std::nullopt;
    }
    return Lever{.parameter = position,
                 .unit = std::move(unit),
                 .in_logarithms = parameter.prior == Prior::loguniform,
                 .ends = parameter.range,
                 .points = {}};
}

} // namespace

double place_between(Lever const& lever, double share)
{
    if (share <= 0.0 || share >= 1.0) {
        return share <= 0.0 ? lever.ends.low : lever.ends.high;
    }
    return lever.in_logarithms ? lever.ends.low * exponential(share * logarithm(lever.ends.high / lever.ends.low))
                               : lever.ends.low + share * (lever.ends.high - lever.ends.low);
}

LeverDesign make_lever_design(Scenario const& scenario)
{
    Schema const schema = model_schema();
    LeverDesign design;
    std::vector<Changes> changes{Changes{}};
    for (std::size_t i = 0; i < scenario.parameters.size(); ++i) {
        std::optional<Lever> lever = lever_of(scenario, schema, i);
        if (!lever) {
            ++design.unranged;
            continue;
        }
        bool rests = true;
        for (std::size_t end = 0; end < lever->points.size(); ++end) {
            Changes change{{i, end == 0 ? lever->ends.low : lever->ends.high}};
            if (find_instability(changed_points(scenario, {change}), 0, scenario)) {
                rests = false;
                continue;
            }
            lever->points[end] = static_cast<int>(changes.size());
            changes.push_back(std::move(change));
        }
        if (!rests) {
            design.left_out.push_back(scenario.parameters[i].key);
        }
        design.levers.push_back(*lever);
    }
    design.points = changed_points(scenario, changes);
    return design;
}

} // namespace steppe
