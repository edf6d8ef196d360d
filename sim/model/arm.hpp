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
    std::string_view doc;
};

inline constexpr std::array<Arm, 5> all_arms{{
    {.name = "with_accords",
     .accord_open = true,
     .member_at_start = true,
     .inducement = true,
     .doc = "accession is announced in the first month"},
    {.name = "without_accords", .doc = "no accession, ever; nobody can bid on one"},
    {.name = "endogenous", .accord_open = true, .doc = "the hedger may accede in any month; principals bid on it"},
    {.name = "inducement_only", .inducement = true, .doc = "the same announced deals, no accession"},
    {.name = "quiet_deepening",
     .member_at_start = true,
     .public_membership = false,
     .doc = "the substance of membership, unannounced and without the deals"},
}};

[[nodiscard]] constexpr std::optional<Arm> find_arm(std::string_view name)
{
    for (Arm const& arm : all_arms) {
        if (arm.name == name) {
            return arm;
        }
    }
    return std::nullopt;
}

} // namespace steppe
