#include "model/schema_of_model.hpp"
#include "support/keep_everything.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace steppe {
namespace {

constexpr char const* record = STEPPE_SOURCE_DIR "/tests/regression/base_scenario.txt";

std::string digest_now()
{
    Scenario const scenario = read_scenario(STEPPE_SOURCE_DIR "/scenarios/kazakhstan-2025.toml", model_schema());
    std::vector<Arm> const arms{all_arms.begin(), all_arms.end()};
    std::ostringstream text;
    text << std::hex << testing::run_scenario(scenario, arms, 16, {}, 72).digest();
    return text.str();
}

/// The last line of the record: a digest, then the reason for which it is what it is.
std::string recorded_digest()
{
    std::ifstream file{record};
    std::string digest;
    for (std::string line; std::getline(file, line);) {
        digest = line.substr(0, line.find(' '));
    }
    return digest;
}

/// Results of the base scenario change only on purpose: every change is a line of the record, with its reason.
/// STEPPE_UPDATE_REASON="why" ctest -R Regression appends one.
TEST(Regression, TheBaseScenarioGivesTheRecordedBits)
{
    std::string const now = digest_now();
    if (char const* const reason = std::getenv("STEPPE_UPDATE_REASON"); reason != nullptr && now != recorded_digest()) {
        std::ofstream{record, std::ios::app} << now << ' ' << reason << '\n';
    }
    EXPECT_EQ(now, recorded_digest())
        << "if the change is meant, record it: STEPPE_UPDATE_REASON=\"why\" ctest -R Regression";
}

} // namespace
} // namespace steppe
