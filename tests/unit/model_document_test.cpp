/// docs/model.md and the code that cites it stay together.

#include "model/accord/incentives.hpp"
#include "model/arm.hpp"
#include "model/measures.hpp"
#include "model/schema_of_model.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace steppe {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

namespace fs = std::filesystem;

fs::path const root{STEPPE_SOURCE_DIR};

std::string text_of(fs::path const& path)
{
    std::ifstream file{path};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<std::string> matches(std::string const& text, std::string const& pattern)
{
    std::regex const expression{pattern, std::regex::multiline};
    std::vector<std::string> found;
    for (std::sregex_iterator match{text.begin(), text.end(), expression}; match != std::sregex_iterator{}; ++match) {
        found.push_back((*match)[1]);
    }
    return found;
}

/// "6.1", "7": the numbers of the document's headings.
std::set<std::string> sections()
{
    std::vector<std::string> const found = matches(text_of(root / "docs/model.md"), "^##+ ([0-9]+(?:\\.[0-9]+)?) ");
    return {found.begin(), found.end()};
}

std::vector<fs::path> code_files()
{
    std::vector<fs::path> files;
    for (char const* folder : {"sim", "tests", "bench", "scenarios"}) {
        for (fs::directory_entry const& entry : fs::recursive_directory_iterator{root / folder}) {
            if (entry.is_regular_file()) {
                files.push_back(entry.path());
            }
        }
    }
    return files;
}

TEST(ModelDocument, HasEveryParameterAndSettingOfTheSchema)
{
    std::string const document = text_of(root / "docs/model.md");
    std::vector<std::string> missing;
    Schema const schema = model_schema();
    for (ParameterFamily const& family : schema.parameters) {
        if (document.find("`" + std::string{family.declaration.key} + "`") == std::string::npos) {
            missing.emplace_back(family.declaration.key);
        }
    }
    for (SettingDeclaration const& setting : schema.settings) {
        bool const shared =
            setting.key.ends_with(".*.name") || setting.key.starts_with("claim.") || setting.key.starts_with("inert.");
        if (!shared && document.find("`" + setting.key + "`") == std::string::npos) {
            missing.push_back(setting.key);
        }
    }
    EXPECT_THAT(missing, IsEmpty());
}

TEST(ModelDocument, HasEveryMeasure)
{
    std::string const document = text_of(root / "docs/model.md");
    std::vector<std::string> missing;
    for (MeasureDeclaration const& measure : model_measures()) {
        if (document.find("`" + std::string{measure.name} + "`") == std::string::npos) {
            missing.emplace_back(measure.name);
        }
    }
    EXPECT_THAT(missing, IsEmpty());
}

TEST(ModelDocument, HasEveryArm)
{
    std::string const document = text_of(root / "docs/model.md");
    std::vector<std::string> missing;
    for (Arm const& arm : all_arms) {
        if (document.find("`" + std::string{arm.name} + "`") == std::string::npos) {
            missing.emplace_back(arm.name);
        }
    }
    EXPECT_THAT(missing, IsEmpty());
}

TEST(ModelDocument, HasEveryIncentiveOfTheTable)
{
    std::string const document = text_of(root / "docs/model.md");
    std::vector<std::string> missing;
    for (IncentiveTerm const& term : incentive_terms()) {
        if (document.find("\n| " + term.id + " | ") == std::string::npos) {
            missing.push_back(term.id);
        }
    }
    EXPECT_THAT(missing, IsEmpty());
}

TEST(ModelDocument, HasEverySectionThatADeclarationNames)
{
    std::set<std::string> const known = sections();
    for (ParameterFamily const& family : model_schema().parameters) {
        EXPECT_THAT(known, Contains(std::string{family.declaration.section})) << family.declaration.key;
    }
    for (MeasureDeclaration const& measure : model_measures()) {
        EXPECT_THAT(known, Contains(std::string{measure.section})) << measure.name;
    }
}

TEST(ModelDocument, HasEverySectionAndRecordThatCodeCites)
{
    std::set<std::string> const known = sections();
    int cited = 0;
    for (fs::path const& path : code_files()) {
        std::string const text = text_of(path);
        for (std::string const& list : matches(text, "docs/model\\.md ([0-9.]+(?:, [0-9.]+)*)")) {
            for (std::string const& section : matches(list, "([0-9]+(?:\\.[0-9]+)?)")) {
                EXPECT_THAT(known, Contains(section)) << path;
                ++cited;
            }
        }
        for (std::string const& number : matches(text, "docs/decisions/([0-9]{4})")) {
            bool exists = false;
            for (fs::directory_entry const& entry : fs::directory_iterator{root / "docs/decisions"}) {
                exists = exists || entry.path().filename().string().starts_with(number);
            }
            EXPECT_TRUE(exists) << path << " cites record " << number;
        }
    }
    EXPECT_GT(cited, 40);
}

TEST(ModelDocument, HasEveryVerificationFolderAndEachSaysItsSource)
{
    std::string const document = text_of(root / "docs/model.md");
    for (fs::directory_entry const& entry : fs::directory_iterator{root / "tests/verification"}) {
        std::string const name = entry.path().filename().string();
        if (entry.is_directory() && name != "__pycache__") {
            EXPECT_NE(document.find("`tests/verification/" + name + "`"), std::string::npos) << name;
            EXPECT_TRUE(fs::exists(entry.path() / "README.md")) << name;
        }
    }
}

} // namespace
} // namespace steppe
