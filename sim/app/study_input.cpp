#include "app/study_input.hpp"

#include "app/output_target.hpp"

#include <fmt/format.h>

namespace steppe::app {
namespace {

void amend(PosteriorOptions const* posterior, Scenario& scenario, Study const& study)
{
    if (posterior == nullptr) {
        return;
    }
    if (posterior->any() && study.design.kind != DesignKind::priors) {
        Diagnostics faults;
        faults.add(study.design.where, "T207", "--draws goes with a design of kind 'priors': no other draws joint values");
        faults.throw_if_any();
    }
    use_posterior(*posterior, scenario);
}

} // namespace

PreparedStudy prepare_study_input(StudyInputOptions const& options)
{
    if (options.common.inputs.size() != 1) {
        Diagnostics faults;
        faults.add({"command line", 0, 0}, "C105",
                   fmt::format("expected one study file, got {}", options.common.inputs.size()));
        faults.throw_if_any();
    }
    return prepare_study(
        {.file = options.common.inputs[0],
         .overrides = options.overrides,
         .arms = options.arms.names,
         .measures = options.measures.names,
         .record = options.record.mode ? std::string{name_of(*options.record.mode)} : "",
         .format = options.record.format,
         .amend = [&](Scenario& scenario, Study const& study) { amend(options.posterior, scenario, study); },
         .provenance = [&](Scenario const& scenario,
                           std::string const& title) { return provenance_of(scenario, title, options.engine.width); }});
}

} // namespace steppe::app
