#include "scenario/draft.hpp"

#include "scenario/key_pattern.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <stdexcept>

namespace steppe {
namespace {

/// Lines below the head of a table, in the order in which tables are first named.
class Tables {
public:
    void add(std::string const& table, std::string const& line)
    {
        auto found = std::find_if(all_.begin(), all_.end(), [&](auto const& one) { return one.first == table; });
        if (found == all_.end()) {
            found = all_.insert(all_.end(), {table, {}});
        }
        found->second += line + "\n";
    }

    [[nodiscard]] std::string text() const
    {
        std::string text;
        for (auto const& [table, lines] : all_) {
            text += fmt::format("\n[{}]\n{}", table, lines);
        }
        return text;
    }

private:
    std::vector<std::pair<std::string, std::string>> all_;
};

/// "principal.ABC.stake" as table and name.
std::pair<std::string, std::string> split_last(std::string const& key)
{
    std::size_t const dot = key.rfind('.');
    return {key.substr(0, dot), key.substr(dot + 1)};
}

/// A number as TOML writes it: with a decimal point, or without where the declaration asks for a whole number.
std::string number(Declaration const& declaration, double value)
{
    switch (declaration.kind) {
    case ValueKind::on_off:
        return value != 0.0 ? "true" : "false";
    case ValueKind::integer:
        return fmt::format("{:.0f}", value);
    case ValueKind::number:
        break;
    }
    std::string text = fmt::format("{}", value);
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

std::string evidence(Declaration const& declaration)
{
    bool const is_fixed = declaration.prior == Prior::fixed;
    return fmt::format("unit = \"{}\"{}, tag = \"J\", source = \"{}: put a figure and its source here\"", declaration.unit,
                       is_fixed ? "" : ", factor = [0.5, 1.5], prior = \"uniform\"", placeholder_mark);
}

double value_of(Placeholder const& placeholder, std::string const& id)
{
    auto const found =
        std::find_if(placeholder.by_id.begin(), placeholder.by_id.end(), [&](auto const& one) { return one.first == id; });
    return found == placeholder.by_id.end() ? placeholder.value : found->second;
}

/// A value for each id of the last sets, nested as TOML has it: { A = { x = 1.0, y = 1.0 } }.
std::string nested(ParameterFamily const& family, std::span<IndexSet const> sets, ActorLists const& actors,
                   Placeholder const& placeholder)
{
    std::vector<std::string> parts;
    for (std::string const& id : actors.ids(sets.front())) {
        parts.push_back(id + " = " +
                        (sets.size() > 1 ? nested(family, sets.subspan(1), actors, placeholder)
                                         : number(family.declaration, value_of(placeholder, id))));
    }
    return fmt::format("{{ {} }}", fmt::join(parts, ", "));
}

void add_placeholder(ParameterFamily const& family, ActorLists const& actors, Placeholder const& placeholder, Tables& tables)
{
    Declaration const& declaration = family.declaration;
    std::vector<std::string> own = split_key(declaration.key);
    std::size_t const depth = own.size() - own_segments(own);
    own.resize(own.size() - depth);
    std::string const pattern = fmt::format("{}", fmt::join(own, "."));
    std::span<IndexSet const> const sets{family.sets};
    for (std::string const& key : member_keys(pattern, sets.first(sets.size() - depth), actors)) {
        std::string const meaning = fmt::format("# {} (docs/model.md {})", declaration.doc, declaration.section);
        auto const [table, name] = split_last(key);
        if (depth == 0) {
            std::string const id = split_last(table).second;
            tables.add(table, meaning);
            tables.add(table, fmt::format("{} = {{ value = {}, {} }}", name, number(declaration, value_of(placeholder, id)),
                                          evidence(declaration)));
        } else {
            tables.add(key, meaning);
            tables.add(key, fmt::format("value = {}", nested(family, sets.last(depth), actors, placeholder)));
            std::string lines = evidence(declaration);
            for (std::string_view const part : {"factor = ", "prior = ", "tag = ", "source = "}) {
                if (std::size_t const at = lines.find(", " + std::string{part}); at != std::string::npos) {
                    lines.replace(at, 2, "\n");
                }
            }
            tables.add(key, lines);
        }
    }
}

/// What stays at the engine's default, as comments under the headings of tables.
std::string defaults(Schema const& schema, std::vector<Placeholder> const& placeholders)
{
    std::string text;
    for (ParameterFamily const& family : schema.parameters) {
        Declaration const& d = family.declaration;
        bool const stated = std::any_of(placeholders.begin(), placeholders.end(),
                                        [&](Placeholder const& one) { return one.family == d.key; });
        if (!stated) {
            text += fmt::format("# {} = {}  # {}, {} to {}: {}\n", d.key, number(d, d.value), d.unit,
                                number(d, d.allowed.low), number(d, d.allowed.high), d.doc);
        }
    }
    return text;
}

} // namespace

std::string draft_scenario(Schema const& schema, DraftRequest const& request)
{
    for (SettingDeclaration const& setting : schema.settings) {
        if (setting.required && std::none_of(request.settings.begin(), request.settings.end(),
                                             [&](auto const& one) { return one.first == setting.key; })) {
            throw std::logic_error{"a draft needs the setting " + setting.key};
        }
    }
    Tables tables;
    std::string head = request.first_lines + "schema = \"steppe/1\"\n";
    for (auto const& [key, value] : request.settings) {
        if (key.find('.') == std::string::npos) {
            head += fmt::format("{} = {}\n", key, value);
        } else {
            tables.add(split_last(key).first, fmt::format("{} = {}", split_last(key).second, value));
        }
    }
    for (IndexSet const set : listed_index_sets) {
        std::vector<std::string> quoted;
        for (std::string const& id : request.actors.ids(set)) {
            quoted.push_back('"' + id + '"');
        }
        tables.add("actors", fmt::format("{}s = [{}]", name_of(set), fmt::join(quoted, ", ")));
    }
    for (auto const& [key, value] : request.names) {
        tables.add(split_last(key).first, fmt::format("{} = \"{}\"", split_last(key).second, value));
    }
    for (Placeholder const& placeholder : request.placeholders) {
        auto const family =
            std::find_if(schema.parameters.begin(), schema.parameters.end(),
                         [&](ParameterFamily const& one) { return one.declaration.key == placeholder.family; });
        if (family == schema.parameters.end()) {
            throw std::logic_error{"a draft names no parameter: " + std::string{placeholder.family}};
        }
        add_placeholder(*family, request.actors, placeholder, tables);
    }
    return head + tables.text() +
           "\n# Everything below has the engine's default. To state one, give it a table as above: value, unit, tag, "
           "source; the range\n"
           "# with which it is uncertain; '*' stands for an id. docs/scenario.md has priors, families and evidence "
           "tags.\n#\n" +
           defaults(schema, request.placeholders);
}

} // namespace steppe
