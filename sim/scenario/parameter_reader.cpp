#include "scenario/parameter_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <sstream>

namespace steppe {
namespace {

std::vector<std::string> split_key(std::string_view key)
{
    std::vector<std::string> segments;
    std::istringstream stream{std::string{key}};
    for (std::string segment; std::getline(stream, segment, '.');) {
        segments.push_back(segment);
    }
    return segments;
}

/// What a parameter's table says beside its value: common to all members of a family.
struct Evidence {
    Prior prior{Prior::fixed};
    EvidenceTag tag{EvidenceTag::judgement};
    std::string source;
    std::string note;
};

class FamilyReader {
public:
    FamilyReader(ParameterFamily const& family, std::size_t position, Scenario& scenario, Diagnostics& faults)
        : declaration_{family.declaration}, sets_{family.sets}, position_{position}, scenario_{scenario}, faults_{faults}
    {
        std::vector<std::string> const segments = split_key(declaration_.key);
        own_segments_ = segments.size();
        while (segments[own_segments_ - 1] == "*") {
            --own_segments_;
        }
        segments_ = segments;
    }

    void read(Node const& root) { descend(&root, 0, 0, ""); }

private:
    /// Walks the part of the key that leads to the parameter's own table, over all ids of its inner stars.
    void descend(Node const* node, std::size_t depth, std::size_t star, std::string const& path)
    {
        if (depth == own_segments_) {
            read_table(node, star, path);
            return;
        }
        std::string const& segment = segments_[depth];
        auto const step = [&](std::string const& name, std::size_t next_star) {
            Node const* const child = node != nullptr && node->is_table() ? node->ask(name) : nullptr;
            descend(child, depth + 1, next_star, join_key(path, name));
        };
        if (segment != "*") {
            step(segment, star);
            return;
        }
        for (std::string const& id : scenario_.actors.ids(sets_[star])) {
            step(id, star + 1);
        }
    }

    /// `node` is the parameter's own table, a bare value, or null.
    void read_table(Node const* node, std::size_t star, std::string const& path)
    {
        if (node == nullptr) {
            Evidence const evidence{declaration_.prior, declaration_.tag, std::string{declaration_.source}, ""};
            members(nullptr, nullptr, nullptr, evidence, star, path);
            return;
        }
        if (!node->is_table()) {
            faults_.add(node->where(), "S105",
                        path + " has no evidence: write { value, unit, tag, source } for a bare value");
            return;
        }
        Node const* const value = node->ask("value");
        Node const* const range = node->ask("range");
        Node const* const factor = node->ask("factor");
        Evidence const evidence = read_evidence(*node, path, range != nullptr || factor != nullptr);
        if (range != nullptr && factor != nullptr) {
            faults_.add(factor->where(), "S119", path + " has both a range and a factor; give one of them");
        }
        if (value == nullptr) {
            faults_.add(node->key_where(), "S103", path + " has no value");
            return;
        }
        members(value, range, factor, evidence, star, path);
    }

    [[nodiscard]] Evidence read_evidence(Node const& node, std::string const& path, bool has_range)
    {
        Evidence evidence;
        std::string const tag = text_of(node, "tag");
        static constexpr std::string_view letters = "ELAJD";
        if (!node.has("tag")) {
            faults_.add(node.key_where(), "S105", path + " has no evidence tag; write tag = \"E|L|A|J|D\"");
        } else if (tag.size() != 1 || letters.find(tag[0]) == std::string_view::npos) {
            faults_.add(node.ask("tag")->where(), "S108",
                        "the tag '" + tag +
                            "' is none of E (estimated), L (literature), A (article), J (judgement), D (disputed)");
        } else {
            evidence.tag = static_cast<EvidenceTag>(tag[0]);
        }
        evidence.source = text_of(node, "source");
        if (evidence.source.find_first_not_of(" \t\r\n") == std::string::npos) {
            faults_.add(node.key_where(), "S106", path + " has no source");
        }
        evidence.note = text_of(node, "note");
        std::string const unit = text_of(node, "unit");
        if (unit != declaration_.unit) {
            Node const* const stated = node.ask("unit");
            faults_.add(stated == nullptr ? node.key_where() : stated->where(), "S107",
                        stated == nullptr ? fmt::format("{} has no unit; write unit = \"{}\"", path, declaration_.unit)
                                          : fmt::format("{} is in '{}', not in '{}'", path, declaration_.unit, unit));
        }
        evidence.prior = read_prior(node, has_range);
        return evidence;
    }

    [[nodiscard]] Prior read_prior(Node const& node, bool has_range)
    {
        Node const* const stated = node.ask("prior");
        if (stated == nullptr) {
            return has_range ? Prior::uniform : Prior::fixed;
        }
        std::vector<std::string> known;
        for (Prior prior : {Prior::fixed, Prior::uniform, Prior::loguniform, Prior::triangular, Prior::claim}) {
            known.emplace_back(name_of(prior));
            if (stated->text() != nullptr && *stated->text() == known.back()) {
                return prior;
            }
        }
        std::string const given = stated->text() == nullptr ? "" : *stated->text();
        faults_.add(stated->where(), "S109", "unknown prior '" + given + "'", closest_name(given, known));
        return Prior::fixed;
    }

    [[nodiscard]] std::string text_of(Node const& node, std::string const& name)
    {
        Node const* const child = node.ask(name);
        if (child == nullptr) {
            return {};
        }
        if (child->text() == nullptr) {
            faults_.add(child->where(), "S103", name + " must be text in quotes");
            return {};
        }
        return *child->text();
    }

    /// Recurses over the trailing stars; a table of values, and of ranges, nests by id.
    void members(Node const* value, Node const* range, Node const* factor, Evidence const& evidence, std::size_t star,
                 std::string const& path)
    {
        if (star == sets_.size()) {
            read_member(value, range, factor, evidence, path);
            return;
        }
        if (value != nullptr && !value->is_table()) {
            faults_.add(value->where(), "S103",
                        fmt::format("{} needs a table with one value for each {}", path, name_of(sets_[star])));
            return;
        }
        for (std::string const& id : scenario_.actors.ids(sets_[star])) {
            members(value == nullptr ? nullptr : value->ask(id),
                    range != nullptr && range->is_table() ? range->ask(id) : range, factor, evidence, star + 1,
                    join_key(path, id));
        }
    }

    void read_member(Node const* value, Node const* range, Node const* factor, Evidence const& evidence,
                     std::string const& path)
    {
        Parameter parameter{.key = path,
                            .value = declaration_.value,
                            .range = {declaration_.value, declaration_.value},
                            .prior = Prior::fixed,
                            .tag = evidence.tag,
                            .source = evidence.source,
                            .note = evidence.note,
                            .origin = {"default", 0, 0},
                            .family = position_};
        std::optional<double> const read = value == nullptr ? std::nullopt : number(*value, path);
        if (read) {
            parameter.value = *read;
            parameter.origin = value->where();
            parameter.range = {*read, *read};
            parameter.prior = evidence.prior;
            check_allowed(*read, value->where(), path);
            read_range(range, factor, parameter);
        }
        scenario_.parameters.push_back(std::move(parameter));
    }

    [[nodiscard]] std::optional<double> number(Node const& node, std::string const& path)
    {
        if (declaration_.kind == ValueKind::on_off) {
            if (node.boolean() != nullptr) {
                return *node.boolean() ? 1.0 : 0.0;
            }
            faults_.add(node.where(), "S103", path + " is a switch: true or false");
            return std::nullopt;
        }
        if (!node.is_number()) {
            faults_.add(node.where(), "S103", path + " must be a number");
            return std::nullopt;
        }
        double const value = node.number();
        if (!std::isfinite(value)) {
            faults_.add(node.where(), "S120", path + " is not finite");
            return std::nullopt;
        }
        if (declaration_.kind == ValueKind::integer && value != std::floor(value)) {
            faults_.add(node.where(), "S103", path + " must be a whole number");
            return std::nullopt;
        }
        return value;
    }

    void check_allowed(double value, SourceLocation const& where, std::string const& path)
    {
        Interval const& allowed = declaration_.allowed;
        if (value < allowed.low || value > allowed.high) {
            std::string const unit = declaration_.unit == "1" ? "" : fmt::format(" ({})", declaration_.unit);
            faults_.add(where, "S104",
                        fmt::format("{} = {}, must lie in [{}, {}]{}", path, value, allowed.low, allowed.high, unit));
        }
    }

    void read_range(Node const* range, Node const* factor, Parameter& parameter)
    {
        Node const* const given = range != nullptr ? range : factor;
        if (given == nullptr) {
            return;
        }
        std::optional<Interval> pair = interval(*given, parameter.key);
        if (!pair) {
            return;
        }
        if (range == nullptr) {
            std::tie(pair->low, pair->high) = std::minmax({pair->low * parameter.value, pair->high * parameter.value});
            pair->low = std::max(pair->low, declaration_.allowed.low);
            pair->high = std::min(pair->high, declaration_.allowed.high);
        }
        if (parameter.value < pair->low || parameter.value > pair->high) {
            faults_.add(parameter.origin, "S111",
                        fmt::format("{} = {} lies outside its range [{}, {}]; widen the range if the value is meant",
                                    parameter.key, parameter.value, pair->low, pair->high));
        }
        if (pair->low < declaration_.allowed.low || pair->high > declaration_.allowed.high) {
            faults_.add(given->where(), "S112",
                        fmt::format("the range [{}, {}] of {} leaves [{}, {}]", pair->low, pair->high, parameter.key,
                                    declaration_.allowed.low, declaration_.allowed.high));
        }
        if (parameter.prior == Prior::loguniform && pair->low <= 0.0) {
            faults_.add(given->where(), "S110", "a loguniform prior needs a range above 0");
        }
        parameter.range = *pair;
    }

    [[nodiscard]] std::optional<Interval> interval(Node const& node, std::string const& path)
    {
        std::vector<Node> const* const list = node.list();
        if (list == nullptr || list->size() != 2 || !(*list)[0].is_number() || !(*list)[1].is_number()) {
            faults_.add(node.where(), "S110", "the range of " + path + " must be [low, high]");
            return std::nullopt;
        }
        Interval const pair{(*list)[0].number(), (*list)[1].number()};
        if (!std::isfinite(pair.low) || !std::isfinite(pair.high) || pair.low > pair.high) {
            faults_.add(node.where(), "S110", fmt::format("the range [{}, {}] of {} is empty", pair.low, pair.high, path));
            return std::nullopt;
        }
        return pair;
    }

    Declaration const& declaration_;
    std::vector<IndexSet> const& sets_;
    std::size_t position_;
    Scenario& scenario_;
    Diagnostics& faults_;
    std::vector<std::string> segments_;
    std::size_t own_segments_{};
};

} // namespace

void read_family(ParameterFamily const& family, std::size_t position, Node const& root, Scenario& scenario,
                 Diagnostics& faults)
{
    FamilyReader{family, position, scenario, faults}.read(root);
}

} // namespace steppe
