#include "model/prior.hpp"

#include "ensemble/paired_effect.hpp"
#include "ensemble/variance_split.hpp"
#include "support/keep_everything.hpp"
#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace steppe {
namespace {

TEST(Prior, QuantilesAreThoseOfTheirDistributions)
{
    Interval const range{2.0, 8.0};
    EXPECT_EQ(prior_quantile(Prior::fixed, range, 5.0, 0.9), 5.0);
    EXPECT_NEAR(prior_quantile(Prior::uniform, range, 5.0, 0.25), 3.5, 1e-15);
    EXPECT_NEAR(prior_quantile(Prior::loguniform, range, 5.0, 0.5), 4.0, 1e-14);
    EXPECT_EQ(prior_quantile(Prior::claim, range, 5.0, 0.49), 0.0);
    EXPECT_NEAR(prior_quantile(Prior::claim, range, 5.0, 0.75), 5.0, 1e-15);
    // A claim whose value of no effect is not 0.
    EXPECT_EQ(prior_quantile(Prior::claim, range, 5.0, 0.49, 1.0), 1.0);
    EXPECT_NEAR(prior_quantile(Prior::claim, range, 5.0, 0.75, 1.0), 5.0, 1e-15);
    // Triangular on [2, 8] with mode 4: a third of the mass lies below the mode.
    EXPECT_NEAR(prior_quantile(Prior::triangular, range, 4.0, 1.0 / 3.0), 4.0, 1e-14);
    EXPECT_NEAR(prior_quantile(Prior::triangular, range, 4.0, 1.0 / 12.0), 3.0, 1e-14);
    EXPECT_NEAR(prior_quantile(Prior::triangular, range, 4.0, 5.0 / 6.0), 6.0, 1e-14);
    EXPECT_EQ(prior_quantile(Prior::triangular, {3.0, 3.0}, 3.0, 0.4), 3.0);
}

std::vector<Parameter> three_parameters()
{
    Parameter a{
        .key = "a", .value = 1.0, .range = {0.0, 2.0}, .prior = Prior::uniform, .source = "", .note = "", .origin = {}};
    Parameter b = a;
    b.key = "b";
    Parameter c = a;
    c.key = "c";
    c.prior = Prior::fixed;
    return {a, b, c};
}

TEST(Prior, ADrawDependsOnSeedDrawAndKeyAlone)
{
    std::vector<Parameter> parameters = three_parameters();
    std::vector<double> first;
    PriorSampler{parameters}.sample(1, 7, first);
    EXPECT_EQ(first[2], 1.0);
    EXPECT_NE(first[0], first[1]);
    std::swap(parameters[0], parameters[1]);
    std::vector<double> swapped;
    PriorSampler{parameters}.sample(1, 7, swapped);
    EXPECT_EQ(first[0], swapped[1]);
    EXPECT_EQ(first[1], swapped[0]);
    std::vector<double> other;
    PriorSampler{parameters}.sample(1, 8, other);
    EXPECT_NE(swapped[0], other[0]);
}

TEST(Prior, HalfOfTheDrawsOfAClaimAreItsNull)
{
    Parameter claimed = three_parameters().front();
    claimed.range = {1.0, 2.0};
    claimed.prior = Prior::claim;
    claimed.null = 1.0;
    PriorSampler const sampler{std::vector<Parameter>{claimed}};
    std::vector<double> values;
    int at_null = 0;
    for (int draw = 0; draw < 1000; ++draw) {
        sampler.sample(1, draw, values);
        EXPECT_GE(values[0], 1.0);
        at_null += values[0] == 1.0 ? 1 : 0;
    }
    EXPECT_NEAR(at_null, 500, 48); // three standard deviations of a fair coin
}

testing::KeepEverything run_with_priors(int per_draw, int replicates, RunOptions const& options = {})
{
    testing::SmallWorld const world = testing::SmallWorld{}.lively();
    EnsemblePlan plan = make_plan(world.scenario(), {*find_arm("with_accords"), *find_arm("without_accords")});
    std::vector<Parameter> parameters = world.scenario().parameters;
    for (Parameter& parameter : parameters) {
        if (parameter.key == "hedger.HOME.precision") {
            parameter.range = {2.0, 8.0};
            parameter.prior = Prior::uniform;
        }
        if (parameter.key == "oil.start") {
            parameter.range = {40.0, 90.0};
            parameter.prior = Prior::uniform;
        }
    }
    plan.priors.emplace(parameters);
    plan.replicates_per_draw = per_draw;
    plan.replicates = replicates;
    plan.months = 6;
    testing::KeepEverything kept;
    Recorder* const recorder = &kept;
    run_ensemble(plan, {&recorder, 1}, options);
    return kept;
}

/// The opening oil price is observed in the first month, so it shows which draw a replicate has.
float opening_oil(testing::KeepEverything const& kept, std::size_t arm, std::size_t replicate)
{
    std::size_t offset = 0;
    for (MeasureDeclaration const& measure : kept.layout().measures) {
        if (measure.name == "oil_price") {
            break;
        }
        offset += kept.layout().elements(measure) * static_cast<std::size_t>(kept.layout().months);
    }
    return kept.series(arm)[replicate][offset];
}

TEST(Prior, ReplicatesOfADrawShareItAndSoDoTheArms)
{
    testing::KeepEverything const kept = run_with_priors(3, 12);
    EXPECT_EQ(kept.layout().replicates_per_draw, 3);
    for (std::size_t replicate = 0; replicate < 12; ++replicate) {
        EXPECT_EQ(opening_oil(kept, 0, replicate), opening_oil(kept, 1, replicate));
        EXPECT_EQ(opening_oil(kept, 0, replicate) == opening_oil(kept, 0, 0), replicate < 3);
    }
}

TEST(Prior, DrawnParametersKeepTheSameBitsOnThreadsAndLanes)
{
    for (int per_draw : {3, 16}) { // lanes with draws of their own, and lanes that share one
        testing::KeepEverything const lanes = run_with_priors(per_draw, 200, {.threads = 2});
        EXPECT_TRUE(lanes.same_bits(run_with_priors(per_draw, 200, {.threads = 1, .width = LaneWidth::reference})));
        EXPECT_TRUE(run_with_priors(per_draw, 50).is_beginning_of(lanes));
    }
}

TEST(VarianceSplit, HandComputedCase)
{
    // Draws {1, 3} and {7, 9}: means 2 and 8, variance within 2, variance of means 18 = parameters + chance/2.
    std::vector<double> const values{1.0, 3.0, 7.0, 9.0};
    VarianceSplit const split = split_variance(values, 2);
    EXPECT_EQ(split.draws, 2);
    EXPECT_NEAR(split.chance, 2.0, 1e-15);
    EXPECT_NEAR(split.parameters, 17.0, 1e-14);
    EXPECT_NEAR(split.standard_error, 3.0, 1e-15);
}

TEST(VarianceSplit, LeavesOutDrawsThatAreNotWhole)
{
    std::vector<double> const values{1.0, 3.0, std::numeric_limits<double>::quiet_NaN(), 5.0, 7.0, 9.0, 4.0};
    EXPECT_EQ(split_variance(values, 2).draws, 2);
    EXPECT_EQ(split_variance(std::vector<double>{1.0, 2.0}, 2).draws, 1);
    EXPECT_EQ(split_variance(std::vector<double>{1.0, 2.0, 3.0}, 1).chance, 0.0);
}

TEST(VarianceSplit, AnEffectTakesDrawsAsItsIndependentUnits)
{
    std::vector<double> const treated{1.0, 3.0, 7.0, 9.0};
    std::vector<double> const control(4, 0.0);
    PairedEffect const effect = paired_effect(treated, control, 2);
    EXPECT_NEAR(effect.standard_error, 3.0, 1e-15);
    ASSERT_TRUE(effect.parameter_share.has_value());
    EXPECT_NEAR(*effect.parameter_share, 17.0 / 19.0, 1e-14);
    EXPECT_FALSE(paired_effect(treated, control).parameter_share.has_value());
}

} // namespace
} // namespace steppe
