/// The hazard held against a record (docs/model.md 9.2): likelihoods, Bayes factors, shares, and the path on which nobody acts.

#include "study/hazard/record.hpp"

#include "study/hazard/design.hpp"
#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace steppe {
namespace {

using testing::OpenedPack;
using testing::SmallWorld;

constexpr HedgerId h{0};
constexpr double exact = 1e-12;

TEST(LogMean, IsThatOfLikelihoodsHoweverSmall)
{
    LogMean const mean = log_mean({-1000.0 + std::log(1.0), -1000.0 + std::log(3.0)});
    EXPECT_NEAR(mean.value, -1000.0 + std::log(2.0), exact);
    EXPECT_NEAR(mean.standard_error, 0.5, exact); // deviation sqrt 2, over sqrt 2, over 2
}

TEST(LogRatio, OfLikelihoodsThatAreTheSameIsNothingWithoutError)
{
    std::vector<double> const some{-4.0, -6.0, -5.5};
    EXPECT_EQ(log_ratio(some, some).value, 0.0);
    EXPECT_EQ(log_ratio(some, some).standard_error, 0.0);
    LogMean const double_of = log_ratio({std::log(0.2), std::log(0.4)}, {std::log(0.1), std::log(0.2)});
    EXPECT_NEAR(double_of.value, std::log(2.0), exact);
    EXPECT_NEAR(double_of.standard_error, 0.0, exact);
}

TEST(RecordDesign, SharesOfTheLastMonthAddUpToWhatTheConditionsMake)
{
    HazardDesign const design = make_record_design({}, 57);
    EXPECT_EQ(design.last.size(), 128U);
    EXPECT_EQ(design.later.size(), condition_names.size());
    for (std::size_t c = 0; c < condition_names.size(); ++c) {
        EXPECT_EQ(design.later[c].conditions_typical, 1U << c);
    }
    // Of a probability that is the number of conditions as they are, each has a share of 1.
    std::vector<double> sums(RecordColumns::count());
    for (HazardVariant const& variant : design.last) {
        int typical = 0;
        for (std::size_t c = 0; c < condition_names.size(); ++c) {
            typical += static_cast<int>(variant.conditions_typical >> c & 1U);
        }
        for (std::size_t n = 0; n < variant.weights.size(); ++n) {
            sums[variant.first_column + n] += variant.weights[n] * (static_cast<double>(condition_names.size()) - typical);
        }
    }
    for (std::size_t c = 0; c < condition_names.size(); ++c) {
        EXPECT_NEAR(sums[RecordColumns::share(c)], 1.0, exact);
    }
    EXPECT_NEAR(sums[RecordColumns::typical()], 0.0, exact);
}

TEST(HeldOutside, NobodyActsOnTheAnswer)
{
    SmallWorld world;
    world.set("hedger.HOME.agenda_rate", 1.0).set("hedger.HOME.accession_prior", 0.999);
    world.set("candidate.NEAR.base_hazard", 0.5).set("candidate.FAR.base_hazard", 0.5);
    OpenedPack<double> opened{world, "endogenous"};
    enter_arm(opened.structure, held_outside, opened.pack);
    double asked = 0.0;
    for (int month = 0; month < 24; ++month) {
        advance_month(opened.structure, held_outside, Draws<double>{1, 0}, month, opened.pack);
        asked += opened.pack.month.bids.agenda[h] * opened.pack.month.bids.probability[h];
        EXPECT_GT(opened.pack.month.accessions.peer_hazard[CandidateId{0}], 0.0);
        std::swap(opened.pack.now, opened.pack.next);
    }
    EXPECT_GT(asked, 12.0);
    EXPECT_EQ(opened.pack.now.status[h], accord_status::none);
    EXPECT_EQ(opened.pack.now.peer_joins, 0.0);
}

} // namespace
} // namespace steppe
