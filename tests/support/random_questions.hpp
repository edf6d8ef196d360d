#pragma once
/// Random games of the two questions of a month, a lane each, over the ranges of plausible parameters and their ends.

#include "model/powers/accord_question.hpp"
#include "model/powers/course_game.hpp"

#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <random>

namespace steppe::testing {

inline Sizes question_sizes(int principals, int actions)
{
    Sizes sizes;
    sizes.set(IndexSet::principal, principals);
    sizes.set(IndexSet::action, actions);
    return sizes;
}

class RandomQuestions {
public:
    explicit RandomQuestions(std::uint64_t seed) : generator_{seed} {}

    double uniform(double low, double high)
    {
        return low + (high - low) * 0x1p-53 * static_cast<double>(generator_() >> 11U);
    }
    /// Of mean 0: a sum of uniform ones, the same with every standard library.
    double about_zero(double deviation) { return deviation * (uniform(-1, 1) + uniform(-1, 1) + uniform(-1, 1)); }
    double one_of(std::initializer_list<double> values) { return values.begin()[generator_() % values.size()]; }

    template <class R>
    CourseGame<R> course(Sizes const& sizes, double precision)
    {
        CourseGame<R> game{sizes};
        for (int lane = 0; lane < LaneTraits<R>::width; ++lane) {
            auto const set = [lane](R& target, double value) { LaneTraits<R>::set(target, lane, value); };
            double const spread = one_of({0.1, 0.3, 0.6});
            set(game.precision, precision);
            for (ActionId a : sizes.actions()) {
                set(game.base_rate[a], uniform(0.02, 1.0));
                set(game.utility[a], about_zero(0.1));
            }
            for (PrincipalId i : sizes.principals()) {
                set(game.cap[i], one_of({0.0, 0.03, 0.1, 0.3, 1.0, 3.0}) * uniform(0.5, 1.5));
                set(game.delivery[i], uniform(0.3, 1.0));
                set(game.exchange[i], uniform(0.6, 1.5));
                set(game.threatens[i], uniform(0, 1) < 0.2 ? 1.0 : 0.0);
                set(game.hurt[i], uniform(0.1, 1.0));
                set(game.capacity[i], one_of({0.0, 0.05, 0.3, 0.6}));
                set(game.threat_cost[i], uniform(0.0, 0.4));
                set(game.reservation[i], 0.0);
                for (ActionId a : sizes.actions()) {
                    double const value = about_zero(spread);
                    set(game.value(i, a), value);
                    set(game.harm_share(i, a), threatened_share(value, 0.15, 20.0));
                }
            }
        }
        return game;
    }

    /// `extreme`: beyond the ranges too, where bids pass e^100.
    template <class R>
    AccordQuestion<R> accord(Sizes const& sizes, bool extreme)
    {
        AccordQuestion<R> question{sizes};
        for (int lane = 0; lane < LaneTraits<R>::width; ++lane) {
            auto const set = [lane](R& target, double value) { LaneTraits<R>::set(target, lane, value); };
            double const precision = extreme ? one_of({4, 12, 30}) : one_of({6, 12, 20});
            double const spread = extreme ? one_of({0.05, 0.3, 1, 2}) : one_of({0.05, 0.15, 0.4, 0.8});
            double const share = one_of({0.3, 0.7, 1.0});
            set(question.precision, precision);
            double const base_rate = one_of({0.02, 0.06, 0.1, 0.3, 0.5});
            set(question.log_odds_without_offers,
                std::log(base_rate / (1 - base_rate)) + precision * about_zero(one_of({0.02, 0.2, 1.0})));
            for (PrincipalId i : sizes.principals()) {
                set(question.gain[i], uniform(0, 1) < share ? about_zero(spread) : 0.0);
                set(question.exchange[i], extreme ? one_of({0.4, 1.0, 2.5}) : one_of({0.6, 1.0, 1.5}));
                set(question.cap_change[i], one_of({0.0, 0.05, 0.3, 1.0, 3.0}) * uniform(0.5, 1.5));
                set(question.cap_keep[i], one_of({0.0, 0.05, 0.3, 1.0, 3.0}) * uniform(0.5, 1.5));
            }
        }
        return question;
    }

private:
    std::mt19937_64 generator_;
};

} // namespace steppe::testing
