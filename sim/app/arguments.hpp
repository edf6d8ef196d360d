#pragma once
/// The command line: what a subcommand was asked to do.

#include "ensemble/run_ensemble.hpp"
#include "output/codec/chunk_codec.hpp"
#include "output/part_manifest.hpp"
#include "scenario/scenario.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace steppe::app {

/// Exit codes of every subcommand.
namespace exit_code {
inline constexpr int done = 0;
inline constexpr int bad_input = 2;
inline constexpr int environment = 3;
inline constexpr int some_replicates_failed = 4;
inline constexpr int interrupted = 130;
} // namespace exit_code

/// How much of each replicate a file keeps: every month, its outcomes, or only statistics over replicates.
enum class RecordMode : std::uint8_t { trajectories, final, summary };

[[nodiscard]] std::string_view name_of(RecordMode mode);

enum class ProgressWhen : std::uint8_t { automatic, always, never };

struct Arguments {
    std::vector<std::string> inputs; ///< positional
    std::filesystem::path output;    ///< empty: keep no file
    bool force{};
    bool resume{};
    bool json{};
    bool quiet{};
    bool origins{};
    bool help{};
    bool draw_priors{};
    bool timings{};
    bool dry_run{};
    double checkpoint{20.0}; ///< seconds
    Part part;
    bool one_part{}; ///< --shard was given: run that part alone, and leave the merge to others
    int per_draw{4}; ///< replicates that share one draw of the parameters
    std::optional<RecordMode> record;
    std::vector<std::string> measures; ///< none: all that are not optional
    ValueFormat format;                ///< of what is recorded
    int threads{};
    LaneWidth width{LaneWidth::native};
    ProgressWhen progress{ProgressWhen::automatic};
    std::vector<std::string> arms;
    std::string arms_option{"--arms"}; ///< the option that names them, for messages
    std::string hedger;
    std::vector<std::string> rivals;     ///< scenarios, or folders of them
    std::vector<std::string> contrasts;  ///< to attribute
    std::vector<std::string> incentives; ///< none: all that are on
    int permutations{};                  ///< orders to sample; 0: every coalition
    std::vector<Override> overrides;     ///< --set, and the shorthands --replicates, --months, --seed
    std::vector<std::string> command_line;
};

/// What a subcommand accepts beyond the common options.
struct CommandOptions {
    bool output{};
    bool force{}; ///< --force without --output
    bool resume{};
    bool run{}; ///< --replicates, --months, --seed, --measures, --threads, --lanes, --progress
    bool arms{};
    bool record{};       ///< --record, --digits, --compression
    bool single{};       ///< of one point: --draw-priors, --per-draw, --timings
    bool study{};        ///< --dry-run, --checkpoint, --shard
    bool measures{true}; ///< of runs: --measures
    bool benefit{};      ///< --rivals, --per-draw
    bool attribution{};  ///< --contrasts, --incentives, --permutations
    bool origins{};
    bool equilibrium{};  ///< --arm, --hedger
    bool scenario{true}; ///< --set
};

/// Parses `words`, the command line after the subcommand. Throws InputError (C...) naming each fault.
[[nodiscard]] Arguments parse_arguments(std::string const& command, std::vector<std::string> const& words,
                                        CommandOptions const& options);

/// The options of a subcommand as text for --help.
[[nodiscard]] std::string options_help(CommandOptions const& options);

} // namespace steppe::app
