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

class Numerics : public ::testing::TestWithParam<char const*> {};

TEST_P(Numerics, BothQuestionsComeToRestInEveryMonthOfTheBaseScenario)
{
    auto const found = diagnostics(GetParam());
    std::vector<double> const& residual = found.at("game_residual");
    EXPECT_LE(residual.back(), 1e-6);
    EXPECT_LE(residual[residual.size() / 2], 1e-9);
    EXPECT_LE(found.at("accord_residual").back(), 1e-10);
    EXPECT_LE(found.at("second_start_difference").back(), 1e-6);
    RecordProperty("largest_residual", std::to_string(residual.back() * 1e9) + "e-9");
}

INSTANTIATE_TEST_SUITE_P(Arms, Numerics, ::testing::Values("with_accords", "without_accords", "endogenous"));

} // namespace
} // namespace steppe
