#include "lanes/distributions.hpp"
#include "lanes/draws.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace steppe {
namespace {

template <class L>
class EveryWidth : public ::testing::Test {
};

// Less than a register, one, two and more, whatever the instruction set.
using Widths = ::testing::Types<Lanes<2>, Lanes<4>, Lanes<8>, Lanes<16>>;
TYPED_TEST_SUITE(EveryWidth, Widths);

std::vector<double> awkward_values()
{
    std::vector<double> values{0.0,
                               -0.0,
                               1.0,
                               -1.0,
                               1e-308,
                               5e-324,
                               709.7,
                               710.0,
                               -745.0,
                               -746.0,
                               1e300,
                               -1e300,
                               std::numeric_limits<double>::infinity(),
                               -std::numeric_limits<double>::infinity()};
    Draws<double> const draws{99, 0};
    for (int n = 0; n < 20000; ++n) {
        auto const u = draws.uniform_pair(n, 1, 2);
        values.push_back((u[0] - 0.5) * std::exp(60.0 * u[1] - 40.0));
    }
    return values;
}

/// Compares as bits, so that signed zeros count and equal NaNs pass.
::testing::AssertionResult same_bits(double a, double b)
{
    if (std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b)) {
        return ::testing::AssertionSuccess();
    }
    return ::testing::AssertionFailure() << a << " and " << b << " differ";
}

TYPED_TEST(EveryWidth, ExponentialAndLogarithmEqualTheReferenceBitForBit)
{
    constexpr int width = LaneTraits<TypeParam>::width;
    std::vector<double> const values = awkward_values();
    for (std::size_t first = 0; first + width <= values.size(); first += width) {
        TypeParam x;
        for (int lane = 0; lane < width; ++lane) {
            x.set(lane, values[first + static_cast<std::size_t>(lane)]);
        }
        TypeParam const e = exponential(x);
        TypeParam const l = logarithm(absolute(x));
        for (int lane = 0; lane < width; ++lane) {
            ASSERT_TRUE(same_bits(e[lane], exponential(x[lane]))) << "exp " << x[lane];
            ASSERT_TRUE(same_bits(l[lane], logarithm(absolute(x[lane])))) << "log " << x[lane];
        }
    }
}

TYPED_TEST(EveryWidth, DrawsAndDistributionsEqualTheReferenceBitForBit)
{
    constexpr int width = LaneTraits<TypeParam>::width;
    for (std::int64_t first : {std::int64_t{0}, std::int64_t{1000}, (std::int64_t{1} << 32) - 3}) {
        Draws<TypeParam> const lanes{0x123456789abcdef0U, first};
        for (int month = 0; month < 300; ++month) {
            auto const u = lanes.uniform_pair(month, 5, identity_of("SOMEBODY"));
            TypeParam const z = normal_quantile(u[0]);
            TypeParam const n = poisson_quantile(u[1], TypeParam{1.4});
            TypeParam const k = binomial_quantile(u[1], TypeParam{140.0}, TypeParam{0.01});
            for (int lane = 0; lane < width; ++lane) {
                auto const v =
                    Draws<double>{0x123456789abcdef0U, first + lane}.uniform_pair(month, 5, identity_of("SOMEBODY"));
                ASSERT_TRUE(same_bits(u[0][lane], v[0]));
                ASSERT_TRUE(same_bits(u[1][lane], v[1]));
                ASSERT_TRUE(same_bits(z[lane], normal_quantile(v[0])));
                ASSERT_TRUE(same_bits(n[lane], poisson_quantile(v[1], 1.4)));
                ASSERT_TRUE(same_bits(k[lane], binomial_quantile(v[1], 140.0, 0.01)));
            }
        }
    }
}

TYPED_TEST(EveryWidth, SelectMinimumAndSquareRootEqualTheReferenceBitForBit)
{
    constexpr int width = LaneTraits<TypeParam>::width;
    std::vector<double> const values = awkward_values();
    for (std::size_t first = 0; first + 2 * width <= values.size(); first += width) {
        TypeParam a;
        TypeParam b;
        for (int lane = 0; lane < width; ++lane) {
            a.set(lane, values[first + static_cast<std::size_t>(lane)]);
            b.set(lane, values[first + static_cast<std::size_t>(lane + 1)]);
        }
        for (int lane = 0; lane < width; ++lane) {
            ASSERT_TRUE(same_bits(minimum(a, b)[lane], minimum(a[lane], b[lane])));
            ASSERT_TRUE(same_bits(maximum(a, b)[lane], maximum(a[lane], b[lane])));
            ASSERT_TRUE(same_bits(absolute(a)[lane], absolute(a[lane])));
            ASSERT_TRUE(same_bits(square_root(absolute(a))[lane], square_root(absolute(a[lane]))));
            ASSERT_TRUE(same_bits(select(a < b && a != 0.0, a + b, a * b)[lane],
                                  select(a[lane] < b[lane] && a[lane] != 0.0, a[lane] + b[lane], a[lane] * b[lane])));
            ASSERT_TRUE(same_bits(clamp(a, -1.0, 1.0)[lane], clamp(a[lane], -1.0, 1.0)));
        }
    }
}

TYPED_TEST(EveryWidth, ZerosOfEitherSignAndNotANumberArePickedAsByTheReference)
{
    double const nan = std::numeric_limits<double>::quiet_NaN();
    for (double a : {0.0, -0.0, 1.0, nan}) {
        EXPECT_TRUE(same_bits(TypeParam{a}[0], a));
        EXPECT_TRUE(same_bits(absolute(TypeParam{a})[0], absolute(a)));
        for (double b : {0.0, -0.0, 1.0, nan}) {
            EXPECT_TRUE(same_bits(minimum(TypeParam{a}, TypeParam{b})[0], minimum(a, b)));
            EXPECT_TRUE(same_bits(maximum(TypeParam{a}, TypeParam{b})[0], maximum(a, b)));
            EXPECT_TRUE(same_bits(select(a < b, TypeParam{a}, TypeParam{b})[0], select(a < b, a, b)));
        }
    }
}

TEST(Elementary, ExponentialIsWithinAUnitInTheLastPlace)
{
    double worst = 0.0;
    for (int n = -200000; n <= 200000; ++n) {
        double const x = n < -100000 || n > 100000 ? n * 0.0035 : n * 1.234567e-5; // the whole range, and all of a reduction
        long double const exact = std::exp(static_cast<long double>(x));
        auto const rounded = static_cast<double>(exact);
        double const unit = std::nextafter(rounded, std::numeric_limits<double>::infinity()) - rounded;
        worst = std::max(worst, static_cast<double>(std::abs((static_cast<long double>(exponential(x)) - exact) / unit)));
    }
    EXPECT_LT(worst, 1.0);
    EXPECT_EQ(exponential(0.0), 1.0);
    EXPECT_EQ(exponential(-0.0), 1.0);
}

TEST(Elementary, ExponentialSaturatesAndKeepsNotANumber)
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    EXPECT_EQ(exponential(-infinity), 0.0);
    EXPECT_EQ(exponential(-709.0), 0.0);
    EXPECT_GT(exponential(-708.0), 0.0);
    EXPECT_LT(exponential(709.0), infinity);
    EXPECT_EQ(exponential(710.0), infinity);
    EXPECT_EQ(exponential(infinity), infinity);
    EXPECT_TRUE(std::isnan(exponential(std::numeric_limits<double>::quiet_NaN())));
}

TEST(Elementary, LogarithmKnowsWhatHasNone)
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    EXPECT_EQ(logarithm(0.0), -infinity);
    EXPECT_EQ(logarithm(-0.0), -infinity);
    EXPECT_EQ(logarithm(5e-324), -infinity); // no logarithms of subnormal numbers, as there are no subnormal exponentials
    EXPECT_EQ(logarithm(infinity), infinity);
    EXPECT_TRUE(std::isnan(logarithm(-1e-300)));
    EXPECT_TRUE(std::isnan(logarithm(-infinity)));
    EXPECT_TRUE(std::isnan(logarithm(std::numeric_limits<double>::quiet_NaN())));
    EXPECT_EQ(logarithm(1.0), 0.0);
}

/// How far a result is from the true one, in units of the last place of the true one.
double error_in_ulps(double result, long double truth)
{
    auto const nearest = static_cast<double>(std::abs(truth));
    double const ulp = std::nextafter(nearest, std::numeric_limits<double>::infinity()) - nearest;
    return std::abs(static_cast<double>((static_cast<long double>(result) - truth) / static_cast<long double>(ulp)));
}

TEST(Elementary, IsWithinAboutOneUnitInTheLastPlace)
{
    std::vector<double> values = awkward_values();
    Draws<double> const draws{3, 0};
    for (int n = 0; n < 200000; ++n) { // about 1, where a logarithm is small and the fraction takes its two ends
        auto const u = draws.uniform_pair(n, 1, 2);
        values.push_back(u[0]);
        values.push_back(0.7 + 0.8 * u[1]);
        values.push_back(1.0 + (u[0] - 0.5) * 1e-4);
    }
    for (double const x : values) {
        if (std::abs(x) < 700.0) {
            ASSERT_LT(error_in_ulps(exponential(x), std::exp(static_cast<long double>(x))), 1.1) << x;
        }
        if (x >= std::numeric_limits<double>::min() && x <= std::numeric_limits<double>::max() && x != 1.0) {
            ASSERT_LT(error_in_ulps(logarithm(x), std::log(static_cast<long double>(x))), 1.0) << x;
        }
    }
}

TEST(Draws, AreStrictlyInsideTheUnitInterval)
{
    EXPECT_GT(open_unit_interval(std::uint64_t{0}), 0.0);
    EXPECT_LT(open_unit_interval(~std::uint64_t{0}), 1.0);
    EXPECT_EQ(open_unit_interval(std::uint64_t{0}), 0x1p-53);
    EXPECT_EQ(open_unit_interval(~std::uint64_t{0}), 1.0 - 0x1p-53);
}

TEST(Draws, EveryPartOfTheAddressCounts)
{
    double const u = Draws<double>{1, 0}.uniform(2, 3, 4);
    EXPECT_NE(u, (Draws<double>{2, 0}.uniform(2, 3, 4)));
    EXPECT_NE(u, (Draws<double>{std::uint64_t{1} << 32 | 1, 0}.uniform(2, 3, 4)));
    EXPECT_NE(u, (Draws<double>{1, 1}.uniform(2, 3, 4)));
    EXPECT_NE(u, (Draws<double>{1, std::int64_t{1} << 32}.uniform(2, 3, 4)));
    EXPECT_NE(u, (Draws<double>{1, 0}.uniform(3, 3, 4)));
    EXPECT_NE(u, (Draws<double>{1, 0}.uniform(2, 4, 4)));
    EXPECT_NE(u, (Draws<double>{1, 0}.uniform(2, 3, 5)));
    EXPECT_EQ(u, (Draws<double>{1, 0}.uniform(2, 3, 4)));
}

TEST(Draws, UniformsHaveTheMomentsOfTheUniformDistribution)
{
    double sum = 0.0;
    double squares = 0.0;
    double product = 0.0;
    constexpr int count = 200000;
    for (int n = 0; n < count; ++n) {
        auto const u = Draws<double>{5, n}.uniform_pair(7, 1, 2);
        sum += u[0];
        squares += u[0] * u[0];
        product += (u[0] - 0.5) * (u[1] - 0.5);
    }
    EXPECT_NEAR(sum / count, 0.5, 4.0 * std::sqrt(1.0 / 12.0 / count));
    EXPECT_NEAR(squares / count, 1.0 / 3.0, 4.0 * std::sqrt(4.0 / 45.0 / count));
    EXPECT_NEAR(product / count, 0.0, 4.0 / 12.0 / std::sqrt(count));
}

TEST(Distributions, NormalQuantileMatchesAnIndependentOne)
{
    boost::math::normal const normal;
    for (double u : {0x1p-53, 1e-12, 1e-6, 0.01, 0.0749, 0.0751, 0.3, 0.5, 0.7, 0.925, 0.99, 1.0 - 1e-9, 1.0 - 0x1p-53}) {
        double const expected = boost::math::quantile(normal, u);
        EXPECT_NEAR(normal_quantile(u), expected, 1e-14 * std::max(1.0, std::abs(expected))) << u;
    }
}

TEST(Distributions, CountsAreTheQuantilesOfTheirDistributions)
{
    for (int n = 1; n < 400; ++n) {
        double const u = n / 400.0;
        for (double mean : {0.02, 1.4, 30.0}) {
            double const count = poisson_quantile(u, mean);
            boost::math::poisson const poisson{mean};
            EXPECT_GE(boost::math::cdf(poisson, count), u - 1e-12);
            EXPECT_TRUE(count == 0.0 || boost::math::cdf(poisson, count - 1.0) < u + 1e-12);
        }
        for (double p : {0.001, 0.01, 0.2}) {
            double const count = binomial_quantile(u, 140.0, p);
            boost::math::binomial const binomial{140.0, p};
            EXPECT_GE(boost::math::cdf(binomial, count), u - 1e-12);
            EXPECT_TRUE(count == 0.0 || boost::math::cdf(binomial, count - 1.0) < u + 1e-12);
        }
    }
    EXPECT_EQ(binomial_quantile(0.9999999, 0.0, 0.5), 0.0);
}

} // namespace
} // namespace steppe
