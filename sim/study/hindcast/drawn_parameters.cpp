#include "study/hindcast/drawn_parameters.hpp"

#include <algorithm>

namespace steppe {

void draw_parameters(Scenario const& opened, std::vector<std::string> const& keys, EnsemblePlan& plan)
{
    if (keys.empty()) {
        return;
    }
    Scenario scenario = opened;
    std::vector<bool> is_drawn;
    for (Parameter& one : scenario.parameters) {
        bool const is_of_state = one.key.ends_with(".lasting_share"); // walks are filtered, not scaled
        is_drawn.push_back(!is_of_state && std::find(keys.begin(), keys.end(), one.key) != keys.end());
        one.prior = is_drawn.back() ? one.prior : Prior::fixed;
    }
    for (JointDraws& joint : scenario.joint_draws) {
        std::erase_if(joint.columns, [&](JointDraws::Column const& column) { return !is_drawn[column.position]; });
    }
    plan.draw_priors(scenario);
}

} // namespace steppe
