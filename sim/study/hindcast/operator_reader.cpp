// Reads a file of operators.
#include "scenario/csv_line.hpp"
#include "scenario/source_file.hpp"
#include "scenario/text_check.hpp"
#include "study/hindcast/operators.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace steppe {
namespace {

constexpr std::array<std::string_view, 11> column_names{"operator",    "group", "variable", "state",  "other", "numerator",
                                                        "denominator", "unit",  "error_sd", "spread", "source"};
enum Column : std::size_t {
    name_column,
    group_column,
    variable_column,
    state_column,
    other_column,
    numerator_column,
    denominator_column,
    unit_column,
    error_column,
    spread_column,
    source_column
};

std::vector<std::string> parts_of(std::string const& text)
{
    std::vector<std::string> parts;
    std::size_t begin = 0;
    while (begin < text.size()) {
        std::size_t const end = std::min(text.find('+', begin), text.size());
        parts.emplace_back(trimmed(std::string_view{text}.substr(begin, end - begin)));
        begin = end + 1;
    }
    return parts;
}

class OperatorReader {
public:
    OperatorReader(std::string file, Diagnostics& faults) : file_{std::move(file)}, faults_{faults} {}

    Operators read(std::string_view text)
    {
        std::size_t begin = 0;
        bool has_header = false;
        while (begin < text.size() && !hopeless_) {
            std::size_t const end = std::min(text.find('\n', begin), text.size());
            ++line_;
            std::string_view const line = trimmed(text.substr(begin, end - begin));
            begin = end + 1;
            if (line.empty() || line.front() == '#') {
                continue;
            }
            std::optional<std::vector<Cell>> const cells =
                has_control_character(line) || !is_utf8(line) ? std::nullopt : cells_of(line);
            if (!cells || cells->size() != column_names.size()) {
                fault("H110", fmt::format("needs the {} values of {}", column_names.size(), fmt::join(column_names, ",")));
                hopeless_ = !has_header;
            } else if (!has_header) {
                has_header = read_header(*cells);
            } else {
                read_row(*cells);
            }
        }
        if (!has_header && !hopeless_) {
            fault("H110", fmt::format("needs a header: {}", fmt::join(column_names, ",")));
        }
        std::stable_sort(found_.all.begin(), found_.all.end(),
                         [](Operator const& a, Operator const& b) { return a.group < b.group; });
        return std::move(found_);
    }

private:
    void fault(std::string_view code, std::string message, std::string suggestion = {})
    {
        faults_.add({file_, line_, 1}, code, std::move(message), std::move(suggestion));
    }

    bool read_header(std::vector<Cell> const& cells)
    {
        for (std::size_t i = 0; i < column_names.size(); ++i) {
            if (cells[i].text != column_names[i]) {
                fault("H110", fmt::format("column {} is '{}', must be '{}'", i + 1, cells[i].text, column_names[i]));
                hopeless_ = true;
            }
        }
        return !hopeless_;
    }

    double number(std::vector<Cell> const& cells, Column column, double most)
    {
        std::optional<double> const value = number_of<double>(cells[column].text);
        if (!value || !(*value >= 0.0 && *value <= most)) {
            fault("H112",
                  fmt::format("{} = '{}', must be a number from 0 to {}", column_names[column], cells[column].text, most));
        }
        return value.value_or(0.0);
    }

    void read_row(std::vector<Cell> const& cells)
    {
        std::string const& group = cells[group_column].text;
        if (!seen_.insert(cells[name_column].text).second) {
            fault("H111", fmt::format("operator '{}' is named twice", cells[name_column].text));
        } else if (group == "market") {
            std::string const& name = cells[name_column].text;
            found_.markets[name.substr(name.find('.') + 1)] = parts_of(cells[numerator_column].text);
        } else if (group == "ratio") {
            found_.ratio_error = number(cells, error_column, 5.0);
            found_.ratio_walk = number(cells, spread_column, 5.0);
        } else {
            read_scored(cells, group);
        }
    }

    void read_scored(std::vector<Cell> const& cells, std::string const& group)
    {
        auto const known = std::find(score_group_names.begin(), score_group_names.end(), group);
        if (known == score_group_names.end()) {
            std::vector<std::string> names{"market", "ratio"};
            names.insert(names.end(), score_group_names.begin(), score_group_names.end());
            fault("H111", fmt::format("group '{}' is none of {}", group, fmt::join(names, ", ")),
                  closest_name(group, names));
            return;
        }
        Operator one{.name = cells[name_column].text,
                     .group = static_cast<ScoreGroup>(known - score_group_names.begin()),
                     .state = cells[state_column].text,
                     .other = cells[other_column].text,
                     .numerator = cells[numerator_column].text,
                     .denominator = parts_of(cells[denominator_column].text),
                     .unit = cells[unit_column].text,
                     .error_sd = std::nullopt,
                     .spread = 0.0,
                     .source = cells[source_column].text};
        VariableFacts const& facts = facts_of(target_of(one).variable);
        if (cells[variable_column].text != facts.name) {
            fault("H112", fmt::format("{} observes '{}', must be '{}'", group, cells[variable_column].text, facts.name));
        }
        if (one.unit != facts.unit) {
            fault("H112", fmt::format("{} in '{}', must be in '{}'", one.name, one.unit, facts.unit));
        }
        if (one.state.empty()) {
            fault("H112", one.name + " names no state");
        }
        bool const is_part =
            std::find(one.denominator.begin(), one.denominator.end(), one.numerator) != one.denominator.end();
        if (one.group == ScoreGroup::trade && !is_part) {
            fault("H112", fmt::format("{}: the numerator '{}' is no part of the denominator", one.name, one.numerator));
        }
        if ((one.group == ScoreGroup::un_distance || one.group == ScoreGroup::arms) && one.numerator.empty()) {
            fault("H112", one.name + " has no numerator");
        }
        if (cells[error_column].text != "fitted") {
            one.error_sd = number(cells, error_column, 100.0);
        }
        if (!cells[spread_column].text.empty()) {
            one.spread = number(cells, spread_column, 1000.0);
        }
        if (one.group == ScoreGroup::arms && !(one.spread > 0.0 && one.error_sd.value_or(0.0) > 0.0)) {
            fault("H112", one.name + ": deliveries need error_sd and spread above 0");
        }
        found_.all.push_back(std::move(one));
    }

    std::string file_;
    Diagnostics& faults_;
    int line_{};
    bool hopeless_{};
    std::set<std::string> seen_;
    Operators found_;
};

} // namespace

Operators parse_operators(std::string_view text, std::string const& file, Diagnostics& faults)
{
    return OperatorReader{file, faults}.read(text);
}

Operators read_operators(std::string const& path, SourceLocation const& asked_at, Diagnostics& faults)
{
    std::optional<std::string> const text = read_source(path, asked_at, faults);
    return text ? parse_operators(*text, path, faults) : Operators{};
}

} // namespace steppe
