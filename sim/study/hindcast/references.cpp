#include "study/hindcast/references.hpp"

#include <algorithm>
#include <cmath>

namespace steppe {
namespace {

constexpr std::array<Baseline, 3> smoothed{Baseline::random_walk, Baseline::exponential, Baseline::damped_trend};
constexpr std::array<std::size_t, 3> least_years{3, 4, 6}; ///< one more than there are parameters to fit
constexpr std::size_t conditional = 4;

} // namespace

SeriesTable table_of(std::vector<std::vector<DatedValue>> const& records, int origin)
{
    SeriesTable table;
    table.series = records.size();
    for (DatedValue const& first : records.front()) {
        std::vector<double> row;
        for (std::vector<DatedValue> const& record : records) {
            auto const seen =
                std::find_if(record.begin(), record.end(), [&](DatedValue const& one) { return one.year == first.year; });
            if (seen != record.end() && seen->year <= origin) {
                row.push_back(seen->value);
            }
        }
        if (row.size() == records.size()) {
            table.years.push_back(first.year);
            table.values.insert(table.values.end(), row.begin(), row.end());
        }
    }
    return table;
}

References references_of(SeriesTable const& record, ScoreGroup group, int years, std::size_t members, std::uint64_t seed)
{
    References found;
    if (record.years.size() < least_years.front()) {
        return found;
    }
    for (std::size_t i = 0; i < smoothed.size(); ++i) {
        if (record.years.size() >= least_years[i]) {
            found[i] = smoothing_forecast(record, smoothed[i], years, members, seed);
        }
    }
    found[3] = climatology(record);
    if (group != ScoreGroup::un_point) { // shares, distances and deliveries are not below 0
        for (std::size_t i = 0; i < conditional; ++i) {
            if (found[i]) {
                std::transform(found[i]->begin(), found[i]->end(), found[i]->begin(),
                               [](double one) { return std::max(one, 0.0); });
            }
        }
    }
    return found;
}

std::optional<std::vector<double>> conditional_persistence(GroupForecast const& forecast, ScoreGroup group,
                                                           SeriesTable const& own, int years, int gap, std::uint64_t seed)
{
    bool const exists = group == ScoreGroup::trade || group == ScoreGroup::un_distance;
    if (!exists || own.years.size() < least_years.front()) {
        return std::nullopt;
    }
    std::vector<double> const kept = smoothing_forecast(own, Baseline::random_walk, years + gap, forecast.members, seed);
    std::size_t const series = forecast.series.size();
    auto const year = static_cast<std::size_t>(years) - 1;
    if (group == ScoreGroup::trade) {
        std::vector<double> shares(kept.size());
        std::transform(kept.begin(), kept.end(), shares.begin(), [](double one) { return std::max(one, 0.0); });
        return shares_with_growth(shares, std::span{forecast.conditions}.subspan(year * series, series));
    }
    std::vector<double> distances;
    for (std::size_t member = 0; member < forecast.members; ++member) {
        std::span const powers = std::span{forecast.conditions}.subspan((year * forecast.members + member) * series, series);
        std::vector<double> const of_member = distances_from(std::span{kept}.subspan(member, 1), powers);
        distances.insert(distances.end(), of_member.begin(), of_member.end());
    }
    return distances;
}

} // namespace steppe
