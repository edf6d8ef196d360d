#include "app/observed_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace steppe::app {

std::string named_file(Scenario const& scenario, std::string const& key, Diagnostics& faults)
{
    Setting const& named = scenario.settings.at(key);
    std::filesystem::path const relative = std::filesystem::path{named.value}.lexically_normal();
    if (named.value.empty()) {
        return "";
    }
    if (relative.is_absolute() || *relative.begin() == "..") {
        faults.add(named.origin, "S124",
                   fmt::format("{} = '{}' must lie beside the scenario or below it", key, named.value));
        return "";
    }
    auto const is_of = [&](SourceText const& file) { return file.path == named.origin.file; };
    bool const in_a_file = std::any_of(scenario.files.begin(), scenario.files.end(), is_of);
    std::string const& beside = in_a_file ? named.origin.file : scenario.files.back().path;
    return (std::filesystem::path{beside}.parent_path() / relative).string();
}

Observations all_observations(std::vector<std::string> paths, std::string const& shipped, Diagnostics& faults)
{
    if (!shipped.empty()) {
        paths.push_back(shipped);
    }
    std::vector<Observation> all;
    std::vector<Observations::Skipped> skipped;
    for (std::string const& path : paths) {
        Observations const found = read_observations(path, {"--observations", 0, 0}, faults);
        std::vector<Observation> const before = all;
        for (Observation const& one : found.all()) {
            bool const is_known = std::any_of(before.begin(), before.end(), [&](Observation const& other) {
                return other.year == one.year && other.series == one.series;
            });
            if (!is_known) {
                all.push_back(one);
            }
        }
        skipped.insert(skipped.end(), found.skipped().begin(), found.skipped().end());
    }
    return {std::move(all), std::move(skipped)};
}

void check_operators(Scenario const& scenario, Operators const& operators, std::string const& operator_file,
                     Diagnostics& faults)
{
    if (operator_file.empty()) {
        faults.add({scenario.files.back().path, 0, 0}, "H113",
                   "names no hindcast.operators, which say what is observed of it");
    }
    std::string const& hedger = scenario.actors.ids(IndexSet::hedger).front();
    std::vector<std::string> const& markets = scenario.actors.ids(IndexSet::market);
    for (Operator const& one : operators.all) {
        if (one.group != ScoreGroup::un_point && one.state != hedger) {
            faults.add({operator_file, 0, 0}, "H113",
                       fmt::format("{} is of '{}', and the hedger is '{}'", one.name, one.state, hedger));
        }
        for (std::string const& market : one.denominator) {
            if (std::find(markets.begin(), markets.end(), market) == markets.end()) {
                faults.add({operator_file, 0, 0}, "H113",
                           fmt::format("{}: '{}' is no market of the scenario", one.name, market),
                           closest_name(market, markets));
            }
        }
    }
}

} // namespace steppe::app
