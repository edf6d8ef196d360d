// What the sources of sim/ may name, read from their text: which folder sees which, where a library may appear, how long a
// file may be, and that no state is named. A rule is changed in the tables here, with an ADR in docs/decisions/ that argues it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <regex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using testing::IsEmpty;

struct Line {
    std::string file; ///< below sim/: "model/world.hpp"
    std::size_t number{};
    std::string text;

    [[nodiscard]] std::string folder() const { return file.substr(0, file.find('/')); }
    [[nodiscard]] std::string place() const { return "sim/" + file + ":" + std::to_string(number) + ": "; }
};

std::vector<Line> lines_of_engine()
{
    std::filesystem::path const root = std::filesystem::path{STEPPE_SOURCE_DIR} / "sim";
    std::vector<Line> lines;
    for (auto const& entry : std::filesystem::recursive_directory_iterator{root}) {
        if (!entry.is_regular_file()) {
            continue;
        }
        std::ifstream in{entry.path()};
        std::string const file = entry.path().lexically_relative(root).generic_string();
        std::string text;
        for (std::size_t number = 1; std::getline(in, text); ++number) {
            lines.push_back({file, number, text});
        }
    }
    return lines;
}

std::vector<Line> const& engine()
{
    static std::vector<Line> const lines = lines_of_engine();
    return lines;
}

/// `what(line)` for every line of the engine where it is not empty, each with its place.
std::vector<std::string> faults(std::function<std::string(Line const&)> const& what)
{
    std::vector<std::string> found;
    for (Line const& line : engine()) {
        if (std::string const fault = what(line); !fault.empty()) {
            found.push_back(line.place() + fault);
        }
    }
    return found;
}

/// The file that a line includes, or empty.
std::string included_file(Line const& line)
{
    static std::regex const pattern{R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])"};
    std::smatch match;
    return std::regex_search(line.text, match, pattern) ? match[1].str() : std::string{};
}

bool starts_with_any(std::string_view text, std::vector<std::string_view> const& prefixes)
{
    return std::any_of(prefixes.begin(), prefixes.end(), [&](std::string_view prefix) { return text.starts_with(prefix); });
}

/// Folders and files of sim/ that the files of a folder may include, besides their own.
std::map<std::string, std::vector<std::string_view>> const may_include{
    {"base", {}},
    {"lanes", {"base/"}},
    {"scenario", {"base/"}},
    {"model", {"scenario/schema.hpp", "scenario/scenario.hpp", "lanes/", "base/"}},
    {"output", {"model/", "scenario/", "base/"}},
    {"ensemble", {"model/", "scenario/", "lanes/", "output/recorder.hpp", "output/summary.hpp", "base/"}},
    {"study", {"ensemble/", "output/", "model/", "scenario/", "lanes/", "base/"}},
    {"app", {"study/", "ensemble/", "output/", "model/", "scenario/", "base/"}},
};

/// The headers of a library, by how they start, and the only files of sim/ that may include them.
struct LibraryRule {
    std::vector<std::string_view> headers;
    std::vector<std::string_view> allowed;
};
std::array<LibraryRule, 5> const library_rules{{
    {{"hdf5", "H5"}, {"output/hdf5_"}},
    {{"tbb/", "oneapi/"}, {"ensemble/run_ensemble.cpp"}},
    {{"toml"}, {"scenario/"}},
    {{"Random123/"}, {"lanes/"}},
    {{"libdeflate"}, {"output/codec/chunk_codec.cpp"}},
}};

/// No word of sim/, in any case, may contain one of these names of states, peoples, places and leaders ...
std::array<std::string_view, 30> const names_within_words{
    "kazakh", "astana", "tokayev", "russia",    "moscow", "kremlin", "putin",  "chinese",    "beijing", "america",
    "trump",  "biden",  "israel",  "jerusalem", "gaza",   "turkey",  "ankara", "azerbaijan", "armenia", "uzbek",
    "tajik",  "kyrgyz", "turkmen", "ukrain",    "emirat", "bahrain", "morocc", "saudi",      "hamas",   "abraham"};
/// ... be one of these, which occur inside other words ...
std::array<std::string_view, 5> const names{"china", "iran", "sudan", "tehran", "washington"};
/// ... or be one of these codes, in capitals.
std::array<std::string_view, 21> const codes{"KAZ", "RUS", "CHN", "USA", "US",  "EU",  "ISR", "IRN", "TUR", "AZE", "ARM",
                                             "UZB", "TJK", "KGZ", "TKM", "UKR", "ARE", "UAE", "BHR", "MAR", "SAU"};

std::vector<std::string> words(std::string const& text)
{
    std::vector<std::string> found;
    std::string word;
    for (char const letter : text + " ") {
        if (std::isalpha(static_cast<unsigned char>(letter)) != 0) {
            word += letter;
        } else if (!word.empty()) {
            found.push_back(std::move(word));
            word.clear();
        }
    }
    return found;
}

bool names_a_state(std::string const& word)
{
    std::string lower = word;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
    return std::any_of(names_within_words.begin(), names_within_words.end(),
                       [&](std::string_view part) { return lower.find(part) != std::string::npos; }) ||
           std::find(names.begin(), names.end(), lower) != names.end() ||
           std::find(codes.begin(), codes.end(), word) != codes.end();
}

} // namespace

TEST(Layers, EveryFolderHasARule)
{
    EXPECT_GT(engine().size(), 1000U) << "the sources were not found";
    EXPECT_THAT(faults([](Line const& line) {
                    bool const in_folder = line.file.find('/') != std::string::npos;
                    return in_folder && !may_include.contains(line.folder()) ? "a folder that no rule covers" : "";
                }),
                IsEmpty());
}

TEST(Layers, FoldersIncludeOnlyWhatTheyMay)
{
    EXPECT_THAT(faults([](Line const& line) -> std::string {
                    std::string const header = included_file(line);
                    auto const rule = may_include.find(line.folder());
                    if (rule == may_include.end() || !may_include.contains(header.substr(0, header.find('/'))) ||
                        header.starts_with(rule->first + "/") || starts_with_any(header, rule->second)) {
                        return {};
                    }
                    return rule->first + " may not include " + header;
                }),
                IsEmpty());
}

TEST(Layers, TheCodecIncludesNothingElseOfTheEngine)
{
    EXPECT_THAT(faults([](Line const& line) -> std::string {
                    std::string const header = included_file(line);
                    bool const of_engine = may_include.contains(header.substr(0, header.find('/')));
                    bool const in_codec = line.file.starts_with("output/codec/");
                    return in_codec && of_engine && !header.starts_with("output/codec/") ? "may not include " + header : "";
                }),
                IsEmpty());
}

TEST(Layers, ProjectHeadersAreIncludedByTheirFullPath)
{
    EXPECT_THAT(faults([](Line const& line) {
                    std::string const header = included_file(line);
                    bool const quoted = line.text.find('"') != std::string::npos;
                    return quoted && !header.empty() && header.find('/') == std::string::npos ? "names no folder" : "";
                }),
                IsEmpty());
}

TEST(Layers, LibrariesStayBehindTheirFiles)
{
    EXPECT_THAT(faults([](Line const& line) -> std::string {
                    std::string const header = included_file(line);
                    for (LibraryRule const& rule : library_rules) {
                        if (starts_with_any(header, rule.headers) && !starts_with_any(line.file, rule.allowed)) {
                            return "may not include " + header;
                        }
                    }
                    return {};
                }),
                IsEmpty());
}

// The C library's functions differ between machines in the last bit; lanes/elementary.hpp does not.
TEST(Layers, TheMonthUsesOnlyReproducibleFunctions)
{
    static std::regex const banned{
        R"(\bstd::(exp|exp2|expm1|log|log2|log10|log1p|pow|cbrt|hypot|a?(sin|cos|tan)h?|erfc?|[lt]gamma)\s*\()"};
    EXPECT_THAT(faults([](Line const& line) {
                    bool const of_month = line.folder() == "model" || line.folder() == "lanes";
                    std::string const code = line.text.substr(0, line.text.find("//"));
                    return of_month && std::regex_search(code, banned) ? "use lanes/elementary.hpp: " + code : "";
                }),
                IsEmpty());
}

TEST(Layers, NoStateIsNamed)
{
    EXPECT_THAT(faults([](Line const& line) {
                    std::vector<std::string> const found = words(line.text);
                    auto const name = std::find_if(found.begin(), found.end(), names_a_state);
                    return name == found.end() ? std::string{} : "states differ by data only, but this names " + *name;
                }),
                IsEmpty());
}

TEST(Layers, FilesFitOnAFewScreens)
{
    static constexpr std::size_t most_lines = 300;
    EXPECT_THAT(faults([](Line const& line) {
                    return line.number == most_lines + 1 ? "more than " + std::to_string(most_lines) + " lines" : "";
                }),
                IsEmpty());
}
