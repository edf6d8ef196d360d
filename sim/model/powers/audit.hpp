#pragma once
/// Numerics that could fool a reader, checked in one month of a hundred (docs/model.md 11): how far principals' forecasts are from the
/// exact mixture over all combinations of modes, and whether the game has another solution.

#include "model/powers/game.hpp"

namespace steppe {

/// The months that are checked. The opening is none of them: the game starts cold there.
[[nodiscard]] constexpr bool is_audited(int month) { return month % 100 == 11; }

/// 4^n combinations are enumerated up to this number of principals.
inline constexpr int most_audited_principals = 8;

/// Steps of the game from its second start.
inline constexpr int second_start_steps = 12;

template <class R>
struct GameAudit : Sized {
    using Sized::Sized;

    StageGame<R> second{sizes};
    Table<R, PrincipalId, ActionId> weight{sizes}, offer_factor{sizes}; ///< weight: by depth of the enumeration
    Table<R, ActionId> plain{sizes}, exact{sizes};
};

namespace detail {

/// Adds P(a | modes) over all modes of the principals from `i` on, given those before it.
template <class R>
void add_mode_combinations(Sizes const& sizes, StageGame<R> const& game, PrincipalId i, R const& probability,
                           GameAudit<R>& audit)
{
    bool const last = i.value + 1 == sizes.of(IndexSet::principal);
    for (ModeId s : sizes.modes()) {
        bool const offers = s == mode::offer || s == mode::both;
        bool const threatens = s == mode::threat || s == mode::both;
        R const joint = probability * game.mode_probability(i, s);
        R total = 0.0;
        for (ActionId a : sizes.actions()) {
            R weight = i.value == 0 ? audit.plain[a] : audit.weight(PrincipalId{i.value - 1}, a);
            weight = offers ? weight * audit.offer_factor(i, a) : weight;
            weight = threatens ? weight * game.threat_factor(i, a) : weight;
            audit.weight(i, a) = weight;
            total += weight;
        }
        if (!last) {
            add_mode_combinations(sizes, game, PrincipalId{i.value + 1}, joint, audit);
            continue;
        }
        R const scale = joint / total;
        for (ActionId a : sizes.actions()) {
            audit.exact[a] += scale * audit.weight(i, a);
        }
    }
}

} // namespace detail

/// Largest difference over actions between the principals' forecast and the exact mixture over modes.
template <class R>
[[nodiscard]] R mean_field_error(Sizes const& sizes, StageGame<R> const& game, GameAudit<R>& audit)
{
    if (sizes.of(IndexSet::principal) > most_audited_principals) {
        return 0.0;
    }
    for (ActionId a : sizes.actions()) {
        audit.plain[a] = game.base_rate[a] * exponential(game.agent_precision * game.utility[a]);
        audit.exact[a] = 0.0;
        for (PrincipalId i : sizes.principals()) {
            audit.offer_factor(i, a) = exponential(game.agent_precision * game.believed_delivery[i] * game.offer(i, a));
        }
    }
    detail::add_mode_combinations(sizes, game, PrincipalId{0}, R{1.0}, audit);
    R error = 0.0;
    for (ActionId a : sizes.actions()) {
        error = maximum(error, absolute(audit.exact[a] - game.anticipated[a]));
    }
    return error;
}

/// Largest difference over actions when the game is solved again from reservations of 0 and principals that do both.
template <class R>
[[nodiscard]] R second_start_difference(Sizes const& sizes, StageGame<R> const& game, GameAudit<R>& audit)
{
    audit.second = game;
    for (PrincipalId i : sizes.principals()) {
        audit.second.reservation[i] = 0.0;
        for (ModeId s : sizes.modes()) {
            audit.second.mode_probability(i, s) = s == mode::both ? 1.0 : 0.0;
        }
    }
    solve_stage_game(sizes, second_start_steps, audit.second);
    R difference = 0.0;
    for (ActionId a : sizes.actions()) {
        difference = maximum(difference, absolute(audit.second.anticipated[a] - game.anticipated[a]));
    }
    return difference;
}

} // namespace steppe
