#include "support/hdf5_reading.hpp"
#include "support/output_fixtures.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace steppe::test {
namespace {

using Names = std::vector<std::string>;

/// A written run of two points, with a design that varies one parameter.
class ResultFile : public ::testing::Test {
protected:
    ResultFile() { write_run(path_, layout_, small_scenario(), {{"principal.X.budget", {1.5, 3.0}}}); }

    TemporaryFolder folder_;
    std::filesystem::path path_{folder_ / "out.h5"};
    RunLayout layout_{small_layout()};
};

TEST_F(ResultFile, MeasuresHaveTheirDimensionsInOrder)
{
    FileReader const file{path_};
    EXPECT_EQ(file.dimensions("cost"), (Names{"arm", "point", "replicate", "time"}));
    EXPECT_EQ(file.dimensions("alignment"), (Names{"arm", "point", "replicate", "time", "hedger", "partner"}));
    EXPECT_EQ(file.extents("alignment"), (std::vector<hsize_t>{2, 2, 260, 14, 2, 3}));
    EXPECT_EQ(file.dimensions("job_state"), (Names{"arm", "point", "replicate"}));
}

TEST_F(ResultFile, EveryValueReadsBackWhereItWasWritten)
{
    FileReader const file{path_};
    for (std::size_t m = 0; m < layout_.measures.size(); ++m) {
        auto const values = file.numbers<float>(std::string{layout_.measures[m].name}, H5T_NATIVE_FLOAT);
        std::size_t position = 0;
        std::size_t wrong = 0;
        for (int arm = 0; arm < 2; ++arm) {
            for (int point = 0; point < layout_.points; ++point) {
                for (std::int64_t replicate = 0; replicate < layout_.replicates; ++replicate) {
                    for (int month = 0; month < layout_.months; ++month) {
                        for (std::size_t e = 0; e < layout_.elements(layout_.measures[m]); ++e) {
                            wrong += values.at(position++) == value_at(arm, point, replicate, month, m, e) ? 0U : 1U;
                        }
                    }
                }
            }
        }
        EXPECT_EQ(wrong, 0U) << layout_.measures[m].name;
        EXPECT_EQ(position, values.size());
    }
}

TEST_F(ResultFile, MeasuresAreShuffledCompressedAndChecksummed)
{
    using Filters = std::vector<H5Z_filter_t>;
    FileReader const file{path_};
    for (char const* measure : {"cost", "alignment"}) {
        EXPECT_EQ(file.filters(measure), (Filters{H5Z_FILTER_SHUFFLE, H5Z_FILTER_DEFLATE, H5Z_FILTER_FLETCHER32}));
    }
}

TEST_F(ResultFile, CoordinatesLabelTheirDimensions)
{
    FileReader const file{path_};
    EXPECT_EQ(file.texts("arm"), (Names{"with", "without"}));
    EXPECT_EQ(file.texts("partner"), (Names{"P", "Q", "R"}));
    EXPECT_EQ(file.numbers<int>("point", H5T_NATIVE_INT), (std::vector<int>{0, 1}));
    auto const replicates = file.numbers<std::int64_t>("replicate", H5T_NATIVE_INT64);
    EXPECT_EQ(replicates.front(), 0);
    EXPECT_EQ(replicates.back(), 259);
    EXPECT_FALSE(file.has("principal")) << "no measure has this dimension";
}

TEST_F(ResultFile, TimeCountsDaysToTheFirstOfEachMonth)
{
    FileReader const file{path_};
    auto const days = file.numbers<double>("time", H5T_NATIVE_DOUBLE);
    ASSERT_EQ(days.size(), 14U);
    EXPECT_EQ(days[0], 0.0);
    EXPECT_EQ(days[1], 30.0);  // November
    EXPECT_EQ(days[4], 120.0); // and December, January, February
    EXPECT_EQ(days[13], 395.0);
    EXPECT_EQ(file.attribute("time", "units"), "days since 2025-11-01");
    EXPECT_EQ(file.attribute("time", "calendar"), "standard");
}

TEST_F(ResultFile, AttributesSayWhatANumberMeans)
{
    FileReader const file{path_};
    EXPECT_EQ(file.attribute("/", "Conventions"), "CF-1.10");
    EXPECT_EQ(file.attribute("/", "filetype"), "steppe");
    EXPECT_EQ(file.attribute("/", "schema_version"), "3.0");
    EXPECT_EQ(file.attribute("/", "title"), "A small run");
    EXPECT_EQ(file.attribute("/", "source"), "steppe 0.1.0");
    EXPECT_EQ(file.attribute("cost", "units"), "G");
    EXPECT_EQ(file.attribute("cost", "cell_methods"), "time: sum");
    EXPECT_EQ(file.attribute("cost", "reduction"), "sum");
    EXPECT_EQ(file.attribute("alignment", "cell_methods"), "time: point");
    EXPECT_EQ(file.attribute("alignment", "section"), "5.2");
    EXPECT_EQ(file.attribute("alignment", "long_name"), "share of alignment");
}

TEST_F(ResultFile, MeasuresCarryWhatIsDeclaredOfThem)
{
    FileReader const file{path_};
    EXPECT_EQ(file.attribute("alignment", "role"), "outcome");
    EXPECT_EQ(file.number("alignment", "is_probability"), 0.0);
    EXPECT_EQ(file.number("alignment", "lower_bound"), 0.0);
    EXPECT_EQ(file.number("alignment", "upper_bound"), 1.0);
    EXPECT_EQ(file.attribute("alignment", "better_for"), "partner");
    EXPECT_EQ(file.number("alignment", "better"), 1.0);
    EXPECT_EQ(file.attribute("alignment", "better_words"), "it is leant to");
    EXPECT_EQ(file.number("alignment", "benefit_order"), 0.0);
    EXPECT_EQ(file.number("alignment", "actor_order"), 2.0);
    EXPECT_EQ(file.number("alignment", "display_order"), 4.0);
    EXPECT_EQ(file.number("alignment", "headline"), 1.0);
    EXPECT_FALSE(file.has_attribute("cost", "lower_bound")) << "it has none";
    EXPECT_FALSE(file.has_attribute("cost", "upper_bound"));
}

TEST_F(ResultFile, ContrastsOfTheArmsAreNamedWithWhatTheyAddAndSubtract)
{
    FileReader const file{path_};
    EXPECT_EQ(file.texts("contrast"), Names{"with - without"});
    EXPECT_EQ(file.texts("contrast_plus"), Names{"with"});
    EXPECT_EQ(file.texts("contrast_minus"), Names{"without"});
    EXPECT_EQ(file.texts("contrast_long_name"), Names{"with, less without"});
    EXPECT_EQ(file.dimensions("contrast_long_name"), Names{"contrast"});
    EXPECT_EQ(file.dimensions("arm_long_name"), Names{"arm"});
}

TEST_F(ResultFile, SeedKeepsAll64Bits)
{
    EXPECT_EQ(FileReader{path_}.numbers<std::uint64_t>("seed", H5T_NATIVE_UINT64).front(), layout_.seed);
}

TEST_F(ResultFile, FailuresAreDataInOrderOfArmPointReplicate)
{
    FileReader const file{path_};
    auto const states = file.numbers<std::int8_t>("job_state", H5T_NATIVE_INT8);
    EXPECT_EQ(std::count(states.begin(), states.end(), 2), 2);
    EXPECT_EQ(std::count(states.begin(), states.end(), 1), 2 * 2 * 260 - 2);
    EXPECT_EQ(states.at((1 * 2 + 1) * 260 + 5), 2);
    EXPECT_EQ(file.attribute("job_state", "flag_meanings"), "missing ok failed");
    EXPECT_FALSE(file.has_attribute("job_state", "_FillValue")) << "readers would show 'missing' as an absent number";
    EXPECT_EQ(file.numbers<int>("failures/arm", H5T_NATIVE_INT), (std::vector<int>{1, 1}));
    EXPECT_EQ(file.numbers<int>("failures/point", H5T_NATIVE_INT), (std::vector<int>{0, 1}));
    EXPECT_EQ(file.numbers<int>("failures/replicate", H5T_NATIVE_INT), (std::vector<int>{5, 5}));
    EXPECT_EQ(file.numbers<int>("failures/month", H5T_NATIVE_INT), (std::vector<int>{3, 3}));
    EXPECT_EQ(file.texts("failures/message"), (Names{"no equilibrium", "no equilibrium"}));
}

TEST_F(ResultFile, DesignParametersAreColumnsOverPoints)
{
    FileReader const file{path_};
    std::string const name = "parameter_principal.X.budget";
    EXPECT_EQ(file.dimensions(name), Names{"point"});
    EXPECT_EQ(file.numbers<double>(name, H5T_NATIVE_DOUBLE), (std::vector<double>{1.5, 3.0}));
    EXPECT_EQ(file.attribute(name, "units"), "G");
}

TEST_F(ResultFile, ProvenanceHoldsTheScenarioVerbatimAndEveryParameter)
{
    FileReader const file{path_};
    EXPECT_EQ(file.texts("provenance/files/path"), (Names{"../base.toml", "strong.toml"}));
    EXPECT_EQ(file.texts("provenance/files/text").at(1), small_scenario().files[1].text);
    std::string const table = "provenance/parameters/";
    EXPECT_EQ(file.texts(table + "key"), (Names{"principal.X.budget", "principal.Y.budget", "learning_rate"}));
    EXPECT_EQ(file.numbers<double>(table + "value", H5T_NATIVE_DOUBLE), (std::vector<double>{2.5, 1.0, 0.2}));
    EXPECT_EQ(file.texts(table + "unit"), (Names{"G", "G", "1/month"}));
    EXPECT_EQ(file.numbers<double>(table + "range_high", H5T_NATIVE_DOUBLE), (std::vector<double>{4.0, 1.0, 0.3}));
    EXPECT_EQ(file.texts(table + "prior"), (Names{"uniform", "fixed", "triangular"}));
    EXPECT_EQ(file.texts(table + "tag"), (Names{"A", "J", "L"}));
    EXPECT_EQ(file.texts(table + "source").at(0), "Author 2020");
    EXPECT_EQ(file.texts(table + "section"), (Names{"6.2", "6.2", "4.1"}));
    EXPECT_EQ(file.texts(table + "origin"), (Names{"strong.toml:3", "default", "../base.toml:7"}));
    EXPECT_EQ(file.texts("provenance/settings/origin"), (Names{"../base.toml:2", "--set"}));
    EXPECT_EQ(file.attribute("provenance", "git_commit"), "0123abc");
}

TEST_F(ResultFile, NcdumpReadsIt)
{
    if (std::system("command -v ncdump >/dev/null") != 0) {
        GTEST_SKIP() << "ncdump is not installed";
    }
    std::string const list = (folder_ / "header.cdl").string();
    ASSERT_EQ(std::system(("ncdump -h '" + path_.string() + "' >'" + list + "'").c_str()), 0);
    EXPECT_NE(content_of(list).find("float alignment(arm, point, replicate, time, hedger, partner)"), std::string::npos);
    EXPECT_EQ(std::system(("ncdump '" + path_.string() + "' >/dev/null").c_str()), 0);
}

} // namespace
} // namespace steppe::test
