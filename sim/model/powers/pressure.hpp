#pragma once
/// Pressure that executed threats have left on a hedger (docs/model.md 6.5).

#include "model/structure.hpp"

namespace steppe {

/// By the principal that is this partner; 0 for a passive partner.
template <class R>
[[nodiscard]] R pressure_from(Structure const& structure, Table<R, HedgerId, PrincipalId> const& pressure, HedgerId h,
                              PartnerId j)
{
    PrincipalId const principal = structure.principal_of_partner[j];
    return principal.value < 0 ? R{0.0} : pressure(h, principal);
}

/// By all principals together.
template <class R>
[[nodiscard]] R total_pressure(Sizes const& sizes, Table<R, HedgerId, PrincipalId> const& pressure, HedgerId h)
{
    R total = 0.0;
    for (PrincipalId i : sizes.principals()) {
        total += pressure(h, i);
    }
    return total;
}

} // namespace steppe
