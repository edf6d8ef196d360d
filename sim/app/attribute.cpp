#include "app/attribution_table.hpp"
#include "app/choices.hpp"
#include "app/commands.hpp"
#include "app/side_runs.hpp"
#include "app/stop_on_signal.hpp"
#include "ensemble/summariser.hpp"
#include "study/attribution.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

namespace steppe::app {
namespace {

constexpr char const* default_replicates = "32"; // of each of some ten thousand coalitions

/// The contrasts to share out, and the arms that they need.
struct ChosenContrasts {
    std::vector<Contrast> contrasts;
    std::vector<std::string> arms;
};

ChosenContrasts choose_contrasts(std::vector<std::string> const& names)
{
    ChosenContrasts chosen;
    std::vector<std::string> known = contrast_names();
    std::transform(all_arms.begin(), all_arms.end(), std::back_inserter(known),
                   [](Arm const& arm) { return std::string{arm.name}; });
    Diagnostics faults;
    for (std::string const& name : names) {
        if (std::any_of(chosen.contrasts.begin(), chosen.contrasts.end(),
                        [&](Contrast const& contrast) { return contrast.name == name; })) {
            faults.add({"--contrasts", 0, 0}, "C104", "'" + name + "' is named twice");
        } else if (std::optional<Contrast> const contrast = find_contrast(name, chosen.arms)) {
            chosen.contrasts.push_back(*contrast);
        } else {
            faults.add({"--contrasts", 0, 0}, "C104", "unknown contrast or arm '" + name + "'", closest_name(name, known));
        }
    }
    faults.throw_if_any();
    return chosen;
}

/// Arms by whether their accord is open: those where it is closed run only the few coalitions that differ there.
struct SplitArms {
    std::vector<Arm> open, closed;

    explicit SplitArms(std::vector<std::string> const& names)
    {
        for (Arm const& arm : choose_arms(names, "--contrasts")) {
            (arm.accord_open ? open : closed).push_back(arm);
        }
        if (open.empty()) {
            open.swap(closed); // nothing to run beside them
        }
    }
};

void print(Arguments const& arguments, Attribution const& attribution, RunLayout const& layout, Scenario const& scenario)
{
    nlohmann::json all = nlohmann::json::array();
    for (std::size_t contrast = 0; contrast < attribution.contrasts.size(); ++contrast) {
        if (arguments.json) {
            all.push_back(attribution_json(attribution, layout, contrast));
        } else {
            fmt::print("{}\n", attribution_table(attribution, layout, contrast));
        }
    }
    if (arguments.json) {
        fmt::print("{}\n", nlohmann::json{{"scenario", scenario.text("title")},
                                          {"seed", layout.seed},
                                          {"replicates", layout.replicates},
                                          {"months", layout.months},
                                          {"orders", attribution.orders},
                                          {"attributions", all}}
                               .dump(2));
    }
}

} // namespace

int attribute(Arguments const& arguments)
{
    Scenario const scenario = read_with_replicates(arguments, default_replicates);
    ChosenContrasts const chosen = choose_contrasts(arguments.contrasts);
    CoalitionDesign const design = make_coalitions(scenario, arguments.incentives, arguments.permutations);
    SplitArms const arms{chosen.arms};
    EnsemblePlan plan = make_plan(scenario, arms.closed);
    plan.measures = choose_measures(arguments.measures, "--measures");
    CoalitionDesign const closed_design = design.while_closed();
    plan.points = closed_design.points;
    std::unique_ptr<ResultFile> file = open_output(arguments, scenario, "attribution");
    KeptOutcomes closed;
    Attributor attributor{design, chosen.contrasts, chosen.arms, arms.closed.empty() ? nullptr : &closed};
    StopOnSignal const guard;
    SideRuns runs{arguments, guard.flag()};
    RunEnd end = arms.closed.empty() ? RunEnd::complete : runs.run(plan, closed);
    plan.arms = arms.open;
    plan.points = design.points;
    if (end == RunEnd::complete) {
        end = runs.run(plan, attributor);
    }
    if (end == RunEnd::interrupted) {
        fmt::print(stderr, "interrupted: shares need every coalition, so nothing was written; --permutations or fewer "
                           "replicates take less time\n");
        return exit_code::interrupted;
    }
    print(arguments, attributor.result(), plan.layout(), scenario);
    std::vector<Failure> failures = closed.failures();
    failures.insert(failures.end(), attributor.failures().begin(), attributor.failures().end());
    if (file) {
        write_attribution(std::move(file), attributor.result(), plan.layout(), failures);
    }
    return runs.conclude(plan.months, failures.size());
}

} // namespace steppe::app
