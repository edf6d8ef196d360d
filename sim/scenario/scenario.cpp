#include "scenario/scenario.hpp"

#include "scenario/actor_reader.hpp"
#include "scenario/drivers.hpp"
#include "scenario/joint_draws.hpp"
#include "scenario/overrides.hpp"
#include "scenario/parameter_reader.hpp"
#include "scenario/setting_reader.hpp"
#include "scenario/sources.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <tuple>

namespace steppe {
namespace {

constexpr std::size_t most_faults_shown = 50; // of one file; who has more than that has one cause behind them

/// In order of place, each once (a fault in what members of a family share is found for each of them), and no more of one file
/// than a reader can use.
std::vector<Diagnostic> presentable(Diagnostics const& faults)
{
    auto const content = [](Diagnostic const& fault) { return std::tie(fault.where, fault.code, fault.message); };
    std::vector<Diagnostic> sorted{faults.faults().begin(), faults.faults().end()};
    std::sort(sorted.begin(), sorted.end(), [&](auto const& a, auto const& b) { return content(a) < content(b); });
    auto const same = [&](Diagnostic const& a, Diagnostic const& b) { return content(a) == content(b); };
    std::vector<Diagnostic> shown;
    for (auto begin = sorted.begin(); begin != sorted.end();) {
        auto const end =
            std::find_if(begin, sorted.end(), [&](auto const& fault) { return fault.where.file != begin->where.file; });
        auto const last = std::unique(begin, end, same);
        auto const count = static_cast<std::size_t>(last - begin);
        std::copy_n(begin, std::min(count, most_faults_shown), std::back_inserter(shown));
        if (count > most_faults_shown) {
            shown.push_back({{begin->where.file, 0, 0},
                             "and " + std::to_string(count - most_faults_shown) + " more faults",
                             "",
                             "S121"});
        }
        begin = end;
    }
    return shown;
}

/// Lays the overrides over the files and gives every key its meaning; incomplete where there are faults.
Scenario resolve(std::string const& file, MergedDocument document, Schema const& schema,
                 std::vector<Override> const& overrides, Diagnostics& faults)
{
    for (Override const& change : overrides) {
        apply_override(change, schema, document.root, faults);
    }
    Scenario scenario;
    scenario.files = std::move(document.files);
    if (document.complete && read_actors(document.root, file, scenario.actors, faults)) {
        for (std::size_t position = 0; position < schema.parameters.size(); ++position) {
            read_family(schema.parameters[position], position, document.root, scenario, faults);
        }
        read_settings(schema, document.root, file, scenario, faults);
        read_drivers(schema, scenario, faults);
        for (SettingDeclaration const& setting : schema.settings) {
            if (setting.kind == SettingKind::draws) {
                read_joint_draws(setting.key, schema, scenario, faults);
            }
        }
        document.root.report_unknown("", document.dropped, faults);
    }
    return scenario;
}

/// Keeps what the files say where overrides say otherwise. Files that are at fault without their overrides state nothing else.
void keep_stated(std::string const& file, MergedDocument document, Schema const& schema, Scenario& scenario)
{
    Diagnostics faults;
    Scenario const stated = resolve(file, std::move(document), schema, {}, faults);
    for (std::size_t i = 0; faults.empty() && i < scenario.parameters.size() && i < stated.parameters.size(); ++i) {
        if (scenario.parameters[i].key == stated.parameters[i].key) {
            scenario.parameters[i].stated = stated.parameters[i].value;
        }
    }
}

Scenario resolve_and_keep_stated(std::string const& file, MergedDocument document, Schema const& schema,
                                 std::vector<Override> const& overrides, Diagnostics& faults)
{
    Scenario scenario = resolve(file, document, schema, overrides, faults);
    if (!faults.empty()) {
        throw InputError{presentable(faults)};
    }
    if (!overrides.empty()) {
        keep_stated(file, std::move(document), schema, scenario);
    }
    return scenario;
}

} // namespace

Scenario read_scenario(std::filesystem::path const& path, Schema const& schema, std::vector<Override> const& overrides)
{
    Diagnostics faults;
    MergedDocument document = read_sources(path.string(), faults);
    return resolve_and_keep_stated(path.string(), std::move(document), schema, overrides, faults);
}

Scenario read_scenario_text(std::string text, std::filesystem::path const& path, Schema const& schema,
                            std::vector<Override> const& overrides)
{
    Diagnostics faults;
    MergedDocument document = merge_sources(path.string(), std::move(text), faults);
    return resolve_and_keep_stated(path.string(), std::move(document), schema, overrides, faults);
}

void JointDraws::put_row(std::int64_t draw, double u, std::vector<double>& all) const
{
    auto const by_weight = std::upper_bound(reached.begin(), reached.end(), u) - reached.begin();
    std::size_t const row = std::min(in_order          ? static_cast<std::size_t>(draw)
                                     : reached.empty() ? static_cast<std::size_t>(u * static_cast<double>(rows))
                                                       : static_cast<std::size_t>(by_weight),
                                     rows - 1);
    for (Column const& column : columns) {
        all[column.position] = values[row * width + column.place];
    }
}

Parameter const* Scenario::find(std::string_view key) const
{
    auto const found = std::find_if(parameters.begin(), parameters.end(), [&](Parameter const& p) { return p.key == key; });
    return found == parameters.end() ? nullptr : &*found;
}

double Scenario::value(std::string_view key) const
{
    Parameter const* const parameter = find(key);
    if (parameter == nullptr) {
        throw std::out_of_range{"no parameter '" + std::string{key} + "'"};
    }
    return parameter->value;
}

std::string const& Scenario::text(std::string_view key) const
{
    auto const found = settings.find(std::string{key});
    if (found == settings.end()) {
        throw std::out_of_range{"no setting '" + std::string{key} + "'"};
    }
    return found->second.value;
}

long long Scenario::integer(std::string_view key) const { return std::stoll(text(key)); }

std::chrono::year_month Scenario::month(std::string_view key) const
{
    return parse_month(text(key)).value_or(std::chrono::year_month{});
}

} // namespace steppe
