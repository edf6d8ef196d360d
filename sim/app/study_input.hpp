#pragma once
/// What commands that run a study are asked for.

#include "app/option_groups.hpp"
#include "app/posterior.hpp"
#include "study/sweep/prepared_study.hpp"

#include <vector>

namespace steppe::app {

/// The options that say what of a study is run.
struct StudyInputOptions {
    CommonOptions const& common;
    std::vector<Override> overrides;
    ArmOptions const& arms;
    MeasureOptions const& measures;
    RecordOptions const& record;
    EngineOptions const& engine;
    PosteriorOptions const* posterior{}; ///< null where the command takes none
};

/// The study file that is the only input, with what the command line changes. Throws InputError with every fault.
[[nodiscard]] PreparedStudy prepare_study_input(StudyInputOptions const& options);

} // namespace steppe::app
