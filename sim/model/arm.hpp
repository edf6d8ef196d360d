#pragma once
/// The worlds that are compared: interventions on the accord alone (docs/model.md 9).

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace steppe {

struct Arm {
    std::string_view name;
    bool accord_open{};           ///< hedgers may accede or freeze, and principals may bid on it
    bool member_at_start{};       ///< hedgers hold announced membership from the first month
    bool public_membership{true}; ///< membership is seen: by principals, publics, and other states
    bool substance{true};         ///< membership deepens links, trade and firms
    bool inducement{};            ///< the announced deals flow in from the first month
    bool held{};                  ///< nobody's status changes: the question is put, and its answer not acted on
    std::string_view words;       ///< what happens in it, for readers

    /// Membership begins with an act of the first month, not before it: it is public, and answered as any accession is.
    [[nodiscard]] constexpr bool accedes_at_opening() const { return member_at_start && public_membership; }
};

inline constexpr std::array<Arm, 5> all_arms{{
    {.name = "with_accords",
     .accord_open = true,
     .member_at_start = true,
     .inducement = true,
     .words = "accession in the opening month"},
    {.name = "without_accords", .words = "no accession, ever, and nobody can bid on it"},
    {.name = "endogenous", .accord_open = true, .words = "accession decided within the model"},
    {.name = "inducement_only", .inducement = true, .words = "the same inducement, no accession"},
    {.name = "quiet_deepening",
     .member_at_start = true,
     .public_membership = false,
     .words = "closer ties in substance, no announcement"},
}};

/// As endogenous, but that nobody joins or leaves: hazards along a path on which nothing happens. No command runs it by name.
inline constexpr Arm held_outside{
    .name = "held_outside", .accord_open = true, .held = true, .words = "as endogenous, and nobody acts on the answer"};

[[nodiscard]] constexpr std::optional<Arm> find_arm(std::string_view name)
{
    for (Arm const& arm : all_arms) {
        if (arm.name == name) {
            return arm;
        }
    }
    return std::nullopt;
}

/// Empty for an unknown arm.
[[nodiscard]] constexpr std::string_view arm_words(std::string_view name)
{
    std::optional<Arm> const arm = find_arm(name);
    return arm ? arm->words : std::string_view{};
}

} // namespace steppe
