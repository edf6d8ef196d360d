#pragma once
/// What a study of levers finds (docs/model.md 9.8).

#include "output/recorder.hpp"
#include "scenario/scenario.hpp"
#include "study/levers/information.hpp"
#include "study/levers/sign_search.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace steppe {

/// How a lever stands to the effect. `inert`: no pair differs at either end. `unclear`: pairs differ, and the change at both ends may be none.
enum class LeverStanding : std::uint8_t { moves, unclear, inert };

[[nodiscard]] std::string_view name_of(LeverStanding standing);

/// Why a lever is inert: what happens at its ends instead. `alike`: the outcome moves by the same in both arms. `elsewhere`: other outcomes
/// move. `masked`: it moves the effect once other parameters are drawn from their priors. `switched_off`: or once a switch is turned.
enum class InertKind : std::uint8_t { none, alike, elsewhere, masked, switched_off, no_path };

[[nodiscard]] std::string_view name_of(InertKind kind);

/// One parameter at both ends of its range, all others as the scenario has them.
struct LeverFinding {
    std::string key, unit, subject; ///< the subject is the part of the key before its first dot
    EvidenceTag tag{EvidenceTag::judgement};
    bool is_switch{};
    bool in_logarithms{};
    double value{}; ///< the scenario's
    Interval ends;
    std::array<std::optional<MeanEffect>, 2>
        effect; ///< at the low and at the high end; nothing where the world would have no rest
    std::array<std::optional<MeanEffect>, 2> change; ///< the effect there less that at the scenario's value, paired
    std::optional<MeanEffect> swing;                 ///< the effect at the high end less that at the low one, paired
    LeverStanding standing{LeverStanding::moves};
    InertKind inert{InertKind::none};
    std::string inert_words; ///< the outcome that moves, or the switch that masks it
    std::string reason;      ///< why it may be inert, as the scenario says; or empty

    /// Size of the larger change; 0 where there is none.
    [[nodiscard]] double reach() const;
};

/// Where a lever turns the sign of the effect.
struct LeverTurn {
    std::size_t lever{}; ///< position in LeverResult::levers
    double value{};
    Interval interval;            ///< 90 %
    bool open_low{}, open_high{}; ///< the interval may go on beyond the range
    std::vector<EffectAt> found;  ///< by place between the ends
    std::vector<double> values;   ///< of the places
};

struct BreakEvenMap {
    std::size_t across{}, up{}; ///< positions in LeverResult::levers
    std::vector<double> across_values, up_values;
    std::vector<MeanEffect> effects; ///< [up][across]; no pairs where the world would have no rest
};

enum class BeliefKind : std::uint8_t { parameter, subject, tag, everything };

[[nodiscard]] std::string_view name_of(BeliefKind kind);

/// What it is worth to know a parameter or a group of them, and for a parameter how far belief about it must shift to turn the sign.
struct Belief {
    BeliefKind kind{};
    std::string name; ///< key, subject, letter of the tag, or "all"
    std::string tag;  ///< letter; empty for subjects
    std::size_t inputs{}, inputs_found{};
    InformationValue information;
    BeliefShift shift;
};

struct LeverResult {
    std::string outcome, unit;
    int better{1}; ///< 1: more of the outcome is a gain; -1: it is a loss
    MeanEffect at_values;
    std::int64_t pairs{};             ///< of each end, and of each cell of the map
    std::int64_t search_pairs{};      ///< of each place in a search
    std::vector<LeverFinding> levers; ///< in the order of the scenario
    std::vector<std::size_t> order;   ///< of their reach, the largest first
    std::vector<LeverTurn> turns;     ///< in that order
    std::optional<BreakEvenMap> map;
    std::int64_t draws{}; ///< from the priors, one pair each; 0: nothing has a prior
    MeanEffect over_priors;
    double gain_probability{}; ///< share of draws with a gain
    Interval gain_interval{};
    std::vector<Belief> beliefs; ///< by kind; parameters by value of information, the largest first
    std::size_t unranged{};
    std::vector<std::string> left_out;
};

} // namespace steppe
