#pragma once
/// A scenario as read: every parameter of the schema with its value, range, prior, evidence and place in the files.

#include "base/diagnostics.hpp"
#include "scenario/driver_series.hpp"
#include "scenario/schema.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace steppe {

/// One resolved value. `range` supports the prior; it lies within the declaration's allowed interval.
struct Parameter {
    std::string key;
    double value{};
    Interval range;
    Prior prior{Prior::fixed};
    double null{}; ///< where a claim has half of its mass: the value of no effect
    EvidenceTag tag{EvidenceTag::judgement};
    std::string source;
    std::string note;
    std::string inert{};            ///< why it may move nothing, or empty; `steppe audit` takes it as a reason
    SourceLocation origin;          ///< the file (or "--set") that gave the value; the schema's default has file "default"
    std::size_t family{};           ///< position in Schema::parameters
    std::optional<double> stated{}; ///< by the files, where an override took its place
};

/// Rows of values that belong together, as `read_joint_draws` found them.
struct JointDraws {
    struct Column {
        std::size_t position{}; ///< in Scenario::parameters
        std::size_t place{};    ///< in a row
    };

    std::string key; ///< of the setting that names the file
    std::vector<Column> columns;
    std::size_t rows{}, width{};
    std::vector<double> values;    ///< [row][place]
    std::vector<double> reached{}; ///< of weighted rows: sum of the weights up to each, the last being 1
    bool in_order{};               ///< draw n takes row n

    /// Puts a row in place of the values of its parameters: that of the draw, where they are taken in order, else floor(u rows), or
    /// of weighted rows the one whose weight reaches u; `u` in (0, 1).
    void put_row(std::int64_t draw, double u, std::vector<double>& all) const;
};

struct SourceText {
    std::string path; ///< as the user or `extends` named it
    std::string text; ///< verbatim
};

/// `key=value` from the command line.
struct Override {
    std::string key;
    std::string value;
};

struct Setting {
    std::string value;
    SourceLocation origin;
};

/// How the months of a run follow series (docs/model.md 6.11).
enum class DriverMode : std::uint8_t { known, extrapolated, placebo_shift, placebo_permute };

/// A series that stands for a reading, with those of its rows that the mode lets the run know.
struct UsedSeries {
    std::string reading;
    std::string power; ///< whose it is; empty for a reading of the whole world
    DriverSeries series;
};

struct Drivers {
    DriverMode mode{DriverMode::extrapolated};
    int start{};                    ///< first month of the run, counted from January of year 0
    int last{};                     ///< last month that is known to the run, likewise; projected rows may go on after it
    int shift{};                    ///< months, of placebo_shift
    std::vector<UsedSeries> used;   ///< reading by reading in the order of the schema
    std::vector<std::string> notes; ///< what of it a user should know: what is used, until when, what is left to processes
};

struct Scenario {
    ActorLists actors;
    std::vector<Parameter> parameters;       ///< family by family in schema order, members row-major
    std::map<std::string, Setting> settings; ///< every setting of the schema, expanded
    std::vector<SourceText> files;           ///< base first, overlays after it
    std::vector<std::string> read_besides;   ///< paths of other files that were read: of drivers, a list of points
    Drivers drivers;
    std::vector<JointDraws> joint_draws{}; ///< of the files that settings name

    [[nodiscard]] Parameter const* find(std::string_view key) const;
    [[nodiscard]] double value(std::string_view key) const; ///< throws std::out_of_range for an unknown key
    [[nodiscard]] std::string const& text(std::string_view key) const;
    [[nodiscard]] long long integer(std::string_view key) const;
    [[nodiscard]] std::chrono::year_month month(std::string_view key) const;
};

/// Reads a scenario with its overlays and overrides. Throws InputError with every fault found (codes S1xx),
/// EnvironmentError when a file cannot be read for a reason other than its absence.
[[nodiscard]] Scenario read_scenario(std::filesystem::path const& path, Schema const& schema,
                                     std::vector<Override> const& overrides = {});

/// The same for a text that is at hand; `path` names it in messages, and its `extends` is relative to it.
[[nodiscard]] Scenario read_scenario_text(std::string text, std::filesystem::path const& path, Schema const& schema,
                                          std::vector<Override> const& overrides = {});

} // namespace steppe
