#include "study/sweep/point_list.hpp"

#include "scenario/value_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string_view>

namespace steppe {
namespace {

constexpr std::size_t most_faults = 20; // a list with more has one cause behind them

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view around = " \t\r\"";
    std::size_t const first = text.find_first_not_of(around);
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, text.find_last_not_of(around) - first + 1);
}

std::vector<std::string_view> cells_of(std::string_view line)
{
    std::vector<std::string_view> cells;
    for (std::size_t begin = 0; begin <= line.size();) {
        std::size_t const end = std::min(line.find(',', begin), line.size());
        cells.push_back(trimmed(line.substr(begin, end - begin)));
        begin = end + 1;
    }
    return cells;
}

std::optional<double> number_of(std::string_view cell)
{
    if (cell == "true" || cell == "false" || cell == "True" || cell == "False") {
        return cell.front() == 't' || cell.front() == 'T' ? 1.0 : 0.0;
    }
    double value = 0.0;
    auto const [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    return error == std::errc{} && end == cell.data() + cell.size() ? std::optional{value} : std::nullopt;
}

class ListReader {
public:
    ListReader(std::string path, Scenario const& scenario, Schema const& schema, Diagnostics& faults)
        : path_{std::move(path)}, scenario_{scenario}, schema_{schema}, faults_{faults}
    {
    }

    PointList read(std::istream& file)
    {
        std::string line;
        for (line_ = 1; std::getline(file, line) && count_ < most_faults; ++line_) {
            if (trimmed(line).empty() || trimmed(line).front() == '#') {
                continue;
            }
            if (columns_.empty()) {
                read_header(cells_of(line));
            } else {
                read_row(cells_of(line));
            }
        }
        if (list_.values.empty() && count_ == 0) {
            fault("T205", "the list has no points");
        }
        return std::move(list_);
    }

private:
    struct Column {
        Parameter const* parameter{}; ///< null: passed over
        Declaration const* declaration{};
    };

    void fault(std::string_view code, std::string message, std::string suggestion = {})
    {
        faults_.add({path_, line_, 1}, code, std::move(message), std::move(suggestion));
        ++count_;
    }

    void read_header(std::vector<std::string_view> const& cells)
    {
        std::vector<std::string> keys(scenario_.parameters.size());
        std::transform(scenario_.parameters.begin(), scenario_.parameters.end(), keys.begin(),
                       [](Parameter const& parameter) { return parameter.key; });
        for (std::string_view cell : cells) {
            Column column;
            if (cell != "point" && !(cell.empty() && columns_.empty())) { // pandas leaves its index without a name
                column.parameter = scenario_.find(cell);
                if (column.parameter == nullptr) {
                    fault("T202", fmt::format("the scenario has no parameter '{}'", cell), closest_name(cell, keys));
                } else if (std::any_of(columns_.begin(), columns_.end(),
                                       [&](Column const& other) { return other.parameter == column.parameter; })) {
                    fault("T202", fmt::format("'{}' has two columns", cell));
                } else {
                    column.declaration = &schema_.parameters[column.parameter->family].declaration;
                    list_.positions.push_back(static_cast<std::size_t>(column.parameter - scenario_.parameters.data()));
                }
            }
            columns_.push_back(column);
        }
        if (list_.positions.empty() && count_ == 0) {
            fault("T205", "the first line names no parameter");
        }
    }

    void read_row(std::vector<std::string_view> const& cells)
    {
        if (cells.size() != columns_.size()) {
            fault("T205", fmt::format("{} values, where the first line names {} columns", cells.size(), columns_.size()));
            return;
        }
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (columns_[i].declaration != nullptr) {
                list_.values.push_back(value_of(cells[i], *columns_[i].declaration, columns_[i].parameter->key));
            }
        }
    }

    double value_of(std::string_view cell, Declaration const& declaration, std::string const& key)
    {
        std::optional<double> const value = number_of(cell);
        if (!value) {
            fault("T205", fmt::format("{} = '{}' is no number", key, cell));
            return 0.0;
        }
        bool const is_switch = declaration.kind == ValueKind::on_off;
        bool const whole = *value == std::floor(*value) || declaration.kind == ValueKind::number;
        if (std::isfinite(*value) && *value >= declaration.allowed.low && *value <= declaration.allowed.high && whole &&
            (!is_switch || *value == 0.0 || *value == 1.0)) {
            return *value;
        }
        Node const node{{path_, line_, 1}, *value}; // the reader of scenarios says what is wrong
        static_cast<void>(read_value(node, declaration, key, faults_));
        ++count_;
        return 0.0;
    }

    std::string path_;
    Scenario const& scenario_;
    Schema const& schema_;
    Diagnostics& faults_;
    std::vector<Column> columns_;
    PointList list_;
    int line_{};
    std::size_t count_{};
};

} // namespace

PointList read_point_list(std::string const& path, SourceLocation const& asked_at, Scenario const& scenario,
                          Schema const& schema, Diagnostics& faults)
{
    std::error_code ignored;
    std::ifstream file;
    if (std::filesystem::is_regular_file(path, ignored)) { // to open a pipe would be to wait for its writer
        file.open(path);
    }
    if (!file.is_open()) {
        faults.add(asked_at, "T205", fmt::format("cannot read the list '{}'", path));
        return {};
    }
    return ListReader{path, scenario, schema, faults}.read(file);
}

} // namespace steppe
