#pragma once
/// The company that a partner keeps (docs/model.md 6.9).

#include "model/structure.hpp"

namespace steppe {

/// How friendly a partner is with those on whom the hedger leans: sum_l X_jl w_l.
template <class R>
[[nodiscard]] R company(Structure const& structure, Table<R, PowerId, PowerId> const& relation,
                        Table<R, HedgerId, PartnerId> const& alignment, HedgerId h, PartnerId j)
{
    R friendly = 0.0;
    for (PartnerId l : structure.sizes.partners()) {
        friendly += relation(structure.power_of_partner[j], structure.power_of_partner[l]) * alignment(h, l);
    }
    return friendly;
}

} // namespace steppe
