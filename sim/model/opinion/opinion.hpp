#pragma once
/// Opinion of the accord at home (docs/model.md 6.4): Friedkin & Johnsen (1990), or with bounded confidence (Hegselmann &
/// Krause 2002).
///
///   o <- Lambda W o + (I - Lambda) a        a_g = s_g + media_g + l_o salience_g (Lg - Lg_0) - salience_g g A
///                                       + b_n ln((n + 1)/(n_0 + 1)) - r_g L (leaks - usual),
///                                 held in [-1, 1]
///   bounded confidence: W_gl counts only where |o_g - o_l| <= confidence, and its rows are scaled again; a group that hears
///   nobody keeps its opinion
///
/// Neglects: opinion on anything but the accord and its contested sponsor. Reads opinion, conflict, membership; writes opinion.

#include "model/economy/link_strength.hpp"
#include "model/parameters.hpp"
#include "model/results.hpp"
#include "model/structure.hpp"
#include "model/world.hpp"

namespace steppe {

template <class R, class P>
[[nodiscard]] R settled_stance(OpinionParameters<P> const& p, HedgerId h, GroupId g, R conflict_intensity,
                               R public_membership, R legitimacy_gained = R{0.0}, R shift = R{0.0})
{
    R const membership = conflict_intensity * public_membership - p.legitimacy_effect() * legitimacy_gained;
    return clamp<R>(p.group_stance(h, g) + p.group_media(h, g) + shift - p.group_salience(h, g) * membership, -1.0, 1.0);
}

/// What a group hears: the weighted mean of the opinions that it listens to.
template <class R, class P>
[[nodiscard]] R heard_opinion(OpinionParameters<P> const& p, Sizes const& sizes, HedgerId h, GroupId g, OpinionRule rule,
                              Table<R, HedgerId, GroupId> const& now)
{
    R heard = 0.0;
    if (rule == OpinionRule::friedkin_johnsen) {
        for (GroupId other : sizes.groups()) {
            heard += p.influence(g, other) * now(h, other);
        }
        return heard;
    }
    R weight = 0.0;
    for (GroupId other : sizes.groups()) {
        R const near = select(absolute(now(h, g) - now(h, other)) <= p.confidence(), R{p.influence(g, other)}, R{0.0});
        heard += near * now(h, other);
        weight += near;
    }
    return select(weight > 0.0, heard / weight, now(h, g));
}

/// One step of a hedger's groups, from `now` to `next`; `legitimacy_gained` since the opening; `firms`: log of those of
/// the vendor over the opening; `leaks` beyond the usual, times how strong the link is.
template <class R, class P>
void step_opinion(OpinionParameters<P> const& p, Sizes const& sizes, HedgerId h, R conflict_intensity, R public_membership,
                  Table<R, HedgerId, GroupId> const& now, Table<R, HedgerId, GroupId>& next,
                  OpinionRule rule = OpinionRule::friedkin_johnsen, R legitimacy_gained = R{0.0}, R firms = R{0.0},
                  R leaks = R{0.0})
{
    for (GroupId g : sizes.groups()) {
        R const heard = heard_opinion(p, sizes, h, g, rule, now);
        P const susceptibility = p.group_susceptibility(h, g);
        R const shift = p.group_firm_response(h, g) * firms - p.group_leak_response(h, g) * leaks;
        R const stance = settled_stance(p, h, g, conflict_intensity, public_membership, legitimacy_gained, shift);
        next(h, g) = susceptibility * heard + (1.0 - susceptibility) * stance;
    }
}

/// Repeats the step in place from the opinions given.
template <class R, class P>
void settle_opinion(OpinionParameters<P> const& p, Sizes const& sizes, HedgerId h, R conflict_intensity, R public_membership,
                    int steps, Table<R, HedgerId, GroupId>& opinion, OpinionRule rule = OpinionRule::friedkin_johnsen)
{
    for (int n = 0; n < steps; ++n) {
        // In place: the fixed point is the same, and it is reached sooner.
        step_opinion(p, sizes, h, conflict_intensity, public_membership, opinion, opinion, rule);
    }
}

/// Step 8 of the month.
template <class R, class P>
void update_opinion(Parameters<P> const& p, Structure const& structure, Readings<R> const& readings,
                    Memberships<R> const& memberships, Outlook<R> const& outlook, World<R> const& now, World<R>& next)
{
    for (HedgerId h : structure.sizes.hedgers()) {
        R const leaks = outlook.surveillance[h] * (readings.leaks - usual_leaks(p.occasions));
        step_opinion(p.opinion, structure.sizes, h, readings.conflict_intensity, memberships.in_public[h], now.opinion,
                     next.opinion, structure.opinion_rule, R{now.legitimacy - p.accord.legitimacy()},
                     firms_gained(p.links, now.firms[h], h), leaks);
    }
}

} // namespace steppe
