// Reads a file of observed measures, row by row.
#include "scenario/csv_table.hpp"
#include "scenario/source_file.hpp"
#include "study/condition/evidence_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace steppe {
namespace {

enum Column : std::size_t { month_column, measure_column, actors_column, value_column, error_column, unit_column, columns };
constexpr std::array<std::string_view, columns> column_names{"month", "measure", "of", "value", "error", "unit"};

std::vector<std::string_view> parted(std::string_view text)
{
    std::vector<std::string_view> parts;
    while (!trimmed(text).empty()) {
        text = trimmed(text);
        std::size_t const end = std::min(text.find(' '), text.size());
        parts.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return parts;
}

class ObservedMeasureReader {
public:
    ObservedMeasureReader(std::string file, EvidenceScope const& scope, Diagnostics& faults)
        : faults_{faults},
          table_{std::move(file), column_names, {.header = "E107", .line = "E108", .rest = "E110"}, faults},
          names_{scope, [this](std::string_view, std::string_view code, std::string message, std::string suggestion) {
                     table_.fault(cell_, code, std::move(message), std::move(suggestion));
                 }}
    {
    }

    std::vector<Condition> read(std::string_view text)
    {
        table_.read(text, [this](std::vector<Cell> const& cells) { read_row(cells); });
        if (conditions_.empty() && table_.fault_count() == 0) {
            faults_.add({table_.file(), 0, 0}, "E110", "observes nothing: it has no row");
        }
        return std::move(conditions_);
    }

private:
    std::string const& at(std::vector<Cell> const& cells, Column column)
    {
        Cell const& cell = table_.at(cells, column);
        cell_ = cell.column;
        return cell.text;
    }

    void read_row(std::vector<Cell> const& cells)
    {
        std::size_t const before = table_.fault_count();
        NoisyReading noisy;
        noisy.reading.month = names_.month(at(cells, month_column));
        std::string const& name = at(cells, measure_column);
        MeasureDeclaration const* const measure = names_.measure(name);
        std::string const& actors = at(cells, actors_column);
        noisy.reading.measure = name;
        noisy.reading.element = measure == nullptr ? 0 : names_.element(*measure, parted(actors), actors);
        noisy.value = names_.number(at(cells, value_column));
        noisy.error = names_.number(at(cells, error_column));
        if (table_.fault_count() == before && noisy.error <= 0.0) {
            table_.fault(cell_, "E105", fmt::format("an error of {} is none: it must be above 0", noisy.error));
        }
        std::string const& unit = at(cells, unit_column);
        if (measure != nullptr && unit != measure->unit) {
            table_.fault(cell_, "E109", fmt::format("{} in '{}', must be in '{}'", name, unit, measure->unit),
                         std::string{measure->unit});
        }
        if (table_.fault_count() == before) {
            std::string text = fmt::format("{}{} @ {} = {} +- {}", name, actors.empty() ? "" : "[" + actors + "]",
                                           table_.at(cells, month_column).text, noisy.value, noisy.error);
            conditions_.push_back({.text = std::move(text), .noisy = std::move(noisy)});
        }
    }

    Diagnostics& faults_;
    CsvTable table_;
    EvidenceNames names_;
    int cell_{}; ///< column of the cell at hand
    std::vector<Condition> conditions_;
};

} // namespace

std::vector<Condition> read_observed_measures(std::string const& path, EvidenceScope const& scope, Diagnostics& faults)
{
    std::optional<std::string> const text = read_source(path, {}, faults);
    return text ? ObservedMeasureReader{path, scope, faults}.read(*text) : std::vector<Condition>{};
}

} // namespace steppe
