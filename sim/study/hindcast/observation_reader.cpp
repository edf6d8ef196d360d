// Reads a file of observations: cells of a line, then columns of a header, then rows.
#include "scenario/csv_line.hpp"
#include "scenario/source_file.hpp"
#include "scenario/text_check.hpp"
#include "study/hindcast/observations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace steppe {
namespace {

constexpr std::size_t largest_file = 16U << 20U; // bytes
constexpr std::size_t most_faults = 50;
constexpr int first_year = 1800;
constexpr int last_year = 2200;

enum Column : std::size_t { year_column, a_column, b_column, variable_column, value_column, unit_column, columns };
constexpr std::array<std::string_view, columns> column_names{"year", "iso3_a", "iso3_b", "variable", "value", "unit"};

class ObservationReader {
public:
    ObservationReader(std::string file, Diagnostics& faults) : file_{std::move(file)}, faults_{faults} {}

    Observations read(std::string_view text)
    {
        if (text.starts_with("\xEF\xBB\xBF")) { // a mark that some spreadsheets put before UTF-8
            text.remove_prefix(3);
        }
        std::size_t begin = 0;
        while (begin < text.size() && count_ < most_faults && !hopeless_) {
            std::size_t const end = std::min(text.find('\n', begin), text.size());
            ++line_;
            read_line(text.substr(begin, end - begin));
            begin = end + 1;
        }
        if (count_ >= most_faults && begin < text.size()) {
            faults_.add({file_, line_ + 1, 0}, "H109", fmt::format("{} faults so far: the rest was not read", most_faults));
        } else if (observations_.empty() && count_ == 0) {
            faults_.add({file_, 0, 0}, "H108", fmt::format("observes none of what is read: {}", fmt::join(names(), ", ")));
        }
        std::vector<Observations::Skipped> skipped;
        for (auto const& [name, rows] : skipped_) {
            skipped.push_back({name, rows});
        }
        return {std::move(observations_), std::move(skipped)};
    }

private:
    static std::vector<std::string> names()
    {
        std::vector<std::string> found;
        for (VariableFacts const& one : observed_variables()) {
            found.emplace_back(one.name);
        }
        return found;
    }

    void fault(int column, std::string_view code, std::string message, std::string suggestion = {})
    {
        faults_.add({file_, line_, column}, code, std::move(message), std::move(suggestion));
        ++count_;
    }

    void read_line(std::string_view line)
    {
        if (trimmed(line).empty() || trimmed(line).front() == '#') {
            return;
        }
        if (has_control_character(line) || !is_utf8(line)) {
            fault(1, "H102", is_utf8(line) ? "holds a control character" : "is no text in UTF-8");
            return;
        }
        std::optional<std::vector<Cell>> const cells = cells_of(line);
        if (!cells) {
            fault(1, "H102", "a quotation mark is left open");
        } else if (width_ == 0) {
            read_header(*cells);
        } else if (cells->size() != width_) {
            fault(1, "H102", fmt::format("{} values, where the header names {} columns", cells->size(), width_));
        } else {
            read_row(*cells);
        }
    }

    void read_header(std::vector<Cell> const& cells)
    {
        std::vector<std::string> present(cells.size());
        std::transform(cells.begin(), cells.end(), present.begin(), [](Cell const& cell) { return cell.text; });
        std::vector<std::string> others; // a column that is meant for another is no misspelling of this one
        std::copy_if(present.begin(), present.end(), std::back_inserter(others), [](std::string const& name) {
            return std::find(column_names.begin(), column_names.end(), name) == column_names.end();
        });
        width_ = cells.size();
        for (std::size_t i = 0; i < columns; ++i) {
            std::string const name{column_names[i]};
            auto const found = std::find(present.begin(), present.end(), name);
            if (found == present.end()) {
                fault(1, "H101", fmt::format("the header has no column '{}'", name), closest_name(name, others));
            } else if (std::count(present.begin(), present.end(), name) > 1) {
                fault(1, "H101", fmt::format("two columns are called '{}'", name));
            }
            place_[i] = static_cast<std::size_t>(found - present.begin());
        }
        hopeless_ = count_ > 0;
    }

    void read_row(std::vector<Cell> const& cells)
    {
        std::string const& name = cells[place_[variable_column]].text;
        auto const known = observed_variables();
        auto const found =
            std::find_if(known.begin(), known.end(), [&](VariableFacts const& one) { return one.name == name; });
        if (found == known.end()) {
            ++skipped_[name];
            return;
        }
        std::size_t const before = count_;
        Observation one;
        one.line = line_;
        one.year = year_of(cells[place_[year_column]]);
        one.series = {found->variable, cells[place_[a_column]].text, cells[place_[b_column]].text};
        check_states(*found, cells);
        check_unit(*found, cells[place_[unit_column]]);
        one.value = value_of(*found, cells[place_[value_column]]);
        if (count_ > before) {
            return;
        }
        auto const [first, is_new] = seen_.try_emplace({one.series, one.year}, line_);
        if (!is_new) {
            fault(1, "H107",
                  fmt::format("{} in {} is already observed in line {}", one.series.text(), one.year, first->second));
            return;
        }
        observations_.push_back(std::move(one));
    }

    int year_of(Cell const& cell)
    {
        std::optional<int> const year = number_of<int>(cell.text);
        if (!year || *year < first_year || *year > last_year) {
            fault(cell.column, "H103",
                  fmt::format("year = '{}', must be a whole number from {} to {}", cell.text, first_year, last_year));
        }
        return year.value_or(0);
    }

    void check_states(VariableFacts const& variable, std::vector<Cell> const& cells)
    {
        Cell const& a = cells[place_[a_column]];
        Cell const& b = cells[place_[b_column]];
        if (a.text.empty()) {
            fault(a.column, "H104", fmt::format("{} needs a state in iso3_a", variable.name));
        }
        if (variable.of_pair && b.text.empty()) {
            fault(b.column, "H104", fmt::format("{} is of two states, and iso3_b is empty", variable.name));
        } else if (variable.of_pair && a.text == b.text) {
            fault(b.column, "H104", fmt::format("{} is of two states, and both are '{}'", variable.name, b.text));
        } else if (!variable.of_pair && !b.text.empty()) {
            fault(b.column, "H104", fmt::format("{} is of one state, and iso3_b is '{}'", variable.name, b.text));
        }
    }

    void check_unit(VariableFacts const& variable, Cell const& cell)
    {
        std::string_view const unit = trimmed(std::string_view{cell.text}.substr(0, cell.text.find(" (")));
        if (unit != variable.unit && unit != variable.other_unit) {
            fault(cell.column, "H106", fmt::format("{} in '{}', must be in '{}'", variable.name, cell.text, variable.unit),
                  std::string{variable.unit});
        }
    }

    double value_of(VariableFacts const& variable, Cell const& cell)
    {
        std::optional<double> const value = number_of<double>(cell.text);
        if (!value || !std::isfinite(*value)) {
            fault(cell.column, "H105", fmt::format("value = '{}' is no finite number", cell.text));
        } else if (*value < variable.low || *value > variable.high) {
            fault(cell.column, "H105",
                  variable.high < 1e9 ? fmt::format("{} = {}, must lie between {} and {}", variable.name, *value,
                                                    variable.low, variable.high)
                                      : fmt::format("{} = {}, must not be below {}", variable.name, *value, variable.low));
        }
        return value.value_or(0.0);
    }

    std::string file_;
    Diagnostics& faults_;
    int line_{};
    std::size_t count_{};
    bool hopeless_{};
    std::size_t width_{}; ///< columns of the header; 0 before it is read
    std::array<std::size_t, columns> place_{};
    std::vector<Observation> observations_;
    std::map<std::pair<ObservedSeries, int>, int> seen_; ///< line of each quantity and year
    std::map<std::string, std::size_t> skipped_;
};

} // namespace

Observations parse_observations(std::string_view text, std::string const& file, Diagnostics& faults)
{
    return ObservationReader{file, faults}.read(text);
}

Observations read_observations(std::string const& path, SourceLocation const& asked_at, Diagnostics& faults)
{
    std::optional<std::string> const text = read_source(path, asked_at, faults, largest_file);
    return text ? parse_observations(*text, path, faults) : Observations{};
}

} // namespace steppe
