#include "study/hindcast/observations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <tuple>

namespace steppe {
namespace {

constexpr double unbounded = std::numeric_limits<double>::max();
constexpr std::string_view dollars = "mln USD current";
constexpr std::string_view points = "ideal point units";

constexpr std::array<VariableFacts, 6> facts{{
    {ObservedVariable::exports_goods, "exports_goods", dollars, "mln USD", 0.0, unbounded, true},
    {ObservedVariable::imports_goods, "imports_goods", dollars, "mln USD", 0.0, unbounded, true},
    {ObservedVariable::partner_share, "share_of_tracked_21_partner_turnover", "percent", "%", 0.0, 100.0, true},
    {ObservedVariable::un_distance, "abs_distance_idealpointall", points, "ideal point", 0.0, unbounded, true},
    {ObservedVariable::un_point, "idealpointall", points, "ideal point", -unbounded, unbounded, false},
    {ObservedVariable::arms_deliveries, "arms_deliveries_tiv", "mln SIPRI TIV", "TIV", 0.0, unbounded, true},
}};

bool precedes(Observation const& a, Observation const& b) { return std::tie(a.series, a.year) < std::tie(b.series, b.year); }

std::optional<double> value_in(std::span<Observation const> sorted, ObservedSeries const& series, int year)
{
    Observation const wanted{series, year, 0.0, 0};
    auto const found = std::lower_bound(sorted.begin(), sorted.end(), wanted, precedes);
    return found != sorted.end() && !precedes(wanted, *found) ? std::optional{found->value} : std::nullopt;
}

std::vector<Observation> until_year(std::span<Observation const> observations, int year)
{
    std::vector<Observation> kept;
    std::copy_if(observations.begin(), observations.end(), std::back_inserter(kept),
                 [=](Observation const& one) { return one.year <= year; });
    return kept;
}

} // namespace

std::span<VariableFacts const> observed_variables() { return facts; }

VariableFacts const& facts_of(ObservedVariable variable)
{
    return *std::find_if(facts.begin(), facts.end(), [=](VariableFacts const& one) { return one.variable == variable; });
}

std::string ObservedSeries::text() const
{
    std::string_view const name = facts_of(variable).name;
    return b.empty() ? fmt::format("{} of {}", name, a) : fmt::format("{} of {} with {}", name, a, b);
}

ObservationAfterCutoff::ObservationAfterCutoff(ObservedSeries const& series, int year, int cutoff)
    : std::logic_error{fmt::format("{} in {} lies after the cutoff {}: fitting may not see it", series.text(), year, cutoff)}
{
}

std::optional<double> FitView::value(ObservedSeries const& series, int year) const
{
    if (year > cutoff_) {
        throw ObservationAfterCutoff{series, year, cutoff_};
    }
    return value_in(observations_, series, year);
}

std::vector<DatedValue> FitView::values(ObservedSeries const& series) const
{
    std::vector<DatedValue> found;
    Observation const first{series, std::numeric_limits<int>::min(), 0.0, 0};
    for (auto one = std::lower_bound(observations_.begin(), observations_.end(), first, precedes);
         one != observations_.end() && one->series == series; ++one) {
        found.push_back({one->year, one->value});
    }
    return found;
}

FitView FitView::until(int year) const
{
    if (year > cutoff_) {
        throw ObservationAfterCutoff{observations_.empty() ? ObservedSeries{} : observations_.front().series, year, cutoff_};
    }
    return {until_year(observations_, year), year};
}

Observations::Observations(std::vector<Observation> observations, std::vector<Skipped> skipped)
    : observations_{std::move(observations)}, skipped_{std::move(skipped)}
{
    std::sort(observations_.begin(), observations_.end(), precedes);
    std::sort(skipped_.begin(), skipped_.end(), [](Skipped const& a, Skipped const& b) { return a.variable < b.variable; });
}

std::vector<ObservedSeries> Observations::series() const
{
    std::vector<ObservedSeries> found;
    for (Observation const& one : observations_) {
        if (found.empty() || found.back() != one.series) {
            found.push_back(one.series);
        }
    }
    return found;
}

std::optional<double> Observations::value(ObservedSeries const& series, int year) const
{
    return value_in(observations_, series, year);
}

FitView Observations::fit_view(int until) const { return {until_year(observations_, until), until}; }

} // namespace steppe
