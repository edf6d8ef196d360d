#pragma once
/// What a threat is worth to who might make it, and what bargaining is worth to the hedger (docs/model.md 6.2, 6.3), at the menus of a
/// solved course question.
///
///   Delta_i = Pi_i(t_i = 1) - Pi_i(t_i = 0), Pi_i(1) less sum_a P(a) C_i(a),  C_i(a) = (kappa_i rho_i H_i + (1 - rho_i) f_i) h_i(a)/H_i
///   ln Z = ln sum_a p0 e^(lambda u0) prod_i e^(lambda e_i T_i) (1 - p_i + p_i e^(-lambda d_i h_i))

#include "model/powers/course_game.hpp"

namespace steppe {

/// Delta of every principal, in G: offers as they are, the others' threats as drawn.
template <class R>
void weigh_threats(Sizes const& sizes, CourseGame<R>& game, Table<R, PrincipalId>& worth)
{
    // Products of the factors of threats made, of later and of earlier principals: a factor may be 0, so that it cannot be divided out.
    int const principals = sizes.principals().size();
    for (ActionId a : sizes.actions()) {
        R offers = game.plain[a];
        R threats = 1.0;
        for (int n = principals - 1; n >= 0; --n) {
            PrincipalId const i{n};
            game.after(i, a) = threats;
            threats *= select(game.threatens[i] != 0.0, game.threat_factor(i, a), R{1.0});
            offers *= game.offer_factor(i, a);
        }
        game.others[a] = offers;
    }
    for (PrincipalId i : sizes.principals()) {
        MaskOf<R> const made = game.threatens[i] != 0.0;
        R calm = 0.0, calm_worth = 0.0, threatened = 0.0, threatened_worth = 0.0;
        for (ActionId a : sizes.actions()) {
            R const without = game.others[a] * game.after(i, a);
            R const with = without * game.threat_factor(i, a);
            R const profit = game.value(i, a) - game.effective_offer(i, a);
            calm += without;
            calm_worth += without * profit;
            threatened += with;
            threatened_worth += with * (profit - game.threat_cost[i] * game.harm_share(i, a));
            game.others[a] *= select(made, game.threat_factor(i, a), R{1.0});
        }
        worth[i] = threatened_worth / threatened - calm_worth / calm;
    }
}

/// ln Z: the hedger's inclusive value times lambda, with threats as probable as the postures p_i. 1/lambda of the difference between two
/// games is what the hedger's other status is worth.
template <class R>
[[nodiscard]] R log_inclusive_value(Sizes const& sizes, CourseGame<R> const& game, Table<R, PrincipalId> const& posture)
{
    R sum = 0.0;
    for (ActionId a : sizes.actions()) {
        R weight = game.plain[a];
        for (PrincipalId i : sizes.principals()) {
            weight *= game.offer_factor(i, a) * (1.0 + posture[i] * (game.threat_factor(i, a) - 1.0));
        }
        sum += weight;
    }
    return logarithm(sum);
}

/// A posture's next value: the probability of threatening moves towards its logit. `rate`: varsigma; `precision`: lambda_P.
template <class R, class P>
[[nodiscard]] R next_posture(R posture, P base_rate, R worth, P precision, P rate)
{
    return posture + rate * (logistic(logit(base_rate) + precision * worth) - posture);
}

} // namespace steppe
