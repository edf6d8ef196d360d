#include "output/resume.hpp"

#include "base/checksum.hpp"
#include "output/schema_version.hpp"
#include "output/shard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

namespace steppe {
namespace {

/// The failures that a file lists, each of a job of the layout; `replicates` of the file.
std::vector<Failure> read_failures(Hdf5Input const& file, RunLayout const& layout, std::int64_t replicates)
{
    Extents const count{file.length("failures/arm")};
    auto const arms = file.array<std::int32_t>("failures/arm", count);
    auto const points = file.array<std::int32_t>("failures/point", count);
    auto const of_replicates = file.array<std::int64_t>("failures/replicate", count);
    auto const months = file.array<std::int32_t>("failures/month", count);
    std::vector<std::string> const messages = file.texts("failures/message");
    if (messages.size() != arms.size()) {
        file.fail("failures/message", fmt::format("{} texts", arms.size()), std::to_string(messages.size()));
    }
    auto const check = [&](std::string const& name, std::int64_t found, std::int64_t end) {
        if (found < 0 || found >= end) {
            file.fail(name, fmt::format("numbers from 0 to {}", end - 1), std::to_string(found));
        }
    };
    std::vector<Failure> failures;
    for (std::size_t i = 0; i < arms.size(); ++i) {
        check("failures/arm", arms[i], std::ssize(layout.arms));
        check("failures/point", points[i], layout.points);
        check("failures/replicate", of_replicates[i], replicates);
        check("failures/month", months[i], layout.months);
        failures.push_back({arms[i], points[i], of_replicates[i], months[i], messages[i]});
    }
    return failures;
}

/// What differs between the file and the study that would go on with it, in the words of a user.
std::vector<std::string> differences(Hdf5Input const& file, std::string_view record, Scenario const& scenario,
                                     Provenance const& provenance, RunLayout const& layout)
{
    std::vector<std::string> found;
    auto const expect = [&](bool same, std::string const& what) {
        if (!same) {
            found.push_back(what);
        }
    };
    expect(file.text_attribute("/", "schema_version") == output_schema_version, "the version of the file's layout");
    expect(file.text_attribute("/", "record") == record, "what is recorded (--record)");
    if (!found.empty()) {
        return found; // the rest may stand elsewhere in such a file
    }
    expect(file.text_attribute("provenance", "git_commit") == provenance.git_commit, "the commit of steppe");
    expect(file.text_attribute("provenance", "engine_version") == provenance.version, "the version of steppe");
    std::vector<std::string> keys;
    std::vector<double> values;
    for (Parameter const& parameter : scenario.parameters) {
        keys.push_back(parameter.key);
        values.push_back(parameter.value);
    }
    expect(file.texts("provenance/parameters/key") == keys && file.numbers<double>("provenance/parameters/value") == values,
           "a parameter of the scenario");
    std::vector<std::string> const names = file.texts("provenance/settings/key");
    std::vector<std::string> const texts = file.texts("provenance/settings/value");
    bool settings = names.size() == scenario.settings.size();
    for (std::size_t i = 0; settings && i < names.size(); ++i) {
        auto const mine = scenario.settings.find(names[i]);
        settings = mine != scenario.settings.end() && (names[i] == "run.replicates" || mine->second.value == texts[i]);
    }
    expect(settings, "a setting of the scenario");
    expect(file.texts("arm") == layout.arms, "the arms");
    expect(file.number<std::int32_t>("replicates_per_draw") == layout.replicates_per_draw,
           "how parameters are drawn (--draw-priors, --per-draw)");
    if (record == "trajectories") {
        bool const all = std::all_of(layout.measures.begin(), layout.measures.end(), [&](MeasureDeclaration const& measure) {
            return layout.elements(measure) == 0 || file.has(std::string{measure.name});
        });
        expect(all && file.length("time") == static_cast<std::uint64_t>(layout.months), "measures or months");
    } else {
        std::vector<std::string> labels;
        std::transform(layout.outcomes.begin(), layout.outcomes.end(), std::back_inserter(labels),
                       [](Outcome const& outcome) { return outcome.label; });
        expect(file.texts("outcome") == labels, "measures or months");
    }
    return found;
}

Diagnostics faults_of(std::filesystem::path const& path, std::vector<std::string> const& differences)
{
    Diagnostics faults;
    for (std::string const& what : differences) {
        faults.add({path.string(), 0, 0}, "O205", "cannot go on with this file: it differs in " + what);
    }
    return faults;
}

bool has_points(Hdf5Input const& file, RunLayout const& layout, std::vector<SweptParameter> const& swept)
{
    return file.length("point") == static_cast<std::uint64_t>(layout.points) &&
           std::all_of(swept.begin(), swept.end(), [&](SweptParameter const& parameter) {
               std::string const name = "parameter_" + parameter.key;
               return file.has(name) && file.numbers<double>(name) == parameter.values;
           });
}

/// What libhdf5 meets before the values of replicates, in a process of its own.
void try_facts(std::filesystem::path const& path, std::string_view record, Scenario const& scenario,
               Provenance const& provenance, RunLayout const& layout, std::vector<SweptParameter> const& swept)
{
    try_reading(path, [&] {
        Hdf5Input const file{path};
        file.check_everything();
        static_cast<void>(differences(file, record, scenario, provenance, layout));
        static_cast<void>(record == "summary" || has_points(file, layout, swept));
        static_cast<void>(read_failures(file, layout, std::numeric_limits<std::int64_t>::max()));
    });
}

} // namespace

RecordedBlocks::RecordedBlocks(std::filesystem::path const& path, std::string_view record, Scenario const& scenario,
                               Provenance const& provenance, RunLayout const& layout,
                               std::vector<SweptParameter> const& swept)
    : file_{(try_facts(path, record, scenario, provenance, layout, swept), path)},
      layout_{layout},
      has_series_{record == "trajectories"}
{
    file_.check_everything();
    Diagnostics faults = faults_of(path, differences(file_, record, scenario, provenance, layout));
    if (faults.empty() && !has_points(file_, layout, swept)) {
        faults.add({path.string(), 0, 0}, "O205", "cannot go on with this file: it differs in the points of the design");
    }
    faults.throw_if_any();
    std::uint64_t const replicates = file_.length("replicate");
    replicates_ = static_cast<std::int64_t>(replicates);
    states_ =
        file_.array<std::int8_t>("job_state", {layout.arms.size(), static_cast<std::uint64_t>(layout.points), replicates});
    auto const unknown = std::find_if(states_.begin(), states_.end(), [](std::int8_t state) {
        return state < static_cast<std::int8_t>(JobState::missing) || state > static_cast<std::int8_t>(JobState::failed);
    });
    if (unknown != states_.end()) {
        file_.fail("job_state", "0, 1 or 2", std::to_string(*unknown));
    }
    failures_ = read_failures(file_, layout, replicates_);
}

std::vector<JobState> RecordedBlocks::states_of(BlockRange const& range) const
{
    std::vector<JobState> states;
    for (std::size_t arm = 0; arm < layout_.arms.size(); ++arm) {
        for (int point = range.first_point; point < range.first_point + range.points; ++point) {
            for (int job = 0; job < range.replicates; ++job) {
                std::int64_t const replicate = range.first_replicate + job;
                std::size_t const row = arm * static_cast<std::size_t>(layout_.points) + static_cast<std::size_t>(point);
                states.push_back(
                    replicate < replicates_
                        ? static_cast<JobState>(
                              states_[row * static_cast<std::size_t>(replicates_) + static_cast<std::size_t>(replicate)])
                        : JobState::missing);
            }
        }
    }
    return states;
}

std::optional<ResultBlock> RecordedBlocks::find(BlockRange const& range) const
{
    ResultBlock block;
    block.range = range;
    block.states = states_of(range);
    if (std::find(block.states.begin(), block.states.end(), JobState::missing) != block.states.end()) {
        return std::nullopt;
    }
    for (Failure const& failure : failures_) {
        if (failure.point >= range.first_point && failure.point < range.first_point + range.points &&
            failure.replicate >= range.first_replicate && failure.replicate < range.first_replicate + range.replicates) {
            block.failures.push_back(failure);
        }
    }
    Extents start{0, static_cast<std::uint64_t>(range.first_point), static_cast<std::uint64_t>(range.first_replicate), 0};
    Extents count{layout_.arms.size(), static_cast<std::uint64_t>(range.points),
                  static_cast<std::uint64_t>(range.replicates),
                  has_series_ ? static_cast<std::uint64_t>(layout_.months) : layout_.outcomes.size()};
    Extents whole{layout_.arms.size(), static_cast<std::uint64_t>(layout_.points), static_cast<std::uint64_t>(replicates_),
                  count.back()};
    if (!has_series_) {
        block.outcomes = file_.box<double>("outcomes", whole, start, count);
        return block;
    }
    for (MeasureDeclaration const& measure : layout_.measures) {
        Extents first = start;
        Extents lengths = count;
        Extents all = whole;
        for (IndexSet set : measure.sets) {
            first.push_back(0);
            lengths.push_back(layout_.actors.ids(set).size());
            all.push_back(lengths.back());
        }
        block.series.push_back(layout_.elements(measure) > 0
                                   ? file_.box<float>(std::string{measure.name}, all, first, lengths)
                                   : std::vector<float>{});
    }
    return block;
}

UnfinishedSummary read_unfinished(std::filesystem::path const& path, Scenario const& scenario, Provenance const& provenance,
                                  RunLayout const& layout)
{
    try_facts(path, "summary", scenario, provenance, layout, {});
    Hdf5Input const file{path};
    file.check_everything();
    Diagnostics faults = faults_of(path, differences(file, "summary", scenario, provenance, layout));
    faults.throw_if_any();
    if (!file.has("interrupted")) {
        faults.add({path.string(), 0, 0}, "O209",
                   "is complete: statistics cannot take in more replicates; pass --force to begin again");
        faults.throw_if_any();
    }
    std::int64_t const replicates = file.number<std::int64_t>("interrupted/replicates");
    if (replicates < 0) {
        file.fail("interrupted/replicates", "none or more", std::to_string(replicates));
    }
    if (replicates > layout.replicates) {
        faults.add({path.string(), 0, 0}, "O209",
                   fmt::format("has {} replicates already, and {} are asked for", replicates, layout.replicates));
        faults.throw_if_any();
    }
    std::vector<std::int8_t> const bytes = file.numbers<std::int8_t>("interrupted/state");
    std::string state(bytes.begin(), bytes.end());
    if (file.text_attribute("interrupted/state", "checksum") != checksum(state)) {
        throw EnvironmentError{
            fmt::format("cannot go on with '{}': what it keeps of the interrupted run is damaged", path.string())};
    }
    return {replicates, std::move(state), read_failures(file, layout, replicates)};
}

} // namespace steppe
