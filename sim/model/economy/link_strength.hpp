#pragma once
/// Mean strength of a hedger's link with a partner over the channels (docs/model.md 6.3).

#include "lanes/elementary.hpp"
#include "model/economy/parameters_links.hpp"

namespace steppe {

template <class R, class P>
[[nodiscard]] R mean_link(LinkParameters<P> const& p, Sizes const& sizes,
                          Table<R, HedgerId, PartnerId, ChannelId> const& link, HedgerId h, PartnerId j)
{
    R mean = 0.0;
    for (ChannelId c : sizes.channels()) {
        mean += p.weight[c] * link(h, j, c);
    }
    return mean;
}

/// Strength of the links with a hedger's vendor in the channels that are marked, as a mean over marks.
template <class R, class P>
[[nodiscard]] R vendor_link(LinkParameters<P> const& p, Sizes const& sizes, Table<P, ChannelId> const& marked,
                            Table<R, HedgerId, PartnerId, ChannelId> const& link, HedgerId h)
{
    P marks = 0.0;
    R sum = 0.0;
    for (PartnerId j : sizes.partners()) {
        for (ChannelId c : sizes.channels()) {
            marks += p.vendor(h, j) * marked[c];
            sum += p.vendor(h, j) * marked[c] * link(h, j, c);
        }
    }
    return sum / maximum(marks, P{1e-300});
}

/// ln of the vendor's firms over those of the opening, each with one more.
template <class R, class P>
[[nodiscard]] R firms_gained(LinkParameters<P> const& p, R const& firms, HedgerId h)
{
    return logarithm((firms + 1.0) / (p.firms[h] + 1.0));
}

} // namespace steppe
