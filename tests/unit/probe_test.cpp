#include "ensemble/month_probe.hpp"
#include "ensemble/run_ensemble.hpp"
#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

namespace steppe {
namespace {

using testing::SmallWorld;

/// Notes, for every hedger, the month, how often an arm was entered, and the accord's momentum at the month's end.
template <class R, class P = double>
class NotingProbe final : public MonthProbe<R, P> {
public:
    void begin(Pack<R, P> const& /*pack*/) override { ++arms_; }
    void measure(Structure const& /*structure*/, Arm const& /*arm*/, Draws<R> const& /*draws*/, int month,
                 Pack<R, P> const& /*pack*/) override
    {
        month_ = month;
    }
    void copy_lane(int lane, Pack<R, P> const& pack, std::span<double> target) const override
    {
        for (std::size_t first = 0; first < target.size(); first += 3) {
            target[first] = month_;
            target[first + 1] = arms_;
            target[first + 2] = LaneTraits<R>::get(pack.next.momentum, lane);
        }
    }

private:
    int month_{-1};
    int arms_{};
};

class NotingFactory final : public ProbeFactory {
public:
    [[nodiscard]] std::unique_ptr<MonthProbe<double>> make(Pack<double> const& /*pack*/,
                                                           Sizes const& /*sizes*/) const override
    {
        return std::make_unique<NotingProbe<double>>();
    }
    [[nodiscard]] std::unique_ptr<MonthProbe<NativeLanes>> make(Pack<NativeLanes> const& /*pack*/,
                                                                Sizes const& /*sizes*/) const override
    {
        return std::make_unique<NotingProbe<NativeLanes>>();
    }
    [[nodiscard]] std::unique_ptr<MonthProbe<NativeLanes, NativeLanes>> make(Pack<NativeLanes, NativeLanes> const& /*pack*/,
                                                                             Sizes const& /*sizes*/) const override
    {
        return std::make_unique<NotingProbe<NativeLanes, NativeLanes>>();
    }
};

/// Keeps the only block of a run.
class OnlyBlock final : public Recorder {
public:
    void begin(RunLayout const& /*layout*/) override {}
    [[nodiscard]] bool needs_series() const override { return true; }
    [[nodiscard]] InOrder prepare(ResultBlock const& block) override
    {
        block_ = block;
        return {};
    }
    void finish() override {}

    [[nodiscard]] ResultBlock const& block() const { return block_; }

private:
    ResultBlock block_;
};

EnsemblePlan probed_plan()
{
    SmallWorld const world = SmallWorld{}.lively();
    EnsemblePlan plan = make_plan(world.scenario(), {*find_arm("with_accords"), *find_arm("endogenous")});
    plan.measures = {"momentum"};
    plan.replicates = 21;
    plan.months = 9;
    plan.probe = Probe{.columns = 3, .factory = std::make_shared<NotingFactory const>()};
    return plan;
}

ResultBlock run_block(EnsemblePlan const& plan, LaneWidth width)
{
    OnlyBlock kept;
    Recorder* const only = &kept;
    run_ensemble(plan, {&only, 1}, {.threads = 1, .width = width});
    return kept.block();
}

TEST(Probe, ItsColumnsStandByJobMonthAndHedger)
{
    EnsemblePlan const plan = probed_plan();
    ResultBlock const block = run_block(plan, LaneWidth::reference);
    ASSERT_EQ(block.probed.size(), 2U * 21U * 9U * 3U);
    for (std::size_t job = 0; job < 42; ++job) {
        for (std::size_t month = 0; month < 9; ++month) {
            double const* const columns = block.probed.data() + (job * 9 + month) * 3;
            EXPECT_EQ(columns[0], static_cast<double>(month));
            // the reference enters every arm with each replicate
            EXPECT_EQ(columns[1], static_cast<double>(1 + 2 * (job % 21) + job / 21));
            EXPECT_EQ(static_cast<float>(columns[2]), block.series[0][job * 9 + month]);
        }
    }
}

TEST(Probe, LanesGiveWhatTheReferenceGives)
{
    EnsemblePlan plan = probed_plan();
    ResultBlock const scalar = run_block(plan, LaneWidth::reference);
    ResultBlock const shared = run_block(plan, LaneWidth::native);
    plan.priors.emplace(SmallWorld{}.lively().scenario().parameters); // every prior is fixed: lanes with values of their own
    ResultBlock const own = run_block(plan, LaneWidth::native);
    ASSERT_EQ(scalar.probed.size(), shared.probed.size());
    ASSERT_EQ(scalar.probed.size(), own.probed.size());
    for (std::size_t i = 0; i < scalar.probed.size(); ++i) {
        if (i % 3 != 1) { // which counts packs
            EXPECT_EQ(scalar.probed[i], shared.probed[i]);
            EXPECT_EQ(scalar.probed[i], own.probed[i]);
        }
    }
}

TEST(Probe, WithoutOneThereAreNoColumns)
{
    EnsemblePlan plan = probed_plan();
    plan.probe.reset();
    EXPECT_TRUE(run_block(plan, LaneWidth::native).probed.empty());
}

} // namespace
} // namespace steppe
