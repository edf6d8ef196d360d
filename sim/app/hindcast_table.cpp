#include "app/hindcast_table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace steppe::app {
namespace {

std::string_view name_of(ScoreGroup group) { return score_group_names.at(static_cast<std::size_t>(group)); }

nlohmann::json or_null(double value) { return std::isnan(value) ? nlohmann::json(nullptr) : nlohmann::json(value); }

std::string signed_number(double value) { return std::isnan(value) ? "-" : fmt::format("{:+.2f}", value); }

std::string interval(Skill const& skill)
{
    return std::isnan(skill.low) ? "-" : fmt::format("[{:+.2f}, {:+.2f}]", skill.low, skill.high);
}

std::string score_table(HindcastResult const& result)
{
    std::string text =
        fmt::format("{:<12} {:>5} {:<16} {:<24} {:>7} {:<17} {:>3} {:<4} {:>7} {:>7} {:>6} {:>6}\n", "group", "years",
                    "drivers", "against", "skill", "90 % interval", "df", "few", "origins", "energy", "in 50%", "in 90%");
    for (ScoreRow const& row : result.scores) {
        text += fmt::format("{:<12} {:>5} {:<16} {:<24} {:>7} {:<17} {:>3} {:<4} {:>7} {:>7} {:>6.2f} {:>6.2f}\n",
                            name_of(row.group), row.horizon, result.modes[row.mode], reference_names[row.baseline],
                            signed_number(row.skill.value), interval(row.skill), row.skill.degrees_of_freedom,
                            row.skill.few ? "few" : "", row.origins, signed_number(row.energy_skill), row.coverage50,
                            row.coverage90);
    }
    return text;
}

std::string panel_table(HindcastResult const& result)
{
    std::string text;
    for (PanelRow const& row : result.panel) {
        text += fmt::format("{:<12} {:>5} {:<16} {:<24} {:>7} {:<17} {:>3} {:<4} {:>7} {:>7} {:>6.2f} {:>6.2f}\n",
                            fmt::format("{} states", row.states), row.horizon, result.modes[row.mode],
                            reference_names[row.baseline], signed_number(row.skill.value), interval(row.skill),
                            row.skill.degrees_of_freedom, row.skill.few ? "few" : "", row.cases, "", row.coverage50,
                            row.coverage90);
    }
    return text.empty() ? text : "\nPoints in UN votes over a panel of states, intervals clustered by state:\n" + text;
}

std::string placebo_table(HindcastResult const& result)
{
    std::string text;
    for (PlaceboRow const& row : result.placebos) {
        text += fmt::format("{:<12} {:>5} {:<16} {} of {}\n", name_of(row.group), row.horizon, row.driver, row.rank.rank,
                            row.rank.of);
    }
    return text.empty() ? text : "\nPlace of each driver, known, among its placebos (1: the best score):\n" + text;
}

/// What a score of a group and one of the panel both say.
template <class Row>
nlohmann::json score_json(std::string_view group, Row const& row, HindcastResult const& result)
{
    return {{"group", group},
            {"horizon", row.horizon},
            {"mode", result.modes[row.mode]},
            {"baseline", reference_names[row.baseline]},
            {"skill", or_null(row.skill.value)},
            {"low", or_null(row.skill.low)},
            {"high", or_null(row.skill.high)},
            {"method", row.skill.method},
            {"degrees_of_freedom", row.skill.degrees_of_freedom},
            {"few", row.skill.few},
            {"coverage50", or_null(row.coverage50)},
            {"coverage90", or_null(row.coverage90)}};
}

} // namespace

std::string hindcast_table(HindcastResult const& result)
{
    std::string text = fmt::format(
        "Skill is 1 - mean CRPS over that of a simple forecast: above 0 better. {} members. \"few\": fewer than ten "
        "blocks of origins (or states); read the interval as a guess.\n",
        result.members);
    text += score_table(result) + panel_table(result) + placebo_table(result);
    for (std::string const& note : result.notes) {
        text += note + "\n";
    }
    return text;
}

nlohmann::json hindcast_json(HindcastResult const& result)
{
    nlohmann::json scores = nlohmann::json::array();
    for (ScoreRow const& row : result.scores) {
        nlohmann::json one = score_json(name_of(row.group), row, result);
        one["origins"] = row.origins;
        one["energy_skill"] = or_null(row.energy_skill);
        scores.push_back(std::move(one));
    }
    nlohmann::json panel = nlohmann::json::array();
    for (PanelRow const& row : result.panel) {
        nlohmann::json one = score_json("un_point", row, result);
        one["states"] = row.states;
        one["cases"] = row.cases;
        panel.push_back(std::move(one));
    }
    nlohmann::json placebos = nlohmann::json::array();
    for (PlaceboRow const& row : result.placebos) {
        placebos.push_back({{"driver", row.driver},
                            {"group", name_of(row.group)},
                            {"horizon", row.horizon},
                            {"crps", or_null(row.score)},
                            {"rank", row.rank.rank},
                            {"of", row.rank.of}});
    }
    return {
        {"scores", scores}, {"panel", panel}, {"placebos", placebos}, {"members", result.members}, {"notes", result.notes}};
}

} // namespace steppe::app
