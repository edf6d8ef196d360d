// Filters of the state at the origin: by hand, against exponential smoothing, and against a joint normal density.
#include "study/hindcast/state_filters.hpp"

#include <Eigen/Dense>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <stdexcept>
#include <vector>

namespace steppe {
namespace {

std::vector<DatedValue> dated(std::vector<double> const& values, int first = 2000)
{
    std::vector<DatedValue> observed;
    for (double const value : values) {
        observed.push_back({first++, value});
    }
    return observed;
}

/// Log density of observations from the second on, given the first, of a level that begins diffuse: the density of their differences
/// from the first, whose covariance is written out.
double density_of_differences(LocalLevel const& model, std::vector<DatedValue> const& observed)
{
    auto const n = static_cast<Eigen::Index>(observed.size()) - 1;
    Eigen::MatrixXd covariance(n, n);
    Eigen::VectorXd difference(n);
    int const first = observed.front().year;
    double const walk = model.walk_sd * model.walk_sd;
    double const error = model.error_sd * model.error_sd;
    for (Eigen::Index i = 0; i < n; ++i) {
        DatedValue const& one = observed[static_cast<std::size_t>(i) + 1];
        difference(i) = one.value - observed.front().value;
        for (Eigen::Index j = 0; j < n; ++j) {
            int const other = observed[static_cast<std::size_t>(j) + 1].year;
            covariance(i, j) = walk * (std::min(one.year, other) - first) + error + (i == j ? error : 0.0);
        }
    }
    double const squares = difference.dot(covariance.ldlt().solve(difference));
    return -0.5 * (static_cast<double>(n) * std::log(2 * std::numbers::pi) + std::log(covariance.determinant()) + squares);
}

} // namespace

// Error 1, walk 1: after the first value 2 the variance is 1; a year on 2, expected variance 3, gain 2/3; error 3: level 2 + 2 = 4, variance 2/3.
TEST(StateFilters, ALocalLevelIsThatOfHands)
{
    OriginState const state = filtered(LocalLevel{1.0, 1.0}, dated({2.0, 5.0}), 2001);
    EXPECT_NEAR(state.level, 4.0, 1e-15);
    EXPECT_NEAR(state.level_variance, 2.0 / 3.0, 1e-15);
    EXPECT_EQ(state.drift, 0.0);
    EXPECT_NEAR(state.log_likelihood, -0.5 * (std::log(2 * std::numbers::pi * 3.0) + 9.0 / 3.0), 1e-14);
}

// Persistence 1/2, drift sd (3/4)^(1/2), so that its stationary variance is 1; walk 0, error 1. After y = 0: spread diag(1, 1). A year on: level
// variance 1 + 1 = 2, covariance 1/2, drift 1/4 + 3/4 = 1; expected variance 3; error 3: level 2, drift 1/2; spread 2/3, 1/6, 11/12.
TEST(StateFilters, ADampedDriftIsThatOfHands)
{
    DampedDrift const model{0.0, std::sqrt(0.75), 0.5, 1.0};
    OriginState const state = filtered(model, dated({0.0, 3.0}), 2001);
    EXPECT_NEAR(state.level, 2.0, 1e-15);
    EXPECT_NEAR(state.drift, 0.5, 1e-15);
    EXPECT_NEAR(state.level_variance, 2.0 / 3.0, 1e-15);
    EXPECT_NEAR(state.covariance, 1.0 / 6.0, 1e-15);
    EXPECT_NEAR(state.drift_variance, 11.0 / 12.0, 1e-15);
    // Two years on: level 2 + 1/2 + 1/4; its variance (2/3 + 2/6 + 11/12) + 2 cov + drift, with cov = (1/6 + 11/12) / 2 and drift 11/48 + 3/4.
    LevelForecast const later = ahead(model, state, 2);
    EXPECT_NEAR(later.mean, 2.75, 1e-15);
    EXPECT_NEAR(later.variance, (2.0 / 3 + 2.0 / 6 + 11.0 / 12) + (1.0 / 6 + 11.0 / 12) + (11.0 / 48 + 0.75), 1e-14);
}

TEST(StateFilters, ASettledLocalLevelIsSimpleExponentialSmoothing)
{
    for (LocalLevel const& model : {LocalLevel{0.3, 1.0}, LocalLevel{2.0, 0.5}, LocalLevel{0.05, 0.05}}) {
        double const alpha = model.steady_gain();
        double const r = model.signal_to_noise();
        EXPECT_NEAR(alpha * alpha, r * (1.0 - alpha), 1e-14) << "where the variance of the level no longer changes";
        std::mt19937_64 random{3};
        std::uniform_real_distribution<double> uniform{-1.0, 1.0};
        std::vector<double> values(600);
        for (double& value : values) {
            value = uniform(random);
        }
        // The gain settles geometrically, as (1 - alpha)^(2 t): after 300 years the filter smooths with alpha itself.
        std::vector<DatedValue> const observed = dated(values, 1000);
        double level = filtered(model, std::span{observed}.first(300), 1299).level;
        for (std::size_t t = 300; t < values.size(); ++t) {
            level += alpha * (values[t] - level);
        }
        OriginState const state = filtered(model, observed, 1599);
        EXPECT_NEAR(state.level, level, 1e-12);
        EXPECT_NEAR(state.level_variance, alpha * model.error_sd * model.error_sd, 1e-12);
    }
}

TEST(StateFilters, TheLikelihoodIsTheJointDensityAlsoOverGaps)
{
    LocalLevel const model{0.7, 0.4};
    std::vector<DatedValue> const observed{{2000, 0.3}, {2001, 0.1}, {2004, 1.9}, {2005, 1.2}, {2009, 0.4}};
    EXPECT_NEAR(filtered(model, observed, 2009).log_likelihood, density_of_differences(model, observed), 1e-12);
    OriginState const later = filtered(model, observed, 2012);
    EXPECT_EQ(later.level, filtered(model, observed, 2009).level);
    EXPECT_NEAR(later.level_variance, filtered(model, observed, 2009).level_variance + 3 * 0.49, 1e-14);
    EXPECT_EQ(later.log_likelihood, filtered(model, observed, 2009).log_likelihood);
}

TEST(StateFilters, WithoutADriftTheTwoModelsAgree)
{
    std::vector<DatedValue> const observed = dated({0.0, 1.0, 0.5, 2.0});
    OriginState const level = filtered(LocalLevel{0.5, 0.2}, observed, 2004);
    OriginState const drift = filtered(DampedDrift{0.5, 0.0, 0.6, 0.2}, observed, 2004);
    EXPECT_EQ(level.level, drift.level);
    EXPECT_EQ(level.log_likelihood, drift.log_likelihood);
    EXPECT_EQ(drift.drift, 0.0);
}

TEST(StateFilters, NoNeighbourOfAFitIsLikelier)
{
    std::vector<DatedValue> const observed = dated({0.0, 0.4, 0.1, 0.9, 1.3, 1.0, 1.8, 2.1, 1.9, 2.6, 2.4, 3.1});
    int const until = observed.back().year;
    LocalLevel const level = fit_local_level(observed, std::nullopt);
    LocalLevel const given = fit_local_level(observed, 0.3);
    DampedDrift const drift = fit_damped_drift(observed, 0.2);
    EXPECT_EQ(given.error_sd, 0.3);
    double const best = filtered(level, observed, until).log_likelihood;
    double const best_given = filtered(given, observed, until).log_likelihood;
    double const best_drift = filtered(drift, observed, until).log_likelihood;
    for (double const factor : {0.9, 0.99, 1.01, 1.1}) {
        EXPECT_GE(best, filtered(LocalLevel{level.walk_sd * factor, level.error_sd}, observed, until).log_likelihood - 1e-9);
        EXPECT_GE(best, filtered(LocalLevel{level.walk_sd, level.error_sd * factor}, observed, until).log_likelihood - 1e-9);
        EXPECT_GE(best_given, filtered(LocalLevel{given.walk_sd * factor, 0.3}, observed, until).log_likelihood - 1e-9);
        DampedDrift other = drift;
        other.walk_sd *= factor;
        EXPECT_GE(best_drift, filtered(other, observed, until).log_likelihood - 1e-9);
        other = drift;
        other.drift_sd *= factor;
        EXPECT_GE(best_drift, filtered(other, observed, until).log_likelihood - 1e-9);
    }
    EXPECT_GE(best_drift, filtered(fit_local_level(observed, 0.2), observed, until).log_likelihood)
        << "it has that model within";
}

TEST(StateFilters, FitsFindWhatSeriesWereMadeWith)
{
    std::mt19937_64 random{11};
    std::normal_distribution<double> normal;
    std::vector<double> values;
    double level = 0.0;
    for (int t = 0; t < 3000; ++t) {
        level += 0.5 * normal(random);
        values.push_back(level + normal(random));
    }
    LocalLevel const found = fit_local_level(dated(values, 0), std::nullopt);
    EXPECT_NEAR(found.walk_sd, 0.5, 0.05);
    EXPECT_NEAR(found.error_sd, 1.0, 0.05);
}

TEST(StateFilters, RefuseWhatTheyCannotFilter)
{
    std::vector<DatedValue> const observed = dated({0.0, 1.0, 2.0});
    EXPECT_THROW(static_cast<void>(filtered(LocalLevel{1.0, 0.0}, observed, 2002)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(filtered(LocalLevel{1.0, 1.0}, observed, 2001)), std::invalid_argument)
        << "an observation after the origin";
    EXPECT_THROW(static_cast<void>(filtered(LocalLevel{1.0, 1.0}, {}, 2001)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(filtered(DampedDrift{1.0, 1.0, 1.0, 1.0}, observed, 2002)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(fit_local_level(std::span{observed}.first(2), std::nullopt)), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(fit_damped_drift(observed, 0.1)), std::invalid_argument);
}

} // namespace steppe
