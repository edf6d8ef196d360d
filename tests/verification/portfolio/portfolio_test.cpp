#include "model/hedger/portfolio.hpp"

#include "model/hedger/home_portfolio.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace steppe {
namespace {

struct Problem {
    std::vector<double> returns, risk, asymmetry;
    double risk_aversion{}, autonomy_cost{}, common_risk{};
};

constexpr HedgerId h{0};

std::vector<double> solve(Problem const& problem, double diversification, int steps)
{
    Sizes sizes;
    sizes.set(IndexSet::hedger, 1);
    sizes.set(IndexSet::partner, static_cast<int>(problem.returns.size()));
    HedgerParameters<double> p{sizes};
    p.risk_aversion[h] = problem.risk_aversion;
    p.autonomy_cost[h] = problem.autonomy_cost;
    p.common_risk[h] = problem.common_risk;
    p.diversification[h] = diversification;
    Table<double, HedgerId, PartnerId> returns{sizes};
    Table<double, HedgerId, PartnerId> risk{sizes};
    Table<double, HedgerId, PartnerId> w{sizes};
    Table<double, HedgerId, PartnerId> workspace{sizes};
    for (PartnerId j : sizes.partners()) {
        auto const at = static_cast<std::size_t>(j.value);
        p.asymmetry(h, j) = problem.asymmetry[at];
        returns(h, j) = problem.returns[at];
        risk(h, j) = problem.risk[at];
        w(h, j) = 1.0 / static_cast<double>(problem.returns.size());
    }
    PortfolioUtility<double>{p, sizes, h, returns, risk}.improve(w, workspace, steps);
    return {w.flat().begin(), w.flat().end()};
}

std::vector<double> without_entropy(Problem const& problem, double eta)
{
    std::vector<double> const coarse = solve(problem, eta, 200000);
    std::vector<double> fine = solve(problem, eta / 2.0, 400000);
    for (std::size_t j = 0; j < fine.size(); ++j) {
        fine[j] = 2.0 * fine[j] - coarse[j];
    }
    return fine;
}

TEST(Portfolio, EntropyAloneGivesSharesInProportionToTheExponentialOfReturns)
{
    std::vector<double> const w = solve({{0.0, std::log(2.0), std::log(3.0)}, {0, 0, 0}, {0, 0, 0}, 0.0, 0.0, 0.0}, 1.0, 60);
    EXPECT_NEAR(w[0], 1.0 / 6.0, 1e-14);
    EXPECT_NEAR(w[1], 1.0 / 3.0, 1e-14);
    EXPECT_NEAR(w[2], 1.0 / 2.0, 1e-14);
}

TEST(Portfolio, MeanVarianceAloneGivesSevenAndFourElevenths)
{
    std::vector<double> const w =
        without_entropy({{0.05, 0.08}, {0.2, 0.3}, {0.0, 0.0}, 3.0, 0.0, 0.01 / (0.2 * 0.3)}, 2e-4);
    EXPECT_NEAR(w[0], 7.0 / 11.0, 1e-6);
    EXPECT_NEAR(w[1], 4.0 / 11.0, 1e-6);
}

TEST(Portfolio, MinimumVarianceGivesEightAndThreeElevenths)
{
    std::vector<double> const w = without_entropy({{0.0, 0.0}, {0.2, 0.3}, {0.0, 0.0}, 3.0, 0.0, 0.01 / (0.2 * 0.3)}, 2e-4);
    EXPECT_NEAR(w[0], 8.0 / 11.0, 1e-6);
    EXPECT_NEAR(w[1], 3.0 / 11.0, 1e-6);
}

TEST(Portfolio, AutonomyAloneGivesSharesInverseToThePartnersPower)
{
    std::vector<double> const w = without_entropy({{0, 0, 0}, {0, 0, 0}, {1.0, 2.0, 4.0}, 0.0, 0.5, 0.0}, 1e-2);
    EXPECT_NEAR(w[0], 4.0 / 7.0, 1e-4);
    EXPECT_NEAR(w[1], 2.0 / 7.0, 1e-4);
    EXPECT_NEAR(w[2], 1.0 / 7.0, 1e-4);
}

/// Inverse calibration: with r = Q w0 + eta ln w0 the opening portfolio is the preferred one.
TEST(Portfolio, CalibratedReturnsMakeTheOpeningSharesAFixedPoint)
{
    std::vector<double> const opening{0.28, 0.26, 0.09, 0.01, 0.36};
    std::vector<double> const risk{0.3, 0.2, 0.15, 0.2, 0.1};
    std::vector<double> const asymmetry{0.9, 1.0, 0.8, 0.2, 0.5};
    double const gamma = 2.0;
    double const beta = 0.5;
    double const rho = 0.2;
    double const eta = 0.5;
    double exposure = 0.0;
    for (std::size_t j = 0; j < 5; ++j) {
        exposure += risk[j] * opening[j];
    }
    std::vector<double> returns;
    for (std::size_t j = 0; j < 5; ++j) {
        returns.push_back(gamma * ((1.0 - rho) * risk[j] * risk[j] * opening[j] + rho * risk[j] * exposure) +
                          2.0 * beta * asymmetry[j] * opening[j] + eta * std::log(opening[j]));
    }
    std::vector<double> const w = solve({returns, risk, asymmetry, gamma, beta, rho}, eta, 500);
    for (std::size_t j = 0; j < 5; ++j) {
        EXPECT_NEAR(w[j], opening[j], 1e-13);
    }
    // The engine's own set-up of the pull is the same sum.
    std::vector<double> log_opening;
    for (double const share : opening) {
        log_opening.push_back(std::log(share));
    }
    std::vector<double> pull(5);
    pull_of_portfolio({.share = opening,
                       .risk = risk,
                       .asymmetry = asymmetry,
                       .risk_aversion = gamma,
                       .common_risk = rho,
                       .autonomy_cost = beta,
                       .diversification = eta},
                      log_opening, pull);
    for (std::size_t j = 0; j < 5; ++j) {
        EXPECT_NEAR(pull[j], returns[j], 1e-15);
    }
}

} // namespace
} // namespace steppe
