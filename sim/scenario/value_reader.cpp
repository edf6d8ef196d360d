#include "scenario/value_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace steppe {
namespace {

/// "per G" for "1/G", nothing for "1".
std::string shown_unit(std::string_view unit)
{
    if (unit == "1") {
        return "";
    }
    return unit.starts_with("1/") ? fmt::format(" per {}", unit.substr(2)) : fmt::format(" {}", unit);
}

bool contains(Interval const& interval, double value) { return interval.low <= value && value <= interval.high; }

std::optional<double> read_switch(Node const& node, std::string const& key, Diagnostics& faults)
{
    if (node.boolean() == nullptr) {
        faults.add(node.where(), "S103", key + " is a switch: true or false");
        return std::nullopt;
    }
    return *node.boolean() ? 1.0 : 0.0;
}

std::optional<double> read_number(Node const& node, Declaration const& declaration, std::string const& key,
                                  Diagnostics& faults)
{
    if (!node.is_number()) {
        faults.add(node.where(), "S103", key + " must be a number");
        return std::nullopt;
    }
    double const value = node.number();
    if (!std::isfinite(value)) {
        faults.add(node.where(), "S120", key + " is not finite");
        return std::nullopt;
    }
    if (declaration.kind == ValueKind::integer && value != std::floor(value)) {
        faults.add(node.where(), "S103", fmt::format("{} = {}, must be a whole number", key, value));
        return std::nullopt;
    }
    if (!contains(declaration.allowed, value)) {
        faults.add(node.where(), "S104",
                   fmt::format("{} = {}, must lie in [{}, {}]{}", key, value, declaration.allowed.low,
                               declaration.allowed.high, shown_unit(declaration.unit)));
        return std::nullopt;
    }
    return value;
}

/// [low, high] of a range or of a factor.
std::optional<Interval> read_pair(Node const& node, std::string const& what, Diagnostics& faults)
{
    std::vector<Node> const* const list = node.list();
    if (list == nullptr || list->size() != 2 || !(*list)[0].is_number() || !(*list)[1].is_number()) {
        faults.add(node.where(), "S110", what + " must be [low, high]");
        return std::nullopt;
    }
    Interval const pair{(*list)[0].number(), (*list)[1].number()};
    if (!std::isfinite(pair.low) || !std::isfinite(pair.high)) {
        faults.add(node.where(), "S120", what + " is not finite");
        return std::nullopt;
    }
    if (pair.low > pair.high) {
        faults.add(node.where(), "S110", fmt::format("{} is empty: {} is above {}", what, pair.low, pair.high));
        return std::nullopt;
    }
    return pair;
}

/// The value times each end, in order, cut to what is allowed.
std::optional<Interval> scaled_range(Node const& node, Declaration const& declaration, double value, std::string const& path,
                                     Diagnostics& faults)
{
    std::optional<Interval> const factor = read_pair(node, "the factor of " + path, faults);
    if (!factor) {
        return std::nullopt;
    }
    auto const [low, high] = std::minmax({factor->low * value, factor->high * value});
    bool const whole = declaration.kind == ValueKind::integer;
    return Interval{std::max(whole ? std::ceil(low) : low, declaration.allowed.low),
                    std::min(whole ? std::floor(high) : high, declaration.allowed.high)};
}

/// The range that the nodes give to `value`, or nothing if they give none or it is at fault.
std::optional<Interval> range_of(MemberNodes const& nodes, Declaration const& declaration, double value,
                                 std::string const& key, Diagnostics& faults)
{
    Node const* const given = nodes.range != nullptr ? nodes.range : nodes.factor;
    if (given == nullptr) {
        return std::nullopt;
    }
    if (declaration.kind == ValueKind::on_off) {
        faults.add(given->where(), "S110", nodes.range_path + " is a switch, which has no range");
        return std::nullopt;
    }
    std::optional<Interval> range = nodes.range != nullptr
                                        ? read_range(*given, declaration, nodes.range_path, faults)
                                        : scaled_range(*given, declaration, value, nodes.range_path, faults);
    if (range && !contains(*range, value)) {
        SourceLocation const& where = nodes.value->where();
        bool const same_file = given->where().file == where.file;
        faults.add(
            where, "S111",
            fmt::format("{} = {} lies outside its range [{}, {}]{}; if the value is meant, widen the range, at most to "
                        "[{}, {}]",
                        key, value, range->low, range->high, same_file ? "" : " (" + place_text(given->where()) + ")",
                        declaration.allowed.low, declaration.allowed.high));
        return std::nullopt;
    }
    return range;
}

/// Why the parameter may move nothing; empty if the text is at fault.
std::string read_reason(Node const& node, std::string const& key, Diagnostics& faults)
{
    std::string const* const text = node.text();
    if (text == nullptr) {
        faults.add(node.where(), "S103", "the reason why " + key + " is inert must be text in quotes");
        return {};
    }
    if (text->find_first_not_of(" \t\r\n") == std::string::npos) {
        faults.add(node.where(), "S123", "no reason is given why " + key + " is inert");
        return {};
    }
    return *text;
}

} // namespace

std::optional<double> read_value(Node const& node, Declaration const& declaration, std::string const& key,
                                 Diagnostics& faults)
{
    return declaration.kind == ValueKind::on_off ? read_switch(node, key, faults)
                                                 : read_number(node, declaration, key, faults);
}

std::optional<Interval> read_range(Node const& node, Declaration const& declaration, std::string const& path,
                                   Diagnostics& faults)
{
    std::optional<Interval> const range = read_pair(node, "the range of " + path, faults);
    if (!range) {
        return std::nullopt;
    }
    if (range->low < declaration.allowed.low || range->high > declaration.allowed.high) {
        faults.add(node.where(), "S112",
                   fmt::format("the range [{}, {}] of {} leaves [{}, {}]", range->low, range->high, path,
                               declaration.allowed.low, declaration.allowed.high));
        return std::nullopt;
    }
    if (declaration.kind == ValueKind::integer &&
        (range->low != std::floor(range->low) || range->high != std::floor(range->high))) {
        faults.add(node.where(), "S110", "the range of " + path + " must end at whole numbers");
        return std::nullopt;
    }
    return range;
}

std::optional<Parameter> read_member(MemberNodes const& nodes, Declaration const& declaration, Evidence const& evidence,
                                     std::string const& key, Diagnostics& faults)
{
    std::optional<double> const value = read_value(*nodes.value, declaration, key, faults);
    if (!value) {
        return std::nullopt;
    }
    std::optional<Interval> const range = range_of(nodes, declaration, *value, key, faults);
    Prior const prior = range ? evidence.prior.value_or(Prior::uniform) : Prior::fixed;
    if (prior == Prior::loguniform && range->low <= 0.0) {
        Node const* const given = nodes.range != nullptr ? nodes.range : nodes.factor;
        faults.add(given->where(), "S110",
                   fmt::format("the range [{}, {}] of {} reaches 0, which a loguniform prior cannot", range->low,
                               range->high, key));
    }
    return Parameter{.key = key,
                     .value = *value,
                     .range = range.value_or(Interval{*value, *value}),
                     .prior = prior,
                     .null = evidence.null.value_or(declaration.null),
                     .tag = evidence.tag,
                     .source = evidence.source,
                     .note = evidence.note,
                     .inert = nodes.inert == nullptr ? std::string{} : read_reason(*nodes.inert, key, faults),
                     .origin = nodes.value->where()};
}

} // namespace steppe
