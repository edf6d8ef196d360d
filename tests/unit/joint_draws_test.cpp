/// Joint draws that a scenario names: a row is taken whole, fixed parameters keep their values, results remember the file.
#include "model/prior.hpp"
#include "support/tiny_schema.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <unistd.h>

namespace steppe {
namespace {

namespace fs = std::filesystem;

class JointDrawsFile : public ::testing::Test {
protected:
    JointDrawsFile() : folder_{fs::path{::testing::TempDir()} / ("steppe-draws-" + std::to_string(getpid()))}
    {
        fs::create_directories(folder_ / "data");
    }
    void TearDown() override { fs::remove_all(folder_); }

    [[nodiscard]] Scenario read(std::string const& csv) const
    {
        std::ofstream{folder_ / "data" / "draws.csv", std::ios::binary} << csv;
        std::string text = testing::tiny_scenario;
        text.insert(text.find("[principal.AAA]"), "[posterior]\ndraws = \"data/draws.csv\"\n\n");
        return read_scenario_text(text, folder_ / "tiny.toml", testing::tiny_schema());
    }

    fs::path folder_;
};

TEST_F(JointDrawsFile, ARowIsTakenWholeWithEveryMemberOfAFamily)
{
    // alignment has a prior for each partner, the budget of AAA one, that of BBB none
    Scenario const scenario = read("hedger.*.alignment.*,principal.*.budget\n0.4,0.2\n0.6,0.7\n");
    PriorSampler const sampler{scenario};
    std::vector<double> values;
    std::set<double> seen;
    auto const at = [&](char const* key) {
        return values[static_cast<std::size_t>(scenario.find(key) - scenario.parameters.data())];
    };
    for (int draw = 0; draw < 50; ++draw) {
        sampler.sample(1, draw, values);
        double const shared = at("hedger.HED.alignment.AAA");
        seen.insert(shared);
        EXPECT_EQ(at("hedger.HED.alignment.CCC"), shared);
        EXPECT_EQ(at("principal.AAA.budget"), shared == 0.4 ? 0.2 : 0.7);
        EXPECT_EQ(at("principal.BBB.budget"), scenario.value("principal.BBB.budget"));
    }
    EXPECT_EQ(seen, (std::set<double>{0.4, 0.6}));
}

TEST_F(JointDrawsFile, IsRememberedByItsHash)
{
    Scenario const first = read("shock.rate\n0.1\n");
    EXPECT_NE(first.text("posterior.draws_checksum"), read("shock.rate\n0.2\n").text("posterior.draws_checksum"));
    EXPECT_EQ(first.text("posterior.draws_checksum"), read("shock.rate\n0.1\n").text("posterior.draws_checksum"));
}

TEST(StatedValues, AreTheFilesWhereAnOverrideSaysOtherwise)
{
    Scenario const scenario = read_scenario_text(testing::tiny_scenario, "tiny.toml", testing::tiny_schema(),
                                                 {{"principal.AAA.budget", "0.7"}, {"shock.rate", "0.3"}});
    EXPECT_EQ(scenario.value("principal.AAA.budget"), 0.7);
    EXPECT_EQ(scenario.find("principal.AAA.budget")->stated, 0.4);
    EXPECT_EQ(scenario.find("shock.rate")->stated, 0.1);
}

} // namespace
} // namespace steppe
