#pragma once
/// The accord question (docs/model.md 6.4): keep its status, or change it, given the powers' public threats and their offers.
///
///   x = x_b + lambda sum_i e_i (T_i(1) - T_i(0))                          log odds of change; x_b: without offers
///   T_i(1) = min{cap_i(1), (dV_i - (1 + e^x)/(lambda e_i))_+}             of sponsors of the change, dV_i > 0
///   T_i(0) = min{cap_i(0), (-dV_i - (1 + e^-x)/(lambda e_i))_+}           of sponsors of keeping, dV_i < 0
///
/// F(x) = x_b + lambda sum_i e_i (T_i(1) - T_i(0)) - x falls with slope -1 or steeper: there is one equilibrium. In units of 1/(lambda e_i) a
/// bid is c - 1 - u of a sponsor and c - 1 - 1/u of an opponent, u = e^x, between 0 and its cap. So F is smooth but for kinks at known u.
///
/// A move is Halley's, whose derivatives need no exponential. Where it would pass kinks, it ends at the last of them on its way. A bracket,
/// kept from the signs of F, forbids to go back: each move to a kink takes one out of it. Lanes at rest stay; the loop ends when all are.

#include "base/table.hpp"
#include "lanes/elementary.hpp"

#include <limits>

namespace steppe {

/// The data of one question and its answer. Everything in G or 1/G but what is scaled.
template <class R>
struct AccordQuestion : Sized {
    using Sized::Sized;

    // given
    R precision{};                                            ///< lambda
    R log_odds_without_offers{};                              ///< x_b
    Table<R, PrincipalId> gain{sizes};                        ///< dV
    Table<R, PrincipalId> exchange{sizes};                    ///< e
    Table<R, PrincipalId> cap_change{sizes}, cap_keep{sizes}; ///< of effective offers
    // outcome
    R log_odds{};                                                 ///< x
    R residual{};                                                 ///< F(x)
    Table<R, PrincipalId> offer_change{sizes}, offer_keep{sizes}; ///< T(1), T(0)
    // workspace, in units of 1/(lambda e)
    Table<R, PrincipalId> most{sizes}, most_change{sizes},
        most_keep{sizes}; ///< |dV| - 1; caps, 0 of the answer that a power does not want
    Table<R, PrincipalId> lower_kink{sizes}, upper_kink{sizes}; ///< u between which its bid is below the cap and above 0
};

namespace detail {

/// Most evaluations of F; tests/verification/accord_question says how many are needed.
inline constexpr int most_evaluations = 24;
/// |F| below which a lane is at rest, in log odds.
inline constexpr double log_odds_at_rest = 1e-12;

template <class R>
void scale_question(Sizes const& sizes, AccordQuestion<R>& question)
{
    constexpr double never = std::numeric_limits<double>::infinity();
    for (PrincipalId i : sizes.principals()) {
        R const scale = question.precision * question.exchange[i];
        R const gain = scale * question.gain[i];
        MaskOf<R> const sponsor = gain > 0.0;
        R const most = absolute(gain) - 1.0;
        R const cap = scale * select(sponsor, question.cap_change[i], question.cap_keep[i]);
        R const below_cap = most - cap;
        // The bid is `most` less u or 1/u: at the cap up to the first of these, none from the second.
        question.most[i] = most;
        question.most_change[i] = select(sponsor, cap, R{0.0});
        question.most_keep[i] = select(sponsor, R{0.0}, cap);
        question.lower_kink[i] = select(sponsor, below_cap, select(most > 0.0, 1.0 / most, R{never}));
        question.upper_kink[i] = select(sponsor, most, select(below_cap > 0.0, 1.0 / below_cap, R{never}));
    }
}

/// What offers add to the log odds at e^x = u: the more, the lower u.
template <class R>
[[nodiscard]] R sum_bids(Sizes const& sizes, AccordQuestion<R> const& question, R odds)
{
    R const inverse = 1.0 / odds;
    R sum = 0.0;
    for (PrincipalId i : sizes.principals()) {
        R const most = question.most[i];
        sum += minimum(question.most_change[i], positive_part(most - odds)) -
               minimum(question.most_keep[i], positive_part(most - inverse));
    }
    return sum;
}

/// Where the search stands.
template <class R>
struct AccordSearch {
    R log_odds{}, odds{}; ///< x, u
    R excess{};           ///< F
    R below = 0.0;        ///< u known to be below the root, and above it
    R above = std::numeric_limits<double>::infinity();
};

/// Halley's move on the piece of F towards the root, as a change of x.
template <class R>
[[nodiscard]] R accord_move(Sizes const& sizes, AccordQuestion<R> const& question, AccordSearch<R> const& search)
{
    MaskOf<R> const up = search.excess > 0.0;
    R const odds = search.odds;
    R sponsors = 0.0;
    R opponents = 0.0;
    for (PrincipalId i : sizes.principals()) {
        R const lower = question.lower_kink[i];
        R const upper = question.upper_kink[i];
        MaskOf<R> const bids = (odds > lower && odds < upper) || (up && odds == lower && odds < upper) ||
                               (!up && odds == upper && odds > lower);
        MaskOf<R> const sponsor = question.gain[i] > 0.0;
        sponsors += select(bids && sponsor, R{1.0}, R{0.0});
        opponents += select(bids && !sponsor, R{1.0}, R{0.0});
    }
    R const towards = sponsors * odds;
    R const away = opponents / odds;
    R const slope = 1.0 + towards + away;
    R const curvature = search.excess * (towards - away);
    R const bend = 2.0 * slope * slope + curvature;
    // Halley's formula as long as it does not more than double Newton's move.
    return select(bend > slope * slope, 2.0 * search.excess * slope / bend, search.excess / slope);
}

/// Moves x, at most to the last kink on its way.
template <class R>
void move_log_odds(Sizes const& sizes, AccordQuestion<R> const& question, AccordSearch<R>& search)
{
    constexpr double largest = 700.0; // e^x must be a number
    MaskOf<R> const up = search.excess > 0.0;
    search.below = select(up, search.odds, search.below);
    search.above = select(up, search.above, search.odds);
    R log_odds = clamp(search.log_odds + accord_move(sizes, question, search), -largest, largest);
    R odds = exponential(log_odds);
    R last = select(up, search.below, search.above);
    auto const pass = [&](R kink) {
        MaskOf<R> const within = kink > search.below && kink < search.above;
        last = select(within && up && kink <= odds, maximum(last, kink), last);
        last = select(within && !up && kink >= odds, minimum(last, kink), last);
    };
    for (PrincipalId i : sizes.principals()) {
        pass(question.lower_kink[i]);
        pass(question.upper_kink[i]);
    }
    MaskOf<R> const passes = last != search.odds;
    MaskOf<R> const outside = !passes && (odds < search.below || odds > search.above);
    R const stop = select(passes, last, select(odds < search.below, search.below, search.above));
    if (any(passes || outside)) {
        log_odds = select(passes || outside, logarithm(stop), log_odds);
        odds = select(passes || outside, stop, odds);
    }
    search.log_odds = log_odds;
    search.odds = odds;
}

} // namespace detail

/// Lambda(x): what offers add to the log odds of change when these are x.
template <class R>
[[nodiscard]] R pull_of_offers(Sizes const& sizes, AccordQuestion<R>& question, R log_odds)
{
    detail::scale_question(sizes, question);
    return detail::sum_bids(sizes, question, exponential(log_odds));
}

/// Finds x and the offers, from a first guess of x. Returns how often F was evaluated, by the lane that took longest.
template <class R>
int answer_accord_question(Sizes const& sizes, AccordQuestion<R>& question, R first)
{
    detail::scale_question(sizes, question);
    detail::AccordSearch<R> search;
    R const start = question.log_odds_without_offers;
    search.log_odds = first;
    search.odds = exponential(first);
    search.excess = start - first + detail::sum_bids(sizes, question, search.odds);
    int evaluations = 1;
    MaskOf<R> moving = absolute(search.excess) > detail::log_odds_at_rest;
    while (any(moving) && evaluations < detail::most_evaluations) {
        detail::AccordSearch<R> moved = search;
        detail::move_log_odds(sizes, question, moved);
        moved.excess = start - moved.log_odds + detail::sum_bids(sizes, question, moved.odds);
        search.log_odds = select(moving, moved.log_odds, search.log_odds);
        search.odds = select(moving, moved.odds, search.odds);
        search.excess = select(moving, moved.excess, search.excess);
        search.below = select(moving, moved.below, search.below);
        search.above = select(moving, moved.above, search.above);
        moving = absolute(search.excess) > detail::log_odds_at_rest;
        ++evaluations;
    }
    question.log_odds = search.log_odds;
    question.residual = search.excess;
    R const inverse = 1.0 / search.odds;
    for (PrincipalId i : sizes.principals()) {
        R const unit = 1.0 / (question.precision * question.exchange[i]);
        R const most = question.most[i];
        question.offer_change[i] = unit * minimum(question.most_change[i], positive_part(most - search.odds));
        question.offer_keep[i] = unit * minimum(question.most_keep[i], positive_part(most - inverse));
    }
    return evaluations;
}

/// The same from x without offers.
template <class R>
int answer_accord_question(Sizes const& sizes, AccordQuestion<R>& question)
{
    return answer_accord_question(sizes, question, question.log_odds_without_offers);
}

} // namespace steppe
