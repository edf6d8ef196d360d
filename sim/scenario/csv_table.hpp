#pragma once
/// Tables of comma-separated values with a header that names their columns, in any order and beside others.

#include "base/diagnostics.hpp"
#include "scenario/csv_line.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace steppe {

/// Codes of what may be wrong with a table as such.
struct TableCodes {
    std::string_view header; ///< a column is missing, or stands twice
    std::string_view line;   ///< a line is no text, or has other columns than the header
    std::string_view rest;   ///< so many faults that the rest was not read
};

/// Reads a table, and says what is wrong with it, each fault at its line and column. Blank lines and those that begin with # are passed over.
class CsvTable {
public:
    CsvTable(std::string file, std::span<std::string_view const> columns, TableCodes codes, Diagnostics& faults);

    /// Calls `read_row` with the cells of each row. A header at fault ends it, as do fifty faults.
    void read(std::string_view text, std::function<void(std::vector<Cell> const&)> const& read_row);

    /// Of a row: the cell of a column, by its position in `columns`.
    [[nodiscard]] Cell const& at(std::vector<Cell> const& cells, std::size_t column) const { return cells[place_[column]]; }
    /// A fault in the line at hand.
    void fault(int column, std::string_view code, std::string message, std::string suggestion = {});
    [[nodiscard]] std::size_t fault_count() const { return count_; }
    [[nodiscard]] int line() const { return line_; }
    [[nodiscard]] std::string const& file() const { return file_; }

private:
    void read_line(std::string_view line, std::function<void(std::vector<Cell> const&)> const& read_row);
    void read_header(std::vector<Cell> const& cells);

    std::string file_;
    std::span<std::string_view const> columns_;
    TableCodes codes_;
    Diagnostics& faults_;
    int line_{};
    std::size_t count_{};
    bool hopeless_{};
    std::size_t width_{};            ///< columns of the header; 0 before it is read
    std::vector<std::size_t> place_; ///< of each of `columns_` in a line
};

} // namespace steppe
