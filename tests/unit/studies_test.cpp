// Studies as a library: what runs their plans is up to the caller, and may end them early.
#include "study/benefit/run.hpp"
#include "study/choices.hpp"
#include "study/hazard/run.hpp"
#include "support/small_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace steppe {
namespace {

using ::testing::ElementsAre;
using testing::SmallWorld;

/// Runs plans of so few replicates that nobody waits, and is interrupted in the plan of a number, from 1.
class ShortRuns {
public:
    explicit ShortRuns(int interrupted_in = 0) : interrupted_in_{interrupted_in} {}

    RunEnd run(EnsemblePlan plan, Recorder& recorder)
    {
        if (++plans_ == interrupted_in_) {
            return RunEnd::interrupted;
        }
        plan.replicates = 4;
        plan.months = 3;
        std::array<Recorder*, 1> const recorders{&recorder};
        return run_ensemble(plan, recorders, {.threads = 1});
    }
    [[nodiscard]] RunPlan plan_runner()
    {
        return [this](EnsemblePlan const& plan, Recorder& recorder) { return run(plan, recorder); };
    }
    [[nodiscard]] int plans() const { return plans_; }

private:
    int interrupted_in_;
    int plans_{};
};

TEST(Studies, ABenefitAnalysisRunsTheScenarioItsPriorsAndItsRivals)
{
    Scenario const base = SmallWorld{}.lively().scenario();
    Scenario const rival = SmallWorld{}.lively().set("game.announced_deals_stand", 1.0).scenario();
    ShortRuns runs;
    BenefitAnalysis analysis{{"welfare"}, runs.plan_runner()};
    ASSERT_EQ(analysis.run(base, 2, {{"typed", rival}}), RunEnd::complete);
    std::vector<std::string> ids;
    for (VersionEffects const& version : analysis.result().versions) {
        ids.push_back(version.id);
        EXPECT_EQ(version.effects.size(), analysis.result().contrasts.size());
    }
    EXPECT_THAT(ids, ElementsAre("base", "priors", "typed"));
    EXPECT_EQ(analysis.layout().replicates_per_draw, 0);
    EXPECT_NE(analysis.result().versions[0].effects[0][0].mean, analysis.result().versions[2].effects[0][0].mean);
}

TEST(Studies, AnInterruptEndsABenefitAnalysis)
{
    Scenario const base = SmallWorld{}.lively().scenario();
    ShortRuns runs{2};
    BenefitAnalysis analysis{{"welfare"}, runs.plan_runner()};
    EXPECT_EQ(analysis.run(base, 2, {{"other", base}}), RunEnd::interrupted);
    EXPECT_EQ(runs.plans(), 2);
}

TEST(Studies, AnInterruptEndsAHazardAnalysis)
{
    Scenario const scenario = SmallWorld{}.lively().scenario();
    ShortRuns runs{1};
    EXPECT_EQ(HazardAnalysis(scenario, runs.plan_runner()).run(), RunEnd::interrupted);
    EXPECT_EQ(runs.plans(), 1);
}

TEST(Studies, UnknownArmsAndMeasuresAreNamedWithTheirOrigin)
{
    for (auto const& choose : {+[] { static_cast<void>(choose_arms({"endogenus"}, "--arms")); },
                               +[] { static_cast<void>(choose_measures({"wellfare"}, "--arms")); }}) {
        try {
            choose();
            FAIL() << "nothing was refused";
        } catch (InputError const& error) {
            ASSERT_EQ(error.faults().size(), 1U);
            EXPECT_EQ(error.faults()[0].where.file, "--arms");
            EXPECT_FALSE(error.faults()[0].suggestion.empty());
        }
    }
}

} // namespace
} // namespace steppe
