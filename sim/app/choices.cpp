#include "app/choices.hpp"

#include "app/build_info.hpp"
#include "model/measures.hpp"
#include "output/sidecar.hpp"

#include <algorithm>

namespace steppe::app {

Provenance provenance_of(Scenario const& scenario, std::string const& title, LaneWidth width)
{
    return {.title = title.empty() ? scenario.text("title") : title,
            .version = std::string{build_info::version},
            .git_commit = std::string{build_info::git_commit},
            .compiler = std::string{build_info::compiler},
            .flags = std::string{build_info::flags},
            .isa = std::string{build_info::isa},
            .lane_width = lanes_of(width)};
}

RecordMode record_of(Arguments const& arguments) { return arguments.record.value_or(RecordMode::trajectories); }

void refuse_to_replace_input(Arguments const& arguments, Scenario const& scenario)
{
    Diagnostics faults;
    std::error_code ignored;
    for (std::filesystem::path const& target : {arguments.output, sidecar_path(arguments.output)}) {
        for (SourceText const& source : scenario.files) {
            if (std::filesystem::equivalent(target, source.path, ignored)) {
                faults.add({target.string(), 0, 0}, "O204", "is a scenario that this run reads; name another file to write");
            }
        }
        if (target != arguments.output && !arguments.force && !arguments.resume &&
            std::filesystem::exists(target, ignored)) {
            faults.add({target.string(), 0, 0}, "O201",
                       "already exists, and the run's record goes there; pass --force to replace it, or name another file");
        }
    }
    faults.throw_if_any();
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

std::vector<Arm> choose_arms(Arguments const& arguments, std::vector<std::string> const& fallback)
{
    return choose_arms(arguments.arms.empty() ? fallback : arguments.arms, arguments.arms_option);
}

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

} // namespace steppe::app
