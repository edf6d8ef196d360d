#pragma once
/// Alignment shares (docs/model.md 6.2).

#include "model/accord/membership.hpp"
#include "model/hedger/portfolio.hpp"

namespace steppe {

namespace detail {

template <class R, class P>
void update_alignment_of(Parameters<P> const& p, Structure const& structure, HedgerId h, Outlook<R> const& outlook,
                         Choice<R> const& choice, World<R> const& now, Workspace<R>& workspace, World<R>& next)
{
    Sizes const& sizes = structure.sizes;
    for (PartnerId j : sizes.partners()) {
        next.preferred(h, j) = now.preferred(h, j);
    }
    PortfolioUtility<R, P> const utility{p.hedger, sizes, h, outlook.return_on_alignment, outlook.risk};
    utility.improve(next.preferred, workspace.log_weight, preferred_steps);

    R const accedes = choice.chosen(h, structure.accede());
    P const sponsored = total_sponsorship(p.accord, sizes);
    R tilts = 0.0;
    for (PartnerId j : sizes.partners()) {
        tilts += choice.chosen(h, Structure::tilt(j));
    }
    P const move = p.hedger.move[h];
    P const drift = p.hedger.inertia_rate[h];
    for (PartnerId j : sizes.partners()) {
        R const w = now.alignment(h, j);
        R const moved = w + move * (choice.chosen(h, Structure::tilt(j)) - tilts * w) +
                        p.hedger.accession_move[h] * move * accedes * (p.accord.sponsorship[j] - sponsored * w);
        next.alignment(h, j) = (1.0 - drift) * moved + drift * next.preferred(h, j);
    }
}

} // namespace detail

/// Alignment shares follow the month's choice, then drift to the leadership's preferred portfolio.
///
///   tilt j   w <- w + delta (e_j - w)                      delta: share a move
///   accede   w <- w + m delta (sponsors - w)            nothing where the accord has no sponsor among the partners
///   all      w <- (1 - mu) w + mu w*                       mu: 1/month
///
/// Neglects: simultaneous tilts. Writes next.alignment, next.preferred.
template <class R, class P>
void update_alignment(Parameters<P> const& p, Structure const& structure, Outlook<R> const& outlook, Choice<R> const& choice,
                      World<R> const& now, Workspace<R>& workspace, World<R>& next)
{
    for (HedgerId h : structure.sizes.hedgers()) {
        detail::update_alignment_of(p, structure, h, outlook, choice, now, workspace, next);
    }
}

} // namespace steppe
