#include "study/choices.hpp"

#include "base/diagnostics.hpp"
#include "model/measures.hpp"

#include <algorithm>
#include <iterator>

namespace steppe {

std::vector<Arm> choose_arms(std::vector<std::string> const& names, std::string const& origin)
{
    Diagnostics faults;
    std::vector<Arm> arms;
    std::vector<std::string> known(all_arms.size());
    std::transform(all_arms.begin(), all_arms.end(), known.begin(), [](Arm const& arm) { return std::string{arm.name}; });
    std::vector<std::string> seen;
    for (std::string const& name : names) {
        if (std::find(seen.begin(), seen.end(), name) != seen.end()) {
            faults.add({origin, 0, 0}, "C106", "the arm '" + name + "' is named twice");
        } else if (std::optional<Arm> const arm = find_arm(name)) {
            arms.push_back(*arm);
        } else {
            faults.add({origin, 0, 0}, "C106", "unknown arm '" + name + "'", closest_name(name, known));
        }
        seen.push_back(name);
    }
    faults.throw_if_any();
    return arms;
}

std::vector<std::string> choose_measures(std::vector<std::string> const& names, std::string const& origin)
{
    static std::string const usual{"default"};
    std::vector<std::string> known{usual};
    for (MeasureDeclaration const& measure : model_measures()) {
        known.emplace_back(measure.name);
    }
    Diagnostics faults;
    std::vector<std::string> chosen;
    for (std::string const& name : names) {
        if (name == usual) {
            std::vector<std::string> const all = default_measures();
            chosen.insert(chosen.end(), all.begin(), all.end());
        } else {
            chosen.push_back(name);
        }
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            faults.add({origin, 0, 0}, "C104", "unknown measure '" + name + "'", closest_name(name, known));
        }
    }
    faults.throw_if_any();
    return chosen;
}

} // namespace steppe
