// Each `bad_*.toml` of this folder, read over tests/support/tiny_schema.hpp, is refused with exactly the lines of the `.txt` beside
// it. A first line such as `# --set key=value` is an override of the command line. The other files are what the bad ones extend.
#include "base/diagnostics.hpp"
#include "scenario/fault_codes.hpp"
#include "support/tiny_schema.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

fs::path const folder = fs::path{STEPPE_SOURCE_DIR} / "tests" / "scenario_errors";

std::string text_of(fs::path const& path)
{
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

std::vector<std::string> bad_files()
{
    std::vector<std::string> names;
    for (auto const& entry : fs::directory_iterator{folder}) {
        if (entry.path().extension() == ".toml" && entry.path().stem().string().starts_with("bad_")) {
            names.push_back(entry.path().stem().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<steppe::Override> overrides_of(std::string const& text)
{
    static constexpr std::string_view mark = "# --set ";
    std::vector<steppe::Override> overrides;
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line) && line.starts_with(mark);) {
        std::size_t const equals = line.find('=');
        overrides.push_back({line.substr(mark.size(), equals - mark.size()), line.substr(equals + 1)});
    }
    return overrides;
}

/// What a user of this folder would read, or empty for a valid file.
std::vector<steppe::Diagnostic> faults_of(std::string const& name)
{
    fs::path const path = folder / (name + ".toml");
    try {
        static_cast<void>(steppe::read_scenario(path, steppe::testing::tiny_schema(), overrides_of(text_of(path))));
    } catch (steppe::InputError const& error) {
        return {error.faults().begin(), error.faults().end()};
    }
    return {};
}

std::string shown(std::vector<steppe::Diagnostic> const& faults)
{
    std::string text;
    std::string const prefix = folder.string() + "/";
    for (steppe::Diagnostic const& fault : faults) {
        text += fault.text() + "\n";
    }
    for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) {
        text.erase(at, prefix.size());
    }
    return text;
}

class ScenarioErrors : public testing::TestWithParam<std::string> {};

TEST_P(ScenarioErrors, AreReportedAsTheFileBesideSays)
{
    EXPECT_EQ(shown(faults_of(GetParam())), text_of(folder / (GetParam() + ".txt")));
}

INSTANTIATE_TEST_SUITE_P(Of, ScenarioErrors, testing::ValuesIn(bad_files()), [](auto const& test) { return test.param; });

TEST(ScenarioErrorFiles, HaveNoExpectationWithoutItsFile)
{
    for (auto const& entry : fs::directory_iterator{folder}) {
        if (entry.path().extension() == ".txt") {
            EXPECT_TRUE(fs::exists(fs::path{entry.path()}.replace_extension(".toml"))) << entry.path();
        }
    }
}

TEST(ScenarioErrorFiles, BaseOfTheFaultyFilesIsValid) { EXPECT_EQ(shown(faults_of("base")), ""); }

TEST(ScenarioErrorFiles, ShowEveryCodeAndNoOther)
{
    std::set<std::string> documented;
    for (steppe::FaultCode const& fault : steppe::scenario_fault_codes) {
        EXPECT_TRUE(documented.insert(std::string{fault.code}).second) << fault.code << " stands twice";
    }
    std::set<std::string> produced;
    for (std::string const& name : bad_files()) {
        for (steppe::Diagnostic const& fault : faults_of(name)) {
            produced.insert(fault.code);
        }
    }
    EXPECT_EQ(produced, documented);
}

} // namespace
