// Reads a file of observations, row by row.
#include "scenario/csv_table.hpp"
#include "scenario/source_file.hpp"
#include "study/hindcast/observations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace steppe {
namespace {

constexpr std::size_t largest_file = 16U << 20U; // bytes
constexpr int first_year = 1800;
constexpr int last_year = 2200;

enum Column : std::size_t { year_column, a_column, b_column, variable_column, value_column, unit_column, columns };
constexpr std::array<std::string_view, columns> column_names{"year", "iso3_a", "iso3_b", "variable", "value", "unit"};

class ObservationReader {
public:
    ObservationReader(std::string file, Diagnostics& faults)
        : faults_{faults}, table_{std::move(file), column_names, {.header = "H101", .line = "H102", .rest = "H109"}, faults}
    {
    }

    Observations read(std::string_view text)
    {
        table_.read(text, [this](std::vector<Cell> const& cells) { read_row(cells); });
        if (observations_.empty() && table_.fault_count() == 0) {
            faults_.add({table_.file(), 0, 0}, "H108",
                        fmt::format("observes none of what is read: {}", fmt::join(names(), ", ")));
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

    void read_row(std::vector<Cell> const& cells)
    {
        std::string const& name = table_.at(cells, variable_column).text;
        auto const known = observed_variables();
        auto const found =
            std::find_if(known.begin(), known.end(), [&](VariableFacts const& one) { return one.name == name; });
        if (found == known.end()) {
            ++skipped_[name];
            return;
        }
        std::size_t const before = table_.fault_count();
        Observation one;
        one.line = table_.line();
        one.year = year_of(table_.at(cells, year_column));
        one.series = {found->variable, table_.at(cells, a_column).text, table_.at(cells, b_column).text};
        check_states(*found, cells);
        check_unit(*found, table_.at(cells, unit_column));
        one.value = value_of(*found, table_.at(cells, value_column));
        if (table_.fault_count() > before) {
            return;
        }
        auto const [first, is_new] = seen_.try_emplace({one.series, one.year}, table_.line());
        if (!is_new) {
            table_.fault(1, "H107",
                         fmt::format("{} in {} is already observed in line {}", one.series.text(), one.year, first->second));
            return;
        }
        observations_.push_back(std::move(one));
    }

    int year_of(Cell const& cell)
    {
        std::optional<int> const year = number_of<int>(cell.text);
        if (!year || *year < first_year || *year > last_year) {
            table_.fault(cell.column, "H103",
                         fmt::format("year = '{}', must be a whole number from {} to {}", cell.text, first_year, last_year));
        }
        return year.value_or(0);
    }

    void check_states(VariableFacts const& variable, std::vector<Cell> const& cells)
    {
        Cell const& a = table_.at(cells, a_column);
        Cell const& b = table_.at(cells, b_column);
        if (a.text.empty()) {
            table_.fault(a.column, "H104", fmt::format("{} needs a state in iso3_a", variable.name));
        }
        if (variable.of_pair && b.text.empty()) {
            table_.fault(b.column, "H104", fmt::format("{} is of two states, and iso3_b is empty", variable.name));
        } else if (variable.of_pair && a.text == b.text) {
            table_.fault(b.column, "H104", fmt::format("{} is of two states, and both are '{}'", variable.name, b.text));
        } else if (!variable.of_pair && !b.text.empty()) {
            table_.fault(b.column, "H104", fmt::format("{} is of one state, and iso3_b is '{}'", variable.name, b.text));
        }
    }

    void check_unit(VariableFacts const& variable, Cell const& cell)
    {
        std::string_view const unit = trimmed(std::string_view{cell.text}.substr(0, cell.text.find(" (")));
        if (unit != variable.unit && unit != variable.other_unit) {
            table_.fault(cell.column, "H106",
                         fmt::format("{} in '{}', must be in '{}'", variable.name, cell.text, variable.unit),
                         std::string{variable.unit});
        }
    }

    double value_of(VariableFacts const& variable, Cell const& cell)
    {
        std::optional<double> const value = number_of<double>(cell.text);
        if (!value || !std::isfinite(*value)) {
            table_.fault(cell.column, "H105", fmt::format("value = '{}' is no finite number", cell.text));
        } else if (*value < variable.low || *value > variable.high) {
            table_.fault(
                cell.column, "H105",
                variable.high < 1e9
                    ? fmt::format("{} = {}, must lie between {} and {}", variable.name, *value, variable.low, variable.high)
                    : fmt::format("{} = {}, must not be below {}", variable.name, *value, variable.low));
        }
        return value.value_or(0.0);
    }

    Diagnostics& faults_;
    CsvTable table_;
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
