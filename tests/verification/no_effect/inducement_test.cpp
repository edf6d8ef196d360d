#include "model/schema_of_model.hpp"
#include "support/compared_arms.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace steppe {
namespace {

using testing::differences_of_arms;
using testing::OpenedScenario;

/// The base scenario, in which the given part of deals builds routes around the one that may be cut.
Scenario base_scenario(double bypass_deal_share = 0.0)
{
    Scenario scenario = read_scenario(STEPPE_SOURCE_DIR "/scenarios/kazakhstan-2025.toml", model_schema());
    for (Parameter& parameter : scenario.parameters) {
        if (parameter.key == "hedger.KAZ.bypass_deal_share") {
            parameter.value = bypass_deal_share;
        }
    }
    return scenario;
}

/// What announced deals D are worth where they alone flow in: a stock x <- (1 - d) x + D (1 - 1/T)^t/T that yields y a year, discounted by b a
/// month and read after it was booked. With p = 1 - d and r = 1 - 1/T, x_t = D (p^t - r^t)/(T (p - r)), and the sum is one of two geometric ones.
double closed_sum(double deals, double months_to_flow, double depreciation, double yield, double discount, int months)
{
    double const p = 1.0 - depreciation;
    double const r = 1.0 - 1.0 / months_to_flow;
    auto const geometric = [&](double ratio) {
        double const factor = discount * ratio;
        return ratio * (1.0 - std::pow(factor, months)) / (1.0 - factor);
    };
    return yield / 12.0 * deals / (months_to_flow * (p - r)) * (geometric(p) - geometric(r));
}

double welfare_over(OpenedScenario<double>& opened, Draws<double> const& draws, int months)
{
    opened.enter();
    double sum = 0.0;
    for (int month = 0; month < months; ++month) {
        opened.advance(draws, month);
        sum += opened.pack.seen.welfare[HedgerId{0}];
    }
    return sum;
}

TEST(InducementOnly, IsWorthTheClosedSumOfTheAnnouncedDeals)
{
    OpenedScenario<double> deals{base_scenario(), "inducement_only"};
    OpenedScenario<double> without{base_scenario(), "without_accords"};
    HedgerId const h{0};
    auto const& p = deals.pack.parameters;
    double const known = closed_sum(p.accession.realisation[h] * p.accession.announced_deals[h], p.links.deal_months[h],
                                    p.links.fdi_depreciation[h], p.links.fdi_yield[h], p.learning.discount(), 120);
    EXPECT_NEAR(known, 0.19501855757281897, 1e-15);
    for (int replicate = 0; replicate < 8; ++replicate) {
        Draws<double> const draws{17, replicate};
        double const found = welfare_over(deals, draws, 120) - welfare_over(without, draws, 120);
        EXPECT_NEAR(found, known, 1e-11);
    }
}

TEST(InducementOnly, DiffersInInvestmentIncomeAndWelfareAlone)
{
    for (auto const& [measure, difference] :
         differences_of_arms(base_scenario(), "inducement_only", "without_accords", 120, 16)) {
        if (measure == "welfare" || measure == "income" || measure == "fdi_stock") {
            EXPECT_GT(difference, 0.0) << measure;
        } else {
            EXPECT_EQ(difference, 0.0) << measure;
        }
    }
}

TEST(InducementOnly, BuildsRoutesWithPartOfTheDeals)
{
    OpenedScenario<double> deals{base_scenario(0.1), "inducement_only"};
    deals.enter();
    auto const& p = deals.pack.parameters;
    HedgerId const h{0};
    double const first = p.accession.realisation[h] * p.accession.announced_deals[h] / p.links.deal_months[h];
    deals.advance(Draws<double>{17, 0}, 0);
    EXPECT_NEAR(deals.pack.seen.bypass[h],
                0.04 + (p.budget.bypass_investment[h] / 12.0 + 0.1 * first) / p.budget.bypass_cost[h], 1e-12);
}

} // namespace
} // namespace steppe
