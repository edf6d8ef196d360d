#pragma once
/// Groups of options that commands share. A command's own options are a struct of some of these.

#include "app/command_line.hpp"
#include "app/progress.hpp"
#include "ensemble/run_ensemble.hpp"
#include "output/codec/chunk_codec.hpp"
#include "output/part_manifest.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace steppe::app {

/// Of every command.
struct CommonOptions {
    std::vector<std::string> inputs;       ///< positional
    std::vector<std::string> command_line; ///< as it was typed
    bool help{};
    bool json{};
    bool quiet{};

    static void declare(OptionList& list);
    void read(OptionReader const& reader);
};

/// What of a scenario is overridden: --set, and the shorthands of LengthOptions where a command has them.
struct ScenarioOptions {
    std::vector<Override> overrides;

    static void declare(OptionList& list);
    void read(OptionReader const& reader);
};

/// --replicates, --months, --seed. ScenarioOptions reads them, so that a key that is set twice is found.
struct LengthOptions {
    static void declare(OptionList& list);
    void read(OptionReader const& /*reader*/) {}
};

struct ForceOptions {
    bool force{};

    static void declare(OptionList& list);
    void read(OptionReader const& reader);
};

/// --output and --force.
struct OutputOptions {
    std::filesystem::path file; ///< empty: keep no file
    bool force{};

    static void declare(OptionList& list);
    void read(OptionReader const& reader);
};

struct ResumeOptions {
    bool resume{};

    static void declare(OptionList& list);
    void read(OptionReader const& reader);
};

/// --resume of a command whose output is complete or not there.
struct GoOnOptions {
    bool resume{};

    static void declare(OptionList& list);
    void read(OptionReader const& reader);
};

/// --checkpoint.
struct CheckpointOptions {
    double seconds{20.0}; ///< whose results an abrupt end may cost

    static void declare(OptionList& list);
    void read(OptionReader const& reader);
};

struct ArmOptions {
    std::vector<std::string> names; ///< none: those that the command runs by itself

    static void declare(OptionList& list);
    void read(OptionReader const& reader);
    [[nodiscard]] std::vector<std::string> names_or(std::vector<std::string> const& fallback) const
    {
        return names.empty() ? fallback : names;
    }
};

/// How much of each replicate a file keeps: every month, its outcomes, or only statistics over replicates.
enum class RecordMode : std::uint8_t { trajectories, final, summary };

[[nodiscard]] std::string_view name_of(RecordMode mode);

/// --record, --digits, --compression, --digest.
struct RecordOptions {
    std::optional<RecordMode> mode;
    ValueFormat format;
    bool digest{};

    static void declare(OptionList& list);
    void read(OptionReader const& reader);
    /// Trajectories, where nothing is said.
    [[nodiscard]] RecordMode mode_or_default() const { return mode.value_or(RecordMode::trajectories); }
};

struct MeasureOptions {
    std::vector<std::string> names; ///< none: all that are not optional

    static void declare(OptionList& list);
    void read(OptionReader const& reader);
};

/// --threads, --lanes, --progress.
struct EngineOptions {
    int threads{}; ///< 0: all
    LaneWidth width{LaneWidth::native};
    ProgressWhen progress{ProgressWhen::automatic};

    static void declare(OptionList& list);
    void read(OptionReader const& reader);
};

/// --draw-priors.
struct PriorOptions {
    bool draw{};

    static void declare(OptionList& list);
    void read(OptionReader const& reader);
};

/// --per-draw.
struct DrawOptions {
    int replicates{1}; ///< that share one draw of the parameters

    static void declare(OptionList& list);
    void read(OptionReader const& reader);
};

/// --until, --outcome.
struct UntilOptions {
    std::optional<double> width; ///< of the 90 % interval of the outcome's mean; absent: run what is asked for
    std::string outcome;         ///< empty: what regret is about

    static void declare(OptionList& list);
    void read(OptionReader const& reader);
};

struct TimingOptions {
    bool timings{};

    static void declare(OptionList& list);
    void read(OptionReader const& reader);
};

/// Runs go on with what an output file holds only where it holds all of it: C112 if not.
void check_resume(ResumeOptions const& resume, OutputOptions const& output, bool is_rounded, OptionReader const& reader);

/// There is nothing to go on with where no output is named: C112.
void check_go_on(GoOnOptions const& go_on, OutputOptions const& output, OptionReader const& reader);

/// A digest of all values needs those of the earlier run too: C115 if they do not come back.
void check_digest(ResumeOptions const& resume, RecordOptions const& record, bool values_come_back,
                  OptionReader const& reader);

} // namespace steppe::app
