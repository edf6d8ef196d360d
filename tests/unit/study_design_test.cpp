#include "study/sweep/design.hpp"
#include "study/sweep/sobol_sequence.hpp"
#include "support/output_fixtures.hpp"
#include "support/tiny_schema.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

using namespace steppe;
using steppe::test::TemporaryFolder;
using steppe::test::write_content;
using steppe::testing::tiny_scenario;
using steppe::testing::tiny_schema;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

namespace {

/// The points of a study with this `[design]`, as columns by key.
struct Columns {
    DesignPoints points;
    std::vector<SweptParameter> swept;

    [[nodiscard]] std::vector<double> const& operator[](std::string const& key) const
    {
        auto const found =
            std::find_if(swept.begin(), swept.end(), [&](SweptParameter const& parameter) { return parameter.key == key; });
        if (found == swept.end()) {
            throw std::out_of_range{key};
        }
        return found->values;
    }
};

class StudyDesign : public ::testing::Test {
protected:
    Columns read(std::string const& design)
    {
        write_content(folder_ / "study.toml",
                      "schema = \"steppe-study/1\"\ntitle = \"t\"\nscenario = \"base.toml\"\n" + design);
        Study const study = read_study(folder_ / "study.toml");
        Columns columns;
        columns.points = make_points(study.design, scenario_, tiny_schema());
        columns.swept = swept_parameters(columns.points, scenario_);
        return columns;
    }

    /// The faults, without the name of the folder.
    std::string faults(std::string const& design)
    {
        try {
            static_cast<void>(read(design));
        } catch (InputError const& error) {
            std::string text = error.what();
            std::string const path = (folder_ / "").string();
            for (std::size_t at = text.find(path); at != std::string::npos; at = text.find(path)) {
                text.erase(at, path.size());
            }
            return text;
        }
        return "none";
    }

    TemporaryFolder folder_;
    Scenario scenario_ = read_scenario_text(tiny_scenario, "base.toml", tiny_schema());
};

TEST_F(StudyDesign, AGridHasEveryCombinationTheFirstKeySlowest)
{
    Columns const grid = read(R"([design]
kind = "grid"
[design.parameters]
"principal.AAA.budget" = { range = [0.2, 0.8], levels = 3 }
"incentive.F1" = { values = [false, true] }
)");
    EXPECT_EQ(grid.points.count, 6);
    EXPECT_THAT(grid["principal.AAA.budget"], ElementsAre(0.2, 0.2, 0.5, 0.5, 0.8, 0.8));
    EXPECT_THAT(grid["incentive.F1"], ElementsAre(0, 1, 0, 1, 0, 1));
}

TEST_F(StudyDesign, APointHasTheScenariosValuesButForWhatVaries)
{
    Columns const grid = read("[design]\nkind = \"grid\"\nparameters = { \"incentive.F1\" = { values = [false, true] } }\n");
    std::vector<double> values;
    grid.points.values_at(0, values);
    for (std::size_t i = 0; i < values.size(); ++i) {
        Parameter const& parameter = scenario_.parameters[i];
        EXPECT_EQ(values[i], parameter.key == "incentive.F1" ? 0.0 : parameter.value) << parameter.key;
    }
}

TEST_F(StudyDesign, ALatinHypercubeMeetsEachPartOfARangeOnce)
{
    Columns const design = read(R"([design]
kind = "lhs"
points = 40
[design.parameters]
"principal.*.budget" = { range = [0.0, 1.0] }
"shock.count" = { range = [1, 5] }
"shock.rate" = { range = [0.01, 1.0], scale = "log" }
)");
    for (std::string const key : {"principal.AAA.budget", "principal.BBB.budget"}) {
        std::set<int> parts;
        for (double value : design[key]) {
            parts.insert(static_cast<int>(value * 40.0));
        }
        EXPECT_EQ(parts.size(), 40U) << key;
    }
    EXPECT_NE(design["principal.AAA.budget"], design["principal.BBB.budget"]);
    for (double whole = 1.0; whole <= 5.0; ++whole) {
        EXPECT_EQ(std::count(design["shock.count"].begin(), design["shock.count"].end(), whole), 8) << whole;
    }
    auto const below = [](double value) { return value < 0.1; }; // half of a logarithmic range
    EXPECT_EQ(std::count_if(design["shock.rate"].begin(), design["shock.rate"].end(), below), 20);
}

TEST_F(StudyDesign, AColumnDependsOnItsKeyAndSeedAlone)
{
    std::string const head = "[design]\nkind = \"lhs\"\npoints = 16\n";
    std::string const one = "[design.parameters]\n\"shock.rate\" = { range = [0.0, 1.0] }\n";
    std::string const two = one + "\"principal.AAA.budget\" = { range = [0.0, 1.0] }\n";
    EXPECT_EQ(read(head + one)["shock.rate"], read(head + two)["shock.rate"]);
    EXPECT_NE(read(head + one)["shock.rate"], read(head + "seed = 2\n" + one)["shock.rate"]);
}

TEST_F(StudyDesign, DrawsFromPriorsAreThoseOfTheSampler)
{
    Columns const design = read("[design]\nkind = \"priors\"\npoints = 12\nseed = 9\n");
    PriorSampler const sampler{scenario_.parameters};
    std::vector<double> drawn;
    std::vector<double> values;
    for (int point = 0; point < 12; ++point) {
        sampler.sample(9, point, drawn);
        design.points.values_at(point, values);
        EXPECT_EQ(values, drawn);
    }
    EXPECT_GT(*std::max_element(design["principal.AAA.budget"].begin(), design["principal.AAA.budget"].end()), 0.6);
}

TEST_F(StudyDesign, AListHasItsRows)
{
    write_content(folder_ / "points.csv", "point,principal.AAA.budget,\"incentive.F1\"\n0,0.25,true\n# none\n\n1,0.5,0\n");
    Columns const list = read("[design]\nkind = \"list\"\nfile = \"points.csv\"\n");
    EXPECT_EQ(list.points.count, 2);
    EXPECT_THAT(list["principal.AAA.budget"], ElementsAre(0.25, 0.5));
    EXPECT_THAT(list["incentive.F1"], ElementsAre(1, 0));
}

TEST_F(StudyDesign, FaultsOfAListAreLocated)
{
    write_content(folder_ / "points.csv", "principal.AAA.bugdet,shock.rate\n0.2,0.5\n");
    EXPECT_EQ(faults("[design]\nkind = \"list\"\nfile = \"points.csv\"\n"),
              "points.csv:1:1: the scenario has no parameter 'principal.AAA.bugdet'; did you mean 'principal.AAA.budget'? "
              "[T202]");
    write_content(folder_ / "points.csv", "principal.AAA.budget,shock.count\n0.2,1\n1.5,2.5\n0.3\nx,nan\n");
    EXPECT_EQ(faults("[design]\nkind = \"list\"\nfile = \"points.csv\"\n"),
              "points.csv:3:1: principal.AAA.budget = 1.5, must lie in [0, 1] G [S104]\n"
              "points.csv:3:1: shock.count = 2.5, must be a whole number [S103]\n"
              "points.csv:4:1: 1 values, where the first line names 2 columns [T205]\n"
              "points.csv:5:1: principal.AAA.budget = 'x' is no number [T205]\n"
              "points.csv:5:1: shock.count is not finite [S120]");
    EXPECT_THAT(faults("[design]\nkind = \"list\"\nfile = \"none.csv\"\n"),
                HasSubstr("cannot read the list 'none.csv' [T205]"));
}

TEST_F(StudyDesign, EveryFaultOfAStudyIsNamedAtOnce)
{
    EXPECT_EQ(faults(R"(replicates = 0
arm = ["with_accords"]
[design]
kind = "latin"
points = "many"
)"),
              "study.toml:4:14: replicates = 0, must lie in [1, 100000000] [T204]\n"
              "study.toml:5:1: unknown key 'arm'; did you mean 'arms'? [S102]\n"
              "study.toml:7:8: kind = 'latin', must be one of grid, lhs, sobol, list, priors [T201]\n"
              "study.toml:8:10: points must be a whole number [S103]");
    EXPECT_EQ(faults(R"([design]
kind = "sobol"
points = 64
[design.parameters]
"incentive.F1" = { range = [0, 1] }
"shock.rte" = { range = [0, 1] }
"run.months" = { values = [12, 24] }
"principal.BBB.budget" = { prior = true }
"principal.AAA.budget" = { values = [0.1, 7.0] }
"principal.*.budget" = { range = [0.9, 0.1] }
"shock.count" = { range = [0, 3], levels = 4 }
)"),
              "study.toml:8:28: incentive.F1 is a switch; give it { values = [false, true] } [T203]\n"
              "study.toml:9:1: the scenario has no parameter 'shock.rte'; did you mean 'shock.rate'? [T202]\n"
              "study.toml:10:1: the scenario has no parameter 'run.months'; it is a setting, and a study varies parameters: "
              "compare overlays [T202]\n"
              "study.toml:11:36: principal.BBB.budget has no prior in the scenario; give it a range [T203]\n"
              "study.toml:12:43: principal.AAA.budget = 7, must lie in [0, 1] G [S104]\n"
              "study.toml:13:1: principal.AAA.budget is varied twice [T202]\n"
              "study.toml:13:1: principal.BBB.budget is varied twice [T202]\n"
              "study.toml:13:34: the range of principal.AAA.budget is empty: 0.9 is above 0.1 [S110]\n"
              "study.toml:13:34: the range of principal.BBB.budget is empty: 0.9 is above 0.1 [S110]\n"
              "study.toml:14:44: levels belong to a range in a grid [T203]");
}

TEST_F(StudyDesign, SobolPointsAreANet)
{
    constexpr int points = 256;
    constexpr std::size_t dimensions = 12;
    std::vector<double> const values = scrambled_sobol(points, dimensions, 5);
    for (std::size_t d = 0; d < dimensions; ++d) {
        std::set<int> parts;
        for (std::size_t p = 0; p < points; ++p) {
            parts.insert(static_cast<int>(values[p * dimensions + d] * points));
        }
        EXPECT_EQ(parts.size(), points) << d;
    }
    // The first two dimensions are a (0, m, 2)-net: one point in every box of volume 1/256, whatever its shape.
    for (int bits = 0; bits <= 8; ++bits) {
        std::set<std::pair<int, int>> boxes;
        for (std::size_t p = 0; p < points; ++p) {
            boxes.emplace(static_cast<int>(values[p * dimensions] * (1 << bits)),
                          static_cast<int>(values[p * dimensions + 1] * (256 >> bits)));
        }
        EXPECT_EQ(boxes.size(), points) << bits;
    }
    EXPECT_NE(values, scrambled_sobol(points, dimensions, 6));
}

TEST_F(StudyDesign, ScramblesAreUniform)
{
    // The mean of one scrambled point over seeds: 1/2 with variance 1/12.
    double sum = 0.0;
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        sum += scrambled_sobol(1, 3, seed)[2];
    }
    EXPECT_NEAR(sum / 2000.0, 0.5, 4.0 / std::sqrt(12.0 * 2000.0));
}

TEST_F(StudyDesign, SobolPointsArePowersOfTwo)
{
    EXPECT_EQ(
        faults("[design]\nkind = \"sobol\"\npoints = 100\nparameters = { \"shock.rate\" = { range = [0, 1] } }\n"),
        "study.toml:6:10: points = 100; a Sobol sequence is balanced only for powers of two; did you mean '128'? [T204]");
}

} // namespace
