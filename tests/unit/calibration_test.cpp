/// Calibration: exact answers of a normal model, ranks of truths, what is ruled out, features by hand, draws read back.
#include "lanes/distributions.hpp"
#include "lanes/draws.hpp"
#include "model/prior.hpp"
#include "model/schema_of_model.hpp"
#include "study/calibration/calibrator.hpp"
#include "study/calibration/draws_file.hpp"
#include "study/calibration/record_features.hpp"
#include "study/calibration/waves.hpp"
#include "support/output_fixtures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <numeric>

namespace steppe {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::size_t readings = 4;

/// Two parameters with standard normal priors (in z); four readings of their sum and four of the first, with normal errors of 1.
std::optional<std::vector<double>> normal_world(std::span<double const> positions, int replicates, int call)
{
    std::vector<double> features;
    for (std::size_t at = 0; at < positions.size(); at += 2) {
        double const first = normal_quantile(positions[at]);
        double const second = normal_quantile(positions[at + 1]);
        for (int r = 0; r < replicates; ++r) {
            Draws<double> const draws{17, static_cast<std::int64_t>(at) * replicates + r};
            for (std::uint32_t i = 0; i < 2 * readings; ++i) {
                double const mean = i < readings ? first + second : first;
                features.push_back(mean + normal_quantile(draws.uniform(call, 1, i)));
            }
        }
    }
    return features;
}

CalibrationDesign normal_design()
{
    return {.parameters = 2,
            .features = 2 * readings,
            .summaries = 2 * readings,
            .wave_draws = 400,
            .particles = 1500,
            .generations = 5,
            .seed = 5};
}

struct Normal {
    std::array<double, 2> mean{};
    std::array<double, 2> variance{};
};

/// With n readings of the sum and n of the first, precision is I + n [[2, 1], [1, 1]].
Normal exact_posterior(std::vector<double> const& observed)
{
    double sum = 0.0;
    double first = 0.0;
    for (std::size_t i = 0; i < readings; ++i) {
        sum += observed[i];
        first += observed[readings + i];
    }
    double const n = readings;
    double const a = 1.0 + 2.0 * n;
    double const d = 1.0 + n;
    double const det = a * d - n * n;
    double const x = sum + first;
    return {{(d * x - n * sum) / det, (a * sum - n * x) / det}, {d / det, a / det}};
}

Normal moments_of(Calibration const& found)
{
    Normal moments;
    for (std::size_t k = 0; k < 2; ++k) {
        double squares = 0.0;
        for (std::size_t draw = 0; draw < found.weights.size(); ++draw) {
            double const z = normal_quantile(found.positions[2 * draw + k]);
            moments.mean[k] += found.weights[draw] * z;
            squares += found.weights[draw] * z * z;
        }
        moments.variance[k] = squares - moments.mean[k] * moments.mean[k];
    }
    return moments;
}

TEST(Calibration, DrawsFromThePosteriorThatIsKnown)
{
    std::vector<double> const observed{1.2, 0.4, 0.9, 1.5, -0.3, 0.5, 0.1, 0.6};
    Calibration const found = calibrate(normal_design(), observed, normal_world).value();
    Normal const exact = exact_posterior(observed);
    Normal const drawn = moments_of(found);
    EXPECT_GT(found.effective, 500.0);
    for (std::size_t k = 0; k < 2; ++k) { // four standard errors, and what the tolerance leaves
        EXPECT_THAT(drawn.mean[k], DoubleNear(exact.mean[k], 4.0 * std::sqrt(exact.variance[k] / found.effective)));
        EXPECT_THAT(drawn.variance[k] / exact.variance[k], DoubleNear(1.0, 0.2));
    }
    EXPECT_LT(found.generations.back().tolerance, found.generations.front().tolerance);
    EXPECT_NEAR(std::accumulate(found.weights.begin(), found.weights.end(), 0.0), 1.0, 1e-12);
}

TEST(Calibration, RanksOfTruthsOfSyntheticWorldsAreEven)
{
    constexpr int worlds = 100;
    CalibrationDesign design = normal_design();
    design.wave_draws = 150;
    design.particles = 200;
    design.generations = 3;
    std::array<std::vector<double>, 2> ranks;
    for (int world = 0; world < worlds; ++world) {
        Draws<double> const draws{99, world};
        std::vector<double> const truth{draws.uniform(0, 1, 0), draws.uniform(0, 1, 1)};
        std::vector<double> const observed = normal_world(truth, 1, 1000 + 100 * world).value();
        Calibration const found =
            calibrate(design, observed, [&](std::span<double const> positions, int replicates, int call) {
                return normal_world(positions, replicates, 1001 + 100 * world + call);
            }).value();
        ASSERT_FALSE(found.weights.empty());
        for (std::size_t k = 0; k < 2; ++k) {
            double below = 0.0;
            for (std::size_t draw = 0; draw < found.weights.size(); ++draw) {
                below += found.positions[2 * draw + k] < truth[k] ? found.weights[draw] : 0.0;
            }
            ranks[k].push_back(below);
        }
    }
    for (std::vector<double>& each : ranks) { // Kolmogorov-Smirnov at .1 %
        std::sort(each.begin(), each.end());
        double largest = 0.0;
        for (int i = 0; i < worlds; ++i) {
            largest = std::max({largest, (i + 1.0) / worlds - each[static_cast<std::size_t>(i)],
                                each[static_cast<std::size_t>(i)] - static_cast<double>(i) / worlds});
        }
        EXPECT_LT(largest, 1.95 / std::sqrt(worlds));
    }
}

TEST(Calibration, SaysSoWhereNoDrawComesNear)
{
    std::vector<double> const observed(2 * readings, 40.0);
    Calibration const found = calibrate(normal_design(), observed, normal_world).value();
    EXPECT_TRUE(found.positions.empty());
    EXPECT_EQ(found.waves.back().kept, 0U);
    EXPECT_GT(found.waves.back().nearest, 3.0);
}

TEST(Calibration, AWaveNarrowsTheBoxAroundWhatIsLeft)
{
    std::vector<double> const observed(2 * readings, 5.0); // far out, where errors of 1 rule out most of the prior
    Calibration const found = calibrate(normal_design(), observed, normal_world).value();
    ASSERT_EQ(found.waves.size(), 2U);
    EXPECT_LT(found.waves[1].box.share(), 0.7);
    EXPECT_GT(static_cast<double>(found.waves[1].kept) / static_cast<double>(found.waves[1].draws),
              static_cast<double>(found.waves[0].kept) / static_cast<double>(found.waves[0].draws));
}

TEST(Calibration, EndsWhereARunIsInterrupted)
{
    std::vector<double> const observed(2 * readings, 0.0);
    int calls = 0;
    auto const stopping = [&](std::span<double const> positions, int replicates, int call) {
        return ++calls > 2 ? std::nullopt : normal_world(positions, replicates, call);
    };
    EXPECT_FALSE(calibrate(normal_design(), observed, stopping));
}

TEST(Waves, ImplausibilityIsTheDistanceOfTheMeanInDeviations)
{
    // Two runs of one feature, 1 and 3: mean 2, variance 2; shrunk to a common 5 that counts as eight runs: (2 + 8 * 5) / 9 = 14/3
    std::vector<double> const runs{1.0, 3.0};
    EXPECT_NEAR(implausibility_of(runs, std::vector{9.0}, std::vector{5.0}, 1)[0], 7.0 / std::sqrt(14.0 / 3.0 * 1.5), 1e-12);
    std::vector<double> const failed{1.0, std::numeric_limits<double>::quiet_NaN()};
    EXPECT_EQ(implausibility_of(failed, std::vector{9.0}, std::vector{5.0}, 1)[0], std::numeric_limits<double>::infinity());
}

TEST(RecordFeatures, AreThirdsMovesAndYears)
{
    ComparedSeries const series{"share", 0.1, {2001, 2002, 2003, 2005, 2006, 2007}, {1.0, 2.0, 3.0, 5.0, 5.0, 6.0}};
    RecordFeatures const features{{series, {"short", 0.1, {2001}, {1.0}}}};
    EXPECT_THAT(features.left_out(), ElementsAre("short"));
    EXPECT_THAT(features.summaries(), ElementsAre("share early", "share middle", "share late", "share moves"));
    double const moves = std::sqrt((1.0 + 1.0 + 4.0 / 2.0 + 0.0 + 1.0) / 5.0); // 2003 to 2005: one change over two years
    EXPECT_THAT(features.observed(), ElementsAre(1.5, 4.0, 5.5, DoubleNear(moves, 1e-12), 1.0, 2.0, 3.0, 5.0, 5.0, 6.0));
}

TEST(PositionBox, MovesOnTheScaleOfWhatIsLeftOfThePrior)
{
    PositionBox box{1};
    box.low[0] = 0.2;
    box.high[0] = 0.6;
    EXPECT_NEAR(box.share(), 0.4, 1e-12);
    EXPECT_NEAR(box.position_of(0, 0.0), 0.4, 1e-12);
    EXPECT_NEAR(box.position_of(0, box.z_of(0, 0.27)), 0.27, 1e-12);
    EXPECT_LT(box.position_of(0, 50.0), 0.6 + 1e-12);
}

TEST(JointDraws, RowsComeByTheirWeightOrInOrder)
{
    JointDraws draws{.key = "x", .columns = {{0, 0}}, .rows = 2, .width = 1, .values = {10.0, 20.0}};
    draws.reached = {0.25, 1.0};
    std::vector<double> all{0.0};
    draws.put_row(7, 0.24, all);
    EXPECT_EQ(all[0], 10.0);
    draws.put_row(7, 0.26, all);
    EXPECT_EQ(all[0], 20.0);
    draws.in_order = true;
    draws.put_row(0, 0.99, all);
    EXPECT_EQ(all[0], 10.0);
}

/// A file of draws by hand.
class DrawsFile : public ::testing::Test {
protected:
    void write(std::vector<std::string> const& parameters, std::vector<double> const& weights,
               std::vector<double> const& values) const
    {
        Hdf5File file{path_};
        file.root().create_texts("parameter", parameters);
        file.root().create_list("weight", std::span{weights});
        {
            Hdf5Dataset draws = file.root().create_array("draws", {weights.size(), parameters.size()},
                                                         {weights.size(), parameters.size()}, 0.0);
            draws.write<double>({0, 0}, {weights.size(), parameters.size()}, values);
        }
        file.root().create_scalar("cutoff", 2014.0);
        file.close();
    }
    [[nodiscard]] std::string faults_of(Scenario& scenario) const
    {
        Diagnostics faults;
        use_draws(path_, "draws.h5", {"--draws", 0, 0}, scenario, faults);
        std::string all;
        for (Diagnostic const& one : faults.faults()) {
            all += one.text() + "\n";
        }
        return all;
    }
    [[nodiscard]] static Scenario base()
    {
        return read_scenario(STEPPE_SOURCE_DIR "/scenarios/kazakhstan-2025.toml", model_schema());
    }

    test::TemporaryFolder folder_;
    std::filesystem::path path_{folder_ / "draws.h5"};
};

TEST_F(DrawsFile, TakesThePlaceOfPriorsByWeight)
{
    write({"hedger.KAZ.price_response", "hedger.KAZ.import_rate"}, {1.0, 3.0}, {0.5, 0.1, 1.0, 0.2});
    Scenario scenario = base();
    EXPECT_EQ(faults_of(scenario), "");
    EXPECT_TRUE(uses_draws(scenario));
    EXPECT_EQ(scenario.text("posterior.draws_cutoff"), "2014");
    PriorSampler const sampler{scenario};
    std::vector<double> values;
    auto const at = [&](char const* key) {
        return values[static_cast<std::size_t>(scenario.find(key) - scenario.parameters.data())];
    };
    int second = 0;
    for (int draw = 0; draw < 400; ++draw) {
        sampler.sample(3, draw, values);
        bool const is_second = at("hedger.KAZ.price_response") == 1.0;
        EXPECT_EQ(at("hedger.KAZ.import_rate"), is_second ? 0.2 : 0.1);
        second += is_second ? 1 : 0;
    }
    EXPECT_NEAR(second, 300, 35); // four deviations
}

TEST_F(DrawsFile, EveryFaultIsTold)
{
    write({"hedger.KAZ.price_respons", "hedger.KAZ.import_rate"}, {1.0, std::numeric_limits<double>::quiet_NaN()},
          {0.5, 0.1, 1.0, 7.0});
    Scenario scenario = base();
    std::string const faults = faults_of(scenario);
    EXPECT_THAT(faults, HasSubstr("weight[1] = nan, must be finite and at least 0"));
    EXPECT_THAT(
        faults,
        HasSubstr("the scenario has no parameter 'hedger.KAZ.price_respons'; did you mean 'hedger.KAZ.price_response'"));
    EXPECT_THAT(faults, HasSubstr("draws[1] of 'hedger.KAZ.import_rate' = 7, must lie in"));
    EXPECT_FALSE(uses_draws(scenario));
}

TEST_F(DrawsFile, WhatIsNoneIsInputAtFault)
{
    Scenario scenario = base();
    EXPECT_THAT(faults_of(scenario), HasSubstr("there is no file of draws"));
    std::ofstream{path_} << "no HDF5";
    EXPECT_THAT(faults_of(scenario), HasSubstr("[H117]"));
}

} // namespace
} // namespace steppe
