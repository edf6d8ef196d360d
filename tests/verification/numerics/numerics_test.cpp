/// How far the two questions come to rest in a run of the base scenario (docs/model.md 6.1, 6.4, 11).

#include "model/schema_of_model.hpp"
#include "support/compared_arms.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace steppe {
namespace {

using R = Lanes<native_width>;
using testing::OpenedScenario;

/// The values of one measure over the months of some replicates, the largest last.
std::map<std::string, std::vector<double>> diagnostics(std::string_view arm)
{
    OpenedScenario<R> opened{read_scenario(STEPPE_SOURCE_DIR "/scenarios/kazakhstan-2025.toml", model_schema()), arm};
    std::map<std::string, std::vector<double>> found;
    for (int replicate = 0; replicate < 128; replicate += native_width) {
        opened.enter();
        for (int month = 0; month < 120; ++month) {
            opened.advance(Draws<R>{20251106, replicate}, month);
            for (auto const& [name, values] : testing::measures_of(opened.pack)) {
                if (name == "game_residual" || name == "accord_residual" || name == "second_start_difference") {
                    found[name].insert(found[name].end(), values.begin(), values.end());
                }
            }
        }
    }
    for (auto& [name, values] : found) {
        std::sort(values.begin(), values.end());
    }
    return found;
}

class NumericsInArms : public ::testing::TestWithParam<char const*> {};

TEST_P(NumericsInArms, BothQuestionsComeToRestInEveryMonthOfTheBaseScenario)
{
    auto const found = diagnostics(GetParam());
    std::vector<double> const& residual = found.at("game_residual");
    EXPECT_LE(residual.back(), 1e-6);
    EXPECT_LE(residual[residual.size() / 2], 1e-9);
    EXPECT_LE(found.at("accord_residual").back(), 1e-10);
    EXPECT_LE(found.at("second_start_difference").back(), 1e-6);
    RecordProperty("largest_residual", std::to_string(residual.back() * 1e9) + "e-9");
}

/// The shadow takes two steps a month and stands where they end; how far the card is from that of a shadow at rest, in G, in every month.
std::vector<double> errors_of_the_card(std::string_view arm)
{
    OpenedScenario<R> opened{read_scenario(STEPPE_SOURCE_DIR "/scenarios/kazakhstan-2025.toml", model_schema()), arm};
    Sizes const& sizes = opened.structure.sizes;
    constexpr HedgerId h{0};
    std::vector<double> found;
    for (int replicate = 0; replicate < 32; replicate += native_width) {
        opened.enter();
        for (int month = 0; month < 120; ++month) {
            opened.advance(Draws<R>{20251106, replicate}, month);
            CourseGame<R> const& shadow = opened.pack.games.course; // the last game that is solved where the accord is open
            CourseGame<R> at_rest = shadow;
            solve_course_game(sizes, 60, at_rest);
            Table<R, PrincipalId> posture{sizes};
            for (PrincipalId i : sizes.principals()) {
                posture[i] = opened.pack.month.course.shadow_posture(h, i);
            }
            R const error =
                opened.pack.parameters.accession.leverage_months[h] / shadow.precision *
                absolute(log_inclusive_value(sizes, shadow, posture) - log_inclusive_value(sizes, at_rest, posture));
            for (int lane = 0; lane < native_width; ++lane) {
                found.push_back(error[lane]);
            }
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

TEST(Numerics, TwoStepsOfTheShadowLeaveLittleErrorInTheCard)
{
    for (char const* arm : {"with_accords", "endogenous"}) {
        std::vector<double> const errors = errors_of_the_card(arm);
        EXPECT_LE(errors[errors.size() / 2], 1e-4) << arm;
        EXPECT_LE(errors[errors.size() * 99 / 100], 5e-3) << arm;
        EXPECT_LE(errors.back(), 0.03) << arm;
        EXPECT_GT(errors.back(), 0.0) << arm; // or it was not the shadow that was looked at
    }
}

INSTANTIATE_TEST_SUITE_P(Arms, NumericsInArms, ::testing::Values("with_accords", "without_accords", "endogenous"));

} // namespace
} // namespace steppe
