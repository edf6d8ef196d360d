#pragma once
/// The hedger's choice among actions when it sees the realised menus (docs/model.md 6.2).
///
///   P(a) proportional to p0(a) exp lambda_K [u0(a) + sum_i tau_i(a, s_i)]
///
/// Drawn as the first of independent exponential clocks, E_a / P(a), which is the Gumbel-max draw without its second
/// logarithm. Clocks are addressed by action, so two arms share them and differ only where their odds do.
/// References: McFadden (1974); base rates as in Matejka & McKay (2015).

#include "lanes/distributions.hpp"
#include "lanes/draws.hpp"
#include "model/hedger/quantal_response.hpp"
#include "model/parameters.hpp"
#include "model/powers/modes.hpp"
#include "model/results.hpp"
#include "model/streams.hpp"
#include "model/structure.hpp"
#include "model/world.hpp"

namespace steppe {

/// Draws each principal's mode: whether it offers, whether it threatens.
template <class R>
void draw_modes(Structure const& structure, Draws<R> const& draws, int month, HedgerId h, World<R> const& next,
                Choice<R>& choice)
{
    for (PrincipalId i : structure.sizes.principals()) {
        R const u =
            draws.uniform(month, stream::mode, combine(structure.hedger_identity[h], structure.principal_identity[i]));
        R const none = next.mode_probability(h, i, mode::none);
        R const up_to_offer = none + next.mode_probability(h, i, mode::offer);
        R const up_to_threat = up_to_offer + next.mode_probability(h, i, mode::threat);
        MaskOf<R> const offers_only = u >= none && u < up_to_offer;
        MaskOf<R> const threatens_only = u >= up_to_offer && u < up_to_threat;
        MaskOf<R> const does_both = u >= up_to_threat;
        choice.offers(h, i) = select(offers_only || does_both, R{1.0}, R{0.0});
        choice.threatens(h, i) = select(threatens_only || does_both, R{1.0}, R{0.0});
    }
}

/// u0(a) plus the perceived transfers of the realised menus, into `probability`.
template <class R>
void add_up_menus(Structure const& structure, HedgerId h, Means<R> const& means, Preferences<R> const& preferences,
                  Menus<R> const& menus, Choice<R>& choice)
{
    for (ActionId a : structure.sizes.actions()) {
        choice.probability(h, a) = preferences.utility(h, a);
    }
    for (PrincipalId i : structure.sizes.principals()) {
        R const believed_offer = choice.offers(h, i) * means.believed_delivery(h, i) * menus.ration[i];
        R const believed_threat = choice.threatens(h, i) * means.believed_resolve(h, i);
        for (ActionId a : structure.sizes.actions()) {
            choice.probability(h, a) += believed_offer * menus.offer(h, i, a) - believed_threat * menus.threat(h, i, a);
        }
    }
}

/// Draws the menus and fills `probability` of one hedger.
template <class R, class P>
void weigh_choice(Parameters<P> const& p, Structure const& structure, Draws<R> const& draws, int month, HedgerId h,
                  Means<R> const& means, Preferences<R> const& preferences, Menus<R> const& menus, World<R> const& next,
                  Choice<R>& choice)
{
    draw_modes(structure, draws, month, h, next, choice);
    add_up_menus(structure, h, means, preferences, menus, choice);
    quantal_response(
        structure.sizes.actions(), R{p.hedger.precision[h]}, [&](ActionId a) -> R { return preferences.base_rate(h, a); },
        [&](ActionId a) -> R { return choice.probability(h, a); },
        [&](ActionId a) -> R& { return choice.probability(h, a); });
}

/// Step 4 of the month: fills `chosen` (1 for one action, else 0) and `probability`.
template <class R, class P>
void choose(Parameters<P> const& p, Structure const& structure, Draws<R> const& draws, int month, Means<R> const& means,
            Preferences<R> const& preferences, Menus<R> const& menus, World<R> const& next, Choice<R>& choice)
{
    for (HedgerId h : structure.sizes.hedgers()) {
        weigh_choice(p, structure, draws, month, h, means, preferences, menus, next, choice);
        R first_time = 0.0;
        for (ActionId a : structure.sizes.actions()) {
            R const clock = exponential_draw(
                draws.uniform(month, stream::choice, combine(structure.hedger_identity[h], structure.action_identity[a])));
            // An action that is not open has probability 0: its clock never rings.
            R const time = clock / choice.probability(h, a);
            first_time = a == Structure::hold() ? time : minimum(first_time, time);
            choice.chosen(h, a) = time;
        }
        for (ActionId a : structure.sizes.actions()) {
            choice.chosen(h, a) = select(choice.chosen(h, a) == first_time, R{1.0}, R{0.0});
        }
    }
}

} // namespace steppe
