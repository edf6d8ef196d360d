#pragma once
/// Alignment shares (docs/model.md 6.2).

#include "lanes/distributions.hpp"
#include "lanes/draws.hpp"
#include "model/accord/membership.hpp"
#include "model/hedger/portfolio.hpp"
#include "model/streams.hpp"

namespace steppe {

namespace detail {

template <class R, class P>
void update_alignment_of(Parameters<P> const& p, Structure const& structure, HedgerId h, Outlook<R> const& outlook,
                         Choice<R> const& choice, Accessions<R> const& accessions, World<R> const& now,
                         Workspace<R>& workspace, World<R>& next)
{
    Sizes const& sizes = structure.sizes;
    for (PartnerId j : sizes.partners()) {
        next.preferred(h, j) = now.preferred(h, j);
    }
    PortfolioUtility<R, P> const utility{p.hedger, sizes, h, outlook.return_on_alignment, outlook.risk};
    utility.improve(next.preferred, workspace.log_weight, preferred_steps);

    R const accedes = accessions.acceded[h];
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
                      Accessions<R> const& accessions, World<R> const& now, Workspace<R>& workspace, World<R>& next)
{
    for (HedgerId h : structure.sizes.hedgers()) {
        detail::update_alignment_of(p, structure, h, outlook, choice, accessions, now, workspace, next);
    }
}

/// The walk of the pull: xi_j <- xi_j + sigma z a month, from the second on.
template <class R, class P>
void walk_pull(Parameters<P> const& p, Structure const& structure, Draws<R> const& draws, int month, World<R> const& now,
               World<R>& next)
{
    for (HedgerId h : structure.sizes.hedgers()) {
        bool const walks = month > 0 && any(p.hedger.pull_volatility[h] != 0.0);
        for (PartnerId j : structure.sizes.partners()) {
            std::uint32_t const entity =
                combine(structure.hedger_identity[h], structure.action_identity[Structure::tilt(j)]);
            R const step =
                walks ? p.hedger.pull_volatility[h] * normal_quantile(draws.uniform(month, stream::pull, entity)) : R{0.0};
            next.pull_walk(h, j) = now.pull_walk(h, j) + step;
        }
    }
}

} // namespace steppe
