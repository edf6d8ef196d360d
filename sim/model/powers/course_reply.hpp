#pragma once
/// The reply of one principal to the others' menus in a course question (course_game.hpp).

#include "model/powers/course_data.hpp"
#include "model/powers/lambert.hpp"

#include <limits>
#include <utility>

namespace steppe::detail {

/// Of one reply.
inline constexpr int passes_of_a_reply = 2;

/// Sums over the actions, by what k offers them.
template <class R>
struct ReplySums {
    R outside = 0.0; ///< Z
    R worth = 0.0;   ///< N
    R inside = 0.0;  ///< sum over A of z e^v
};

template <class R>
[[nodiscard, gnu::always_inline]] inline ReplySums<R> sum_reply(Sizes const& sizes, CourseGame<R> const& game, PrincipalId i,
                                                                R k)
{
    auto const value = game.scaled_value.row(i);
    auto const factor = game.value_factor.row(i);
    R const cap = game.scaled_cap[i];
    R const full_factor = game.full_factor[i];
    R none_weight = 0.0, none_worth = 0.0, full_weight = 0.0, full_worth = 0.0, inside = 0.0;
    for (ActionId a : sizes.actions()) {
        R const margin = value[a] - k;
        R const z = game.others[a];
        R const worth = z * value[a];
        MaskOf<R> const none = margin <= 0.0;
        MaskOf<R> const full = margin >= cap && !none;
        none_weight = select(none, none_weight + z, none_weight);
        none_worth = select(none, none_worth + worth, none_worth);
        full_weight = select(full, full_weight + z, full_weight);
        full_worth = select(full, full_worth + worth, full_worth);
        inside = select(none || full, inside, inside + z * factor[a]);
    }
    ReplySums<R> sums;
    sums.outside = none_weight + full_factor * full_weight;
    sums.worth = none_worth + full_factor * (full_worth - cap * full_weight);
    sums.inside = inside;
    return sums;
}

/// Whether an action leaves or enters A, or goes from no offer to the cap, as the reservation moves.
template <class R>
[[nodiscard, gnu::always_inline]] inline MaskOf<R> other_actions(Sizes const& sizes, CourseGame<R> const& game,
                                                                 PrincipalId i, R from, R to)
{
    auto const value = game.scaled_value.row(i);
    R const cap = game.scaled_cap[i];
    R const low = minimum(from, to);
    R const high = maximum(from, to);
    MaskOf<R> other = false;
    for (ActionId a : sizes.actions()) {
        R const full_below = value[a] - cap;
        other = other || (value[a] > low && value[a] <= high) || (full_below >= low && full_below < high);
    }
    return other;
}

/// The reservation at which its own offers are best, if the actions in A are those that k gives.
template <class R>
[[nodiscard, gnu::always_inline]] inline R best_reservation(ReplySums<R> const& sums, R k)
{
    R const per_weight = 1.0 / sums.outside;
    R const base = sums.worth * per_weight + 1.0;
    R const ratio = sums.inside * per_weight;
    // Near rest k itself is a start of W, as good as the other within an excess of 1, and its excess needs no other logarithm.
    R const former = k - base;
    R const former_excess = logarithm(ratio / former) - base - former;
    MaskOf<R> const offers = sums.inside > 0.0;
    MaskOf<R> const near = former > 0.0 && absolute(former_excess) < 1.0;
    R w = former;
    R excess = former_excess;
    if (any(offers && !near)) {
        R const log_argument = logarithm(ratio) - base;
        R const start = lambert_start(log_argument);
        w = select(near, former, start);
        excess = select(near, former_excess, log_argument - logarithm(start) - start);
    }
    return base + select(offers, lambert_step(w, excess), R{0.0});
}

/// e^T of a principal's menu at its reservation.
template <class R>
[[gnu::always_inline]] inline void post_menu(Sizes const& sizes, CourseGame<R>& game, PrincipalId i)
{
    R const k = game.scaled_reservation[i];
    R const discount = exponential(-k);
    R const cap = game.scaled_cap[i];
    R const full_factor = game.full_factor[i];
    auto const [value, value_factor] = std::pair{game.scaled_value.row(i), game.value_factor.row(i)};
    auto const offer_factor = game.offer_factor.row(i);
    for (ActionId a : sizes.actions()) {
        R const margin = value[a] - k;
        R const offered = select(margin >= cap, full_factor, value_factor[a] * discount);
        offer_factor[a] = select(margin <= 0.0, R{1.0}, offered);
    }
}

/// The reservation whose menu is best against `others`.
///
/// The reservation that is best for the A of some k is above k just where the one that is best of all is: that gives a bracket. A pass is the
/// last one where it leaves A as it was.
template <class R>
[[nodiscard, gnu::always_inline]] inline R find_reservation(Sizes const& sizes, CourseGame<R> const& game, PrincipalId i)
{
    R k = game.scaled_reservation[i];
    R low = game.least[i];
    R high = std::numeric_limits<double>::infinity();
    MaskOf<R> searching = true;
    for (int n = 0; n < passes_of_a_reply && any(searching); ++n) {
        R const best = maximum(best_reservation(sum_reply(sizes, game, i, k), k), game.least[i]);
        MaskOf<R> const higher = best > k;
        low = select(higher, k, low);
        high = select(higher, high, k);
        MaskOf<R> const again = other_actions(sizes, game, i, k, best);
        R const next = select(!again || (best > low && best < high), best, 0.5 * (low + high));
        k = select(searching, next, k);
        searching = searching && again;
    }
    return k;
}

/// The reply of one principal to the others' menus. Returns by how much it moved, in G.
template <class R>
[[nodiscard]] R reply(Sizes const& sizes, CourseGame<R>& game, PrincipalId i)
{
    auto const after = game.after.row(i);
    for (ActionId a : sizes.actions()) {
        game.others[a] = game.before[a] * after[a];
    }
    R const former = game.scaled_reservation[i];
    R const k = find_reservation(sizes, game, i);
    game.scaled_reservation[i] = k;
    post_menu(sizes, game, i);
    auto const offer_factor = game.offer_factor.row(i);
    for (ActionId a : sizes.actions()) {
        game.before[a] *= offer_factor[a];
    }
    return absolute(k - former) / game.scale[i];
}

} // namespace steppe::detail
