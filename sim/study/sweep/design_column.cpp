#include "study/sweep/design_column.hpp"

#include "scenario/key_pattern.hpp"
#include "scenario/value_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace steppe {
namespace {

bool matches(std::vector<std::string> const& pattern, std::vector<std::string> const& key)
{
    return std::equal(pattern.begin(), pattern.end(), key.begin(), key.end(),
                      [](std::string const& wanted, std::string const& is) { return wanted == "*" || wanted == is; });
}

/// Resolves axes against the scenario; every fault goes to `faults`.
class ColumnReader {
public:
    ColumnReader(Design const& design, Scenario const& scenario, Schema const& schema, Diagnostics& faults)
        : design_{design}, scenario_{scenario}, schema_{schema}, faults_{faults}
    {
    }

    std::vector<DesignColumn> read()
    {
        for (DesignAxis const& axis : design_.axes) {
            read_axis(axis);
        }
        if (design_.kind == DesignKind::priors && design_.axes.empty()) {
            for (std::size_t i = 0; i < scenario_.parameters.size(); ++i) {
                if (scenario_.parameters[i].prior != Prior::fixed) {
                    columns_.push_back(with_prior(column_of(i, design_.where)));
                }
            }
        }
        return std::move(columns_);
    }

private:
    [[nodiscard]] DesignColumn column_of(std::size_t position, SourceLocation const& where) const
    {
        Parameter const& parameter = scenario_.parameters[position];
        return {.position = position,
                .declaration = schema_.parameters[parameter.family].declaration,
                .key = parameter.key,
                .where = where,
                .range = {}};
    }

    [[nodiscard]] DesignColumn with_prior(DesignColumn column) const
    {
        Parameter const& parameter = scenario_.parameters[column.position];
        column.range = parameter.range;
        column.prior = parameter.prior;
        column.mode = parameter.value;
        column.null = parameter.null;
        return column;
    }

    void read_axis(DesignAxis const& axis)
    {
        std::vector<std::string> const pattern = split_key(axis.key);
        std::size_t const before = columns_.size();
        std::vector<std::string> keys;
        for (std::size_t i = 0; i < scenario_.parameters.size(); ++i) {
            std::string const& key = scenario_.parameters[i].key;
            keys.push_back(key);
            if (matches(pattern, split_key(key))) {
                bool const again = std::any_of(columns_.begin(), columns_.end(),
                                               [&](DesignColumn const& other) { return other.position == i; });
                if (again) {
                    faults_.add(axis.where, "T202", fmt::format("{} is varied twice", key));
                }
                read_way(axis, column_of(i, axis.where));
            }
        }
        if (columns_.size() == before) {
            bool const is_setting = scenario_.settings.contains(axis.key);
            faults_.add(axis.where, "T202",
                        fmt::format("the scenario has no parameter '{}'{}", axis.key,
                                    is_setting ? "; it is a setting, and a study varies parameters: compare overlays" : ""),
                        is_setting ? "" : closest_name(axis.key, keys));
        }
    }

    void read_way(DesignAxis const& axis, DesignColumn column)
    {
        Node const* const range = axis.way.ask(std::string{"range"});
        Node const* const values = axis.way.ask(std::string{"values"});
        Node const* const prior = axis.way.ask(std::string{"prior"});
        if ((range != nullptr) + (values != nullptr) + (prior != nullptr) != 1) {
            faults_.add(axis.where, "T203", fmt::format("{} has more than one of range, values and prior", axis.key));
        }
        if (values != nullptr) {
            read_values(*values, column);
        } else if (range != nullptr) {
            read_interval(*range, axis, column);
        } else {
            read_prior(*prior, axis, column);
        }
        read_levels(axis, column);
        columns_.push_back(std::move(column));
    }

    void read_values(Node const& node, DesignColumn& column)
    {
        std::vector<Node> const* const list = node.list();
        if (list == nullptr || list->empty()) {
            faults_.add(node.where(), "S103", fmt::format("the values of {} must be a list", column.key));
            return;
        }
        for (Node const& entry : *list) {
            if (std::optional<double> const value = read_value(entry, column.declaration, column.key, faults_)) {
                column.values.push_back(*value);
            }
        }
        if (design_.kind == DesignKind::priors) {
            faults_.add(node.where(), "T203", "a design of draws from priors takes { prior = true } alone");
        }
    }

    void read_interval(Node const& node, DesignAxis const& axis, DesignColumn& column)
    {
        if (column.declaration.kind == ValueKind::on_off) {
            faults_.add(node.where(), "T203",
                        fmt::format("{} is a switch; give it {{ values = [false, true] }}", column.key));
            return;
        }
        if (design_.kind == DesignKind::priors) {
            faults_.add(node.where(), "T203", "a design of draws from priors takes { prior = true } alone");
        }
        column.range = read_range(node, column.declaration, column.key, faults_).value_or(Interval{});
        if (Node const* const scale = axis.way.ask(std::string{"scale"})) {
            bool const logarithmic = scale->text() != nullptr && *scale->text() == "log";
            if (!logarithmic && (scale->text() == nullptr || *scale->text() != "linear")) {
                faults_.add(scale->where(), "T203", R"(scale must be "linear" or "log")");
            }
            if (logarithmic && column.range.low <= 0.0) {
                faults_.add(scale->where(), "T203",
                            fmt::format("the range of {} reaches 0, which a log scale cannot", column.key));
            }
            column.prior = logarithmic ? Prior::loguniform : Prior::uniform;
        }
    }

    void read_prior(Node const& node, DesignAxis const& axis, DesignColumn& column)
    {
        if (node.boolean() == nullptr || !*node.boolean()) {
            faults_.add(node.where(), "T203", "write prior = true, or leave the parameter out");
        } else if (scenario_.parameters[column.position].prior == Prior::fixed) {
            bool const by_pattern = axis.key.find('*') != std::string::npos;
            faults_.add(node.where(), "T203",
                        fmt::format("{} has no prior in the scenario{}", column.key,
                                    by_pattern ? "; name the keys that have one" : "; give it a range"));
        }
        column = with_prior(std::move(column));
    }

    void read_levels(DesignAxis const& axis, DesignColumn& column)
    {
        Node const* const levels = axis.way.ask(std::string{"levels"});
        bool const wanted = design_.kind == DesignKind::grid && column.values.empty();
        if (levels == nullptr) {
            if (wanted) {
                faults_.add(axis.where, "T203",
                            fmt::format("in a grid {} needs values, or levels beside its range", axis.key));
            }
            return;
        }
        if (!wanted || levels->integer() == nullptr || *levels->integer() < 2 || *levels->integer() > 1000) {
            faults_.add(levels->where(), wanted ? "T204" : "T203",
                        wanted ? "levels must be a whole number from 2 to 1000" : "levels belong to a range in a grid");
            return;
        }
        column.levels = static_cast<int>(*levels->integer());
    }

    Design const& design_;
    Scenario const& scenario_;
    Schema const& schema_;
    Diagnostics& faults_;
    std::vector<DesignColumn> columns_;
};

} // namespace

double DesignColumn::at(double u) const
{
    if (!values.empty()) {
        auto const last = values.size() - 1;
        return values[std::min(static_cast<std::size_t>(u * static_cast<double>(values.size())), last)];
    }
    if (declaration.kind == ValueKind::integer && prior == Prior::uniform) {
        return std::min(std::floor(range.low + u * (range.high - range.low + 1.0)), range.high);
    }
    return prior_quantile(prior, range, mode, u, null);
}

std::vector<DesignColumn> read_columns(Design const& design, Scenario const& scenario, Schema const& schema,
                                       Diagnostics& faults)
{
    return ColumnReader{design, scenario, schema, faults}.read();
}

} // namespace steppe
