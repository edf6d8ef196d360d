#include "scenario/evidence_reader.hpp"

#include "scenario/value_reader.hpp"

#include <fmt/format.h>

namespace steppe {
namespace {

/// The text of a child; empty, with a fault, where the child is no text.
std::optional<std::string> text_of(Node const& table, std::string const& name, std::string const& path, Diagnostics& faults)
{
    Node const* const child = table.ask(name);
    if (child == nullptr) {
        return std::nullopt;
    }
    if (child->text() == nullptr) {
        faults.add(child->where(), "S103", "the " + name + " of " + path + " must be text in quotes");
        return std::nullopt;
    }
    return *child->text();
}

/// What must be stated: a fault where it is absent. A child of the wrong kind has its fault already.
std::optional<std::string> required_text(Node const& table, std::string const& name, std::string const& path,
                                         std::string_view code, std::string const& absent, Diagnostics& faults)
{
    std::optional<std::string> text = text_of(table, name, path, faults);
    bool const is_blank = text && text->find_first_not_of(" \t\r\n") == std::string::npos;
    Node const* const child = table.ask(name);
    if (child == nullptr || is_blank) {
        faults.add(child == nullptr ? table.key_where() : child->where(), code, path + absent);
        return std::nullopt;
    }
    return text;
}

std::optional<EvidenceTag> read_tag(Node const& table, std::string const& path, Diagnostics& faults)
{
    static constexpr std::string_view letters = "ELAJD";
    std::optional<std::string> const tag =
        required_text(table, "tag", path, "S105", R"( has no evidence tag; write tag = "E", "L", "A", "J" or "D")", faults);
    if (!tag) {
        return std::nullopt;
    }
    if (tag->size() != 1 || letters.find(tag->front()) == std::string_view::npos) {
        faults.add(table.ask("tag")->where(), "S108",
                   "the tag '" + *tag +
                       "' is none of E (estimated), L (literature), A (article), J (judgement), D (disputed)");
        return std::nullopt;
    }
    return static_cast<EvidenceTag>(tag->front());
}

void check_unit(Node const& table, Declaration const& declaration, std::string const& path, Diagnostics& faults)
{
    std::optional<std::string> const unit = required_text(
        table, "unit", path, "S107", fmt::format(" has no unit; write unit = \"{}\"", declaration.unit), faults);
    if (unit && *unit != declaration.unit) {
        faults.add(table.ask("unit")->where(), "S107",
                   fmt::format("{} is in '{}', not in '{}'", path, declaration.unit, *unit));
    }
}

std::optional<Prior> read_prior(Node const& table, std::string const& path, Diagnostics& faults)
{
    std::optional<std::string> const stated = text_of(table, "prior", path, faults);
    if (!stated) {
        return std::nullopt;
    }
    std::vector<std::string> known;
    for (Prior const prior : {Prior::fixed, Prior::uniform, Prior::loguniform, Prior::triangular, Prior::claim}) {
        known.emplace_back(name_of(prior));
        if (*stated == known.back()) {
            return prior;
        }
    }
    faults.add(table.ask("prior")->where(), "S109", "unknown prior '" + *stated + "'", closest_name(*stated, known));
    return std::nullopt;
}

/// The value of no effect, which a claim alone can state. It must be a value that the parameter may take. An overlay that
/// gives another prior leaves the null of its base without use, and cannot take it away: that is no fault.
std::optional<double> read_null(Node const& table, Declaration const& declaration, std::string const& path,
                                std::optional<Prior> prior, Diagnostics& faults)
{
    Node const* const given = table.ask("null");
    if (given == nullptr) {
        return std::nullopt;
    }
    Node const* const stated = table.ask("prior");
    bool const is_of_another_file = stated != nullptr && stated->where().file != given->where().file;
    if (prior != Prior::claim && !is_of_another_file) {
        faults.add(given->where(), "S122", path + " states a null value, which a claim alone has; write prior = \"claim\"");
    }
    return read_value(*given, declaration, "the null value of " + path, faults);
}

} // namespace

Evidence read_evidence(Node const& table, Declaration const& declaration, std::string const& path, Diagnostics& faults)
{
    Evidence evidence;
    check_unit(table, declaration, path, faults);
    evidence.tag = read_tag(table, path, faults).value_or(evidence.tag);
    evidence.source = required_text(table, "source", path, "S106", " has no source", faults).value_or("");
    evidence.note = text_of(table, "note", path, faults).value_or("");
    evidence.prior = read_prior(table, path, faults);
    evidence.null = read_null(table, declaration, path, evidence.prior, faults);
    return evidence;
}

} // namespace steppe
