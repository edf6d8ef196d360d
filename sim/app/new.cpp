#include "app/commands.hpp"
#include "app/option_groups.hpp"
#include "app/scenario_warnings.hpp"
#include "app/streams.hpp"
#include "model/schema_of_model.hpp"
#include "model/structure.hpp"
#include "output/pending_file.hpp"
#include "scenario/draft.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>

namespace steppe::app {
namespace {

struct NewOptions {
    CommonOptions common;
    OutputOptions output;

    [[nodiscard]] std::vector<BoundGroup> groups()
    {
        std::vector<BoundGroup> bound = bind_groups(common);
        bound.push_back({[](OptionList& list) {
                             list.text("output,o", "FILE.toml", "write the scenario to this file (default: NAME.toml)");
                             ForceOptions::declare(list);
                         },
                         [this](OptionReader const& reader) { output.read(reader); }});
        return bound;
    }
};

constexpr char const* first_lines =
    "# A draft by `steppe new`: it runs as it stands, and says nothing yet. Three made-up powers stand around the state: a "
    "neighbour\n"
    "# with the most at stake, a trader with the deepest purse, and the sponsor of the accord. Every value below whose "
    "source begins with\n"
    "# 'placeholder' is made up: rename the powers, put figures and their sources, and ask\n"
    "#     steppe check FILE      what is at fault, still a placeholder, or left to a default\n"
    "#     steppe compare FILE    with the accord and without it\n"
    "# A 'G' is what 1 % of the state's GDP of a year is worth. Tags: E estimated from data, L literature, A an article "
    "under study,\n"
    "# J judgement, D disputed.\n";

constexpr char const* neighbour = "NEIGHBOUR";
constexpr char const* trader = "TRADER";
constexpr char const* sponsor = "SPONSOR";
constexpr char const* others = "OTHERS";

/// What makes a world in which powers want something, offer something, and one of them gains by an accession.
std::vector<Placeholder> placeholders()
{
    std::vector<std::pair<std::string, double>> const shares{{neighbour, 0.3}, {trader, 0.2}, {sponsor, 0.1}, {others, 0.4}};
    return {{"hedger.*.gdp", 100.0},
            {"hedger.*.alignment.*", 0.25, shares},
            {"hedger.*.home.*", 0.25, shares},
            {"hedger.*.link.*.*", 0.3, {}},
            {"hedger.*.exports", 25.0},
            {"hedger.*.imports", 25.0},
            {"hedger.*.export_share.*", 0.2},
            {"hedger.*.import_share.*", 0.2},
            {"hedger.*.domestic_cost", 0.5},
            {"hedger.*.group_stance.*", -0.3},
            {"principal.*.stake", 1.0, {{neighbour, 3.0}, {trader, 2.0}}},
            {"principal.*.budget", 0.4, {{trader, 0.6}}},
            {"principal.*.threat_capacity", 0.1, {{neighbour, 0.5}}},
            {"principal.*.delivery", 0.6},
            {"principal.*.resolve", 0.3},
            {"principal.*.legacy_value", 0.0, {{sponsor, 0.1}}},
            {"principal.*.intrusion_value", 0.0, {{neighbour, -0.05}}},
            {"partner.*.sponsorship", 0.0, {{sponsor, 1.0}}},
            {"partner.*.incumbency", 0.0, {{neighbour, 1.0}}}};
}

DraftRequest draft_of(std::string const& name)
{
    DraftRequest request;
    request.first_lines = first_lines;
    request.settings = {
        {"title", fmt::format("\"{}: a draft\"", name)},
        {"description", "\"Placeholders throughout: a world to begin from, and no statement about any state.\""},
        {"run.start", "\"2026-01\""},
        {"run.months", "120"},
        {"run.replicates", "500"},
        {"calendar.first_election", "\"2026-11\""},
        {"calendar.administration_ends", "\"2029-01\""},
        {"calendar.first_summit", "\"2026-06\""}};
    request.actors.assign(IndexSet::hedger, {name});
    request.actors.assign(IndexSet::principal, {neighbour, trader, sponsor});
    request.actors.assign(IndexSet::partner, {neighbour, trader, sponsor, others});
    request.actors.assign(IndexSet::group, {"public"});
    request.actors.assign(IndexSet::channel, {"trade", "security", "diplomacy"});
    request.actors.derive();
    request.names = {{fmt::format("hedger.{}.name", name), name},
                     {fmt::format("principal.{}.name", neighbour), "The neighbour"},
                     {fmt::format("principal.{}.name", trader), "The trader"},
                     {fmt::format("principal.{}.name", sponsor), "The sponsor"}};
    request.placeholders = placeholders();
    return request;
}

bool is_id(std::string const& text)
{
    return !text.empty() && std::isalpha(static_cast<unsigned char>(text[0])) != 0 &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-'; });
}

std::string only_name(NewOptions const& options)
{
    std::vector<std::string> const& inputs = options.common.inputs;
    Diagnostics faults;
    if (inputs.size() != 1) {
        faults.add({"command line", 0, 0}, "C105", fmt::format("expected the name of one state, got {}", inputs.size()));
    } else if (!is_id(inputs[0])) {
        faults.add({"command line", 0, 0}, "C105",
                   fmt::format("'{}' names no state: a letter and then letters, digits, '_' or '-'", inputs[0]));
    }
    for (char const* const taken : {neighbour, trader, sponsor, others}) {
        if (inputs.size() == 1 && inputs[0] == taken) {
            faults.add({"command line", 0, 0}, "C105", fmt::format("'{}' is one of the made-up powers of the draft", taken));
        }
    }
    faults.throw_if_any();
    return inputs[0];
}

int create(NewOptions const& options)
{
    std::string const name = only_name(options);
    Schema const schema = model_schema();
    std::filesystem::path const target =
        options.output.file.empty() ? std::filesystem::path{name + ".toml"} : options.output.file;
    std::string const text = draft_scenario(schema, draft_of(name));
    // Read before it is written: a name may stand for one of the made-up powers.
    Scenario const scenario = read_scenario_text(text, target, schema);
    static_cast<void>(make_structure(scenario));
    PendingFile pending{target, options.output.force};
    pending.write(text);
    pending.commit();
    std::vector<ScenarioWarning> const warnings = scenario_warnings(scenario, schema);
    if (options.common.json) {
        fmt::print("{}\n", nlohmann::json{{"file", target.string()}, {"warnings", warnings_json(warnings)}}.dump(2));
    } else if (!options.common.quiet) {
        fmt::print("{}: a draft that runs\n", target.string());
        for (ScenarioWarning const& warning : warnings) {
            fmt::print("  {} [{}]\n", warning.message, warning.code);
        }
    }
    return exit_code::done;
}

} // namespace

Command new_command()
{
    return make_command("new", "NAME", "write a commented draft of a scenario of another state", create);
}

} // namespace steppe::app
