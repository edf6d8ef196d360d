#include "scenario/driver_file.hpp"

#include "base/checksum.hpp"
#include "scenario/csv_line.hpp"
#include "scenario/text_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

namespace steppe {
namespace {

constexpr std::size_t most_rows = 50000;
constexpr std::size_t longest_line = 4096;
constexpr std::string_view header = "series,date,value,unit,kind,status,source";
constexpr std::array<std::string_view, 2> status_names{"observed", "projected"};
constexpr std::size_t columns = 7;

template <std::size_t N>
std::vector<std::string> list_of(std::array<std::string_view, N> const& names)
{
    return {names.begin(), names.end()};
}

struct Date {
    int month{};
    bool yearly{};
};

std::optional<Date> date_of(std::string_view text)
{
    bool const yearly = text.size() == 4;
    if (!yearly && (text.size() != 7 || text[4] != '-')) {
        return std::nullopt;
    }
    std::optional<int> const year = number_of<int>(text.substr(0, 4));
    std::optional<int> const month = yearly ? std::optional{1} : number_of<int>(text.substr(5));
    if (!year || !month || *year < 1000 || *month < 1 || *month > 12) {
        return std::nullopt;
    }
    return Date{.month = *year * 12 + *month - 1, .yearly = yearly};
}

std::string_view allowed_values(SeriesKind kind)
{
    switch (kind) {
    case SeriesKind::level:
        return "above 0";
    case SeriesKind::share:
        return "between 0 and 1, and neither";
    case SeriesKind::event:
        return "0 or 1";
    default:
        return "a finite number";
    }
}

bool is_allowed(SeriesKind kind, double value)
{
    switch (kind) {
    case SeriesKind::level:
        return value > 0.0;
    case SeriesKind::share:
        return value > 0.0 && value < 1.0;
    case SeriesKind::event:
        return value == 0.0 || value == 1.0;
    default:
        return true;
    }
}

class FileReader {
public:
    FileReader(std::string const& path, Diagnostics& faults) : path_{path}, faults_{faults} {}

    void read(std::string const& text)
    {
        int number = 0;
        for (std::size_t begin = 0; begin < text.size(); ++number) {
            std::size_t const end = std::min(text.find('\n', begin), text.size());
            std::string_view line{text.data() + begin, end - begin};
            line.remove_suffix(line.ends_with('\r') ? 1 : 0);
            begin = end + 1;
            if (number == 0 ? !is_header(line) : !line.empty() && !read_line(line, {path_, number + 1, 1})) {
                return;
            }
        }
        if (number == 0) {
            faults_.add({path_, 1, 1}, "S125", fmt::format("the file is empty; its first line is {}", header));
        }
    }

    [[nodiscard]] std::vector<DriverSeries> series() &&
    {
        std::vector<DriverSeries> all;
        for (auto& [name, series] : series_) {
            std::stable_sort(series.rows.begin(), series.rows.end(),
                             [](DriverRow const& a, DriverRow const& b) { return a.month < b.month; });
            for (std::size_t i = 1; i < series.rows.size(); ++i) {
                DriverRow const& row = series.rows[i];
                if (row.month == series.rows[i - 1].month) {
                    faults_.add(row.where, "S126",
                                fmt::format("{} has a value for {} in line {} already", name,
                                            series.yearly ? month_text(row.month).substr(0, 4) : month_text(row.month),
                                            series.rows[i - 1].where.line));
                }
            }
            all.push_back(std::move(series));
        }
        return all;
    }

private:
    bool is_header(std::string_view line)
    {
        if (line != header) {
            faults_.add({path_, 1, 1}, "S125", fmt::format("the first line must be {}", header));
        }
        return line == header;
    }

    /// False where the rest of the file is not worth reading.
    bool read_line(std::string_view line, SourceLocation const& where)
    {
        if (++rows_ > most_rows || line.size() > longest_line) {
            faults_.add(where, "S125",
                        rows_ > most_rows ? fmt::format("more than {} rows", most_rows)
                                          : fmt::format("a line of more than {} characters", longest_line));
            return false;
        }
        if (has_control_character(line) || !is_utf8(line)) {
            faults_.add(where, "S125", is_utf8(line) ? "a control character in the line" : "the line is no text in UTF-8");
            return true;
        }
        std::optional<std::vector<Cell>> const cells = cells_of(line);
        if (!cells || cells->size() != columns) {
            faults_.add(where, "S125",
                        cells ? fmt::format("expected {} fields, found {}", columns, cells->size())
                              : std::string{"a quote that does not end in its line"});
            return true;
        }
        std::vector<std::string> fields;
        std::transform(cells->begin(), cells->end(), std::back_inserter(fields), [](Cell const& cell) { return cell.text; });
        read_row(fields, where);
        return true;
    }

    void read_row(std::vector<std::string> const& fields, SourceLocation const& where)
    {
        std::optional<Date> const date = date_of(fields[1]);
        if (!date) {
            faults_.add(where, "S125", fmt::format("'{}' is no date; write 2025 or 2025-10", fields[1]));
        }
        std::optional<double> const value = number_of<double>(fields[2]);
        if (!value || !std::isfinite(*value)) {
            faults_.add(where, "S125", fmt::format("'{}' is no number", fields[2]));
        }
        auto const kind = std::find(series_kind_names.begin(), series_kind_names.end(), fields[4]);
        if (kind == series_kind_names.end()) {
            faults_.add(where, "S125",
                        fmt::format("kind '{}', must be one of {}", fields[4], fmt::join(series_kind_names, ", ")),
                        closest_name(fields[4], list_of(series_kind_names)));
        }
        auto const status = std::find(status_names.begin(), status_names.end(), fields[5]);
        if (status == status_names.end()) {
            faults_.add(where, "S125",
                        fmt::format("status '{}', must be one of {}", fields[5], fmt::join(status_names, ", ")),
                        closest_name(fields[5], list_of(status_names)));
        }
        if (fields[0].empty() || fields[6].empty()) {
            faults_.add(where, "S125", fields[0].empty() ? "a row without a series" : "a row without a source");
        }
        if (date && value && std::isfinite(*value) && kind != series_kind_names.end() && status != status_names.end() &&
            !fields[0].empty()) {
            add({.month = date->month,
                 .value = *value,
                 .projected = *status == status_names[1],
                 .source = fields[6],
                 .where = where},
                fields, static_cast<SeriesKind>(kind - series_kind_names.begin()), date->yearly);
        }
    }

    void add(DriverRow row, std::vector<std::string> const& fields, SeriesKind kind, bool yearly)
    {
        DriverSeries& series =
            series_
                .try_emplace(fields[0],
                             DriverSeries{.name = fields[0], .unit = fields[3], .kind = kind, .yearly = yearly, .rows = {}})
                .first->second;
        SourceLocation const where = row.where;
        lines_.try_emplace(series.name, where.line);
        if (series.unit != fields[3] || series.kind != kind) {
            faults_.add(where, "S127",
                        fmt::format("{} is {} in {} here, and {} in {} in line {}", series.name, fields[4], fields[3],
                                    series_kind_names.at(static_cast<std::size_t>(series.kind)), series.unit,
                                    lines_.at(series.name)));
            return;
        }
        if (series.yearly != yearly) {
            faults_.add(where, "S126", fmt::format("{} has yearly and monthly rows; give it one kind of date", series.name));
            return;
        }
        if (!is_allowed(kind, row.value)) {
            faults_.add(where, "S128",
                        fmt::format("{} = {}, but {} must be {}", series.name, fields[2], fields[4], allowed_values(kind)));
            return;
        }
        series.rows.push_back(std::move(row));
    }

    std::string const& path_;
    Diagnostics& faults_;
    std::size_t rows_{};
    std::map<std::string, DriverSeries> series_;
    std::map<std::string, int> lines_; ///< in which a series begins
};

} // namespace

DriverSeries const* DriverFile::find(std::string_view name) const
{
    auto const found = std::find_if(series.begin(), series.end(), [&](DriverSeries const& s) { return s.name == name; });
    return found == series.end() ? nullptr : &*found;
}

std::vector<std::string> DriverFile::names() const
{
    std::vector<std::string> all;
    std::transform(series.begin(), series.end(), std::back_inserter(all), [](DriverSeries const& s) { return s.name; });
    return all;
}

DriverFile parse_driver_file(std::string const& text, std::string const& path, Diagnostics& faults)
{
    FileReader reader{path, faults};
    reader.read(text);
    return {.path = path, .checksum = checksum(text), .series = std::move(reader).series()};
}

std::string month_text(int month) { return fmt::format("{:04}-{:02}", month / 12, month % 12 + 1); }

} // namespace steppe
