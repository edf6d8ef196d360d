#include "model/powers/landscape.hpp"

#include "app/commands.hpp"
#include "app/option_groups.hpp"
#include "app/scenario_input.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace steppe::app {
namespace {

struct LandscapeOptions {
    CommonOptions common;
    ScenarioOptions scenario;

    [[nodiscard]] std::vector<BoundGroup> groups() { return bind_groups(common, scenario); }
};

struct NamedLandscape {
    Landscape landscape;
    std::vector<std::string> powers;
};

/// The powers that have a size, with the mean of their relations in both directions: the landscape rests on symmetric propensities.
NamedLandscape read_landscape(Scenario const& scenario)
{
    NamedLandscape named;
    for (std::string const& power : scenario.actors.ids(IndexSet::power)) {
        if (scenario.value(fmt::format("power.{}.size", power)) > 0.0) {
            named.powers.push_back(power);
            named.landscape.size.push_back(scenario.value(fmt::format("power.{}.size", power)));
        }
    }
    for (std::string const& a : named.powers) {
        for (std::string const& b : named.powers) {
            named.landscape.propensity.push_back(0.5 * (scenario.value(fmt::format("relation.{}.{}", a, b)) +
                                                        scenario.value(fmt::format("relation.{}.{}", b, a))));
        }
    }
    if (named.powers.size() < 2 || named.powers.size() > most_landscape_powers) {
        Diagnostics faults;
        faults.add({scenario.files.back().path, 0, 0}, "C111",
                   fmt::format("{} powers have a size (power.*.size); a landscape of blocs needs 2 to {}",
                               named.powers.size(), most_landscape_powers));
        faults.throw_if_any();
    }
    return named;
}

std::vector<std::string> side_of(NamedLandscape const& named, Configuration configuration, unsigned side)
{
    std::vector<std::string> members;
    for (std::size_t power = 0; power < named.powers.size(); ++power) {
        if (((configuration >> power) & 1U) == side) {
            members.push_back(named.powers[power]);
        }
    }
    return members;
}

int landscape(LandscapeOptions const& options)
{
    Scenario const scenario = read_only_input(options.common, options.scenario.overrides);
    NamedLandscape const named = read_landscape(scenario);
    std::vector<LandscapeMinimum> const minima = find_minima(named.landscape);
    if (options.common.json) {
        nlohmann::json rows = nlohmann::json::array();
        for (LandscapeMinimum const& minimum : minima) {
            rows.push_back(
                {{"energy", minimum.energy},
                 {"blocs", {side_of(named, minimum.configuration, 0), side_of(named, minimum.configuration, 1)}}});
        }
        fmt::print("{}\n",
                   nlohmann::json{{"powers", named.powers}, {"sizes", named.landscape.size}, {"minima", rows}}.dump(2));
        return exit_code::done;
    }
    fmt::print("Blocs at rest among {}, in the model: no power would change sides alone\n\n{:>10}  blocs\n",
               fmt::join(named.powers, ", "), "energy");
    for (LandscapeMinimum const& minimum : minima) {
        std::vector<std::string> const other = side_of(named, minimum.configuration, 1);
        fmt::print("{:>10.4g}  {} | {}\n", minimum.energy, fmt::join(side_of(named, minimum.configuration, 0), " "),
                   other.empty() ? "-" : fmt::format("{}", fmt::join(other, " ")));
    }
    fmt::print(
        "\n{} of {} configurations. Lower energy: less frustration. Relations are the scenario's opening ones, the mean of\n"
        "both directions; the rule rests on symmetric propensities (Axelrod & Bennett 1993).\n",
        minima.size(), 1U << (named.powers.size() - 1));
    return exit_code::done;
}

} // namespace

Command landscape_command()
{
    return make_command("landscape", "FILE", "blocs of powers at rest under the opening relations", landscape);
}

} // namespace steppe::app
