#include "scenario/scenario.hpp"

#include "scenario/parameter_reader.hpp"
#include "scenario/sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <stdexcept>

namespace steppe {
namespace {

constexpr std::size_t longest_list = 64;

bool is_id(std::string const& id)
{
    auto const is_letter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; };
    return !id.empty() && is_letter(id[0]) && std::all_of(id.begin(), id.end(), [&](char c) {
        return is_letter(c) || std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
    });
}

std::vector<std::string> read_ids(Node const& list, std::string const& name, Diagnostics& faults)
{
    std::vector<std::string> ids;
    if (list.list() == nullptr) {
        faults.add(list.where(), "S114", "actors." + name + " must be a list of ids");
        return ids;
    }
    for (Node const& entry : *list.list()) {
        if (entry.text() == nullptr || !is_id(*entry.text())) {
            faults.add(entry.where(), "S114",
                       "an id of actors." + name + " is a letter and then letters, digits, '_' or '-', in quotes");
        } else if (std::find(ids.begin(), ids.end(), *entry.text()) != ids.end()) {
            faults.add(entry.where(), "S114", "'" + *entry.text() + "' stands twice in actors." + name);
        } else {
            ids.push_back(*entry.text());
        }
    }
    if (list.list()->size() > longest_list) {
        faults.add(list.where(), "S114",
                   fmt::format("actors.{} has {} ids; at most {}", name, list.list()->size(), longest_list));
    }
    return ids;
}

/// False where the lists cannot carry the rest of the file.
bool read_actors(Node const& root, std::string const& file, ActorLists& actors, Diagnostics& faults)
{
    std::size_t const before = faults.faults().size();
    Node const* const table = root.ask("actors");
    if (table == nullptr || !table->is_table()) {
        faults.add({file, 1, 1}, "S114", "a scenario lists its actors: [actors] hedgers = [..], principals = [..], ...");
        return false;
    }
    for (IndexSet set : listed_index_sets) {
        std::string const name = std::string{name_of(set)} + "s";
        Node const* const list = table->ask(name);
        bool const may_be_empty = set == IndexSet::candidate || set == IndexSet::group;
        if (list != nullptr) {
            actors.assign(set, read_ids(*list, name, faults));
        }
        if (!may_be_empty && actors.ids(set).empty()) {
            faults.add(list == nullptr ? table->key_where() : list->where(), "S114",
                       "actors." + name + " needs at least one id");
        }
    }
    actors.derive();
    return faults.faults().size() == before;
}

std::optional<std::chrono::year_month> parse_month(std::string const& text)
{
    int year = 0;
    int month = 0;
    if (text.size() != 7 || text[4] != '-' || std::from_chars(text.data(), text.data() + 4, year).ptr != text.data() + 4 ||
        std::from_chars(text.data() + 5, text.data() + 7, month).ptr != text.data() + 7 || month < 1 || month > 12) {
        return std::nullopt;
    }
    return std::chrono::year{year} / month;
}

/// The setting as text, or nothing if it is at fault.
std::optional<std::string> read_setting(SettingDeclaration const& declaration, std::string const& key, Node const& node,
                                        Diagnostics& faults)
{
    if (declaration.kind == SettingKind::integer) {
        if (node.integer() == nullptr) {
            faults.add(node.where(), "S116", key + " must be a whole number");
            return std::nullopt;
        }
        auto const value = static_cast<double>(*node.integer());
        if (value < declaration.allowed.low || value > declaration.allowed.high) {
            faults.add(node.where(), "S116",
                       fmt::format("{} = {}, must lie in [{:.0f}, {:.0f}]", key, *node.integer(), declaration.allowed.low,
                                   declaration.allowed.high));
            return std::nullopt;
        }
        return std::to_string(*node.integer());
    }
    if (node.text() == nullptr) {
        faults.add(node.where(), "S116", key + " must be text in quotes");
        return std::nullopt;
    }
    if (declaration.kind == SettingKind::month && !parse_month(*node.text())) {
        faults.add(node.where(), "S116", key + " = '" + *node.text() + "' is not a month; write it as \"2025-11\"");
        return std::nullopt;
    }
    std::vector<std::string> const choices{declaration.choices.begin(), declaration.choices.end()};
    if (!choices.empty() && std::find(choices.begin(), choices.end(), *node.text()) == choices.end()) {
        faults.add(node.where(), "S116", key + " cannot be '" + *node.text() + "'", closest_name(*node.text(), choices));
        return std::nullopt;
    }
    return *node.text();
}

Node const* find_node(Node const& root, std::string const& key)
{
    Node const* node = &root;
    std::size_t begin = 0;
    while (node != nullptr && begin <= key.size()) {
        std::size_t const end = std::min(key.find('.', begin), key.size());
        node = node->is_table() ? node->ask(key.substr(begin, end - begin)) : nullptr;
        begin = end + 1;
    }
    return node;
}

void read_settings(Schema const& schema, Node const& root, std::string const& file, Scenario& scenario, Diagnostics& faults)
{
    for (SettingDeclaration const& declaration : schema.settings) {
        for (std::string const& key : member_keys(declaration.key, declaration.sets, scenario.actors)) {
            Setting setting{std::string{declaration.fallback}, {"default", 0, 0}};
            if (Node const* const node = find_node(root, key)) {
                setting.value = read_setting(declaration, key, *node, faults).value_or(setting.value);
                setting.origin = node->where();
            } else if (declaration.required) {
                faults.add({file, 1, 1}, "S115", fmt::format("'{}' is missing: {}", key, declaration.doc));
            }
            scenario.settings.emplace(key, std::move(setting));
        }
    }
}

} // namespace

Scenario read_scenario(std::filesystem::path const& path, Schema const& schema, std::vector<Override> const& overrides)
{
    Diagnostics faults;
    MergedDocument document = read_sources(path.string(), schema, overrides, faults);
    Scenario scenario;
    scenario.files = std::move(document.files);
    if (scenario.files.empty()) {
        faults.throw_if_any();
    }
    std::string const file = path.string();
    if (read_actors(document.root, file, scenario.actors, faults)) {
        for (std::size_t position = 0; position < schema.parameters.size(); ++position) {
            read_family(schema.parameters[position], position, document.root, scenario, faults);
        }
        read_settings(schema, document.root, file, scenario, faults);
        document.root.report_unknown("", faults);
    }
    faults.throw_if_any();
    return scenario;
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
