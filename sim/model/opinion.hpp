#pragma once
/// Opinion of the accord at home (docs/model.md 6.4): Friedkin & Johnsen (1990), or with bounded confidence (Hegselmann &
/// Krause 2002).
///
///   o <- Lambda W o + (I - Lambda) a        a_g = s_g + media_g - salience_g g A, held in [-1, 1]
///   bounded confidence: W_gl counts only where |o_g - o_l| <= confidence, and its rows are scaled again; a group that hears
///   nobody keeps its opinion
///
/// Neglects: opinion on anything but the accord and its contested sponsor. Reads opinion, conflict, membership; writes opinion.

#include "model/parameters.hpp"
#include "model/structure.hpp"
#include "model/world.hpp"

namespace steppe {

template <class R, class P>
[[nodiscard]] R settled_stance(OpinionParameters<P> const& p, HedgerId h, GroupId g, R conflict_intensity,
                               R public_membership)
{
    return clamp<R>(p.group_stance(h, g) + p.group_media(h, g) -
                        p.group_salience(h, g) * conflict_intensity * public_membership,
                    -1.0, 1.0);
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

/// One step, from `now` to `next`.
template <class R, class P>
void update_opinion(OpinionParameters<P> const& p, Sizes const& sizes, HedgerId h, R conflict_intensity, R public_membership,
                    Table<R, HedgerId, GroupId> const& now, Table<R, HedgerId, GroupId>& next,
                    OpinionRule rule = OpinionRule::friedkin_johnsen)
{
    for (GroupId g : sizes.groups()) {
        R const heard = heard_opinion(p, sizes, h, g, rule, now);
        P const susceptibility = p.group_susceptibility(h, g);
        next(h, g) =
            susceptibility * heard + (1.0 - susceptibility) * settled_stance(p, h, g, conflict_intensity, public_membership);
    }
}

/// Repeats the step in place from the settled stances until it rests.
template <class R, class P>
void settle_opinion(OpinionParameters<P> const& p, Sizes const& sizes, HedgerId h, R conflict_intensity, R public_membership,
                    int steps, Table<R, HedgerId, GroupId>& opinion, OpinionRule rule = OpinionRule::friedkin_johnsen)
{
    for (GroupId g : sizes.groups()) {
        opinion(h, g) = settled_stance(p, h, g, conflict_intensity, public_membership);
    }
    for (int n = 0; n < steps; ++n) {
        // In place: the fixed point is the same, and it is reached sooner.
        update_opinion(p, sizes, h, conflict_intensity, public_membership, opinion, opinion, rule);
    }
}

/// Mean opinion over the public, -1 to 1.
template <class R, class P>
[[nodiscard]] R home_opinion(OpinionParameters<P> const& p, Sizes const& sizes, HedgerId h,
                             Table<R, HedgerId, GroupId> const& opinion)
{
    R mean = 0.0;
    for (GroupId g : sizes.groups()) {
        mean += p.group_share(h, g) * opinion(h, g);
    }
    return mean;
}

/// Domestic opposition: sum of share x salience x (-opinion)_+, 0 to 1.
template <class R, class P>
[[nodiscard]] R domestic_opposition(OpinionParameters<P> const& p, Sizes const& sizes, HedgerId h,
                                    Table<R, HedgerId, GroupId> const& opinion)
{
    R opposition = 0.0;
    for (GroupId g : sizes.groups()) {
        opposition += p.group_share(h, g) * p.group_salience(h, g) * positive_part(-opinion(h, g));
    }
    return opposition;
}

} // namespace steppe
