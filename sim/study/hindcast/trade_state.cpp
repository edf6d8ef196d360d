#include "study/hindcast/trade_state.hpp"

#include "study/hindcast/state_filters.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>

namespace steppe {
namespace {

constexpr double smallest_share = 1e-5;
constexpr double pooled_years = 4.0; ///< the variance of all markets counts as so many years
constexpr int share_points = 20;

/// Log shares of the markets in one flow, in years that have all of them: [market], each by year; and the totals.
struct FlowRecord {
    std::vector<std::vector<DatedValue>> logs;
    std::vector<DatedValue> totals;
};

FlowRecord flow_record(Operators const& operators, std::string const& state, std::vector<std::string> const& markets,
                       ObservedVariable variable, FitView const& view)
{
    FlowRecord record;
    record.logs.resize(markets.size());
    std::vector<std::vector<ObservedSeries>> series;
    for (std::string const& market : markets) {
        series.emplace_back();
        for (std::string const& partner : operators.states_of(market)) {
            series.back().push_back({variable, state, partner});
        }
    }
    for (DatedValue const& at : view.values(series.front().front())) {
        std::vector<double> values;
        for (std::vector<ObservedSeries> const& of_market : series) {
            double sum = 0.0;
            bool whole = true;
            for (ObservedSeries const& one : of_market) {
                std::optional<double> const value = view.value(one, at.year);
                whole = whole && value.has_value();
                sum += value.value_or(0.0);
            }
            if (whole) {
                values.push_back(sum);
            }
        }
        double const total = std::accumulate(values.begin(), values.end(), 0.0);
        if (values.size() == markets.size() && total > 0.0) {
            for (std::size_t j = 0; j < markets.size(); ++j) {
                record.logs[j].push_back({at.year, std::log(std::max(values[j] / total, smallest_share))});
            }
            record.totals.push_back({at.year, total});
        }
    }
    return record;
}

/// Standard deviation of a year's change of each series, shrunk towards that of all.
std::vector<double> change_sd(std::vector<std::vector<DatedValue>> const& logs)
{
    std::vector<double> squares(logs.size());
    double count = 0.0;
    double all = 0.0;
    for (std::size_t j = 0; j < logs.size(); ++j) {
        count = 0.0;
        for (std::size_t t = 1; t < logs[j].size(); ++t) {
            int const years = logs[j][t].year - logs[j][t - 1].year;
            squares[j] += std::pow(logs[j][t].value - logs[j][t - 1].value, 2) / years;
            count += 1.0;
        }
        all += squares[j] / (count * static_cast<double>(logs.size()));
    }
    std::vector<double> sd;
    for (double const sum : squares) {
        sd.push_back(std::sqrt(std::max((sum + pooled_years * all) / (count + pooled_years), 1e-6)));
    }
    return sd;
}

/// Walk and error behind a year's change, of whose variance `share` is the walk's.
LocalLevel divided(double sd, double share) { return {sd * std::sqrt(share), sd * std::sqrt(0.5 * (1.0 - share))}; }

/// Mean of the walk's share under a flat prior.
double walk_share(std::array<FlowRecord const*, 2> const& flows, std::array<std::vector<double>, 2> const& sd)
{
    std::array<double, share_points> logs{};
    auto const share_of = [](std::size_t point) { return (static_cast<double>(point) + 0.5) / share_points; };
    for (std::size_t point = 0; point < logs.size(); ++point) {
        for (std::size_t flow = 0; flow < flows.size(); ++flow) {
            for (std::size_t j = 0; j < sd[flow].size(); ++j) {
                std::vector<DatedValue> const& series = flows[flow]->logs[j];
                logs[point] += filtered(divided(sd[flow][j], share_of(point)), series, series.back().year).log_likelihood;
            }
        }
    }
    double const most = *std::max_element(logs.begin(), logs.end());
    double weights = 0.0;
    double mean = 0.0;
    for (std::size_t point = 0; point < logs.size(); ++point) {
        double const weight = std::exp(logs[point] - most);
        weights += weight;
        mean += weight * share_of(point);
    }
    return mean / weights;
}

FlowState flow_state(FlowRecord const& known, std::vector<double> const& sd, double share, int origin)
{
    FlowState state;
    double total = 0.0;
    for (std::size_t j = 0; j < sd.size(); ++j) {
        OriginState const at = filtered(divided(sd[j], share), known.logs[j], origin);
        state.share.push_back(std::exp(at.level));
        state.level_sd.push_back(std::sqrt(at.level_variance));
        total += state.share.back();
    }
    for (double& part : state.share) {
        part /= total;
    }
    std::vector<double> const weights = weights_behind(state.share, sd);
    for (std::size_t j = 0; j < sd.size(); ++j) {
        LocalLevel const parts = divided(weights[j], share);
        state.walk_sd.push_back(parts.walk_sd);
        state.error_sd.push_back(parts.error_sd);
        state.level_sd[j] *= weights[j] / sd[j];
    }
    return state;
}

} // namespace

std::vector<double> weights_behind(std::vector<double> const& shares, std::vector<double> const& sd)
{
    std::vector<double> variance(sd.size());
    std::transform(sd.begin(), sd.end(), variance.begin(), [](double one) { return one * one; });
    for (int sweep = 0; sweep < 200; ++sweep) {
        double all = 0.0;
        for (std::size_t k = 0; k < sd.size(); ++k) {
            all += shares[k] * shares[k] * variance[k];
        }
        for (std::size_t j = 0; j < sd.size(); ++j) {
            double const others = all - shares[j] * shares[j] * variance[j];
            double const own = sd[j] * sd[j];
            double const wanted = std::max(own - others, 0.2 * own) / std::max(std::pow(1.0 - shares[j], 2), 0.05);
            all += shares[j] * shares[j] * (wanted - variance[j]);
            variance[j] = wanted;
        }
    }
    std::vector<double> found(sd.size());
    std::transform(variance.begin(), variance.end(), found.begin(), [](double one) { return std::sqrt(one); });
    return found;
}

std::optional<TradeState> filter_trade(Operators const& operators, std::string const& state,
                                       std::vector<std::string> const& markets, FitView const& fit, FitView const& known,
                                       int origin)
{
    using enum ObservedVariable;
    FlowRecord const fit_exports = flow_record(operators, state, markets, exports_goods, fit);
    FlowRecord const fit_imports = flow_record(operators, state, markets, imports_goods, fit);
    FlowRecord const exports = flow_record(operators, state, markets, exports_goods, known);
    FlowRecord const imports = flow_record(operators, state, markets, imports_goods, known);
    if (fit_exports.totals.size() < 3 || fit_imports.totals.size() < 3) {
        return std::nullopt;
    }
    std::array const sd{change_sd(fit_exports.logs), change_sd(fit_imports.logs)};
    double const share = walk_share({&fit_exports, &fit_imports}, sd);
    TradeState found;
    found.markets = markets;
    found.year = std::min(exports.totals.back().year, imports.totals.back().year);
    found.exports = flow_state(exports, sd[0], share, origin);
    found.imports = flow_state(imports, sd[1], share, origin);
    auto const at_year = [&](std::vector<DatedValue> const& totals) {
        return std::find_if(totals.rbegin(), totals.rend(), [&](DatedValue const& one) { return one.year <= found.year; })
            ->value;
    };
    found.ratio = at_year(exports.totals) / at_year(imports.totals);
    return found;
}

} // namespace steppe
