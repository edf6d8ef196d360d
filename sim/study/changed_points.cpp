#include "study/changed_points.hpp"

#include <map>

namespace steppe {

DesignPoints changed_points(Scenario const& scenario, std::vector<Changes> const& changes)
{
    DesignPoints points;
    std::map<std::size_t, std::size_t> column; // of a parameter that some point changes
    for (Changes const& change : changes) {
        for (auto const& [position, value] : change) {
            column.emplace(position, 0);
        }
    }
    for (Parameter const& parameter : scenario.parameters) {
        points.base.push_back(parameter.value);
    }
    std::vector<double> own;
    for (auto& [position, number] : column) {
        number = points.varied.size();
        points.varied.push_back(position);
        own.push_back(points.base[position]);
    }
    points.count = static_cast<int>(changes.size());
    for (Changes const& change : changes) {
        std::vector<double> row = own;
        for (auto const& [position, value] : change) {
            row[column.at(position)] = value;
        }
        points.values.insert(points.values.end(), row.begin(), row.end());
    }
    return points;
}

} // namespace steppe
