#include "verification/course_game/course_fixtures.hpp"

#include <gtest/gtest.h>

namespace steppe {
namespace {

using testing::game_of_lane;
using testing::question_sizes;
using testing::RandomQuestions;
using testing::solved;

template <class R>
void expect_the_same_bits()
{
    RandomQuestions random{27};
    Sizes const sizes = question_sizes(5, 6);
    for (int n = 0; n < 60; ++n) {
        auto const given = random.course<R>(sizes, random.one_of({6, 12, 20}));
        auto lanes = given;
        Table<R, PrincipalId> worth{sizes};
        Table<R, PrincipalId> posture{sizes};
        posture.fill(0.2);
        weigh_courses_alone(sizes, lanes);
        solve_course_game(sizes, 8, lanes);
        weigh_threats(sizes, lanes, worth);
        R const inclusive = log_inclusive_value(sizes, lanes, posture);
        for (int lane = 0; lane < LaneTraits<R>::width; ++lane) {
            auto game = solved(game_of_lane(given, lane), 8);
            Table<double, PrincipalId> own_worth{sizes};
            Table<double, PrincipalId> own_posture{sizes};
            own_posture.fill(0.2);
            weigh_threats(sizes, game, own_worth);
            ASSERT_EQ(inclusive[lane], log_inclusive_value(sizes, game, own_posture));
            ASSERT_EQ(lanes.residual[lane], game.residual);
            for (ActionId a : sizes.actions()) {
                ASSERT_EQ(lanes.choice[a][lane], game.choice[a]);
            }
            for (PrincipalId i : sizes.principals()) {
                ASSERT_EQ(worth[i][lane], own_worth[i]);
                ASSERT_EQ(lanes.payoff[i][lane], game.payoff[i]);
                ASSERT_EQ(lanes.outlay[i][lane], game.outlay[i]);
                ASSERT_EQ(lanes.reservation[i][lane], game.reservation[i]);
                for (ActionId a : sizes.actions()) {
                    ASSERT_EQ(lanes.offer(i, a)[lane], game.offer(i, a));
                }
            }
        }
    }
}

TEST(CourseGame, LanesOfEveryWidthGiveTheSameBits)
{
    expect_the_same_bits<Lanes<2>>();
    expect_the_same_bits<Lanes<4>>();
    expect_the_same_bits<Lanes<8>>();
    expect_the_same_bits<Lanes<16>>();
}

} // namespace
} // namespace steppe
