#include "app/hazard_table.hpp"

#include "app/effect_table.hpp"
#include "study/hazard/design.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

namespace steppe::app {
namespace {

constexpr std::size_t shown_swings = 12;

/// One hedger's part of an analysis.
struct OfHedger {
    HazardResult const& result;
    RunLayout const& layout;
    std::size_t hedger;

    [[nodiscard]] std::size_t hedgers() const { return layout.actors.ids(IndexSet::hedger).size(); }
    [[nodiscard]] std::size_t cell(int month) const { return static_cast<std::size_t>(month) * hedgers() + hedger; }
    [[nodiscard]] std::size_t cell(int month, std::size_t entry, std::size_t entries) const
    {
        return cell(month) * entries + entry;
    }
    [[nodiscard]] std::size_t swing(std::size_t parameter) const { return parameter * hedgers() + hedger; }
};

/// The ends of the interval stay within `least` and `most`.
std::string with_interval(EstimatedTable const& table, std::size_t cell, double least, double most)
{
    double const mean = table.mean[cell];
    double const error = table.standard_error[cell];
    if (std::isnan(error)) {
        return fmt::format("{} [-]", rounded(mean, 0.0));
    }
    double const reach = normal_95_percent_quantile * error;
    return fmt::format("{} [{}, {}]", rounded(mean, error), rounded(std::max(mean - reach, least), error),
                       rounded(std::min(mean + reach, most), error));
}

std::string with_interval(EstimatedTable const& table, std::size_t cell)
{
    constexpr double anything = std::numeric_limits<double>::infinity();
    return with_interval(table, cell, -anything, anything);
}

std::string probability_text(EstimatedTable const& table, std::size_t cell) { return with_interval(table, cell, 0.0, 1.0); }

/// The first month by whose end a share of all replicates has joined.
std::optional<int> month_by(OfHedger const& of, double share)
{
    for (int month = 0; month < of.layout.months; ++month) {
        if (of.result.has_joined.mean[of.cell(month)] >= share) {
            return month;
        }
    }
    return std::nullopt;
}

std::string name_of_month(RunLayout const& layout, int month)
{
    std::chrono::year_month const when = layout.start + std::chrono::months{month};
    return fmt::format("{:04}-{:02}", static_cast<int>(when.year()), static_cast<unsigned>(when.month()));
}

std::string when_table(OfHedger const& of)
{
    std::string text = "When: probability of an accession by the end of month";
    for (int month : {1, 12, 24, 60, of.layout.months}) {
        if (month <= of.layout.months) {
            text += fmt::format("{} {}: {}", month == 1 ? "" : ",", month,
                                probability_text(of.result.has_joined, of.cell(month - 1)));
        }
    }
    text += "\n      of all replicates";
    for (double share : {0.25, 0.5, 0.75}) {
        std::optional<int> const month = month_by(of, share);
        text += fmt::format("{} {:.0f} % joined {}", share > 0.25 ? "," : "", 100.0 * share,
                            month ? "by " + name_of_month(of.layout, *month) : "in no month of the run");
    }
    return text + "\n";
}

std::vector<std::size_t> by_size(std::vector<double> const& values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return std::abs(values[a]) > std::abs(values[b]); });
    return order;
}

/// Shares of a month, largest first; those that are nothing but rounding are left out.
std::string shares_text(OfHedger const& of, int month, EstimatedTable const& shares, std::vector<std::string> const& names)
{
    double const rounding = 1e-12 * of.result.hazard.mean[of.cell(month)];
    std::vector<double> values;
    for (std::size_t i = 0; i < names.size(); ++i) {
        values.push_back(shares.mean[of.cell(month, i, names.size())]);
    }
    std::string text;
    for (std::size_t i : by_size(values)) {
        if (std::abs(values[i]) <= rounding) {
            break;
        }
        text += fmt::format("      {:<38} {}\n", names[i], with_interval(shares, of.cell(month, i, names.size())));
    }
    return text;
}

std::string condition_title(HazardResult const& result, std::size_t condition)
{
    std::string text;
    for (std::size_t r = 0; r < hazard_readings.size(); ++r) {
        if (hazard_readings[r].condition == condition) {
            text += fmt::format("{}{} {:.2f}, typically {:.2f}", text.empty() ? "" : "; ", hazard_readings[r].name,
                                result.reading.mean[r], result.typical_reading[r]);
        }
    }
    return text;
}

std::string why_table(OfHedger const& of)
{
    HazardResult const& result = of.result;
    std::size_t const opening = of.cell(0);
    std::vector<std::string> titles;
    for (std::size_t i = 0; i < result.incentives.size(); ++i) {
        titles.push_back(result.incentives[i] + " " + result.incentive_titles[i]);
    }
    std::string text =
        fmt::format("Why now: hazard in the opening month {}, with every incentive off {}; shares:\n",
                    probability_text(result.hazard, opening), probability_text(result.without_incentives, opening));
    text += shares_text(of, 0, result.incentive_share, titles);
    text += fmt::format("      under the conditions of a typical month {}; what the month's own add:\n",
                        probability_text(result.typical, opening));
    text += shares_text(of, 0, result.condition_share, result.conditions);
    for (std::size_t c = 0; c < result.conditions.size(); ++c) {
        text += fmt::format("        {}: {}\n", result.conditions[c], condition_title(result, c));
    }
    return text;
}

std::string swing_table(OfHedger const& of)
{
    HazardResult const& result = of.result;
    if (result.swings.empty()) {
        return "";
    }
    std::vector<double> values;
    for (std::size_t s = 0; s < result.swings.size(); ++s) {
        values.push_back(result.swing.mean[of.swing(s)]);
    }
    std::string text = fmt::format(
        "What would move it: probability of an accession within {} months, one parameter at a time\n"
        "      {:<44} {:<3} {:<20} {:<8} {:<8} {}\n",
        result.swing_months, "parameter", "tag", "from, to (unit)", "at from", "at to", "difference, 90 % interval");
    std::vector<std::size_t> const order = by_size(values);
    for (std::size_t i = 0; i < std::min(shown_swings, order.size()); ++i) {
        std::size_t const s = order[i];
        text +=
            fmt::format("      {:<44} {:<3} {:<20} {:<8} {:<8} {}\n", result.swings[s], result.swing_tags[s],
                        fmt::format("{:.3g}, {:.3g} ({})", result.swing_low[s], result.swing_high[s], result.swing_units[s]),
                        rounded(result.at_low.mean[of.swing(s)], result.at_low.standard_error[of.swing(s)]),
                        rounded(result.at_high.mean[of.swing(s)], result.at_high.standard_error[of.swing(s)]),
                        with_interval(result.swing, of.swing(s)));
    }
    return text;
}

nlohmann::json number_json(EstimatedTable const& table, std::size_t cell)
{
    auto const or_null = [](double value) { return std::isnan(value) ? nlohmann::json(nullptr) : nlohmann::json(value); };
    return {{"mean", or_null(table.mean[cell])}, {"standard_error", or_null(table.standard_error[cell])}};
}

nlohmann::json month_json(OfHedger const& of, int month)
{
    HazardResult const& result = of.result;
    nlohmann::json incentives = nlohmann::json::object();
    nlohmann::json conditions = nlohmann::json::object();
    for (std::size_t i = 0; i < result.incentives.size(); ++i) {
        incentives[result.incentives[i]] = number_json(result.incentive_share, of.cell(month, i, result.incentives.size()));
    }
    for (std::size_t c = 0; c < result.conditions.size(); ++c) {
        conditions[result.conditions[c]] = number_json(result.condition_share, of.cell(month, c, result.conditions.size()));
    }
    return {{"month", name_of_month(of.layout, month)},
            {"at_risk", result.at_risk[of.cell(month)]},
            {"has_joined", number_json(result.has_joined, of.cell(month))},
            {"hazard", number_json(result.hazard, of.cell(month))},
            {"without_incentives", number_json(result.without_incentives, of.cell(month))},
            {"incentive_shares", incentives},
            {"under_typical_conditions", number_json(result.typical, of.cell(month))},
            {"condition_shares", conditions}};
}

} // namespace

std::string hazard_table(HazardResult const& result, RunLayout const& layout)
{
    std::string text;
    for (std::size_t h = 0; h < layout.actors.ids(IndexSet::hedger).size(); ++h) {
        OfHedger const of{result, layout, h};
        text +=
            fmt::format("{}: accession in the model, endogenous arm; {} replicates x {} months; 90 % intervals of means\n",
                        layout.actors.ids(IndexSet::hedger)[h], layout.replicates, layout.months);
        text += when_table(of) + why_table(of) + swing_table(of) + "\n";
    }
    return text +
           "Shares add up to the hazard less what they start from (docs/model.md 9.2). Intervals are over chance, with "
           "parameters fixed.\n";
}

nlohmann::json hazard_json(HazardResult const& result, RunLayout const& layout)
{
    nlohmann::json hedgers = nlohmann::json::array();
    for (std::size_t h = 0; h < layout.actors.ids(IndexSet::hedger).size(); ++h) {
        OfHedger const of{result, layout, h};
        nlohmann::json months = nlohmann::json::array();
        for (int month = 0; month < layout.months; ++month) {
            months.push_back(month_json(of, month));
        }
        nlohmann::json swings = nlohmann::json::array();
        for (std::size_t s = 0; s < result.swings.size(); ++s) {
            swings.push_back({{"parameter", result.swings[s]},
                              {"unit", result.swing_units[s]},
                              {"tag", result.swing_tags[s]},
                              {"low", result.swing_low[s]},
                              {"high", result.swing_high[s]},
                              {"joined_at_low", number_json(result.at_low, of.swing(s))},
                              {"joined_at_high", number_json(result.at_high, of.swing(s))},
                              {"difference", number_json(result.swing, of.swing(s))}});
        }
        hedgers.push_back({{"hedger", layout.actors.ids(IndexSet::hedger)[h]}, {"months", months}, {"swings", swings}});
    }
    nlohmann::json typical = nlohmann::json::object();
    for (std::size_t r = 0; r < result.readings.size(); ++r) {
        typical[result.readings[r]] = result.typical_reading[r];
    }
    return {{"replicates", layout.replicates},
            {"seed", layout.seed},
            {"swing_months", result.swing_months},
            {"typical_readings", typical},
            {"hedgers", hedgers}};
}

} // namespace steppe::app
