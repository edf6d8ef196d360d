#include "study/calibration/record_features.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

namespace steppe {
namespace {

constexpr std::size_t least_years = 6;
constexpr std::array<std::string_view, 3> thirds{"early", "middle", "late"};

double mean_of(std::vector<double> const& values, std::size_t begin, std::size_t end)
{
    double sum = 0.0;
    for (std::size_t i = begin; i < end; ++i) {
        sum += values[i];
    }
    return sum / static_cast<double>(end - begin);
}

/// A change over a gap of k years counts as one of size 1/k^(1/2).
double moves_of(std::vector<double> const& values, std::vector<int> const& years)
{
    double squares = 0.0;
    for (std::size_t i = 1; i < values.size(); ++i) {
        squares += std::pow(values[i] - values[i - 1], 2) / (years[i] - years[i - 1]);
    }
    return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

/// Log of exports over imports, in years that have both with all states of the denominator.
std::vector<DatedValue> ratio_record(Operators const& operators, Operator const& trade, FitView const& view)
{
    std::map<int, std::pair<double, double>> sums;
    std::map<int, std::size_t> seen;
    std::size_t states = 0;
    for (std::string const& market : trade.denominator) {
        for (std::string const& state : operators.states_of(market)) {
            ++states;
            for (DatedValue const& one : view.values({ObservedVariable::exports_goods, trade.state, state})) {
                sums[one.year].first += one.value;
                ++seen[one.year];
            }
            for (DatedValue const& one : view.values({ObservedVariable::imports_goods, trade.state, state})) {
                sums[one.year].second += one.value;
                ++seen[one.year];
            }
        }
    }
    std::vector<DatedValue> found;
    for (auto const& [year, sum] : sums) {
        if (seen.at(year) == 2 * states && sum.first > 0.0 && sum.second > 0.0) {
            found.push_back({year, std::log(sum.first / sum.second)});
        }
    }
    return found;
}

} // namespace

RecordFeatures::RecordFeatures(std::vector<ComparedSeries> series)
{
    for (ComparedSeries& one : series) {
        if (one.years.size() < least_years) {
            left_out_.push_back(one.name);
            continue;
        }
        for (std::string_view const third : thirds) {
            summaries_.push_back(one.name + " " + std::string{third});
        }
        summaries_.push_back(one.name + " moves");
        size_ += one.years.size();
        series_.push_back(std::move(one));
    }
    size_ += summaries_.size();
}

std::vector<double> RecordFeatures::of(std::vector<std::vector<double>> const& logs) const
{
    std::vector<double> features;
    features.reserve(size_);
    for (std::size_t k = 0; k < series_.size(); ++k) {
        std::size_t const count = logs[k].size();
        for (std::size_t third = 0; third < thirds.size(); ++third) {
            features.push_back(mean_of(logs[k], third * count / thirds.size(), (third + 1) * count / thirds.size()));
        }
        features.push_back(moves_of(logs[k], series_[k].years));
    }
    for (std::vector<double> const& one : logs) {
        features.insert(features.end(), one.begin(), one.end());
    }
    return features;
}

std::vector<double> RecordFeatures::observed() const
{
    std::vector<std::vector<double>> logs;
    for (ComparedSeries const& one : series_) {
        logs.push_back(one.logs);
    }
    return of(logs);
}

std::vector<ComparedSeries> compared_series(Operators const& operators, FitView const& view, int opening)
{
    std::vector<ComparedSeries> found;
    auto const add = [&](std::string name, double discrepancy, std::vector<DatedValue> const& logs) {
        ComparedSeries& one = found.emplace_back(ComparedSeries{std::move(name), discrepancy, {}, {}});
        for (DatedValue const& value : logs) {
            if (value.year > opening && std::isfinite(value.value)) {
                one.years.push_back(value.year);
                one.logs.push_back(value.value);
            }
        }
    };
    for (Operator const* const trade : operators.of(ScoreGroup::trade)) {
        std::vector<DatedValue> record = record_of(operators, *trade, view.all());
        for (DatedValue& one : record) {
            one.value = std::log(one.value);
        }
        add(trade->name, trade->spread, record);
    }
    if (!operators.of(ScoreGroup::trade).empty()) {
        add("export_import_ratio", operators.ratio_walk,
            ratio_record(operators, *operators.of(ScoreGroup::trade).front(), view));
    }
    return found;
}

} // namespace steppe
