#include "model/powers/accord_question.hpp"

#include "support/random_questions.hpp"

#include <boost/math/special_functions/lambert_w.hpp>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <vector>

namespace steppe {
namespace {

using testing::question_sizes;
using testing::RandomQuestions;

struct Sponsor {
    double gain;
    double cap_change = 100, cap_keep = 100, exchange = 1;
};

AccordQuestion<double> question_of(double precision, double log_odds, std::vector<Sponsor> const& sponsors)
{
    AccordQuestion<double> question{question_sizes(static_cast<int>(sponsors.size()), 1)};
    question.precision = precision;
    question.log_odds_without_offers = log_odds;
    for (std::size_t n = 0; n < sponsors.size(); ++n) {
        PrincipalId const i{static_cast<int>(n)};
        question.gain[i] = sponsors[n].gain;
        question.exchange[i] = sponsors[n].exchange;
        question.cap_change[i] = sponsors[n].cap_change;
        question.cap_keep[i] = sponsors[n].cap_keep;
    }
    return question;
}

template <class R>
Sizes sizes_of(AccordQuestion<R> const& question)
{
    return question_sizes(static_cast<int>(question.gain.flat().size()), 1);
}

AccordQuestion<double> answered(AccordQuestion<double> question)
{
    answer_accord_question(sizes_of(question), question);
    return question;
}

TEST(AccordQuestion, AgreesWithIndependentRootFinding)
{
    std::ifstream file{STEPPE_SOURCE_DIR "/tests/verification/course_game/golden.json"};
    nlohmann::json const golden = nlohmann::json::parse(file)["accord"];
    ASSERT_EQ(golden.size(), 12U);
    for (auto const& given : golden) {
        std::vector<Sponsor> sponsors;
        for (std::size_t n = 0; n < given["gain"].size(); ++n) {
            sponsors.push_back({given["gain"][n], given["cap_change"][n], given["cap_keep"][n], given["exchange"][n]});
        }
        auto const found = answered(question_of(given["precision"], given["log_odds_without_offers"], sponsors));
        EXPECT_NEAR(found.log_odds, given["log_odds"].get<double>(), 1e-13);
        for (std::size_t n = 0; n < sponsors.size(); ++n) {
            PrincipalId const i{static_cast<int>(n)};
            EXPECT_NEAR(found.offer_change[i], given["offer_change"][n].get<double>(), 1e-13);
            EXPECT_NEAR(found.offer_keep[i], given["offer_keep"][n].get<double>(), 1e-13);
        }
    }
}

TEST(AccordQuestion, OneSponsorOffersWhatLambertsFunctionGives)
{
    EXPECT_NEAR(answered(question_of(12, -1, {{0.7}})).offer_change[PrincipalId{0}], .2145012402691663, 1e-14);
    for (double precision : {6.0, 12.0, 20.0}) {
        for (double gain : {0.2, 0.5, 1.1}) {
            for (double start : {-4.0, -1.0, 0.5}) {
                double const scale = precision * 1.3;
                double const w = boost::math::lambert_w0(std::exp(start + scale * gain - 1));
                double const expected = std::max(0.0, (scale * gain - 1 - w) / scale);
                auto const found = answered(question_of(precision, start, {{gain, 100, 100, 1.3}}));
                EXPECT_NEAR(found.offer_change[PrincipalId{0}], expected, 1e-12);
                EXPECT_EQ(found.offer_keep[PrincipalId{0}], 0.0);
                auto const opponent = answered(question_of(precision, -start, {{-gain, 100, 100, 1.3}}));
                EXPECT_NEAR(opponent.offer_keep[PrincipalId{0}], expected, 1e-12);
                EXPECT_NEAR(opponent.log_odds, -found.log_odds, 1e-11);
            }
        }
    }
}

TEST(AccordQuestion, EqualSponsorAndOpponentHoldEachOther)
{
    auto const found = answered(question_of(12, 0, {{0.7}, {-0.7}}));
    EXPECT_NEAR(found.log_odds, 0.0, 1e-15);
    EXPECT_NEAR(found.offer_change[PrincipalId{0}], 0.7 - 2.0 / 12, 1e-15);
    EXPECT_NEAR(found.offer_keep[PrincipalId{1}], 0.7 - 2.0 / 12, 1e-15);
}

TEST(AccordQuestion, SponsorAndOpponentMeetTheirFirstOrderConditions)
{
    auto const found = answered(question_of(12, -1, {{0.7}, {-0.5}}));
    double const chance = 1 / (1 + std::exp(-found.log_odds));
    EXPECT_NEAR((0.7 - found.offer_change[PrincipalId{0}]) * (1 - chance), 1.0 / 12, 1e-14);
    EXPECT_NEAR((0.5 - found.offer_keep[PrincipalId{1}]) * chance, 1.0 / 12, 1e-14);
}

TEST(AccordQuestion, NobodyOffersWhatIsNotWorthIt)
{
    double const start = -1;
    double const threshold = (1 + std::exp(start)) / 12;
    EXPECT_EQ(answered(question_of(12, start, {{threshold - 1e-9}})).offer_change[PrincipalId{0}], 0.0);
    EXPECT_GT(answered(question_of(12, start, {{threshold + 1e-6}})).offer_change[PrincipalId{0}], 0.0);
    for (auto const& silent :
         {question_of(12, start, {{0.7, 0, 0}, {-0.7, 0, 0}}), question_of(1e-3, start, {{0.7}, {-0.9}})}) {
        auto const found = answered(silent);
        EXPECT_EQ(found.log_odds, start);
        for (PrincipalId i : sizes_of(found).principals()) {
            EXPECT_EQ(found.offer_change[i], 0.0);
            EXPECT_EQ(found.offer_keep[i], 0.0);
        }
    }
}

/// F of the equations as they stand, in long double.
long double excess(AccordQuestion<double> const& question, long double x)
{
    long double sum = question.log_odds_without_offers - x;
    for (PrincipalId i : sizes_of(question).principals()) {
        long double const scale = static_cast<long double>(question.precision) * question.exchange[i];
        long double const gain = question.gain[i];
        long double const change = gain > 0 ? gain - (1 + std::exp(x)) / scale : 0;
        long double const keep = gain < 0 ? -gain - (1 + std::exp(-x)) / scale : 0;
        sum += scale * (std::clamp<long double>(change, 0, question.cap_change[i]) -
                        std::clamp<long double>(keep, 0, question.cap_keep[i]));
    }
    return sum;
}

TEST(AccordQuestion, AgreesWithBisectionInLongDouble)
{
    RandomQuestions random{11};
    Sizes const sizes = question_sizes(6, 1);
    for (int n = 0; n < 4000; ++n) {
        auto const question = answered(random.accord<double>(sizes, n % 2 == 0));
        long double low = -700;
        long double high = 700;
        for (int step = 0; step < 80; ++step) {
            long double const middle = (low + high) / 2;
            (excess(question, middle) > 0 ? low : high) = middle;
        }
        ASSERT_NEAR(question.log_odds, static_cast<double>(low), 2e-12);
    }
}

/// What offers add to the log odds of change when these are x, as the search has it.
double pull_of_offers(Sizes const& sizes, AccordQuestion<double>& question, double x)
{
    detail::scale_question(sizes, question);
    return detail::sum_bids(sizes, question, exponential(x));
}

/// What makes the equilibrium unique: sponsors bid less, opponents more, the surer the change is.
TEST(AccordQuestion, OffersPullTheLessTheHigherTheLogOdds)
{
    RandomQuestions random{12};
    Sizes const sizes = question_sizes(5, 1);
    for (int n = 0; n < 300; ++n) {
        auto question = random.accord<double>(sizes, false);
        double former = pull_of_offers(sizes, question, -12.0);
        for (double x = -11.9; x < 12; x += 0.1) {
            double const pull = pull_of_offers(sizes, question, x);
            ASSERT_LE(pull, former + 1e-12);
            former = pull;
        }
    }
}

struct Evaluations {
    std::array<int, detail::most_evaluations + 1> questions{};
    double largest_residual = 0;

    [[nodiscard]] double mean() const
    {
        double sum = 0;
        double count = 0;
        for (std::size_t n = 0; n < questions.size(); ++n) {
            sum += static_cast<double>(n) * questions[n];
            count += questions[n];
        }
        return sum / count;
    }
};

Evaluations count_evaluations(int count, bool extreme)
{
    RandomQuestions random{13};
    Sizes const sizes = question_sizes(6, 1);
    Evaluations found;
    for (int n = 0; n < count; ++n) {
        auto question = random.accord<double>(sizes, extreme);
        ++found.questions[static_cast<std::size_t>(answer_accord_question(sizes, question))];
        found.largest_residual = std::max(found.largest_residual, std::abs(question.residual));
    }
    return found;
}

TEST(AccordQuestion, EveryQuestionComesToRest)
{
    Evaluations const ranges = count_evaluations(200000, false);
    EXPECT_LE(ranges.largest_residual, 1e-10);
    EXPECT_LE(ranges.mean(), 4.0);
    Evaluations const beyond = count_evaluations(200000, true);
    EXPECT_LE(beyond.largest_residual, 1e-10);
    EXPECT_LE(beyond.mean(), 5.0);
    RecordProperty("mean_evaluations", std::to_string(ranges.mean()) + " " + std::to_string(beyond.mean()));
    for (std::size_t n = 17; n < ranges.questions.size(); ++n) {
        EXPECT_EQ(ranges.questions[n], 0) << n;
        EXPECT_EQ(beyond.questions[n], 0) << n;
    }
}

/// G is a unit, and the order of principals no input.
TEST(AccordQuestion, UnitsAndOrderChangeNothing)
{
    RandomQuestions random{14};
    Sizes const sizes = question_sizes(5, 1);
    for (int n = 0; n < 1000; ++n) {
        auto const question = random.accord<double>(sizes, false);
        auto scaled = question;
        auto reversed = question;
        scaled.precision = question.precision / 2.9;
        for (PrincipalId i : sizes.principals()) {
            PrincipalId const other{4 - i.value};
            scaled.gain[i] *= 2.9;
            scaled.cap_change[i] *= 2.9;
            scaled.cap_keep[i] *= 2.9;
            reversed.gain[i] = question.gain[other];
            reversed.exchange[i] = question.exchange[other];
            reversed.cap_change[i] = question.cap_change[other];
            reversed.cap_keep[i] = question.cap_keep[other];
        }
        auto const found = answered(question);
        EXPECT_NEAR(answered(scaled).log_odds, found.log_odds, 1e-11);
        EXPECT_NEAR(answered(scaled).offer_change[PrincipalId{2}], 2.9 * found.offer_change[PrincipalId{2}], 1e-11);
        EXPECT_NEAR(answered(reversed).log_odds, found.log_odds, 1e-11);
    }
}

/// A fitted hazard already holds what sponsors bid: taken out at the reference, it comes back as the solution.
TEST(AccordQuestion, AnAnchoredHazardIsTheFitAtItsReference)
{
    RandomQuestions random{15};
    Sizes const sizes = question_sizes(5, 1);
    for (int n = 0; n < 2000; ++n) {
        auto question = random.accord<double>(sizes, false);
        double const fitted = random.uniform(-8, 1);
        question.log_odds_without_offers = fitted - pull_of_offers(sizes, question, fitted);
        EXPECT_NEAR(answered(question).log_odds, fitted, 2e-12);
    }
}

template <class R>
void expect_the_same_bits()
{
    RandomQuestions random{16};
    Sizes const sizes = question_sizes(5, 1);
    for (int n = 0; n < 500; ++n) {
        auto lanes = random.accord<R>(sizes, n % 2 == 0);
        answer_accord_question(sizes, lanes);
        for (int lane = 0; lane < LaneTraits<R>::width; ++lane) {
            std::vector<Sponsor> sponsors;
            for (PrincipalId i : sizes.principals()) {
                sponsors.push_back(
                    {lanes.gain[i][lane], lanes.cap_change[i][lane], lanes.cap_keep[i][lane], lanes.exchange[i][lane]});
            }
            auto const found = answered(question_of(lanes.precision[lane], lanes.log_odds_without_offers[lane], sponsors));
            ASSERT_EQ(lanes.log_odds[lane], found.log_odds);
            ASSERT_EQ(lanes.residual[lane], found.residual);
            for (PrincipalId i : sizes.principals()) {
                ASSERT_EQ(lanes.offer_change[i][lane], found.offer_change[i]);
                ASSERT_EQ(lanes.offer_keep[i][lane], found.offer_keep[i]);
            }
        }
    }
}

TEST(AccordQuestion, LanesOfEveryWidthGiveTheSameBits)
{
    expect_the_same_bits<Lanes<2>>();
    expect_the_same_bits<Lanes<4>>();
    expect_the_same_bits<Lanes<8>>();
    expect_the_same_bits<Lanes<16>>();
}

} // namespace
} // namespace steppe
