/// Which measures an ensemble records, and that names add up to their numbers in every replicate and month (docs/model.md 8).

#include "model/measures.hpp"
#include "support/keep_everything.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace steppe {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using testing::KeepEverything;
using ::testing::Not;
using ::testing::SizeIs;
using testing::SmallWorld;

TEST(RecordedMeasures, OptionalOnesAreRecordedOnlyWhereTheyAreNamed)
{
    EnsemblePlan plan = make_plan(SmallWorld{}.scenario(), {find_arm("endogenous").value()});
    auto const recorded = [&](std::vector<std::string> names) {
        plan.measures = std::move(names);
        std::vector<std::string_view> found;
        for (MeasureDeclaration const& measure : plan.layout().measures) {
            found.push_back(measure.name);
        }
        return found;
    };
    EXPECT_THAT(recorded({}), Not(Contains("channel_share")));
    EXPECT_THAT(recorded({}), Contains("candidate_member"));
    EXPECT_THAT(recorded({"channel_share", "alignment"}), ElementsAre("alignment", "channel_share"));
    EXPECT_THAT(recorded(default_measures()), ElementsAreArray(recorded({})));
}

/// Every replicate of an ensemble, month by month: who joined adds up to how many did, and shares to the HHI of their channel.
TEST(RecordedMeasures, NamesAddUpToTheirNumbers)
{
    SmallWorld world;
    world.lively().set("candidate.NEAR.base_hazard", 0.05).set("candidate.FAR.member", 0.5);
    EnsemblePlan plan = make_plan(world.scenario(), {find_arm("endogenous").value()});
    plan.replicates = 16;
    plan.months = 24;
    plan.measures = {"channel_dependence", "channel_share", "peer_joins", "candidate_member"};
    KeepEverything kept;
    Recorder* const recorder = &kept;
    run_ensemble(plan, {&recorder, 1}, {});
    double joined = 0.0;
    for (std::vector<float> const& row : kept.series(0)) {
        // [measure, month, element]: 2 concentrations, 2 x 3 shares, 1 count, 2 memberships
        auto const months = static_cast<std::size_t>(plan.months);
        for (std::size_t month = 0; month < months; ++month) {
            float const* const concentration = row.data() + month * 2;
            float const* const share = row.data() + months * 2 + month * 6;
            float const peers = row[months * 8 + month];
            float const* const member = row.data() + months * 9 + month * 2;
            for (std::size_t channel = 0; channel < 2; ++channel) {
                float const* const of = share + channel * 3;
                EXPECT_NEAR(of[0] + of[1] + of[2], 1.0, 1e-6);
                EXPECT_NEAR(of[0] * of[0] + of[1] * of[1] + of[2] * of[2], concentration[channel], 1e-6);
            }
            EXPECT_EQ(member[0], peers);
            EXPECT_EQ(member[1], 0.5F); // unfinished at the start: does not join again
            joined += peers;
        }
    }
    EXPECT_GT(joined, 0.0);
}

/// In the scenario that most results come from. Sums of rounded shares may pass a bound by as much as a float's last digits.
TEST(RecordedMeasures, NoMonthLeavesTheBoundsThatAreDeclared)
{
    constexpr double rounding = 1e-6;
    Scenario const scenario = read_scenario(STEPPE_SOURCE_DIR "/scenarios/kazakhstan-2025.toml", model_schema());
    KeepEverything const kept =
        testing::run_scenario(scenario, {find_arm("with_accords").value(), find_arm("endogenous").value()}, 16, {}, 120);
    std::size_t begin = 0; // of the measure in a row of [measure, month, element]
    for (MeasureDeclaration const& measure : kept.layout().measures) {
        std::size_t const values = kept.layout().values_per_job(measure);
        for (std::size_t arm = 0; arm < 2; ++arm) {
            for (std::vector<float> const& row : kept.series(arm)) {
                auto const [least, greatest] =
                    std::minmax_element(row.begin() + static_cast<std::ptrdiff_t>(begin),
                                        row.begin() + static_cast<std::ptrdiff_t>(begin + values));
                EXPECT_GE(*least, measure.bounds.lower - rounding) << measure.name;
                EXPECT_LE(*greatest, measure.bounds.upper + rounding) << measure.name;
            }
        }
        begin += values;
    }
}

/// What readers of files and tables count on.
TEST(RecordedMeasures, DeclarationsAgreeWithThemselves)
{
    std::map<std::string, std::vector<int>> places;
    for (MeasureDeclaration const& measure : model_measures()) {
        EXPECT_LT(measure.bounds.lower, measure.bounds.upper) << measure.name;
        EXPECT_EQ(measure.better.whose == Whose::nobody, measure.better.words.empty()) << measure.name;
        EXPECT_TRUE(measure.better.whose != Whose::nobody || measure.better.sign == 0) << measure.name;
        EXPECT_TRUE(measure.better.whose != Whose::nobody || measure.benefit_order + measure.actor_order == 0)
            << measure.name << " is in a table of gains, and nobody's";
        EXPECT_FALSE(measure.is_probability && (measure.bounds.lower != 0.0 || measure.bounds.upper != 1.0)) << measure.name;
        EXPECT_FALSE(measure.reduction == Reduction::sum && std::isfinite(measure.bounds.upper))
            << measure.name << ": a sum over months leaves the bound of a month";
        EXPECT_TRUE(!measure.headline || measure.display_order > 0) << measure.name;
        for (auto const& [table, place] :
             {std::pair{"benefit", measure.benefit_order}, std::pair{"actor", measure.actor_order},
              std::pair{"display", measure.display_order}}) {
            if (place != 0) {
                places[table].push_back(place);
            }
        }
    }
    for (auto& [table, taken] : places) {
        std::sort(taken.begin(), taken.end());
        for (std::size_t n = 0; n < taken.size(); ++n) {
            EXPECT_EQ(taken[n], static_cast<int>(n) + 1) << table << ": places are counted from 1, each once";
        }
    }
    EXPECT_THAT(places, SizeIs(3));
}

} // namespace
} // namespace steppe
