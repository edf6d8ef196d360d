#include "study/sweep/study_facts.hpp"

#include "base/checksum.hpp"
#include "output/schema_version.hpp"
#include "output/shard.hpp"

#include <fmt/format.h>

#include <span>
#include <string>

namespace steppe {
namespace {

template <class Value>
std::string checksum_of(std::vector<Value> const& values)
{
    auto const bytes = std::as_bytes(std::span{values});
    return checksum({reinterpret_cast<char const*>(bytes.data()), bytes.size()});
}

} // namespace

StudyFacts facts_of(Scenario const& scenario, EnsemblePlan const& plan, ReplicateEncoder const& encoder,
                    Provenance const& provenance)
{
    RunLayout const& layout = encoder.layout();
    std::string files;
    for (SourceText const& file : scenario.files) {
        files += file.text;
    }
    std::string settings;
    for (auto const& [key, setting] : scenario.settings) {
        settings += fmt::format("{}={}\n", key, setting.value);
    }
    std::string keys;
    for (std::size_t position : plan.points.varied) {
        keys += scenario.parameters[position].key + "\n";
    }
    std::string recorded = fmt::format("{} digits, {}\n", encoder.format().digits,
                                       encoder.format().deflation == Deflation::none ? "stored" : "deflated");
    for (Outcome const& outcome : layout.outcomes) {
        recorded += outcome.label + "\n";
    }
    return {.facts = {{"the version of steppe", fmt::format("{} {}", provenance.version, provenance.git_commit)},
                      {"the version of the file's layout", std::string{output_schema_version}},
                      {"the text of its files", checksum(files)},
                      {"a parameter of the scenario", checksum_of(plan.points.base)},
                      {"a setting of the scenario", checksum(settings)},
                      {"the parameters that it varies", checksum(keys)},
                      {"the points of its design", fmt::format("{} {}", plan.points.count, checksum_of(plan.points.values))},
                      {"the arms", fmt::format("{}", fmt::join(layout.arms, ","))},
                      {"the number of replicates", std::to_string(layout.replicates)},
                      {"what is recorded", checksum(recorded)}},
            .variables = encoder.variables(),
            .blocks = BlockSequence{layout}.size()};
}

} // namespace steppe
