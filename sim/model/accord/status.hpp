#pragma once
/// Status of hedgers in the accord (docs/model.md 6.8).

#include "lanes/draws.hpp"
#include "model/parameters.hpp"
#include "model/results.hpp"
#include "model/streams.hpp"
#include "model/structure.hpp"
#include "model/world.hpp"

namespace steppe {

/// The status table.
///
///   accede     none -> announced -> operational;  frozen -> announced
///   freeze     announced, operational -> frozen
///   by itself  announced -> operational with the operational rate a month; it may stall
///
/// Writes next.status and whether the hedger joined.
template <class R, class P>
void update_status(Parameters<P> const& p, Structure const& structure, Draws<R> const& draws, int month,
                   Choice<R> const& choice, World<R> const& now, Accessions<R>& accessions, World<R>& next)
{
    for (HedgerId h : structure.sizes.hedgers()) {
        using namespace accord_status;
        R const status = now.status[h];
        R const u = draws.uniform(month, stream::operational, structure.hedger_identity[h]);
        MaskOf<R> const accedes = choice.chosen(h, structure.accede()) > 0.0;
        MaskOf<R> const freezes = choice.chosen(h, structure.freeze()) > 0.0;
        MaskOf<R> const ripens = status == announced && u < p.hedger.operational_rate[h];
        R const acceded = select(status == none || status == frozen, R{announced}, R{operational});
        R const ripened = select(ripens, R{operational}, status);
        next.status[h] =
            select(accedes, acceded, select(freezes && (status == announced || status == operational), R{frozen}, ripened));
        accessions.joined[h] = select(accedes && status == none, R{1.0}, R{0.0});
        next.has_joined[h] = maximum(now.has_joined[h], select(next.status[h] == none, R{0.0}, R{1.0}));
        next.has_frozen[h] = maximum(now.has_frozen[h], select(next.status[h] == frozen, R{1.0}, R{0.0}));
    }
}

} // namespace steppe
