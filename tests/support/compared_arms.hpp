#pragma once
/// Two arms of a scenario on the same draws, compared in every measure of every month.

#include "model/month.hpp"
#include "model/structure.hpp"
#include "scenario/scenario.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace steppe::testing {

/// A pack of a scenario at its own values, opened in an arm.
template <class R>
struct OpenedScenario {
    OpenedScenario(Scenario const& scenario, std::string_view arm_name)
        : structure{make_structure(scenario)}, arm{find_arm(arm_name).value()}, pack{structure.sizes}
    {
        std::vector<double> values;
        for (Parameter const& parameter : scenario.parameters) {
            values.push_back(parameter.value);
        }
        pack.parameters.assign(values);
        open_pack(structure, pack);
        enter();
    }

    /// To the beginning of the first month, again.
    void enter() { enter_arm(structure, arm, pack); }

    /// Runs the month and commits it.
    void advance(Draws<R> const& draws, int month)
    {
        advance_month(structure, arm, draws, month, pack);
        std::swap(pack.now, pack.next);
    }

    Structure structure;
    Arm arm;
    Pack<R> pack;
};

/// All values of the month's measures by name, lanes side by side.
template <class R>
std::map<std::string, std::vector<double>> measures_of(Pack<R>& pack)
{
    std::map<std::string, std::vector<double>> values;
    pack.seen.visit([&](auto& table, MeasureDeclaration const& declaration) {
        std::vector<double>& of_measure = values[std::string{declaration.name}];
        for (R const& value : table.flat()) {
            for (int lane = 0; lane < LaneTraits<R>::width; ++lane) {
                of_measure.push_back(LaneTraits<R>::get(value, lane));
            }
        }
    });
    return values;
}

/// What is no number is infinitely apart.
inline double apart(double one, double other)
{
    constexpr double infinitely = std::numeric_limits<double>::infinity();
    double const difference = std::abs(one - other);
    return difference >= 0.0 ? difference : infinitely;
}

/// The largest difference of each measure between two arms, over months and replicates.
inline std::map<std::string, double> differences_of_arms(Scenario const& scenario, std::string_view first,
                                                         std::string_view second, int months, int replicates)
{
    using R = Lanes<native_width>;
    OpenedScenario<R> one{scenario, first};
    OpenedScenario<R> other{scenario, second};
    std::map<std::string, double> most;
    for (int replicate = 0; replicate < replicates; replicate += native_width) {
        Draws<R> const draws{11, replicate};
        one.enter();
        other.enter();
        for (int month = 0; month < months; ++month) {
            one.advance(draws, month);
            other.advance(draws, month);
            auto const values = measures_of(other.pack);
            for (auto const& [name, found] : measures_of(one.pack)) {
                for (std::size_t n = 0; n < found.size(); ++n) {
                    most[name] = std::max(most[name], apart(found[n], values.at(name)[n]));
                }
            }
        }
    }
    return most;
}

} // namespace steppe::testing
