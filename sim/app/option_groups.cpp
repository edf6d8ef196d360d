#include "app/option_groups.hpp"

#include <array>
#include <string>
#include <vector>

namespace steppe::app {
namespace {

/// What an option may be, the same where it is declared and where it is read. Records and deflations are in the order of their types.
std::vector<std::string> record_words() { return {"trajectories", "final", "summary"}; }
std::vector<std::string> compression_words() { return {"fast", "none"}; }
std::vector<std::string> lane_words() { return {"1", "native"}; }
std::vector<std::string> progress_words() { return {"auto", "always", "never"}; }

} // namespace

void CommonOptions::declare(OptionList& list)
{
    list.flag("help,h", "show this help");
    list.flag("json", "print full precision as JSON on standard output");
    list.flag("quiet,q", "print nothing but results and errors");
}

void CommonOptions::read(OptionReader const& reader)
{
    inputs = reader.texts("input");
    help = reader.flag("help");
    json = reader.flag("json");
    quiet = reader.flag("quiet");
}

void ScenarioOptions::declare(OptionList& list) { list.texts("set", "KEY=VALUE", "override a scenario key (repeatable)"); }

void ScenarioOptions::read(OptionReader const& reader) { overrides = reader.overrides(); }

void LengthOptions::declare(OptionList& list)
{
    list.text("replicates,n", "N", "replicates of each arm");
    list.text("months", "N", "months of a run");
    list.text("seed", "S", "seed of every draw");
}

void ForceOptions::declare(OptionList& list) { list.flag("force", "replace the output file if it exists"); }

void ForceOptions::read(OptionReader const& reader) { force = reader.flag("force"); }

void OutputOptions::declare(OptionList& list)
{
    list.text("output,o", "OUT.h5", "write results to this HDF5 file");
    ForceOptions::declare(list);
}

void OutputOptions::read(OptionReader const& reader)
{
    file = reader.text("output").value_or("");
    if (reader.flag("output") && file.empty()) {
        reader.fault("--output", "C104", "'' names no file; leave the option out to keep none");
    }
    force = reader.flag("force");
}

void ResumeOptions::declare(OptionList& list)
{
    list.flag("resume", "go on where an interrupted run left the output file; with more replicates, add them");
}

void ResumeOptions::read(OptionReader const& reader) { resume = reader.flag("resume"); }

void GoOnOptions::declare(OptionList& list)
{
    list.flag("resume", "go on where the same command ended before its output was complete");
}

void GoOnOptions::read(OptionReader const& reader) { resume = reader.flag("resume"); }

void CheckpointOptions::declare(OptionList& list)
{
    list.number("checkpoint", "SECONDS", "the most time whose results an abrupt end can cost (default 20)");
}

void CheckpointOptions::read(OptionReader const& reader) { seconds = reader.seconds("checkpoint", seconds); }

void ArmOptions::declare(OptionList& list) { list.text("arms", "A,B,..", "arms to run"); }

void ArmOptions::read(OptionReader const& reader)
{
    names = reader.list("arms");
    if (reader.text("arms") && names.empty()) {
        reader.fault("--arms", "C106", "expected arms separated by commas, got '" + *reader.text("arms") + "'");
    }
}

std::string_view name_of(RecordMode mode)
{
    static constexpr std::array<std::string_view, 3> names{"trajectories", "final", "summary"};
    return names[static_cast<std::size_t>(mode)];
}

void RecordOptions::declare(OptionList& list)
{
    list.choice("record", record_words(),
                "what the file keeps: trajectories (every month of every replicate), final (outcomes of every replicate) or "
                "summary (statistics over replicates; memory and file do not grow with them)");
    list.integer("digits", "N", "round trajectories to so many significant digits, 1 to 8; the file shrinks (default: all)");
    list.choice("compression", compression_words(),
                "fast (default) or none: the file is about three times as large, and takes about as long");
    list.flag("digest",
              "print one digest of all values of all runs, the same whatever the file keeps, and whatever threads and "
              "lanes run");
}

void RecordOptions::read(OptionReader const& reader)
{
    if (std::optional<std::size_t> const given = reader.choice("record", record_words())) {
        mode = static_cast<RecordMode>(*given);
    }
    format = {.digits = reader.count("digits", 0, 8),
              .deflation = static_cast<Deflation>(reader.choice("compression", compression_words()).value_or(0))};
    digest = reader.flag("digest");
}

void MeasureOptions::declare(OptionList& list)
{
    list.text("measures", "A,B,..",
              "measures to record and to print; 'default' stands for all but the optional ones, which must be named: "
              "default,channel_share");
}

void MeasureOptions::read(OptionReader const& reader) { names = reader.list("measures"); }

void EngineOptions::declare(OptionList& list)
{
    list.integer("threads,j", "N", "threads (default: all); results do not depend on it");
    list.choice("lanes", lane_words(), "replicates a step; results do not depend on it");
    list.choice("progress", progress_words(), "when to show how far it is (default: auto, on a terminal)");
}

void EngineOptions::read(OptionReader const& reader)
{
    threads = reader.count("threads", 0, 1024);
    width = static_cast<LaneWidth>(reader.choice("lanes", lane_words()).value_or(1));
    progress = static_cast<ProgressWhen>(reader.choice("progress", progress_words()).value_or(0));
}

void PriorOptions::declare(OptionList& list)
{
    list.flag("draw-priors", "let replicates draw their parameters from the priors, the same draw in every arm");
}

void PriorOptions::read(OptionReader const& reader) { draw = reader.flag("draw-priors"); }

void DrawOptions::declare(OptionList& list)
{
    list.integer("per-draw", "M", "where parameters are drawn from priors: replicates that share one draw (default 1)");
}

void DrawOptions::read(OptionReader const& reader) { replicates = reader.count("per-draw", replicates, 100000); }

void UntilOptions::declare(OptionList& list)
{
    list.number("until", "WIDTH",
                "run as many replicates as make the 90 % interval of a mean at most so wide; --replicates is then the most "
                "(default 100000)");
    list.text("outcome", "O", "the outcome that --until is about (default: welfare of the first hedger)");
}

void UntilOptions::read(OptionReader const& reader)
{
    outcome = reader.text("outcome").value_or("");
    if (!reader.flag("until")) {
        if (!outcome.empty()) {
            reader.fault("--outcome", "C117", "goes with --until: it names the outcome whose interval that is about");
        }
        return;
    }
    width = reader.real("until");
    if (!(*width > 0.0)) {
        reader.fault("--until", "C104", "the width of an interval is above 0");
    }
}

void TimingOptions::declare(OptionList& list) { list.flag("timings", "print where the time went, summed over threads"); }

void TimingOptions::read(OptionReader const& reader) { timings = reader.flag("timings"); }

void check_resume(ResumeOptions const& resume, OutputOptions const& output, bool is_rounded, OptionReader const& reader)
{
    if (resume.resume && (output.file.empty() || is_rounded)) {
        reader.fault("--resume", "C112", "needs an output file (-o), not rounded by --digits");
    }
}

void check_go_on(GoOnOptions const& go_on, OutputOptions const& output, OptionReader const& reader)
{
    if (go_on.resume && output.file.empty()) {
        reader.fault("--resume", "C112", "needs an output file (-o)");
    }
}

void check_digest(ResumeOptions const& resume, RecordOptions const& record, bool values_come_back,
                  OptionReader const& reader)
{
    if (record.digest && resume.resume && !values_come_back) {
        reader.fault(
            "--digest", "C115",
            "goes with --resume only where a run or comparison records trajectories: the months of earlier runs are "
            "not kept otherwise");
    }
}

} // namespace steppe::app
