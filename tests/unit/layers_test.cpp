// What the sources of sim/ may name, read from their text: which folder sees which, where a library may appear, how long a
// file may be, and that no state is named; and what their objects were made from, by the compiler's own record of this build. A rule is changed in the tables here, with an ADR in docs/decisions/ that argues it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::PrintToString;

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
    {"model", {"scenario/schema.hpp", "scenario/scenario.hpp", "scenario/driver_series.hpp", "lanes/", "base/"}},
    {"output", {"model/", "scenario/", "base/"}},
    {"ensemble", {"model/", "scenario/", "lanes/", "output/recorder.hpp", "output/summary.hpp", "base/"}},
    {"study", {"ensemble/", "output/", "model/", "scenario/", "lanes/", "base/"}},
    {"app", {"study/", "ensemble/", "output/", "model/", "scenario/", "base/"}},
    {"browser", {"ensemble/", "output/recorder.hpp", "output/value_digest.hpp", "model/", "scenario/", "base/"}},
};

/// How many objects of the engine may compile the month, which costs the most, and how many may know of lanes at all.
constexpr std::size_t most_objects_with_the_month = 6;
constexpr std::size_t most_objects_with_lanes = 22;

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
    {{"libdeflate"}, {"output/codec/chunk_codec.cpp", "output/codec/chunk_decoder.cpp"}},
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

/// The lines that a command prints.
std::vector<std::string> lines_of_command(std::string const& command)
{
    std::vector<std::string> lines;
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> const pipe{::popen(command.c_str(), "r"), ::pclose};
    std::string line;
    for (int letter = 0; pipe && (letter = std::fgetc(pipe.get())) != EOF;) {
        if (letter == '\n') {
            lines.push_back(std::exchange(line, {}));
        } else {
            line += static_cast<char>(letter);
        }
    }
    return lines;
}

/// What each object of the engine was made from: by source, all files of sim/ that the compiler read, however they were included.
/// Objects that this build has not made yet are not there.
std::map<std::string, std::set<std::string>> files_of_objects()
{
    std::filesystem::path const build{STEPPE_BUILD_DIR};
    std::filesystem::path const root = std::filesystem::path{STEPPE_SOURCE_DIR} / "sim";
    std::map<std::string, std::set<std::string>> objects;
    std::set<std::string> files;
    std::string source;
    auto const close = [&] {
        if (!source.empty()) {
            objects[source] = files;
        }
        source.clear();
        files.clear();
    };
    bool of_engine = false;
    for (std::string const& line : lines_of_command(STEPPE_NINJA " -C " STEPPE_BUILD_DIR " -t deps")) {
        if (!line.starts_with("    ")) {
            close();
            of_engine = line.starts_with("sim/") && line.find(".o: #deps") != std::string::npos;
            continue;
        }
        std::string const file = (build / line.substr(4)).lexically_normal().lexically_relative(root).generic_string();
        if (of_engine && file.ends_with(".cpp")) {
            source = file;
        } else if (of_engine && !file.starts_with("..")) {
            files.insert(file);
        }
    }
    close();
    return objects;
}

std::map<std::string, std::set<std::string>> const& objects()
{
    static std::map<std::string, std::set<std::string>> const all = files_of_objects();
    return all;
}

std::vector<std::string> objects_with(std::string const& header)
{
    std::vector<std::string> found;
    for (auto const& [source, files] : objects()) {
        if (files.contains(header)) {
            found.push_back(source);
        }
    }
    return found;
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

TEST(Layers, ObjectsAreMadeOnlyFromWhatTheirFolderMayInclude)
{
    EXPECT_GT(objects().size(), 50U) << "Ninja's record of this build was not found";
    std::vector<std::string> found;
    for (auto const& [source, files] : objects()) {
        std::string const folder = source.substr(0, source.find('/'));
        for (std::string const& file : files) {
            if (!file.starts_with(folder + "/") && !starts_with_any(file, may_include.at(folder))) {
                found.push_back("sim/" + source + " sees " + file);
            }
        }
    }
    EXPECT_THAT(found, IsEmpty());
}

// What the month is made of changes most often, and takes longest to compile.
TEST(Layers, FewObjectsCompileTheMonth)
{
    std::vector<std::string> const month = objects_with("model/month.hpp");
    EXPECT_THAT(month, Contains("ensemble/run_pack.cpp"));
    EXPECT_LE(month.size(), most_objects_with_the_month) << PrintToString(month);
}

TEST(Layers, FewObjectsKnowOfLanes)
{
    std::vector<std::string> const lanes = objects_with("lanes/lanes.hpp");
    EXPECT_THAT(lanes, Contains("ensemble/run_pack.cpp"));
    EXPECT_LE(lanes.size(), most_objects_with_lanes) << PrintToString(lanes);
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

// Submodels are siblings: what one makes reaches another as a named result (model/results.hpp), not by an include.
TEST(Layers, OnlyTheMonthIncludesItsSteps)
{
    static constexpr std::string_view shared = "model/accord/membership.hpp"; // readings of the state, no step
    std::vector<std::string> steps;
    for (Line const& line : engine()) {
        std::string const header = included_file(line);
        bool const of_subject = std::count(header.begin(), header.end(), '/') == 2;
        if (line.file == "model/month.hpp" && of_subject && header != shared) {
            steps.push_back(header);
        }
    }
    EXPECT_GT(steps.size(), 15U);
    EXPECT_THAT(faults([&](Line const& line) -> std::string {
                    bool const may = line.file == "model/month.hpp" || line.file == "model/open_world.hpp";
                    std::string const header = included_file(line);
                    bool const is_step = std::find(steps.begin(), steps.end(), header) != steps.end();
                    return is_step && !may ? "only model/month.hpp may include " + header : "";
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

// In a page nothing is caught, and what was thrown is taken for a std::exception (browser/raised.cpp): what a page has may throw nothing else.
TEST(Layers, OnlyExceptionsOfTheLibraryAndOursAreThrown)
{
    static std::regex const thrown{R"(\bthrow\s+([A-Za-z_:]+))"};
    static std::set<std::string> const known{"EnvironmentError",      "InputError",
                                             "std::bad_alloc",        "std::logic_error",
                                             "std::invalid_argument", "std::out_of_range"};
    EXPECT_THAT(faults([](Line const& line) {
                    std::string const code = line.text.substr(0, line.text.find("//"));
                    std::smatch match;
                    bool const in_page = line.folder() != "study" && line.folder() != "app";
                    bool const throws = in_page && std::regex_search(code, match, thrown);
                    return throws && !known.contains(match[1].str()) ? "throws " + match[1].str() : std::string{};
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
