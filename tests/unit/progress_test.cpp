/// What the progress line says of the time left, against runs whose end is known.

#include "app/progress.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <utility>
#include <vector>

namespace steppe::app {
namespace {

using Seconds = std::chrono::duration<double>;

constexpr std::int64_t blocks = 400;
constexpr std::int64_t jobs_per_block = 128;

/// Largest error of the foretold length of a run, as a share of it, from a quarter of the run on. `length` gives the seconds that a block
/// takes.
double worst_error(std::function<double(std::int64_t block)> const& length)
{
    ProgressRate::Time const start{};
    ProgressRate rate{start};
    std::vector<std::pair<double, double>> foretold; // elapsed, and then the length of the run, in seconds
    double elapsed = 0.0;
    for (std::int64_t block = 0; block < blocks; ++block) {
        elapsed += length(block);
        rate.note(start + std::chrono::duration_cast<ProgressRate::Time::duration>(Seconds{elapsed}),
                  (block + 1) * jobs_per_block);
        foretold.emplace_back(elapsed, elapsed + rate.seconds_left(blocks * jobs_per_block));
    }
    double worst = 0.0;
    for (auto const& [when, end] : foretold) {
        worst = when >= 0.25 * elapsed ? std::max(worst, std::abs(end - elapsed) / elapsed) : worst;
    }
    return worst;
}

TEST(ProgressTest, NothingIsForetoldBeforeAnythingIsDone)
{
    ProgressRate::Time const start{};
    ProgressRate rate{start};
    EXPECT_EQ(rate.per_second(), 0.0);
    EXPECT_EQ(rate.seconds_left(10), 0.0);
    rate.note(start, 0);
    EXPECT_EQ(rate.seconds_left(10), 0.0);
}

TEST(ProgressTest, ASteadyRunIsForetoldExactly)
{
    EXPECT_LT(worst_error([](std::int64_t) { return 0.3; }), 1e-6);
}

TEST(ProgressTest, FromAQuarterOnTheTimeLeftIsRightWithinATenthWhereBlocksDiffer)
{
    std::mt19937_64 engine{5};
    std::uniform_real_distribution<double> uniform{0.5, 1.5};
    EXPECT_LT(worst_error([&](std::int64_t) { return uniform(engine); }), 0.1);
}

TEST(ProgressTest, ASlowStartIsForgotten)
{
    EXPECT_LT(worst_error([](std::int64_t block) { return block < blocks / 20 ? 2.0 : 1.0; }), 0.1);
}

TEST(ProgressTest, WhatAnEarlierRunHadDoneDoesNotCountAsSpeed)
{
    EXPECT_LT(worst_error([](std::int64_t block) { return block < blocks / 2 ? 0.01 : 1.0; }), 0.1);
}

} // namespace
} // namespace steppe::app
