#include "scenario/csv_table.hpp"

#include "scenario/text_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace steppe {
namespace {

constexpr std::size_t most_faults = 50;

} // namespace

CsvTable::CsvTable(std::string file, std::span<std::string_view const> columns, TableCodes codes, Diagnostics& faults)
    : file_{std::move(file)}, columns_{columns}, codes_{codes}, faults_{faults}, place_(columns.size())
{
}

void CsvTable::read(std::string_view text, std::function<void(std::vector<Cell> const&)> const& read_row)
{
    if (text.starts_with("\xEF\xBB\xBF")) { // a mark that some spreadsheets put before UTF-8
        text.remove_prefix(3);
    }
    std::size_t begin = 0;
    while (begin < text.size() && count_ < most_faults && !hopeless_) {
        std::size_t const end = std::min(text.find('\n', begin), text.size());
        ++line_;
        read_line(text.substr(begin, end - begin), read_row);
        begin = end + 1;
    }
    if (count_ >= most_faults && begin < text.size()) {
        faults_.add({file_, line_ + 1, 0}, codes_.rest, fmt::format("{} faults so far: the rest was not read", most_faults));
    }
}

void CsvTable::fault(int column, std::string_view code, std::string message, std::string suggestion)
{
    faults_.add({file_, line_, column}, code, std::move(message), std::move(suggestion));
    ++count_;
}

void CsvTable::read_line(std::string_view line, std::function<void(std::vector<Cell> const&)> const& read_row)
{
    if (trimmed(line).empty() || trimmed(line).front() == '#') {
        return;
    }
    if (has_control_character(line) || !is_utf8(line)) {
        fault(1, codes_.line, is_utf8(line) ? "holds a control character" : "is no text in UTF-8");
        return;
    }
    std::optional<std::vector<Cell>> const cells = cells_of(line);
    if (!cells) {
        fault(1, codes_.line, "a quotation mark is left open");
    } else if (width_ == 0) {
        read_header(*cells);
    } else if (cells->size() != width_) {
        fault(1, codes_.line, fmt::format("{} values, where the header names {} columns", cells->size(), width_));
    } else {
        read_row(*cells);
    }
}

void CsvTable::read_header(std::vector<Cell> const& cells)
{
    std::vector<std::string> present(cells.size());
    std::transform(cells.begin(), cells.end(), present.begin(), [](Cell const& cell) { return cell.text; });
    std::vector<std::string> others; // a column that is meant for another is no misspelling of this one
    std::copy_if(present.begin(), present.end(), std::back_inserter(others), [this](std::string const& name) {
        return std::find(columns_.begin(), columns_.end(), name) == columns_.end();
    });
    width_ = cells.size();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        std::string const name{columns_[i]};
        auto const found = std::find(present.begin(), present.end(), name);
        if (found == present.end()) {
            fault(1, codes_.header, fmt::format("the header has no column '{}'", name), closest_name(name, others));
        } else if (std::count(present.begin(), present.end(), name) > 1) {
            fault(1, codes_.header, fmt::format("two columns are called '{}'", name));
        }
        place_[i] = static_cast<std::size_t>(found - present.begin());
    }
    hopeless_ = count_ > 0;
}

} // namespace steppe
