// Scores, skill and baselines of hindcasts: by hand, and against tests/verification/scores/vectors.json, which the Python package is held
// to as well and which make_vectors.py beside it makes by other means.
#include "study/hindcast/baselines.hpp"
#include "study/hindcast/proper_scores.hpp"
#include "study/hindcast/skill.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <fstream>
#include <numeric>
#include <stdexcept>
#include <vector>

namespace steppe {
namespace {

using Numbers = std::vector<double>;

nlohmann::json const& vectors()
{
    static nlohmann::json const all =
        nlohmann::json::parse(std::ifstream{STEPPE_SOURCE_DIR "/tests/verification/scores/vectors.json"});
    return all;
}

Numbers joined(nlohmann::json const& rows)
{
    Numbers flat;
    for (nlohmann::json const& row : rows) {
        auto const values = row.get<Numbers>();
        flat.insert(flat.end(), values.begin(), values.end());
    }
    return flat;
}

void expect_skill(Skill const& skill, nlohmann::json const& expected)
{
    EXPECT_NEAR(skill.value, expected["value"].get<double>(), 1e-12);
    EXPECT_NEAR(skill.low, expected["low"].get<double>(), 1e-9 * (1 + std::abs(skill.low)));
    EXPECT_NEAR(skill.high, expected["high"].get<double>(), 1e-9);
    EXPECT_EQ(skill.degrees_of_freedom, expected["degrees_of_freedom"].get<std::size_t>());
    EXPECT_EQ(skill.few, expected["few"].get<bool>());
}

SeriesTable table_of(nlohmann::json const& one) { return {one["years"], one["values"], 1}; }

Baseline baseline_of(std::string const& name)
{
    return name == "random_walk"   ? Baseline::random_walk
           : name == "exponential" ? Baseline::exponential
                                   : Baseline::damped_trend;
}

double mean(Numbers const& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

} // namespace

TEST(ProperScores, SmallEnsemblesScoreWhatHandsCompute)
{
    EXPECT_NEAR(fair_crps(std::array{1.0, 2.0, 4.0}, 3.0), 4.0 / 3.0 - 1.0, 1e-15); // distances 2, 1, 1; pairs 1, 3, 2
    EXPECT_NEAR(fair_crps(std::array{0.0, 2.0}, 1.0), 0.0, 1e-15);
    EXPECT_NEAR(fair_energy_score(std::array{0.0, 0.0, 3.0, 4.0}, std::array{0.0, 0.0}), 0.0, 1e-15); // 5/2 - 5/2
    EXPECT_NEAR(fair_energy_score(std::array{0.0, 0.0, 3.0, 4.0}, std::array{3.0, 0.0}), 3.5 - 2.5, 1e-15);
}

TEST(ProperScores, EqualThoseOfTheSharedVectors)
{
    for (nlohmann::json const& one : vectors()["ensembles"]) {
        Numbers const members = joined(one["members"]);
        auto const observed = one["observed"].get<Numbers>();
        auto const score = one["score"].get<double>();
        EXPECT_NEAR(fair_energy_score(members, observed), score, 1e-12);
        if (observed.size() == 1) {
            EXPECT_NEAR(fair_crps(members, observed.front()), score, 1e-12);
            EXPECT_NEAR(pit(members, observed.front()), one["pit"].get<double>(), 1e-15);
        }
    }
}

TEST(ProperScores, ADistantOriginCostsNoDigits)
{
    double const far = std::ldexp(1.0, 40);
    EXPECT_NEAR(fair_crps(std::array{1.0 + far, 2.0 + far, 4.0 + far}, 3.0 + far), 1.0 / 3.0, 1e-12);
}

TEST(ProperScores, RanksLieInTheMiddleOfTheirPlaces)
{
    std::array const members{1.0, 2.0, 2.0, 4.0};
    EXPECT_DOUBLE_EQ(pit(members, 0.0), 0.5 / 5);
    EXPECT_DOUBLE_EQ(pit(members, 2.0), (1.0 + 1.0 + 0.5) / 5);
    EXPECT_DOUBLE_EQ(pit(members, 9.0), 4.5 / 5);
}

TEST(ProperScores, NineteenMembersBoundNinetyPerCent)
{
    Numbers members(19);
    std::iota(members.begin(), members.end(), 1.0);
    CentralInterval const wide = central_interval(members, 0.9);
    EXPECT_NEAR(wide.low, 1.0, 1e-9);
    EXPECT_NEAR(wide.high, 19.0, 1e-9);
    CentralInterval const middle = central_interval(members, 0.5);
    EXPECT_NEAR(middle.low, 5.0, 1e-9);
    EXPECT_NEAR(middle.high, 15.0, 1e-9);
    Coverage coverage;
    EXPECT_TRUE(std::isnan(coverage.share50()));
    for (double const observed : {0.5, 1.5, 10.0, 20.0}) {
        coverage.count(members, observed);
    }
    EXPECT_DOUBLE_EQ(coverage.share50(), 0.25);
    EXPECT_DOUBLE_EQ(coverage.share90(), 0.5);
}

TEST(ProperScores, RefuseWhatCannotBeScored)
{
    EXPECT_THROW(static_cast<void>(fair_crps(std::array{1.0}, 0.0)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(fair_energy_score(std::array{1.0, 2.0, 3.0}, std::array{0.0, 0.0})),
                 std::invalid_argument);
    EXPECT_THROW(static_cast<void>(pit({}, 0.0)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(central_interval(Numbers(18), 0.9)), std::invalid_argument);
}

// T = 4, B = 1: cosines of 22.5, 67.5, 112.5, 157.5 degrees; L = (1/2)^(1/2) (c1 (y1 - y4) + c2 (y2 - y3)), variance of the mean L^2 / 4.
TEST(HindcastSkill, CosinesAreThoseOfTheEstimator)
{
    double const c1 = std::cos(std::acos(-1.0) / 8);
    double const c2 = std::sin(std::acos(-1.0) / 8);
    double const projection = std::sqrt(0.5) * (c1 * (3.0 - 7.0) + c2 * (1.0 - 2.0));
    EXPECT_NEAR(ewc_variance_of_mean(std::array{3.0, 1.0, 2.0, 7.0}, 1), projection * projection / 4, 1e-15);
    EXPECT_NEAR(ewc_variance_of_mean(std::array{5.0, 5.0, 5.0, 5.0, 5.0}, 3), 0.0, 1e-15);
    EXPECT_THROW(static_cast<void>(ewc_variance_of_mean(std::array{1.0, 2.0}, 2)), std::invalid_argument);
}

TEST(HindcastSkill, DegreesOfFreedomFollowTheRule)
{
    EXPECT_EQ(cosine_terms(3, 1), 1U);
    EXPECT_EQ(cosine_terms(9, 5), 1U);  // 1.73
    EXPECT_EQ(cosine_terms(40, 1), 4U); // 4.68
    EXPECT_EQ(cosine_terms(125, 1), 10U);
    EXPECT_EQ(cosine_terms(200, 5), 13U);
    EXPECT_EQ(cosine_terms(200, 50), 4U); // whole blocks
}

TEST(HindcastSkill, EqualsThatOfTheSharedVectors)
{
    for (nlohmann::json const& one : vectors()["skills"]) {
        Skill const skill =
            skill_over_origins(one["score"].get<Numbers>(), one["reference"].get<Numbers>(), one["horizon"], one["level"]);
        expect_skill(skill, one);
        EXPECT_EQ(skill.method, "ewc");
    }
    for (nlohmann::json const& one : vectors()["panels"]) {
        Skill const skill = skill_over_panel(one["score"].get<Numbers>(), one["reference"].get<Numbers>(),
                                             one["state"].get<std::vector<std::size_t>>(), one["level"]);
        expect_skill(skill, one);
        EXPECT_EQ(skill.method, "clustered");
    }
}

TEST(HindcastSkill, HalfTheScoreIsHalfTheSkillForCertain)
{
    Numbers const reference{3.0, 1.0, 2.0, 5.0, 4.0};
    Skill const skill = skill_over_origins(Numbers{1.5, 0.5, 1.0, 2.5, 2.0}, reference, 1);
    EXPECT_NEAR(skill.low, 0.5, 1e-14);
    EXPECT_NEAR(skill.high, 0.5, 1e-14);
    EXPECT_TRUE(skill.few);
    EXPECT_DOUBLE_EQ(skill_over_origins(Numbers(5), reference, 1).high, 1.0);
}

TEST(HindcastSkill, RefusesWhatHasNoSkill)
{
    Numbers const three{1.0, 2.0, 3.0};
    EXPECT_THROW(static_cast<void>(skill_over_origins(Numbers{1.0, 2.0}, Numbers{1.0, 2.0}, 1)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(skill_over_origins(three, Numbers{0.0, 0.0, 0.0}, 1)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(skill_over_origins(three, Numbers{1.0, 2.0}, 1)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(skill_over_origins(Numbers{1.0, NAN, 1.0}, three, 1)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(skill_over_panel(three, three, std::array<std::size_t, 3>{4, 4, 4})),
                 std::invalid_argument);
}

TEST(HindcastSkill, PlacebosThatDoAsWellComeFirst)
{
    PlaceboRank const rank = placebo_rank(0.5, std::array{0.4, 0.5, 0.6, 0.7});
    EXPECT_EQ(rank.rank, 3U);
    EXPECT_EQ(rank.of, 5U);
    EXPECT_DOUBLE_EQ(rank.share(), 0.6);
}

// A level of 2, then 2 + .5 (4 - 2) = 3, then 3 + .5 (3 - 3) = 3; errors 2 and 0; the variance of two steps 1 + .5^2.
TEST(Baselines, SmoothingIsThatOfHands)
{
    SeriesTable const table{{2000, 2001, 2002}, {2.0, 4.0, 3.0}, 1};
    Smoothing const half{0.5, 0.0, 0.0};
    Smoothed const state = smooth(table, 0, half);
    EXPECT_DOUBLE_EQ(state.level, 3.0);
    EXPECT_EQ(state.errors, (Numbers{2.0, 0.0}));
    EXPECT_DOUBLE_EQ(half.variance_over(2), 1.25);
    // With beta .2 and phi .5: trend .2 * 2 = .4; expects 3 + .2 = 3.2; error -.2; level 3.1, trend .2 - .04 = .16.
    Smoothed const damped = smooth(table, 0, {0.5, 0.2, 0.5});
    EXPECT_NEAR(damped.level, 3.1, 1e-15);
    EXPECT_NEAR(damped.trend, 0.16, 1e-15);
    EXPECT_NEAR((Smoothing{0.5, 0.2, 0.5}.trend_over(2)), 0.75, 1e-15);
    EXPECT_NEAR((Smoothing{0.5, 0.2, 0.5}.variance_over(3)), 1 + 0.6 * 0.6 + 0.65 * 0.65, 1e-15);
}

TEST(Baselines, FitsAreAsGoodAsThoseOfTheSharedVectors)
{
    for (nlohmann::json const& one : vectors()["smoothing"]) {
        SeriesTable const table = table_of(one);
        for (char const* const name : {"random_walk", "exponential", "damped_trend"}) {
            nlohmann::json const& expected = one[name];
            Smoothing const found = fit_smoothing(table, 0, baseline_of(name));
            auto const smoothing = expected["smoothing"].get<Numbers>();
            EXPECT_NEAR(found.alpha, smoothing[0], 1e-4) << one["name"] << name;
            EXPECT_NEAR(found.beta, smoothing[1], 1e-3) << one["name"] << name;
            EXPECT_NEAR(found.variance_over(one["ahead"]), expected["variance_over"].get<double>(), 1e-2)
                << one["name"] << name;
            Smoothed const exact = smooth(table, 0, {smoothing[0], smoothing[1], smoothing[2]});
            Smoothed const state = smooth(table, 0, found);
            double const point = state.level + found.trend_over(one["ahead"]) * state.trend;
            EXPECT_NEAR(point, expected["point"].get<double>(), 2e-3) << one["name"] << name;
            double const squares = std::inner_product(exact.errors.begin(), exact.errors.end(), exact.errors.begin(), 0.0);
            EXPECT_NEAR(squares / static_cast<double>(exact.errors.size()), expected["mean_square_error"].get<double>(),
                        1e-9);
        }
    }
}

// Two series whose changes are 1 and 2, then -1 and -2: a random walk's errors have second moments 1, 4 and covariance 2 a year.
TEST(Baselines, ARandomWalkSpreadsWithTheSquareRootOfTime)
{
    SeriesTable const table{{2000, 2001, 2002}, {0.0, 0.0, 1.0, 2.0, 0.0, 0.0}, 2};
    std::size_t const members = 20'000;
    Numbers const forecast = smoothing_forecast(table, Baseline::random_walk, 4, members, 7);
    Numbers first(members);
    Numbers second(members);
    Numbers product(members);
    for (std::size_t m = 0; m < members; ++m) {
        first[m] = forecast[2 * m];
        second[m] = forecast[2 * m] * forecast[2 * m];
        product[m] = forecast[2 * m] * forecast[2 * m + 1];
    }
    double const error = std::sqrt(2.0 / static_cast<double>(members)); // relative, of a variance
    EXPECT_NEAR(mean(first), 0.0, 4 * 2 / std::sqrt(static_cast<double>(members)));
    EXPECT_NEAR(mean(second), 4.0, 4 * 4 * error);
    EXPECT_NEAR(mean(product), 8.0, 4 * 8 * error);
    EXPECT_EQ(forecast, smoothing_forecast(table, Baseline::random_walk, 4, members, 7));
    EXPECT_NE(forecast, smoothing_forecast(table, Baseline::random_walk, 4, members, 8));
}

TEST(Baselines, AGapWidensWhatIsExpectedOfIt)
{
    SeriesTable const table{{2000, 2004}, {0.0, 4.0}, 1};
    EXPECT_EQ(smooth(table, 0, {}).errors, (Numbers{2.0})); // a change of 4 in 4 years is one of 2 a year
}

TEST(Baselines, ConditionalPersistenceHoldsTheOwnAndMovesTheKnown)
{
    EXPECT_EQ(distances_from(Numbers{1.0, -1.0}, Numbers{0.5, 3.0}), (Numbers{0.5, 2.0, 1.5, 4.0}));
    // .6 * 2, .2 * 1, .2 * 0 sum to 1.4; over the 1 of before.
    Numbers const grown = shares_with_growth(Numbers{0.6, 0.2, 0.2}, Numbers{2.0, 1.0, 0.0});
    EXPECT_NEAR(grown[0], 1.2 / 1.4, 1e-15);
    EXPECT_NEAR(grown[1], 0.2 / 1.4, 1e-15);
    EXPECT_DOUBLE_EQ(grown[2], 0.0);
    EXPECT_EQ(climatology({{2000, 2001}, {1.0, 2.0, 3.0, 4.0}, 2}), (Numbers{1.0, 2.0, 3.0, 4.0}));
}

TEST(Baselines, RefuseWhatIsTooShortOrBroken)
{
    EXPECT_THROW(static_cast<void>(fit_smoothing({{2000}, {1.0}, 1}, 0, Baseline::random_walk)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(fit_smoothing({{2000, 2000}, {1.0, 2.0}, 1}, 0, Baseline::random_walk)),
                 std::invalid_argument);
    EXPECT_THROW(static_cast<void>(fit_smoothing({{2000, 2001}, {1.0, NAN}, 1}, 0, Baseline::random_walk)),
                 std::invalid_argument);
    EXPECT_THROW(static_cast<void>(fit_smoothing({{2000, 2001, 2002, 2003}, {1, 2, 3, 4}, 1}, 0, Baseline::damped_trend)),
                 std::invalid_argument);
}

} // namespace steppe
