#pragma once
/// Opinion of the accord at home (docs/model.md 6.4): Friedkin & Johnsen (1990).
///
///   o <- Lambda W o + (I - Lambda) a        a_g = s_g + media_g - salience_g g A, held in [-1, 1]
///
/// Neglects: opinion on anything but the accord and its contested sponsor. Reads opinion, conflict, membership; writes opinion.

#include "model/parameters.hpp"
#include "model/world.hpp"

namespace steppe {

template <class R>
[[nodiscard]] R settled_stance(OpinionParameters<R> const& p, HedgerId h, GroupId g, R conflict_intensity,
                               R public_membership)
{
    return clamp(p.group_stance(h, g) + p.group_media(h, g) -
                     p.group_salience(h, g) * conflict_intensity * public_membership,
                 -1.0, 1.0);
}

/// One step, from `now` to `next`.
template <class R>
void update_opinion(OpinionParameters<R> const& p, Sizes const& sizes, HedgerId h, R conflict_intensity, R public_membership,
                    Table<R, HedgerId, GroupId> const& now, Table<R, HedgerId, GroupId>& next)
{
    for (GroupId g : sizes.groups()) {
        R heard = 0.0;
        for (GroupId other : sizes.groups()) {
            heard += p.influence(g, other) * now(h, other);
        }
        R const susceptibility = p.group_susceptibility(h, g);
        next(h, g) =
            susceptibility * heard + (1.0 - susceptibility) * settled_stance(p, h, g, conflict_intensity, public_membership);
    }
}

/// Repeats the step in place from the settled stances until it rests.
template <class R>
void settle_opinion(OpinionParameters<R> const& p, Sizes const& sizes, HedgerId h, R conflict_intensity, R public_membership,
                    int steps, Table<R, HedgerId, GroupId>& opinion)
{
    for (GroupId g : sizes.groups()) {
        opinion(h, g) = settled_stance(p, h, g, conflict_intensity, public_membership);
    }
    for (int n = 0; n < steps; ++n) {
        // In place: the fixed point is the same, and it is reached sooner.
        update_opinion(p, sizes, h, conflict_intensity, public_membership, opinion, opinion);
    }
}

/// Mean opinion over the public, -1 to 1.
template <class R>
[[nodiscard]] R home_opinion(OpinionParameters<R> const& p, Sizes const& sizes, HedgerId h,
                             Table<R, HedgerId, GroupId> const& opinion)
{
    R mean = 0.0;
    for (GroupId g : sizes.groups()) {
        mean += p.group_share(h, g) * opinion(h, g);
    }
    return mean;
}

/// Domestic opposition: sum of share x salience x (-opinion)_+, 0 to 1.
template <class R>
[[nodiscard]] R domestic_opposition(OpinionParameters<R> const& p, Sizes const& sizes, HedgerId h,
                                    Table<R, HedgerId, GroupId> const& opinion)
{
    R opposition = 0.0;
    for (GroupId g : sizes.groups()) {
        opposition += p.group_share(h, g) * p.group_salience(h, g) * positive_part(-opinion(h, g));
    }
    return opposition;
}

} // namespace steppe
