#include "study/hazard/swings.hpp"

#include "study/changed_points.hpp"
#include "study/sweep/design.hpp"

#include <cmath>

namespace steppe {
namespace {

std::vector<Swing> list_swings(Scenario const& scenario, Schema const& schema)
{
    std::vector<Swing> swings;
    for (std::size_t i = 0; i < scenario.parameters.size(); ++i) {
        Parameter const& parameter = scenario.parameters[i];
        bool const numeric = schema.parameters[parameter.family].declaration.kind == ValueKind::number;
        if (numeric && parameter.range.low < parameter.range.high) {
            swings.push_back({i, parameter.range});
        }
    }
    return swings;
}

DesignPoints points_of(std::vector<Swing> const& swings, Scenario const& scenario)
{
    std::vector<Changes> changes;
    for (Swing const& swing : swings) {
        changes.push_back({{swing.parameter, swing.ends.low}});
        changes.push_back({{swing.parameter, swing.ends.high}});
    }
    return changed_points(scenario, changes);
}

} // namespace

SwingDesign make_swings(Scenario const& scenario, Schema const& schema)
{
    SwingDesign design;
    std::vector<Swing> const all = list_swings(scenario, schema);
    DesignPoints const points = points_of(all, scenario);
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto const low = static_cast<int>(2 * i);
        if (find_instability(points, low, scenario) || find_instability(points, low + 1, scenario)) {
            design.left_out.push_back(scenario.parameters[all[i].parameter].key);
        } else {
            design.swings.push_back(all[i]);
        }
    }
    design.points = points_of(design.swings, scenario);
    return design;
}

SwungOutcome swung_outcome(KeptOutcomes const& kept, std::size_t swing, std::size_t outcome)
{
    SwungOutcome swung;
    for (std::int64_t replicate = 0; replicate < kept.layout().replicates; ++replicate) {
        double const low = kept.at(0, 2 * swing, replicate)[outcome];
        double const high = kept.at(0, 2 * swing + 1, replicate)[outcome];
        if (!std::isnan(low) && !std::isnan(high)) {
            swung.low.add(low);
            swung.high.add(high);
            swung.difference.add(high - low);
        }
    }
    return swung;
}

} // namespace steppe
