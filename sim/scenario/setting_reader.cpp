#include "scenario/setting_reader.hpp"

#include "scenario/key_pattern.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace steppe {
namespace {

/// A number without sign that takes up the whole text.
std::optional<int> parse_digits(std::string_view text)
{
    int number = 0;
    bool const all_digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!all_digits || std::from_chars(text.data(), text.data() + text.size(), number).ec != std::errc{}) {
        return std::nullopt;
    }
    return number;
}

std::optional<std::string> read_integer(SettingDeclaration const& declaration, std::string const& key, Node const& node,
                                        Diagnostics& faults)
{
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

/// The setting as text, or nothing if it is at fault.
std::optional<std::string> read_setting(SettingDeclaration const& declaration, std::string const& key, Node const& node,
                                        Diagnostics& faults)
{
    if (declaration.kind == SettingKind::integer) {
        return read_integer(declaration, key, node, faults);
    }
    std::string const* const text = node.text();
    if (text == nullptr) {
        faults.add(node.where(), "S116",
                   key + " must be text in quotes" +
                       (declaration.kind == SettingKind::month ? ", such as \"2025-11\"" : ""));
        return std::nullopt;
    }
    if (declaration.kind == SettingKind::month && !parse_month(*text)) {
        faults.add(node.where(), "S116", key + " = '" + *text + "' is not a month; write it as \"2025-11\"");
        return std::nullopt;
    }
    std::vector<std::string> const choices{declaration.choices.begin(), declaration.choices.end()};
    if (!choices.empty() && std::find(choices.begin(), choices.end(), *text) == choices.end()) {
        faults.add(node.where(), "S116", fmt::format("{} = '{}', must be one of {}", key, *text, fmt::join(choices, ", ")),
                   closest_name(*text, choices));
        return std::nullopt;
    }
    return *text;
}

} // namespace

std::optional<std::chrono::year_month> parse_month(std::string_view text)
{
    if (text.size() != 7 || text[4] != '-') {
        return std::nullopt;
    }
    std::optional<int> const year = parse_digits(text.substr(0, 4));
    std::optional<int> const month = parse_digits(text.substr(5));
    if (!year || !month || *month < 1 || *month > 12) {
        return std::nullopt;
    }
    return std::chrono::year{*year} / *month;
}

void read_settings(Schema const& schema, Node const& root, std::string const& file, Scenario& scenario, Diagnostics& faults)
{
    for (SettingDeclaration const& declaration : schema.settings) {
        for (std::string const& key : member_keys(declaration.key, declaration.sets, scenario.actors)) {
            Setting setting{std::string{declaration.fallback}, {"default", 0, 0}};
            if (Node const* const node = root.ask(split_key(key))) {
                setting.value = read_setting(declaration, key, *node, faults).value_or(setting.value);
                setting.origin = node->where();
            } else if (declaration.required) {
                faults.add({file, 1, 1}, "S115", fmt::format("'{}' is missing: {}", key, declaration.doc));
            }
            scenario.settings.emplace(key, std::move(setting));
        }
    }
}

} // namespace steppe
