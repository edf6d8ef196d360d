#pragma once
/// What a hedger's shares are worth to a principal (docs/model.md 7).
///
///   g_i(w) = Gamma_i kappa_i^chi_s sum_j psi_ij ln(w_j + c_w)             psi_ij: 1 if i is j, else nu_i X_ij

#include "model/parameters.hpp"
#include "model/powers/soft_loss.hpp"
#include "model/structure.hpp"
#include "model/world.hpp"

namespace steppe {

/// Gamma_i kappa_i^chi_s psi_ij, in G, by partner: what a logarithmic unit more of its share is worth, at the relations of a world that must outlive it.
template <class R, class P>
class InterestInShares {
public:
    /// `stake_factor`: kappa_i^chi_s, the stake over that at the opening.
    InterestInShares(Parameters<P> const& p, Structure const& structure, PrincipalId i, R const& stake_factor,
                     World<R> const& now)
        : structure_{structure},
          relation_{now.relation},
          own_{structure.power_of_principal[i]},
          scale_{stake_factor * p.principal.stake[i]},
          spillover_{p.principal.spillover[i]}
    {
    }

    [[nodiscard]] R operator()(PartnerId j) const
    {
        PowerId const other = structure_.power_of_partner[j];
        return other == own_ ? scale_ : scale_ * spillover_ * relation_(own_, other);
    }

private:
    Structure const& structure_;
    Table<R, PowerId, PowerId> const& relation_;
    PowerId own_;
    R scale_;
    P spillover_;
};

/// g_i(w), in G, of the shares at the end of a month.
template <class R, class P>
[[nodiscard]] R worth_of_position(Parameters<P> const& p, Structure const& structure, HedgerId h, PrincipalId i,
                                  R const& stake_factor, World<R> const& now, World<R> const& next)
{
    InterestInShares<R, P> const interest{p, structure, i, stake_factor, now};
    R worth = 0.0;
    for (PartnerId j : structure.sizes.partners()) {
        worth += worth_of_share(next.alignment(h, j), interest(j), R{p.game.share_offset()});
    }
    return worth;
}

} // namespace steppe
