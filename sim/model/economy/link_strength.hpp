#pragma once
/// Mean strength of a hedger's link with a partner over the channels (docs/model.md 6.3).

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

} // namespace steppe
