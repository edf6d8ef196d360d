#pragma once
/// What `run` and `compare` share: read the scenario, run the arms, keep outcomes and, if asked, the file.

#include "app/option_groups.hpp"
#include "app/posterior.hpp"
#include "ensemble/plan.hpp"
#include "ensemble/summariser.hpp"
#include "output/hdf5_file.hpp"

#include <nlohmann/json_fwd.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <string>

namespace steppe::app {

/// The options of `run` and `compare`.
struct SessionOptions {
    CommonOptions common;
    ScenarioOptions scenario;
    OutputOptions output;
    ResumeOptions resume;
    CheckpointOptions checkpoint;
    LengthOptions length;
    ArmOptions arms;
    PriorOptions priors;
    PosteriorOptions posterior;
    DrawOptions draws;
    UntilOptions until;
    TimingOptions timing;
    RecordOptions record;
    MeasureOptions measures;
    EngineOptions engine;

    [[nodiscard]] std::vector<BoundGroup> groups();
};

struct SessionResult {
    Scenario scenario;
    std::unique_ptr<Summariser> outcomes;
    RunEnd end{RunEnd::complete};
    std::int64_t replicates_done{}; ///< summed over arms
    double seconds{};
    PhaseTimes times{}; ///< all 0 unless asked for
    std::string digest; ///< of all values, if asked for and complete
};

/// What a command runs before its ensemble, to add what it finds to the output.
struct BeforeEnsemble {
    Scenario const& scenario;
    EnsemblePlan const& plan;
    std::atomic<bool> const* stop{}; ///< ends a run when it becomes true
    Hdf5Group* output{};             ///< null where no output is named
};

/// Runs. Nothing is created before the input is found valid; an interrupt finishes what is in flight.
[[nodiscard]] SessionResult run_session(SessionOptions const& options, std::vector<Arm> const& arms,
                                        std::function<void(BeforeEnsemble const&)> const& before = {});

/// The digest of all values, where there is one: as a line, or as a field of a JSON document.
void print_digest(SessionResult const& result);
void add_digest(nlohmann::json& document, SessionResult const& result);

/// Says on standard error what became of the run, and gives the exit code.
[[nodiscard]] int conclude(SessionOptions const& options, SessionResult const& result);

} // namespace steppe::app
