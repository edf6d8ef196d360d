#pragma once
/// What the tests of the course question share.

#include "model/powers/threat_worth.hpp"
#include "support/random_questions.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <vector>

namespace steppe::testing {

template <class R>
Sizes sizes_of(CourseGame<R> const& game)
{
    return question_sizes(static_cast<int>(game.cap.flat().size()), static_cast<int>(game.utility.flat().size()));
}

inline CourseGame<double> solved(CourseGame<double> game, int steps)
{
    weigh_courses_alone(sizes_of(game), game);
    solve_course_game(sizes_of(game), steps, game);
    return game;
}

/// The game of one lane.
template <class R>
CourseGame<double> game_of_lane(CourseGame<R> const& lanes, int lane)
{
    Sizes const sizes = sizes_of(lanes);
    CourseGame<double> game{sizes};
    auto const get = [lane](R const& value) { return LaneTraits<R>::get(value, lane); };
    game.precision = get(lanes.precision);
    for (ActionId a : sizes.actions()) {
        game.base_rate[a] = get(lanes.base_rate[a]);
        game.utility[a] = get(lanes.utility[a]);
    }
    for (PrincipalId i : sizes.principals()) {
        game.cap[i] = get(lanes.cap[i]);
        game.delivery[i] = get(lanes.delivery[i]);
        game.exchange[i] = get(lanes.exchange[i]);
        game.threatens[i] = get(lanes.threatens[i]);
        game.hurt[i] = get(lanes.hurt[i]);
        game.capacity[i] = get(lanes.capacity[i]);
        game.threat_cost[i] = get(lanes.threat_cost[i]);
        game.reservation[i] = get(lanes.reservation[i]);
        for (ActionId a : sizes.actions()) {
            game.value(i, a) = get(lanes.value(i, a));
            game.harm_share(i, a) = get(lanes.harm_share(i, a));
        }
    }
    return game;
}

inline nlohmann::json golden_games()
{
    std::ifstream file{STEPPE_SOURCE_DIR "/tests/verification/course_game/golden.json"};
    return nlohmann::json::parse(file)["course"];
}

/// A game without threats, from its values, caps and exchange rates.
inline CourseGame<double> game_of(nlohmann::json const& given)
{
    Sizes const sizes = question_sizes(static_cast<int>(given["values"].size()), static_cast<int>(given["weight"].size()));
    CourseGame<double> game{sizes};
    game.precision = given["precision"];
    for (ActionId a : sizes.actions()) {
        game.base_rate[a] = given["weight"][static_cast<std::size_t>(a.value)];
    }
    for (PrincipalId i : sizes.principals()) {
        auto const at = static_cast<std::size_t>(i.value);
        game.cap[i] = given["effective_cap"][at];
        game.exchange[i] = given["exchange"][at];
        game.delivery[i] = 1;
        for (ActionId a : sizes.actions()) {
            game.value(i, a) = given["values"][at][static_cast<std::size_t>(a.value)];
        }
    }
    return game;
}

} // namespace steppe::testing
