#include "app/study_input.hpp"

#include "app/output_target.hpp"

#include <fmt/format.h>

namespace steppe::app {

PreparedStudy prepare_study_input(StudyInputOptions const& options)
{
    if (options.common.inputs.size() != 1) {
        Diagnostics faults;
        faults.add({"command line", 0, 0}, "C105",
                   fmt::format("expected one study file, got {}", options.common.inputs.size()));
        faults.throw_if_any();
    }
    return prepare_study({.file = options.common.inputs[0],
                          .overrides = options.scenario.overrides,
                          .arms = options.arms.names,
                          .measures = options.measures.names,
                          .record = options.record.mode ? std::string{name_of(*options.record.mode)} : "",
                          .format = options.record.format,
                          .provenance = [&](Scenario const& scenario, std::string const& title) {
                              return provenance_of(scenario, title, options.engine.width);
                          }});
}

} // namespace steppe::app
