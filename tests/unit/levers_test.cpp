// What levers move, where they turn a sign, and what it is worth to know them: against closed forms, and on a linear toy in place of the model.
#include "model/prior.hpp"
#include "study/levers/grouped_regression.hpp"
#include "study/levers/information.hpp"
#include "study/levers/run.hpp"
#include "study/levers/sign_search.hpp"
#include "support/small_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <random>

using namespace steppe;
using steppe::testing::SmallWorld;
using ::testing::AllOf;
using ::testing::Ge;
using ::testing::Le;

namespace {

constexpr double z90 = 1.6448536269514722;

EffectAt at(double place, double mean, double error) { return {place, {mean, error, 100}}; }

/// Bisects to the end on `effect`, with one standard error everywhere.
SignSearch searched(std::function<double(double)> const& effect, double error, double near, int steps)
{
    SignSearch search{{at(0.0, effect(0.0), error), at(0.5, effect(0.5), error), at(1.0, effect(1.0), error)}, near};
    for (int step = 0; step < steps && search.turns(); ++step) {
        double const place = search.next_place();
        search.add(at(place, effect(place), error));
    }
    return search;
}

TEST(SignSearch, FindsWhereALineIsZeroAndTheIntervalThatItsErrorGives)
{
    SignSearch const search = searched([](double place) { return 2.0 * (place - 0.3); }, 0.05, 0.5, 6);
    ASSERT_TRUE(search.turns());
    Turn const turn = search.turn();
    EXPECT_NEAR(turn.place, 0.3, 1e-12);
    EXPECT_NEAR(turn.interval.low, 0.3 - z90 * 0.05 / 2.0,
                1e-12); // effect and interval are lines, which interpolation keeps
    EXPECT_NEAR(turn.interval.high, 0.3 + z90 * 0.05 / 2.0, 1e-12);
    EXPECT_FALSE(turn.open_low);
    EXPECT_FALSE(turn.open_high);
}

TEST(SignSearch, NarrowsACurveToAFractionOfItsRange)
{
    double const root = std::sqrt(0.07);
    SignSearch const search = searched([](double place) { return place * place - 0.07; }, 1e-9, 0.5, 10);
    EXPECT_NEAR(search.turn().place, root, 1e-5);
    EXPECT_LE(search.turn().interval.low, search.turn().place);
}

TEST(SignSearch, SaysWhereTheIntervalMayGoOnBeyondTheRange)
{
    SignSearch const search = searched([](double place) { return 0.1 - place; }, 0.2, 0.5, 5);
    Turn const turn = search.turn();
    EXPECT_TRUE(turn.open_low); // at the low end the effect is 0.1 with an error of 0.2
    EXPECT_EQ(turn.interval.low, 0.0);
    EXPECT_FALSE(turn.open_high);
    EXPECT_NEAR(turn.interval.high, 0.1 + z90 * 0.2, 1e-12);
}

TEST(SignSearch, OfTwoTurnsFindsTheOneNearTheScenario)
{
    auto const effect = [](double place) { return (place - 0.2) * (place - 0.7); };
    EXPECT_NEAR(searched(effect, 1e-9, 0.0, 20).turn().place, 0.2, 1e-5);
    EXPECT_NEAR(searched(effect, 1e-9, 1.0, 20).turn().place, 0.7, 1e-5);
}

TEST(SignSearch, FindsNoTurnWhereThereIsNone)
{
    EXPECT_FALSE(searched([](double place) { return 0.1 + place; }, 0.05, 0.5, 5).turns());
}

std::vector<double> normal_numbers(std::size_t count, unsigned seed)
{
    std::mt19937_64 engine{seed};
    std::normal_distribution<double> normal;
    std::vector<double> numbers(count);
    std::generate(numbers.begin(), numbers.end(), [&] { return normal(engine); });
    return numbers;
}

std::vector<double> uniform_numbers(std::size_t count, unsigned seed)
{
    std::mt19937_64 engine{seed};
    std::uniform_real_distribution<double> uniform;
    std::vector<double> numbers(count);
    std::generate(numbers.begin(), numbers.end(), [&] { return uniform(engine); });
    return numbers;
}

double density(double x) { return std::exp(-0.5 * x * x) / std::sqrt(2.0 * std::numbers::pi); }
double below(double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); }

/// E max(0, X) - max(0, E X) of a normal X.
double normal_information(double mean, double deviation)
{
    double const ratio = mean / deviation;
    return mean * below(ratio) + deviation * density(ratio) - std::max(mean, 0.0);
}

constexpr std::size_t many = 20000;

/// payoff = -0.3 + 0.8 a - 0.4 b + noise, and c, which has no part.
InformationStudy linear_gaussian()
{
    std::vector<double> const a = normal_numbers(many, 1), b = normal_numbers(many, 2), c = normal_numbers(many, 3);
    std::vector<double> payoff = normal_numbers(many, 4);
    for (std::size_t n = 0; n < many; ++n) {
        payoff[n] += -0.3 + 0.8 * a[n] - 0.4 * b[n];
    }
    return {{{.name = "a", .draws = a, .candidates = {}},
             {.name = "b", .draws = b, .candidates = {}},
             {.name = "c", .draws = c, .candidates = {}}},
            payoff};
}

void expect_covers(Bounded const& number, double exact)
{
    EXPECT_LE(number.interval.low, exact);
    EXPECT_GE(number.interval.high, exact);
    EXPECT_LT(number.interval.high - number.interval.low, 0.06);
}

TEST(Information, OfALinearGaussianCaseIsItsClosedForm)
{
    InformationStudy const study = linear_gaussian();
    double const of_a = normal_information(-0.3, 0.8), of_b = normal_information(-0.3, 0.4);
    EXPECT_GT(of_a, 2.0 * of_b);
    expect_covers(study.value_of(0).value, of_a);
    expect_covers(study.value_of(1).value, of_b);
    expect_covers(study.value_of(0).decided_by_others, of_a);
    expect_covers(study.value_of({0, 1, 2}).value, normal_information(-0.3, std::sqrt(0.8)));
    EXPECT_NEAR(study.value_of(0).explained, 0.64 / 1.8, 0.02);
}

TEST(Information, OfAnInputWithoutAPartIsNothing)
{
    InformationStudy const study = linear_gaussian();
    EXPECT_TRUE(study.is_found(0));
    EXPECT_TRUE(study.is_found(1));
    EXPECT_FALSE(study.is_found(2));
    EXPECT_LT(study.value_of(2).value.value, 1e-3);
    EXPECT_LE(study.value_of(2).decided_by_others.value, 1e-3);
    EXPECT_EQ(study.value_of(std::vector<std::size_t>{2}).value.value, 0.0);
}

TEST(Information, OfAClaimWithHalfItsMassAtNothingIsItsClosedForm)
{
    // payoff = 0.2 - x; x is 0 with probability 1/2, else even over (0, 1): 0.1 + the integral of (0.2 - x) / 2 to 0.2 = 0.11.
    std::vector<double> x = uniform_numbers(many, 5);
    std::vector<double> payoff = normal_numbers(many, 6);
    for (std::size_t n = 0; n < many; ++n) {
        x[n] = std::max(0.0, 2.0 * x[n] - 1.0);
        payoff[n] += 0.2 - x[n];
    }
    InformationStudy const study{{{.name = "x", .draws = x, .candidates = {0.0, 1.0}}}, payoff};
    expect_covers(study.value_of(0).value, 0.11);
}

TEST(Information, OfTwoInputsThatOnlyActTogetherIsThatOfTheirProduct)
{
    // payoff = x y + (x + y) / 10 with normal x, y: alone E max(0, x / 10) = 0.1 density(0); together by numerical integration below.
    std::vector<double> const x = normal_numbers(many, 7), y = normal_numbers(many, 8);
    std::vector<double> payoff(many);
    double together = 0.0;
    for (std::size_t n = 0; n < many; ++n) {
        payoff[n] = x[n] * y[n] + 0.1 * (x[n] + y[n]);
        together += std::max(0.0, payoff[n]) / static_cast<double>(many);
    }
    InformationStudy const study{{{.name = "x", .draws = x, .candidates = {}}, {.name = "y", .draws = y, .candidates = {}}},
                                 payoff};
    EXPECT_NEAR(study.value_of(0).value.value, 0.1 * density(0.0), 0.02);
    // The product is among the columns, so that the fit is exact: what is left is the mean of these very draws.
    EXPECT_NEAR(study.value_of({0, 1}).value.value, together - std::max(0.0, study.mean_payoff().value), 1e-6);
    EXPECT_NEAR(together, 1.0 / std::numbers::pi, 0.03);
}

TEST(BeliefShift, OfALinearGaussianCaseIsAShiftOfTheMean)
{
    // E[payoff | a] = -0.3 + 0.8 a: the nearest belief under which its mean is 0 has a about 3/8, and diverges by (3/8)^2 / 2.
    BeliefShift const shift = linear_gaussian().shift_of(0);
    ASSERT_TRUE(shift.divergence.has_value());
    expect_covers(*shift.divergence, 0.5 * 0.375 * 0.375);
    ASSERT_TRUE(shift.tilted_mean.has_value());
    EXPECT_THAT(0.375, AllOf(Ge(shift.tilted_mean->interval.low), Le(shift.tilted_mean->interval.high)));
    EXPECT_FALSE(linear_gaussian().shift_of(2).share.has_value());
}

TEST(BeliefShift, MovesMassToTheEndThatFavoursTheOtherSign)
{
    // E[payoff | x] = 0.1 - 0.4 x over (0, 1): mean -0.1, at 0 it is 0.1, so that half of the belief must move there.
    std::vector<double> const x = uniform_numbers(many, 9);
    std::vector<double> payoff = normal_numbers(many, 10);
    for (std::size_t n = 0; n < many; ++n) {
        payoff[n] = 0.3 * payoff[n] + 0.1 - 0.4 * x[n];
    }
    InformationStudy const study{{{.name = "x", .draws = x, .candidates = {0.0, 1.0}}}, payoff};
    BeliefShift const shift = study.shift_of(0);
    ASSERT_TRUE(shift.share.has_value());
    EXPECT_NEAR(shift.towards, 0.0, 1e-3);
    EXPECT_THAT(0.5, AllOf(Ge(shift.share->interval.low), Le(shift.share->interval.high)));
    EXPECT_LT(shift.share->interval.high - shift.share->interval.low, 0.15);
}

TEST(BeliefShift, IsNoneWhereNoValueHasTheOtherSign)
{
    std::vector<double> const x = uniform_numbers(many, 11);
    std::vector<double> payoff(many);
    std::transform(x.begin(), x.end(), payoff.begin(), [](double value) { return -1.0 - value; });
    InformationStudy const study{{{.name = "x", .draws = x, .candidates = {0.0, 1.0}}}, payoff};
    EXPECT_FALSE(study.shift_of(0).share.has_value());
    EXPECT_FALSE(study.shift_of(0).divergence.has_value());
}

TEST(GroupedRegression, WithoutAGroupIsTheFitOfTheOthers)
{
    constexpr Eigen::Index draws = 200;
    std::vector<double> const x = normal_numbers(draws, 12), noise = normal_numbers(draws, 13);
    Eigen::MatrixXd design(draws, 1);
    std::vector<double> y(draws);
    for (Eigen::Index n = 0; n < draws; ++n) {
        design(n, 0) = x[static_cast<std::size_t>(n)];
        y[static_cast<std::size_t>(n)] = 1.0 + 2.0 * design(n, 0) + noise[static_cast<std::size_t>(n)];
    }
    GroupedRegression const fit{design, y};
    // Groups are of ten draws: the fit without group 3 is simple regression over all but draws 30 to 39.
    double count = 0.0, sx = 0.0, sy = 0.0, sxx = 0.0, sxy = 0.0;
    for (std::size_t n = 0; n < y.size(); ++n) {
        if (n < 30 || n >= 40) {
            count += 1.0;
            sx += x[n];
            sy += y[n];
            sxx += x[n] * x[n];
            sxy += x[n] * y[n];
        }
    }
    double const slope = (sxy - sx * sy / count) / (sxx - sx * sx / count);
    double const level = (sy - slope * sx) / count;
    Eigen::VectorXd const fitted = fit.fitted_without(3);
    EXPECT_NEAR(fitted[35], level + slope * x[35], 1e-9);
    EXPECT_NEAR(fit.at_without(3, Eigen::VectorXd::Constant(1, 0.7)), level + slope * 0.7, 1e-9);
    EXPECT_NEAR(fit.mean_without(3), sy / count, 1e-12);
}

/// A plan's runner that has, in place of the model, an effect that is linear in two parameters, and shocks that are the same at every point:
/// effect = 0.2 - 2 (withholding - 0.1) - 0.5 (lost_interest - 0.2) + shock of the replicate.
class LinearToy {
public:
    explicit LinearToy(Scenario const& scenario)
    {
        for (std::size_t i = 0; i < scenario.parameters.size(); ++i) {
            withholding_ = scenario.parameters[i].key == "game.withholding" ? i : withholding_;
            lost_interest_ = scenario.parameters[i].key == "game.lost_interest" ? i : lost_interest_;
        }
    }

    RunEnd operator()(EnsemblePlan const& plan, Recorder& recorder) const
    {
        RunLayout const layout = plan.layout();
        recorder.begin(layout);
        BlockSequence const blocks{layout};
        for (std::int64_t b = 0; b < blocks.size(); ++b) {
            ResultBlock block;
            block.range = blocks.at(b);
            auto const jobs = static_cast<std::size_t>(block.range.jobs_per_arm());
            block.outcomes.assign(2 * jobs * layout.outcomes.size(), 0.0);
            block.states.assign(2 * jobs, JobState::ok);
            for (std::size_t job = 0; job < jobs; ++job) {
                int const in = static_cast<int>(job);
                int const point = block.range.first_point + in / block.range.replicates;
                std::int64_t const replicate = block.range.first_replicate + in % block.range.replicates;
                std::vector<double> values;
                if (plan.priors) {
                    plan.priors->sample(plan.seed, replicate, values);
                } else {
                    plan.points.values_at(point, values);
                }
                // 0.31 apart around the circle: even over (-0.5, 0.5), with mean near 0
                double const shock = std::fmod(0.31 * static_cast<double>(replicate + 1), 1.0) - 0.5;
                double const effect =
                    0.2 - 2.0 * (values[withholding_] - 0.1) - 0.5 * (values[lost_interest_] - 0.2) + shock;
                std::fill_n(block.outcomes.begin() + static_cast<std::ptrdiff_t>(job * layout.outcomes.size()),
                            layout.outcomes.size(), effect);
            }
            recorder.prepare(block)();
        }
        recorder.finish();
        return RunEnd::complete;
    }

private:
    std::size_t withholding_{}, lost_interest_{};
};

Scenario toy_scenario()
{
    Scenario scenario = SmallWorld{}.set("game.withholding", 0.1).set("game.lost_interest", 0.2).scenario();
    scenario.settings.at("run.replicates").value = "200";
    scenario.settings.at("run.months").value = "3";
    for (Parameter& parameter : scenario.parameters) {
        if (parameter.key == "game.withholding" || parameter.key == "game.lost_interest") {
            parameter.range = {0.0, 0.6};
            parameter.prior = Prior::uniform;
        }
        if (parameter.key == "game.habituation") {
            parameter.range = {6.0, 24.0};
        }
    }
    return scenario;
}

LeverFinding const& lever_of(LeverResult const& result, std::string const& key)
{
    auto const found = std::find_if(result.levers.begin(), result.levers.end(),
                                    [&](LeverFinding const& lever) { return lever.key == key; });
    if (found == result.levers.end()) {
        throw std::out_of_range{key};
    }
    return *found;
}

class LeversOfAToy : public ::testing::Test {
protected:
    Scenario scenario_{toy_scenario()};
    LeverAnalysis analysis_{scenario_, {.outcome = "", .draws = 4000}, LinearToy{scenario_}};
    RunEnd end_{analysis_.run()};
    LeverResult const& result_{analysis_.result()};
};

TEST_F(LeversOfAToy, HaveTheEffectsAndPairedChangesOfTheLine)
{
    ASSERT_EQ(end_, RunEnd::complete);
    double const own = result_.at_values.mean;
    EXPECT_NEAR(own, 0.2, 0.02);
    LeverFinding const& strong = lever_of(result_, "game.withholding");
    EXPECT_NEAR(strong.effect[1]->mean, own - 1.0, 1e-12);
    EXPECT_NEAR(strong.change[0]->mean, 0.2, 1e-12);
    EXPECT_NEAR(strong.change[0]->standard_error, 0.0, 1e-12); // pairs meet the same shocks
    EXPECT_GT(strong.effect[0]->standard_error, 0.01);
    EXPECT_NEAR(strong.swing->mean, -1.2, 1e-12);
    EXPECT_NEAR(lever_of(result_, "game.lost_interest").swing->mean, -0.3, 1e-12);
    EXPECT_EQ(result_.levers[result_.order[0]].key, "game.withholding");
    EXPECT_EQ(result_.levers[result_.order[1]].key, "game.lost_interest");
}

TEST_F(LeversOfAToy, TurnTheSignWhereTheLineIsZero)
{
    ASSERT_EQ(result_.turns.size(), 1U); // lost_interest changes the effect by 0.2 at most, to 0
    LeverTurn const& turn = result_.turns[0];
    EXPECT_EQ(result_.levers[turn.lever].key, "game.withholding");
    EXPECT_NEAR(turn.value, 0.2, 0.01);
    EXPECT_THAT(0.2, AllOf(Ge(turn.interval.low), Le(turn.interval.high)));
    double const error = turn.found.front().effect.standard_error;
    EXPECT_NEAR(turn.interval.high - turn.interval.low, 2.0 * z90 * error / 2.0, 1e-9);
    EXPECT_EQ(turn.found.front().effect.pairs, 800);
}

TEST_F(LeversOfAToy, AreInertWhereNothingFollows)
{
    LeverFinding const& inert = lever_of(result_, "game.habituation");
    EXPECT_EQ(inert.standing, LeverStanding::inert);
    EXPECT_EQ(inert.inert, InertKind::no_path);
    EXPECT_EQ(lever_of(result_, "game.withholding").standing, LeverStanding::moves);
}

TEST_F(LeversOfAToy, BreakEvenAlongALine)
{
    ASSERT_TRUE(result_.map.has_value());
    BreakEvenMap const& map = *result_.map;
    EXPECT_EQ(result_.levers[map.across].key, "game.withholding");
    for (std::size_t row = 0; row < map.up_values.size(); ++row) {
        for (std::size_t cell = 0; cell < map.across_values.size(); ++cell) {
            double const expected =
                result_.at_values.mean - 2.0 * (map.across_values[cell] - 0.1) - 0.5 * (map.up_values[row] - 0.2);
            EXPECT_NEAR(map.effects[row * map.across_values.size() + cell].mean, expected, 1e-12);
        }
    }
}

TEST_F(LeversOfAToy, SayWhatToMeasureFirst)
{
    // Over the priors withholding and lost interest are even over (0, 0.6): mean -0.25; given withholding w it is 0.35 - 2 w.
    ASSERT_GE(result_.beliefs.size(), 2U);
    EXPECT_NEAR(result_.over_priors.mean, -0.25, 0.03);
    Belief const& first = result_.beliefs[0];
    EXPECT_EQ(first.name, "game.withholding");
    double const exact = 0.35 * 0.35 / 4.0 / 0.6; // the integral of 0.35 - 2 w to 0.175, over 0.6
    EXPECT_THAT(exact, AllOf(Ge(first.information.value.interval.low), Le(first.information.value.interval.high)));
    ASSERT_TRUE(first.shift.share.has_value());
    EXPECT_NEAR(first.shift.share->value, 0.25 / 0.6, 0.05);  // at w = 0 the mean is 0.35
    EXPECT_FALSE(result_.beliefs[1].shift.share.has_value()); // lost interest: -0.1 at best
}

TEST(Levers, RefuseAnOutcomeThatThereIsNotWithTheNearest)
{
    Scenario const scenario = toy_scenario();
    try {
        LeverAnalysis const analysis{scenario, {.outcome = "welfar"}, LinearToy{scenario}};
        FAIL() << "took an unknown outcome";
    } catch (InputError const& error) {
        ASSERT_EQ(error.faults().size(), 1U);
        EXPECT_EQ(error.faults()[0].code, "C104");
        EXPECT_THAT(error.faults()[0].suggestion, ::testing::HasSubstr("welfare"));
    }
}

} // namespace
