#include "scenario/joint_draws.hpp"

#include "base/checksum.hpp"
#include "scenario/csv_line.hpp"
#include "scenario/source_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string_view>

namespace steppe {
namespace {

std::vector<std::string_view> plain_cells_of(std::string_view line)
{
    std::vector<std::string_view> cells;
    for (std::size_t begin = 0; begin <= line.size();) {
        std::size_t const end = std::min(line.find(',', begin), line.size());
        cells.push_back(line.substr(begin, end - begin));
        begin = end + 1;
    }
    return cells;
}

class DrawsReader {
public:
    DrawsReader(std::string path, Schema const& schema, Scenario const& scenario, Diagnostics& faults)
        : path_{std::move(path)}, schema_{schema}, scenario_{scenario}, faults_{faults}
    {
    }

    JointDraws read(std::string_view text)
    {
        while (!text.empty()) {
            std::size_t const end = std::min(text.find('\n'), text.size());
            std::string_view line = text.substr(0, end);
            text.remove_prefix(std::min(end + 1, text.size()));
            ++line_;
            line.remove_suffix(line.ends_with('\r') ? 1 : 0);
            if (line.empty() || line.front() == '#') {
                continue;
            }
            if (families_.empty()) {
                read_header(plain_cells_of(line));
            } else {
                read_row(plain_cells_of(line));
            }
        }
        if (draws_.rows == 0) {
            fault(1, "a file of joint draws needs a first line of parameters and a row of values after it");
        }
        return std::move(draws_);
    }

private:
    void fault(int column, std::string message, std::string suggestion = {})
    {
        faults_.add({path_, line_, column}, "S132", std::move(message), std::move(suggestion));
    }

    void read_header(std::vector<std::string_view> const& cells)
    {
        std::vector<std::string> known;
        for (ParameterFamily const& family : schema_.parameters) {
            known.emplace_back(family.declaration.key);
        }
        for (Parameter const& parameter : scenario_.parameters) {
            known.push_back(parameter.key);
        }
        int column = 1;
        for (std::string_view cell : cells) {
            std::size_t family = schema_.parameters.size();
            for (std::size_t i = 0; i < scenario_.parameters.size(); ++i) {
                Parameter const& parameter = scenario_.parameters[i];
                if (parameter.key != cell && schema_.parameters[parameter.family].declaration.key != cell) {
                    continue;
                }
                family = parameter.family;
                if (std::any_of(draws_.columns.begin(), draws_.columns.end(),
                                [&](JointDraws::Column const& other) { return other.position == i; })) {
                    fault(column, fmt::format("'{}' has two columns", parameter.key));
                }
                draws_.columns.push_back({i, families_.size()});
            }
            bool const is_empty_family =
                std::any_of(schema_.parameters.begin(), schema_.parameters.end(),
                            [&](ParameterFamily const& one) { return one.declaration.key == cell; });
            if (family == schema_.parameters.size() && !is_empty_family) {
                fault(column, fmt::format("the scenario has no parameter '{}'", cell),
                      closest_name(std::string{cell}, known));
            }
            families_.push_back(family);
            column += static_cast<int>(cell.size()) + 1;
        }
        draws_.width = families_.size();
    }

    void read_row(std::vector<std::string_view> const& cells)
    {
        if (cells.size() != families_.size()) {
            fault(1, fmt::format("{} values, where the first line names {} parameters", cells.size(), families_.size()));
            return;
        }
        int column = 1;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            draws_.values.push_back(value_of(cells[i], families_[i], column));
            column += static_cast<int>(cells[i].size()) + 1;
        }
        ++draws_.rows;
    }

    double value_of(std::string_view cell, std::size_t family, int column)
    {
        std::optional<double> const number = number_of<double>(cell);
        if (!number || !std::isfinite(*number)) {
            fault(column, fmt::format("'{}' is no number", cell));
            return 0.0;
        }
        double const value = *number;
        if (family < schema_.parameters.size()) {
            Declaration const& declaration = schema_.parameters[family].declaration;
            bool const whole = declaration.kind == ValueKind::number || value == std::floor(value);
            if (value < declaration.allowed.low || value > declaration.allowed.high || !whole) {
                fault(column,
                      fmt::format("{} = {}, must {}lie in [{}, {}]", declaration.key, value,
                                  whole ? "" : "be a whole number and ", declaration.allowed.low, declaration.allowed.high));
            }
        }
        return value;
    }

    std::string path_;
    Schema const& schema_;
    Scenario const& scenario_;
    Diagnostics& faults_;
    int line_{0};
    std::vector<std::size_t> families_; ///< of each column
    JointDraws draws_;
};

} // namespace

void read_joint_draws(std::string const& key, Schema const& schema, Scenario& scenario, Diagnostics& faults)
{
    auto const named = scenario.settings.find(key);
    if (named == scenario.settings.end() || named->second.value.empty()) {
        return;
    }
    SourceLocation const origin = named->second.origin;
    std::filesystem::path const folder = std::filesystem::path{origin.file}.parent_path();
    std::string const path = (folder / named->second.value).lexically_normal().string();
    std::optional<std::string> const text = read_source(path, origin, faults);
    if (!text) {
        return;
    }
    JointDraws draws = DrawsReader{path, schema, scenario, faults}.read(*text);
    draws.key = key;
    std::erase_if(draws.columns, [&](JointDraws::Column const& column) {
        return scenario.parameters[column.position].prior == Prior::fixed;
    });
    scenario.settings[key + "_checksum"] = {checksum(*text), origin};
    scenario.read_besides.push_back(path);
    scenario.joint_draws.push_back(std::move(draws));
}

} // namespace steppe
