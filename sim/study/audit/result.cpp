#include "study/audit/result.hpp"

#include <algorithm>
#include <array>

namespace steppe {

std::string_view name_of(Standing standing)
{
    static constexpr std::array<std::string_view, 4> names{"moves", "inert", "by design", "stale reason"};
    return names[static_cast<std::size_t>(standing)];
}

Standing AuditResult::standing(std::size_t check) const
{
    return standing_of(findings[check].moves, !design.checks[check].reason.empty());
}

bool AuditResult::passed() const
{
    for (std::size_t check = 0; check < design.checks.size(); ++check) {
        if (standing(check) == Standing::inert) {
            return false;
        }
    }
    return std::none_of(echoes.begin(), echoes.end(), [](AuditEcho const& echo) { return echo.reason.empty(); });
}

} // namespace steppe
