#pragma once
/// A small run with made-up states, for the tests of result files.

#include "ensemble/outcomes.hpp"
#include "output/replicate_writer.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

namespace steppe::test {

/// An empty folder that goes away with the test.
class TemporaryFolder {
public:
    TemporaryFolder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "steppe-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) {
            throw std::runtime_error{"no temporary folder"};
        }
        path_ = name;
    }
    ~TemporaryFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;

    [[nodiscard]] std::filesystem::path operator/(std::string const& name) const { return path_ / name; }
    [[nodiscard]] std::size_t files() const
    {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator{path_}, {}));
    }

private:
    std::filesystem::path path_;
};

inline std::string content_of(std::filesystem::path const& path)
{
    std::ifstream stream{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

inline void write_content(std::filesystem::path const& path, std::string const& content)
{
    std::ofstream{path, std::ios::binary} << content;
}

inline Schema small_schema()
{
    Schema schema;
    schema.parameters = {
        {{"principal.*.budget", "G", 1.0, {0.0, 9.0}, Prior::uniform, EvidenceTag::judgement, "", "6.2", "Yearly budget."},
         {IndexSet::principal}},
        {{"learning_rate",
          "1/month",
          0.1,
          {0.0, 1.0},
          Prior::fixed,
          EvidenceTag::literature,
          "",
          "4.1",
          "Speed of learning."},
         {}}};
    return schema;
}

/// Two files, the overlay in a folder beside the base; `folder` is where the user says they are.
inline Scenario small_scenario(std::string const& folder = "scenarios")
{
    std::string const base = folder + "/base.toml";
    std::string const overlay = folder + "/overlays/strong.toml";
    Scenario scenario;
    scenario.parameters = {{.key = "principal.X.budget",
                            .value = 2.5,
                            .range = {1.0, 4.0},
                            .prior = Prior::uniform,
                            .tag = EvidenceTag::article,
                            .source = "Author 2020",
                            .note = "",
                            .origin = {overlay, 3, 1}},
                           {.key = "principal.Y.budget",
                            .value = 1.0,
                            .range = {1.0, 1.0},
                            .source = "",
                            .note = "",
                            .origin = {"default", 0, 0}},
                           {.key = "learning_rate",
                            .value = 0.2,
                            .range = {0.1, 0.3},
                            .prior = Prior::triangular,
                            .tag = EvidenceTag::literature,
                            .source = "",
                            .note = "",
                            .origin = {base, 7, 1},
                            .family = 1}};
    scenario.settings = {{"run.months", {"14", {base, 2, 1}}}, {"run.start", {"2025-11", {"--set", 0, 0}}}};
    scenario.files = {{base, "# base\nlearning_rate = 0.2\n"}, {overlay, "extends = \"../base.toml\"  # \xC3\xA9\n"}};
    return scenario;
}

inline Provenance small_provenance() { return {"A small run", "0.1.0", "0123abc", "GNU 12.2", "-O2", "x86-64", 4}; }

/// Two arms, `points` points, `replicates` replicates, 14 months from November 2025; one measure with no set, one over
/// hedgers and partners of which much is declared.
inline RunLayout small_layout(int points = 2, std::int64_t replicates = 260)
{
    RunLayout layout;
    layout.arms = {"with", "without"};
    layout.points = points;
    layout.replicates = replicates;
    layout.months = 14;
    layout.start = std::chrono::year{2025} / 11;
    layout.seed = 18446744073709551557ULL;
    layout.actors.assign(IndexSet::hedger, {"A", "B"});
    layout.actors.assign(IndexSet::principal, {"X", "Y"});
    layout.actors.assign(IndexSet::partner, {"P", "Q", "R"});
    layout.measures = {
        {"cost", "G", "cost of the month", Reduction::sum, true, "7.1", {}},
        {"alignment", "1", "share of alignment", Reduction::final, false, "5.2", {IndexSet::hedger, IndexSet::partner}}};
    MeasureDeclaration& alignment = layout.measures.back();
    alignment.bounds = zero_to_one;
    alignment.better = {.whose = Whose::partner, .sign = 1, .words = "it is leant to"};
    alignment.actor_order = 2;
    alignment.display_order = 4;
    alignment.headline = true;
    layout.outcomes = list_outcomes(layout);
    return layout;
}

/// A value that tells its place.
inline float value_at(int arm, int point, std::int64_t replicate, int month, std::size_t measure, std::size_t element)
{
    return static_cast<float>(100000 * arm + 50000 * point + 100 * static_cast<int>(replicate) + month) +
           0.125F * static_cast<float>(measure) + 0.0078125F * static_cast<float>(element);
}

/// What an outcome is where the months have the values of `value_at`.
inline double outcome_at(RunLayout const& layout, int arm, int point, std::int64_t replicate, std::size_t outcome)
{
    Outcome const& wanted = layout.outcomes[outcome];
    double sum = 0.0;
    double last = 0.0;
    for (int month = 0; month < layout.months; ++month) {
        last = static_cast<double>(value_at(arm, point, replicate, month, wanted.measure, wanted.element));
        sum += last;
    }
    return layout.measures[wanted.measure].reduction == Reduction::sum ? sum : last;
}

/// All results of a block; replicate 5 of arm 1 failed in month 3.
inline ResultBlock block_of(RunLayout const& layout, BlockRange const& range)
{
    ResultBlock block{range, {}, {}, {}, {}};
    block.series.resize(layout.measures.size());
    for (int arm = 0; arm < static_cast<int>(layout.arms.size()); ++arm) {
        for (int point = range.first_point; point < range.first_point + range.points; ++point) {
            for (int job = 0; job < range.replicates; ++job) {
                std::int64_t const replicate = range.first_replicate + job;
                bool const failed = arm == 1 && replicate == 5;
                block.states.push_back(failed ? JobState::failed : JobState::ok);
                if (failed) {
                    block.failures.push_back({arm, point, replicate, 3, "no equilibrium"});
                }
                for (std::size_t m = 0; m < layout.measures.size(); ++m) {
                    for (int month = 0; month < layout.months; ++month) {
                        for (std::size_t e = 0; e < layout.elements(layout.measures[m]); ++e) {
                            block.series[m].push_back(value_at(arm, point, replicate, month, m, e));
                        }
                    }
                }
                for (std::size_t o = 0; o < layout.outcomes.size(); ++o) {
                    block.outcomes.push_back(failed ? std::nan("") : outcome_at(layout, arm, point, replicate, o));
                }
            }
        }
    }
    return block;
}

inline void consume(Recorder& recorder, ResultBlock const& block)
{
    if (InOrder const record = recorder.prepare(block)) {
        record();
    }
}

/// Hands over the whole run in the order that Recorder promises.
inline void consume_run(Recorder& recorder, RunLayout const& layout)
{
    int const points = layout.points_per_block();
    int const replicates = layout.replicates_per_block();
    for (int point = 0; point < layout.points; point += points) {
        for (std::int64_t first = 0; first < layout.replicates; first += replicates) {
            consume(recorder,
                    block_of(layout, {point, std::min(points, layout.points - point), first,
                                      static_cast<int>(std::min<std::int64_t>(replicates, layout.replicates - first))}));
        }
    }
}

inline std::unique_ptr<ResultFile> result_file(std::filesystem::path const& path, std::string_view record = "trajectories",
                                               Scenario const& scenario = small_scenario(),
                                               std::vector<SweptParameter> const& swept = {})
{
    return std::make_unique<ResultFile>(path, false, record, scenario, small_schema(), small_provenance(), swept);
}

inline void write_run(std::filesystem::path const& path, RunLayout const& layout,
                      Scenario const& scenario = small_scenario(), std::vector<SweptParameter> const& swept = {},
                      ReplicateRecord record = ReplicateRecord::trajectories, ValueFormat format = {})
{
    ReplicateWriter writer{result_file(path, "trajectories", scenario, swept), record, format};
    writer.begin(layout);
    consume_run(writer, layout);
    writer.finish();
}

} // namespace steppe::test
