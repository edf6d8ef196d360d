#pragma once
/// What an audit finds.

#include "output/recorder.hpp"
#include "study/audit/design.hpp"
#include "study/audit/verdict.hpp"

#include <optional>
#include <string>
#include <vector>

namespace steppe {

/// A change of one outcome in one world by one variant.
struct AuditLook {
    std::size_t outcome{}; ///< position in the layout
    std::size_t world{};   ///< 0 to 2: in that of audit_arms; 3: the second less the third
    std::size_t variant{}; ///< position in AuditDesign::variants
    AuditChange change;
};

/// Of one check. `largest`: of the changes that count the largest, or where none does the one that comes nearest; nothing where no pair
/// differs in any outcome.
struct AuditFinding {
    AuditRule rule;
    std::int64_t pairs{}; ///< of each variant
    std::optional<AuditLook> largest;
    bool moves{};
    /// The same among what readers ask about first (measures with a display_order).
    std::optional<AuditLook> asked_first;
    bool moves_asked_first{};
};

/// How an outcome depends on one input over the priors.
struct AuditEcho {
    std::size_t outcome{};
    std::size_t world{};
    std::string input; ///< key of the parameter
    double mean{};     ///< of the outcome over draws
    double share{};    ///< of its variance that the input explains
    std::string id;    ///< "echo.<measure>"
    std::string reason;
};

enum class Standing : std::uint8_t { moves, inert, by_design, stale };

[[nodiscard]] std::string_view name_of(Standing standing);

/// A check that moves nothing needs a reason, and one that moves something must have none.
[[nodiscard]] constexpr Standing standing_of(bool moves, bool has_reason)
{
    if (moves) {
        return has_reason ? Standing::stale : Standing::moves;
    }
    return has_reason ? Standing::by_design : Standing::inert;
}

struct AuditResult {
    AuditDesign design;
    std::vector<AuditFinding> findings;    ///< of each check of the design
    std::vector<AuditEcho> echoes;         ///< outcomes that are one, with the input that explains most
    std::optional<AuditEcho> nearest_echo; ///< the largest share that is none
    int draws{};                           ///< from the priors; 0: none of the parameters has one
    int replicates_per_draw{};
    std::vector<std::string> stale;     ///< ids of checks with a reason that move something, or of echoes that are none
    std::vector<std::string> unchecked; ///< keys of parameters with a reason and no range

    [[nodiscard]] Standing standing(std::size_t check) const;
    /// Whether nothing is inert, and nothing an echo, without a reason.
    [[nodiscard]] bool passed() const;
};

} // namespace steppe
