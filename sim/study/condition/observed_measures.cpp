// Reads a file of observed measures: cells of a line, then columns of a header, then rows.
#include "scenario/csv_line.hpp"
#include "scenario/source_file.hpp"
#include "scenario/text_check.hpp"
#include "study/condition/evidence_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace steppe {
namespace {

constexpr std::size_t most_faults = 50;

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
        : file_{std::move(file)},
          faults_{faults},
          names_{scope, [this](std::string_view, std::string_view code, std::string message, std::string suggestion) {
                     fault(cell_, code, std::move(message), std::move(suggestion));
                 }}
    {
    }

    std::vector<Condition> read(std::string_view text)
    {
        if (text.starts_with("\xEF\xBB\xBF")) { // a mark that some spreadsheets put before UTF-8
            text.remove_prefix(3);
        }
        for (std::size_t begin = 0; begin < text.size() && count_ < most_faults && !hopeless_;) {
            std::size_t const end = std::min(text.find('\n', begin), text.size());
            ++line_;
            read_line(text.substr(begin, end - begin));
            begin = end + 1;
        }
        if (count_ >= most_faults) {
            faults_.add({file_, line_ + 1, 0}, "E110", fmt::format("{} faults so far: the rest was not read", most_faults));
        } else if (conditions_.empty() && count_ == 0) {
            faults_.add({file_, 0, 0}, "E110", "observes nothing: it has no row");
        }
        return std::move(conditions_);
    }

private:
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
            fault(1, "E108", is_utf8(line) ? "holds a control character" : "is no text in UTF-8");
            return;
        }
        std::optional<std::vector<Cell>> const cells = cells_of(line);
        if (!cells) {
            fault(1, "E108", "a quotation mark is left open");
        } else if (width_ == 0) {
            read_header(*cells);
        } else if (cells->size() != width_) {
            fault(1, "E108", fmt::format("{} values, where the header names {} columns", cells->size(), width_));
        } else {
            read_row(*cells);
        }
    }

    void read_header(std::vector<Cell> const& cells)
    {
        std::vector<std::string> present(cells.size());
        std::transform(cells.begin(), cells.end(), present.begin(), [](Cell const& cell) { return cell.text; });
        width_ = cells.size();
        for (std::size_t i = 0; i < columns; ++i) {
            std::string const name{column_names[i]};
            auto const found = std::find(present.begin(), present.end(), name);
            if (found == present.end()) {
                fault(1, "E107", fmt::format("the header has no column '{}'", name));
            } else if (std::count(present.begin(), present.end(), name) > 1) {
                fault(1, "E107", fmt::format("two columns are called '{}'", name));
            }
            place_[i] = static_cast<std::size_t>(found - present.begin());
        }
        hopeless_ = count_ > 0;
    }

    std::string const& at(std::vector<Cell> const& cells, Column column)
    {
        cell_ = cells[place_[column]].column;
        return cells[place_[column]].text;
    }

    void read_row(std::vector<Cell> const& cells)
    {
        std::size_t const before = count_;
        NoisyReading noisy;
        noisy.reading.month = names_.month(at(cells, month_column));
        std::string const& name = at(cells, measure_column);
        MeasureDeclaration const* const measure = names_.measure(name);
        std::string const& actors = at(cells, actors_column);
        noisy.reading.measure = name;
        noisy.reading.element = measure == nullptr ? 0 : names_.element(*measure, parted(actors), actors);
        noisy.value = names_.number(at(cells, value_column));
        noisy.error = names_.number(at(cells, error_column));
        if (count_ == before && noisy.error <= 0.0) {
            fault(cell_, "E105", fmt::format("an error of {} is none: it must be above 0", noisy.error));
        }
        std::string const& unit = at(cells, unit_column);
        if (measure != nullptr && unit != measure->unit) {
            fault(cell_, "E109", fmt::format("{} in '{}', must be in '{}'", name, unit, measure->unit),
                  std::string{measure->unit});
        }
        if (count_ == before) {
            std::string text = fmt::format("{}{} @ {} = {} +- {}", name, actors.empty() ? "" : "[" + actors + "]",
                                           cells[place_[month_column]].text, noisy.value, noisy.error);
            conditions_.push_back({.text = std::move(text), .noisy = std::move(noisy)});
        }
    }

    std::string file_;
    Diagnostics& faults_;
    EvidenceNames names_;
    int line_{};
    int cell_{}; ///< column of the cell at hand
    std::size_t count_{};
    bool hopeless_{};
    std::size_t width_{}; ///< columns of the header; 0 before it is read
    std::array<std::size_t, columns> place_{};
    std::vector<Condition> conditions_;
};

} // namespace

std::vector<Condition> read_observed_measures(std::string const& path, EvidenceScope const& scope, Diagnostics& faults)
{
    std::optional<std::string> const text = read_source(path, {}, faults);
    return text ? ObservedMeasureReader{path, scope, faults}.read(*text) : std::vector<Condition>{};
}

} // namespace steppe
