#pragma once
/// Status in the accord and alignment shares (docs/model.md 6.2, 6.8).

#include "model/fulfilment.hpp"

namespace steppe {

/// The status table.
///
///   accede     none -> announced -> operational;  frozen -> announced
///   freeze     announced, operational -> frozen
///   by itself  announced -> operational with the operational rate a month; it may stall
///
/// Writes next.status and whether the hedger joined.
template <class R, class P>
void update_status(Parameters<P> const& p, Structure const& structure, Draws<R> const& draws, int month, HedgerId h,
                   World<R> const& now, MonthWork<R>& work, World<R>& next)
{
    using namespace accord_status;
    R const status = now.status[h];
    R const u = draws.uniform(month, stream::operational, structure.hedger_identity[h]);
    MaskOf<R> const accedes = work.chosen(h, structure.accede()) > 0.0;
    MaskOf<R> const freezes = work.chosen(h, structure.freeze()) > 0.0;
    MaskOf<R> const ripens = status == announced && u < p.hedger.operational_rate[h];
    R const acceded = select(status == none || status == frozen, R{announced}, R{operational});
    R const ripened = select(ripens, R{operational}, status);
    next.status[h] =
        select(accedes, acceded, select(freezes && (status == announced || status == operational), R{frozen}, ripened));
    work.joined[h] = select(accedes && status == none, R{1.0}, R{0.0});
    next.has_joined[h] = maximum(now.has_joined[h], select(next.status[h] == none, R{0.0}, R{1.0}));
    next.has_frozen[h] = maximum(now.has_frozen[h], select(next.status[h] == frozen, R{1.0}, R{0.0}));
}

/// Alignment shares follow the month's choice, then drift to the leadership's preferred portfolio.
///
///   tilt j   w <- w + delta (e_j - w)                      delta: share a move
///   accede   w <- w + m delta (sponsors - w)            nothing where the accord has no sponsor among the partners
///   all      w <- (1 - mu) w + mu w*                       mu: 1/month
///
/// Neglects: simultaneous tilts. Writes next.alignment, next.preferred.
template <class R, class P>
void update_alignment(Parameters<P> const& p, Structure const& structure, HedgerId h, World<R> const& now,
                      MonthWork<R>& work, World<R>& next)
{
    Sizes const& sizes = structure.sizes;
    for (PartnerId j : sizes.partners()) {
        next.preferred(h, j) = now.preferred(h, j);
    }
    PortfolioUtility<R, P> const utility{p.hedger, sizes, h, work.return_on_alignment, work.risk};
    utility.improve(next.preferred, work.workspace, preferred_steps);

    R const accedes = work.chosen(h, structure.accede());
    P const sponsored = total_sponsorship(p.accord, sizes);
    R tilts = 0.0;
    for (PartnerId j : sizes.partners()) {
        tilts += work.chosen(h, Structure::tilt(j));
    }
    P const move = p.hedger.move[h];
    P const drift = p.hedger.inertia_rate[h];
    for (PartnerId j : sizes.partners()) {
        R const w = now.alignment(h, j);
        R const moved = w + move * (work.chosen(h, Structure::tilt(j)) - tilts * w) +
                        p.hedger.accession_move[h] * move * accedes * (p.accord.sponsorship[j] - sponsored * w);
        next.alignment(h, j) = (1.0 - drift) * moved + drift * next.preferred(h, j);
    }
}

} // namespace steppe
