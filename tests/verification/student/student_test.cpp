#include "lanes/beta_quantile.hpp"
#include "lanes/student_quantile.hpp"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace steppe {
namespace {

using R = Lanes<native_width>;

double exact_student(double z, double nu)
{
    boost::math::normal_distribution<long double> const normal;
    boost::math::students_t_distribution<long double> const student{static_cast<long double>(nu)};
    long double const tail = boost::math::cdf(normal, -std::abs(static_cast<long double>(z)));
    return static_cast<double>(-boost::math::quantile(student, tail)) * (z < 0 ? -1.0 : 1.0);
}

/// Tables: t at .975 with 3 degrees of freedom is 3.182446, at .99 with 5 it is 3.364930, at .999 with 10 it is 4.143700.
TEST(StudentQuantile, AgreesWithTables)
{
    EXPECT_NEAR(student_quantile(normal_quantile(0.975), 3.0), 3.182446, 1e-5);
    EXPECT_NEAR(student_quantile(normal_quantile(0.99), 5.0), 3.364930, 1e-5);
    EXPECT_NEAR(student_quantile(normal_quantile(0.001), 10.0), -4.143700, 1e-5);
    EXPECT_EQ(student_quantile(0.0, 5.3), 0.0);
}

TEST(StudentQuantile, HasTheErrorThatItStates)
{
    double near = 0.0, far = 0.0, farthest = 0.0;
    for (double const nu : {2.5, 2.6, 3.0, 3.7, 5.3, 9.0, 17.0, 40.0, 90.0, 200.0}) {
        for (double z = 0.001; z < 8.2; z *= 1.07) {
            double const error = std::abs(student_quantile(z, nu) / exact_student(z, nu) - 1.0);
            double& largest = z <= 5.0 ? near : z <= 6.0 ? far : farthest;
            largest = std::max(largest, error);
        }
    }
    EXPECT_LE(near, 2e-6);
    EXPECT_LE(far, 1e-5);
    EXPECT_LE(farthest, 1e-4);
}

TEST(StudentQuantile, IsOddAndMonotone)
{
    for (double const nu : {2.5, 3.3, 5.3, 12.0, 200.0}) {
        double before = 0.0;
        for (double z = 1e-6; z < 8.2; z += 0.003) {
            double const t = student_quantile(z, nu);
            EXPECT_GT(t, before) << nu << ' ' << z;
            EXPECT_EQ(student_quantile(-z, nu), -t);
            before = t;
        }
    }
}

/// Shapes with quantiles in closed form: a = 1 gives 1 - (1 - u)^(1/b), b = 1 gives u^(1/a).
TEST(BetaQuantile, AgreesWithClosedForms)
{
    for (double const u : {1e-9, 0.01, 0.3, 0.5, 0.77, 0.999}) {
        EXPECT_NEAR(beta_quantile(u, 1.0, 4.8) / -std::expm1(std::log1p(-u) / 4.8), 1.0, 1e-10);
        EXPECT_NEAR(beta_quantile(u, 1.2, 1.0) / std::pow(u, 1.0 / 1.2), 1.0, 1e-10);
        EXPECT_NEAR(beta_quantile(u, 1.0, 1.0) / u, 1.0, 1e-10);
    }
}

TEST(BetaQuantile, AgreesWithBoostOverShapes)
{
    double largest = 0.0;
    for (double const a : {0.05, 0.3, 1.2, 4.8, 30.0, 200.0}) {
        for (double const b : {0.05, 0.3, 1.2, 4.8, 30.0, 200.0}) {
            for (double const u : {1e-6, 1e-3, 0.03, 0.2, 0.4999, 0.5001, 0.7, 0.93, 0.999}) {
                boost::math::beta_distribution<double> const beta{a, b};
                double const x = boost::math::quantile(beta, u);
                if (x > 1e-12 && x < 1.0 - 1e-6) {
                    largest = std::max(largest, std::abs(beta_quantile(u, a, b) / x - 1.0));
                }
            }
        }
    }
    EXPECT_LE(largest, 1e-9);
}

TEST(Quantiles, AreTheSameInEveryLane)
{
    R u = 0.0, z = 0.0;
    for (int lane = 0; lane < native_width; ++lane) {
        u.set(lane, (lane + 0.37) / native_width);
        z.set(lane, lane * 0.9 - 6.0);
    }
    R const x = beta_quantile(u, 1.2, 4.8);
    R const t = student_quantile(z, 5.3);
    for (int lane = 0; lane < native_width; ++lane) {
        EXPECT_EQ(x[lane], beta_quantile(u[lane], 1.2, 4.8));
        EXPECT_EQ(t[lane], student_quantile(z[lane], 5.3));
    }
}

} // namespace
} // namespace steppe
