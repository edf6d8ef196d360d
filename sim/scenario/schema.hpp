#pragma once
/// What a scenario may say. A parameter is declared once, here through its `Declaration`; parsing, validation, suggestions,
/// the reference page, the JSON Schema, provenance and sweeps all derive from it.

#include "base/ids.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace steppe {

/// Where a value comes from. The letter is what a scenario writes: tag = "E".
enum class EvidenceTag : char { estimated = 'E', literature = 'L', article = 'A', judgement = 'J', disputed = 'D' };

/// How a value is drawn when a study draws from priors. `claim` puts half of its mass at the null value, at which there is
/// no effect (0 unless stated), and spreads the rest evenly over the range: the prior for an effect that is asserted but
/// not measured.
enum class Prior : std::uint8_t { fixed, uniform, loguniform, triangular, claim };

/// `on_off` is a switch, written true or false and held as 1 or 0.
enum class ValueKind : std::uint8_t { number, integer, on_off };

struct Interval {
    double low{};
    double high{};

    friend bool operator==(Interval const&, Interval const&) = default;
};

/// One parameter, or one family of parameters over index sets.
/// In `key` each `*` stands for an id: "principal.*.budget", "hedger.*.link.*.*".
struct Declaration {
    std::string_view key;
    std::string_view unit; ///< "1", "G", "1/G", "1/month", ...
    double value{};        ///< default, used where a scenario is silent
    Interval allowed;      ///< values outside are refused
    Prior prior{Prior::fixed};
    EvidenceTag tag{EvidenceTag::judgement}; ///< of the default
    std::string_view source;                 ///< of the default
    std::string_view section;                ///< of docs/model.md: "6.2"
    std::string_view doc;                    ///< one sentence
    ValueKind kind{ValueKind::number};
    double null{}; ///< of a claim, where a scenario is silent: the value at which there is no effect
};

/// A declaration with the index sets of its `*`, in order.
struct ParameterFamily {
    Declaration declaration;
    std::vector<IndexSet> sets;
};

/// A value that is not a quantity of the model: a name, a length of run, a category. Needs no evidence.
/// `draws`: a file of joint draws (joint_draws.hpp), named from the folder of the file that says so.
enum class SettingKind : std::uint8_t { text, integer, month, draws };

struct SettingDeclaration {
    std::string key;              ///< "run.months", "partner.*.pole"
    std::vector<IndexSet> sets{}; ///< index sets of its `*`
    SettingKind kind{SettingKind::text};
    std::string_view fallback{}; ///< default as text; empty and required: must be given
    bool required{};
    Interval allowed{};                      ///< for integers
    std::vector<std::string_view> choices{}; ///< for categories: the values allowed
    std::string_view doc;
};

/// What a series is, which says on what scale it is interpolated: `level` by its logarithm, `share` by its logit, `coordinate` and
/// `index` as they are; an `event` is 1 in its months and 0 in all others.
enum class SeriesKind : std::uint8_t { level, share, coordinate, index, event };

/// As a driver file writes them, in that order.
inline constexpr std::array<std::string_view, 5> series_kind_names{"level", "share", "coordinate", "index", "event"};

/// A reading of the world that a series of a driver file may stand for (docs/model.md 6.11).
struct DriverReading {
    std::string_view name;   ///< of its key, "drivers.use.NAME"
    std::string_view unit{}; ///< that the series must have; empty: any
    SeriesKind kind{SeriesKind::level};
    bool per_power{};              ///< the series' name has {power}, and each power may have one
    std::string_view opening{};    ///< the parameter that takes the last value before the run; empty: none
    std::string_view resting{};    ///< the parameter whose value holds before the series begins
    std::string_view reverts_to{}; ///< another parameter of the process; who sets either keeps the series out
    std::string_view doc{};
};

struct Schema {
    std::vector<ParameterFamily> parameters;
    std::vector<SettingDeclaration> settings;
    std::vector<DriverReading> readings{};
};

/// The settings of drivers: the file, how it is used, and `drivers.use.NAME` for each reading.
[[nodiscard]] std::vector<SettingDeclaration> driver_settings(std::vector<DriverReading> const& readings);

/// The last market: all states that are no partner. No partner may have this id.
inline constexpr std::string_view rest_of_world = "ROW";

/// Ids of each index set, as the scenario lists them.
class ActorLists {
public:
    [[nodiscard]] std::vector<std::string> const& ids(IndexSet set) const;
    void assign(IndexSet set, std::vector<std::string> ids);
    [[nodiscard]] Sizes sizes() const;

    /// Adds what follows from the lists: powers = principals then further partners; actions = hold, one tilt per partner; markets =
    /// partners, then the rest of the world.
    void derive();

    friend bool operator==(ActorLists const&, ActorLists const&) = default;

private:
    std::vector<std::vector<std::string>> ids_ = std::vector<std::vector<std::string>>(index_set_count);
};

/// The keys of a family's members over the given lists, row-major: the order in which values are stored.
[[nodiscard]] std::vector<std::string> member_keys(std::string_view pattern, std::span<IndexSet const> sets,
                                                   ActorLists const& actors);

[[nodiscard]] std::string_view name_of(Prior prior);

} // namespace steppe
