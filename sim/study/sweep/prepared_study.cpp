#include "study/sweep/prepared_study.hpp"

#include "model/schema_of_model.hpp"
#include "output/replicate_variables.hpp"
#include "study/choices.hpp"
#include "study/sweep/design.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace steppe {
namespace {

/// What is asked for counts more than what the study sets.
std::vector<Override> merged_settings(Study const& study, std::vector<Override> const& asked)
{
    std::vector<Override> merged = asked;
    std::copy_if(study.settings.begin(), study.settings.end(), std::back_inserter(merged), [&](Override const& setting) {
        return std::none_of(asked.begin(), asked.end(), [&](Override const& given) { return given.key == setting.key; });
    });
    return merged;
}

ReplicateRecord choose_record(Study const& study, std::string const& asked)
{
    std::string const chosen = asked.empty() ? study.record : asked;
    if (chosen == "summary") {
        Diagnostics faults;
        faults.add({"--record", 0, 0}, "C104", "a study keeps replicates: final or trajectories");
        faults.throw_if_any();
    }
    return chosen == "trajectories" ? ReplicateRecord::trajectories : ReplicateRecord::outcomes;
}

std::vector<Arm> arms_of(Study const& study, std::vector<std::string> const& asked)
{
    if (!asked.empty()) {
        return choose_arms(asked, "--arms");
    }
    std::vector<std::string> const by_default{"with_accords", "without_accords"};
    return choose_arms(study.arms.empty() ? by_default : study.arms, study.file.path);
}

/// An address of draws has room for so many replicates a point.
void check_replicates(EnsemblePlan const& plan, std::string const& path)
{
    if (plan.own_shocks && plan.points.count > 1 && plan.replicates > most_replicates_with_own_shocks) {
        Diagnostics faults;
        faults.add({path, 0, 0}, "T204",
                   fmt::format("replicates = {}; with shocks of its own a point has {} at most", plan.replicates,
                               most_replicates_with_own_shocks),
                   "--same-shocks");
        faults.throw_if_any();
    }
}

} // namespace

PreparedStudy prepare_study(StudyRequest const& request)
{
    Study study = read_study(request.file);
    Schema const schema = model_schema();
    Scenario scenario = read_scenario(study.scenario, schema, merged_settings(study, request.overrides));
    if (request.amend) {
        request.amend(scenario, study);
    }
    scenario.files.push_back(study.file);
    if (study.design.kind == DesignKind::list) {
        scenario.read_besides.push_back(study.design.file);
    }
    EnsemblePlan plan = make_plan(scenario, arms_of(study, request.arms));
    plan.measures = request.measures.empty() ? choose_measures(study.measures, study.file.path)
                                             : choose_measures(request.measures, "--measures");
    plan.points = make_points(study.design, scenario, schema);
    plan.own_shocks = scenario.text("run.shocks") == "own";
    check_replicates(plan, study.file.path);
    if (study.design.kind == DesignKind::priors) {
        plan.structure.reference.clear(); // as EnsemblePlan::draw_priors
    }
    Provenance provenance = request.provenance(scenario, study.title);
    ReplicateEncoder encoder{plan.layout(), choose_record(study, request.record), request.format};
    return {std::move(study), std::move(scenario), std::move(plan), std::move(provenance), std::move(encoder)};
}

std::int64_t PreparedStudy::runs() const
{
    return plan.points.count * static_cast<std::int64_t>(plan.arms.size()) * plan.replicates;
}

void write_head(PreparedStudy const& prepared, std::filesystem::path const& path)
{
    ResultFile file{path,
                    true,
                    prepared.record(),
                    prepared.scenario,
                    model_schema(),
                    prepared.provenance,
                    swept_parameters(prepared.plan.points, prepared.scenario)};
    static_cast<void>(ReplicateVariables::create(file.root(), prepared.encoder, file.columns()));
    file.root()
        .create_scalar("same_shocks", std::int32_t{prepared.plan.own_shocks ? 0 : 1})
        .set_text("long_name", "1: replicate n of every point meets the same shocks; 0: every point meets its own");
    file.commit_head();
}

} // namespace steppe
