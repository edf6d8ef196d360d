#pragma once
/// What groups' opinions come to at home (docs/model.md 6.4).

#include "lanes/elementary.hpp"
#include "model/opinion/parameters_opinion.hpp"

namespace steppe {

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
