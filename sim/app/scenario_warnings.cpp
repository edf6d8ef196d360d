#include "app/scenario_warnings.hpp"

#include "model/accord/incentives.hpp"
#include "scenario/draft.hpp"
#include "scenario/foreign_names.hpp"
#include "scenario/key_pattern.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace steppe::app {
namespace {

constexpr std::size_t most_named = 4;

/// "a, b, c, d and 7 more".
std::string named(std::vector<std::string> const& keys)
{
    std::span<std::string const> const first{keys.data(), std::min(keys.size(), most_named)};
    std::string text = fmt::format("{}", fmt::join(first, ", "));
    return keys.size() > most_named ? fmt::format("{} and {} more", text, keys.size() - most_named) : text;
}

class Finder {
public:
    Finder(Scenario const& scenario, Schema const& schema) : scenario_{scenario}, schema_{schema} {}

    [[nodiscard]] std::vector<ScenarioWarning> find()
    {
        warn_if_all_zero("W101", {"principal.*.stake"}, "nothing is at stake: no principal cares how the hedger leans");
        warn_if_all_zero("W101", {"principal.*.budget"}, "nothing is offered: no principal has a budget");
        warn_if_all_zero("W101", {"partner.*.sponsorship"}, "nobody sponsors the accord");
        std::vector<std::string_view> worths;
        for (IncentiveTerm const& term : incentive_terms()) {
            std::copy_if(term.scales.begin(), term.scales.end(), std::back_inserter(worths),
                         [](std::string_view key) { return key.starts_with("principal."); });
        }
        warn_if_all_zero("W101", worths, "an accession is worth nothing to any principal");
        warn_of_foreign_names();
        warn_of("W103", "placeholders are to be replaced by figures with their sources",
                [](Parameter const& parameter) { return parameter.source.starts_with(placeholder_mark); });
        // A table that states some of its members means the rest to be as they are.
        std::set<std::string> stated;
        for (Parameter const& parameter : scenario_.parameters) {
            if (!is_default(parameter)) {
                stated.insert(own_table(parameter));
            }
        }
        warn_of("W104", "parameters have the engine's defaults, which describe no state",
                [&](Parameter const& parameter) { return is_default(parameter) && !stated.contains(own_table(parameter)); });
        return std::move(found_);
    }

private:
    [[nodiscard]] std::string_view family_of(Parameter const& parameter) const
    {
        return schema_.parameters[parameter.family].declaration.key;
    }

    [[nodiscard]] static bool is_default(Parameter const& parameter) { return parameter.origin.file == "default"; }

    /// The table that a file would state it in: "channel.ABC.coupling" of its members.
    [[nodiscard]] std::string own_table(Parameter const& parameter) const
    {
        std::vector<std::string> own = split_key(parameter.key);
        own.resize(own_segments(split_key(family_of(parameter))));
        return fmt::format("{}", fmt::join(own, "."));
    }

    void warn_if_all_zero(std::string code, std::vector<std::string_view> const& families, std::string message)
    {
        bool const is_empty =
            std::none_of(scenario_.parameters.begin(), scenario_.parameters.end(), [&](Parameter const& parameter) {
                return parameter.value != 0.0 &&
                       std::find(families.begin(), families.end(), family_of(parameter)) != families.end();
            });
        if (is_empty) {
            std::vector<std::string> keys{families.begin(), families.end()};
            message += fmt::format(" ({}: all 0)", named(keys));
            found_.push_back({std::move(code), std::move(message), std::move(keys)});
        }
    }

    void warn_of_foreign_names()
    {
        std::vector<ForeignName> const foreign = foreign_names(scenario_);
        if (foreign.empty()) {
            return;
        }
        std::vector<std::string> keys, states;
        for (ForeignName const& one : foreign) {
            keys.push_back(one.key);
            if (std::find(states.begin(), states.end(), one.name) == states.end()) {
                states.push_back(one.name);
            }
        }
        found_.push_back({"W102",
                          fmt::format("{} sources speak of {}, which is not in this scenario: {}", keys.size(),
                                      fmt::join(states, ", "), named(keys)),
                          std::move(keys)});
    }

    template <class Holds>
    void warn_of(std::string code, std::string_view what, Holds holds)
    {
        std::vector<std::string> keys, families;
        for (Parameter const& parameter : scenario_.parameters) {
            if (holds(parameter)) {
                keys.push_back(parameter.key);
                std::string const family{family_of(parameter)};
                if (families.empty() || families.back() != family) {
                    families.push_back(family);
                }
            }
        }
        if (!keys.empty()) {
            found_.push_back(
                {std::move(code), fmt::format("{} {}: {}", keys.size(), what, named(families)), std::move(keys)});
        }
    }

    Scenario const& scenario_;
    Schema const& schema_;
    std::vector<ScenarioWarning> found_;
};

} // namespace

std::vector<ScenarioWarning> scenario_warnings(Scenario const& scenario, Schema const& schema)
{
    return Finder{scenario, schema}.find();
}

nlohmann::json warnings_json(std::vector<ScenarioWarning> const& warnings)
{
    nlohmann::json rows = nlohmann::json::array();
    for (ScenarioWarning const& warning : warnings) {
        rows.push_back({{"code", warning.code}, {"message", warning.message}, {"keys", warning.keys}});
    }
    return rows;
}

} // namespace steppe::app
