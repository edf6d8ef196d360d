#include "model/powers/lambert.hpp"

#include <boost/math/special_functions/lambert_w.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace steppe {
namespace {

/// The root of w + ln w = y.
long double root_in_long_double(double log_argument)
{
    long double const y = log_argument;
    long double w = y > 1 ? y - std::log(y) : std::exp(y) / (1 + std::exp(y));
    for (int n = 0; n < 100; ++n) {
        w = w * (1 + y - std::log(w)) / (1 + w);
    }
    return w;
}

double relative_error(double found, long double exact) { return static_cast<double>(std::abs(found / exact - 1)); }

TEST(Lambert, TwoStepsAgreeWithBoostOverAllDoubleArguments)
{
    double largest = 0;
    for (int n = -70000; n <= 70000; ++n) {
        double const y = 0.01 * n;
        long double const exact = boost::math::lambert_w0(std::exp(static_cast<long double>(y)));
        largest = std::max(largest, relative_error(lambert_of_exponential(y, 2), exact));
    }
    EXPECT_LE(largest, 1e-14);
}

TEST(Lambert, TwoStepsAgreeWithALongDoubleRootBeyond)
{
    double largest = 0;
    for (double y = 700; y < 1e12; y *= 1.07) {
        largest = std::max(largest, relative_error(lambert_of_exponential(y, 2), root_in_long_double(y)));
    }
    for (int n = -70000; n <= 70000; n += 7) {
        largest = std::max(largest, relative_error(lambert_of_exponential(0.01 * n, 2), root_in_long_double(0.01 * n)));
    }
    EXPECT_LE(largest, 1e-14);
}

/// What the reply of a principal relies on: a start within 2 %, and an error to the fourth power.
TEST(Lambert, TheStartIsWithinTwoPercentAndOneStepWithinThreeInAThousandMillion)
{
    double of_start = 0;
    double of_step = 0;
    for (int n = -20000; n <= 20000; ++n) {
        long double const exact = root_in_long_double(0.01 * n);
        of_start = std::max(of_start, relative_error(lambert_of_exponential(0.01 * n, 0), exact));
        of_step = std::max(of_step, relative_error(lambert_of_exponential(0.01 * n, 1), exact));
    }
    EXPECT_LE(of_start, 0.02);
    EXPECT_LE(of_step, 3e-9);
}

TEST(Lambert, KnownConstants)
{
    EXPECT_NEAR(lambert_of_exponential(0.0, 2), 0.567143290409783873, 1e-15);
    EXPECT_NEAR(lambert_of_exponential(1.0, 2), 1.0, 1e-15);
    EXPECT_NEAR(lambert_of_exponential(7.0 + std::log(7.0), 2), 7.0, 1e-14);
}

TEST(Lambert, IsZeroWhereItsArgumentIs)
{
    EXPECT_EQ(lambert_of_exponential(-std::numeric_limits<double>::infinity(), 2), 0.0);
    EXPECT_EQ(lambert_of_exponential(-800.0, 2), 0.0);
}

TEST(Lambert, LanesGiveTheSameBits)
{
    using R = Lanes<native_width>;
    for (int first = -1000; first < 1000; first += native_width) {
        R y;
        for (int lane = 0; lane < native_width; ++lane) {
            y.set(lane, 0.7 * (first + lane));
        }
        for (int steps : {0, 1, 2}) {
            R const w = lambert_of_exponential(y, steps);
            for (int lane = 0; lane < native_width; ++lane) {
                ASSERT_EQ(w[lane], lambert_of_exponential(y[lane], steps)) << y[lane];
            }
        }
    }
}

} // namespace
} // namespace steppe
