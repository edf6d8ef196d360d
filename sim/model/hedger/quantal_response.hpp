#pragma once
/// Logit choice over base rates (docs/model.md 6.2): better actions are likelier, none is certain.
///
///   P(a) = p0(a) exp(lambda u(a)) / sum_b p0(b) exp(lambda u(b))
///
/// lambda in 1/G, u in G. An action with base rate 0 is never chosen.
/// References: McFadden (1974); McKelvey & Palfrey (1995); base rates as in Matejka & McKay (2015).

#include "lanes/elementary.hpp"
#include "lanes/lanes.hpp"

namespace steppe {

/// `base_rate(a)` and `utility(a)` are read once for each action; `probability(a)` is a reference to write to.
template <class R, class Actions, class BaseRate, class Utility, class Probability>
void quantal_response(Actions actions, R const& precision, BaseRate base_rate, Utility utility, Probability probability)
{
    R total = 0.0;
    for (auto a : actions) {
        probability(a) = base_rate(a) * exponential(precision * utility(a));
        total += probability(a);
    }
    R const scale = 1.0 / total;
    for (auto a : actions) {
        probability(a) = probability(a) * scale;
    }
}

} // namespace steppe
