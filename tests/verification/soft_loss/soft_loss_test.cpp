#include "model/powers/soft_loss.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace steppe {
namespace {

constexpr double aversion = 2.25;
constexpr double softness = 0.2;

double felt(double change) { return soft_loss(change, loss_weight(aversion), softness); }

TEST(SoftLoss, NoChangeIsFeltAsNone)
{
    EXPECT_EQ(felt(0.0), 0.0);
    EXPECT_EQ(felt(-0.0), 0.0);
}

TEST(SoftLoss, ASmallChangeIsFeltAsItIs)
{
    // v(x) = x - b x^2/2s + ..., to the last digit.
    double const x = 1e-7;
    double const weight = loss_weight(aversion);
    EXPECT_NEAR(felt(x), x - weight * x * x / (2 * softness), 1e-22);
    EXPECT_NEAR(felt(-x), -x - weight * x * x / (2 * softness), 1e-22);
}

TEST(SoftLoss, AgreesWithItsFormulaInLongDouble)
{
    long double const b = loss_weight(static_cast<long double>(aversion));
    for (int n = -3000; n <= 3000; ++n) {
        double const x = std::pow(static_cast<double>(n) / 500, 3.0);
        long double const s = softness;
        long double const exact = x - b * (std::sqrt(static_cast<long double>(x) * x + s * s) - s);
        EXPECT_NEAR(felt(x), static_cast<double>(exact), 1e-15 * std::max(1.0, std::abs(x) * 4));
    }
}

TEST(SoftLoss, FarLossesWeighTheLossAversionTimesFarGains)
{
    double const up = (felt(3e5) - felt(1e5)) / 2e5;
    double const down = (felt(-1e5) - felt(-3e5)) / 2e5;
    EXPECT_NEAR(down / up, aversion, 1e-10);
    EXPECT_NEAR(up, 1 - loss_weight(aversion), 1e-10);
}

TEST(SoftLoss, IsLinearWithoutLossAversion)
{
    for (double x : {-3.0, -0.1, 0.0, 1e-9, 0.7, 40.0}) {
        EXPECT_EQ(soft_loss(x, loss_weight(1.0), softness), x);
    }
}

TEST(SoftLoss, OfAPowerThatGetsUsedToItHalvesEveryHalfLife)
{
    double const worth = -0.37;
    double const pace = 1 - std::exp2(-1.0 / 12);
    double reference = 0;
    double former = worth;
    for (int month = 1; month <= 60; ++month) {
        reference += pace * (1 - reference);
        if (month % 12 == 0) {
            double const left = soft_loss(worth * (1 - reference), loss_weight(1.0), softness);
            EXPECT_NEAR(left / former, 0.5, 1e-14);
            former = left;
        }
    }
}

TEST(SoftLoss, LanesGiveTheSameBits)
{
    using R = Lanes<native_width>;
    R x;
    for (int lane = 0; lane < native_width; ++lane) {
        x.set(lane, std::sinh(0.9 * (lane - native_width / 2)));
    }
    R const value = soft_loss(x, loss_weight(aversion), softness);
    R const worth = worth_of_share(absolute(x), -0.3, 0.05);
    for (int lane = 0; lane < native_width; ++lane) {
        EXPECT_EQ(value[lane], felt(x[lane]));
        EXPECT_EQ(worth[lane], worth_of_share(std::abs(x[lane]), -0.3, 0.05));
    }
}

TEST(Position, AShareIsWorthTheLessTheMoreThereIs)
{
    double const offset = 0.05;
    for (double w : {0.0, 0.1, 0.3, 0.8}) {
        double const step = 1e-5;
        double const slope = (worth_of_share(w + step, 1.5, offset) - worth_of_share(w - step, 1.5, offset)) / (2 * step);
        EXPECT_NEAR(slope, 1.5 / (w + offset), 1e-5);
    }
}

} // namespace
} // namespace steppe
