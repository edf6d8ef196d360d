#include "study/hindcast/voting.hpp"

#include "model/streams.hpp"
#include "study/hindcast/member_draws.hpp"
#include "study/hindcast/minimise.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace steppe {
namespace {

constexpr std::size_t least_values = 5;
constexpr int weights_tried = 11;    ///< of lambda, from 0 to 1
constexpr double pooled_years = 4.0; ///< the panel's variance counts as so many years
constexpr double smallest_variance = 1e-12;
constexpr double finest = 1e-4;

/// Of a state at the origin given a weight of peers.
struct Weighed {
    double weight{};
    double likelihood{}; ///< over that of the best
    OriginState state;
};

/// The record without what peers did, in years in which both are known.
std::vector<DatedValue> without_peers(std::vector<DatedValue> const& record, std::vector<DatedValue> const& peers,
                                      double weight)
{
    std::vector<DatedValue> left;
    for (DatedValue const& one : record) {
        auto const peer =
            std::find_if(peers.begin(), peers.end(), [&](DatedValue const& other) { return other.year == one.year; });
        if (weight == 0.0 || peer != peers.end()) {
            left.push_back({one.year, one.value - (weight == 0.0 ? 0.0 : weight * peer->value)});
        }
    }
    return left;
}

std::vector<Weighed> weigh(DampedDrift const& model, std::vector<DatedValue> const& fit,
                           std::vector<DatedValue> const& known, YearlyDriver const* peers, int origin)
{
    bool const has_peers = peers != nullptr && !peers->empty() && peers->past().size() >= known.size();
    std::vector<Weighed> found;
    for (int i = 0; i < (has_peers ? weights_tried : 1); ++i) {
        double const weight = static_cast<double>(i) / (weights_tried - 1);
        std::vector<DatedValue> const none;
        auto const& seen = has_peers ? peers->past() : none;
        std::vector<DatedValue> const own = without_peers(fit, seen, weight);
        std::vector<DatedValue> const all = without_peers(known, seen, weight);
        if (own.size() == fit.size() && all.size() == known.size()) {
            found.push_back({weight, filtered(model, own, own.back().year).log_likelihood, filtered(model, all, origin)});
        }
    }
    double const best = std::max_element(found.begin(), found.end(), [](Weighed const& a, Weighed const& b) {
                            return a.likelihood < b.likelihood;
                        })->likelihood;
    for (Weighed& one : found) {
        one.likelihood = std::exp(one.likelihood - best);
    }
    return found;
}

Weighed const& drawn(std::vector<Weighed> const& all, double u)
{
    double total = 0.0;
    for (Weighed const& one : all) {
        total += one.likelihood;
    }
    double sum = 0.0;
    for (Weighed const& one : all) {
        sum += one.likelihood;
        if (u * total <= sum) {
            return one;
        }
    }
    return all.back();
}

/// A path of level and drift from what is known at the origin.
class Path {
public:
    Path(DampedDrift const& model, OriginState const& state, MemberDraws const& draws, std::string const& who)
        : model_{model}, draws_{draws}, who_{who}
    {
        double const sd = std::sqrt(std::max(state.level_variance, 0.0));
        double const first = draws.normal(0, stream::observed_state, who, 0);
        double const slope = sd > 0.0 ? state.covariance / sd : 0.0;
        level_ = state.level + sd * first;
        drift_ =
            state.drift + slope * first +
            std::sqrt(std::max(state.drift_variance - slope * slope, 0.0)) * draws.normal(0, stream::observed_state, who, 1);
    }

    double next()
    {
        ++year_;
        level_ += drift_ + model_.walk_sd * draws_.normal(year_, stream::observed_walk, who_, 0);
        drift_ = model_.persistence * drift_ + model_.drift_sd * draws_.normal(year_, stream::observed_walk, who_, 1);
        return level_;
    }

private:
    DampedDrift const& model_;
    MemberDraws const& draws_;
    std::string const& who_;
    int year_{};
    double level_{};
    double drift_{};
};

} // namespace

std::vector<std::optional<DampedDrift>> fit_panel(std::vector<std::vector<DatedValue>> const& series,
                                                  std::optional<double> error_sd)
{
    std::vector<std::vector<DatedValue>> long_enough;
    std::copy_if(series.begin(), series.end(), std::back_inserter(long_enough),
                 [](std::vector<DatedValue> const& one) { return one.size() >= least_values; });
    std::vector<std::optional<DampedDrift>> found(series.size());
    if (long_enough.empty()) {
        return found;
    }
    // Walk and drift over the error of observation.
    auto const model = [&](std::span<double const> at) {
        double const error = error_sd.value_or(1.0);
        return DampedDrift{at[0] * at[0] * error, at[1] * at[1] * error, at[2], error};
    };
    auto const scale_squared = [&](OriginState const& state, std::size_t values) {
        return error_sd ? 1.0 : std::max(state.squares / static_cast<double>(values - 1), smallest_variance);
    };
    auto const badness = [&](std::span<double const> at) {
        double sum = 0.0;
        for (std::vector<DatedValue> const& one : long_enough) {
            OriginState const state = filtered(model(at), one, one.back().year);
            double const scale = scale_squared(state, one.size()); // of greatest likelihood given the ratios
            sum += 0.5 * (state.squares * (1.0 / scale - 1.0) + static_cast<double>(one.size() - 1) * std::log(scale)) -
                   state.log_likelihood;
        }
        return sum;
    };
    std::array const bounds{Bounds{0.0, std::sqrt(10.0), 9}, Bounds{0.0, std::sqrt(5.0), 9}, Bounds{0.0, 0.95, 6}};
    DampedDrift const common = model(minimise(badness, bounds, finest));
    double logs = 0.0;
    for (std::vector<DatedValue> const& one : long_enough) {
        logs += std::log(scale_squared(filtered(common, one, one.back().year), one.size()));
    }
    double const of_panel = std::exp(logs / static_cast<double>(long_enough.size())); // the middle of the states' variances
    for (std::size_t i = 0; i < series.size(); ++i) {
        if (series[i].size() >= least_values) {
            OriginState const state = filtered(common, series[i], series[i].back().year);
            auto const n = static_cast<double>(series[i].size() - 1);
            double const scale = error_sd ? 1.0 : std::sqrt((state.squares + pooled_years * of_panel) / (n + pooled_years));
            found[i] =
                DampedDrift{common.walk_sd * scale, common.drift_sd * scale, common.persistence, common.error_sd * scale};
        }
    }
    return found;
}

VotingForecast::VotingForecast(DampedDrift const& model, std::vector<DatedValue> const& fit,
                               std::vector<DatedValue> const& known, YearlyDriver const* peers, int origin, int years,
                               std::size_t members, std::uint64_t seed, std::string const& state)
    : years_{static_cast<std::size_t>(years)}
{
    std::vector<Weighed> const weighed = weigh(model, fit, known, peers, origin);
    double total = 0.0;
    for (Weighed const& one : weighed) {
        total += one.likelihood;
        peer_weight_ += one.likelihood * one.weight;
    }
    peer_weight_ /= total;
    bool const with_peers = weighed.size() > 1;
    std::string const group = state + " peers";
    OriginState const of_peers = with_peers ? filtered(model, peers->past(), origin) : OriginState{};
    for (std::size_t member = 0; member < members; ++member) {
        MemberDraws const draws{seed, member, origin};
        Weighed const& own = drawn(weighed, draws.uniform(0, stream::observed_state, state, 2));
        Path path{model, own.state, draws, state};
        Path alone{model, of_peers, draws, group};
        for (int year = 1; year <= years; ++year) {
            double point = path.next();
            if (with_peers) {
                double const walked = alone.next();
                point += own.weight * peers->path(year).value_or(walked);
            }
            points_.push_back(point);
        }
    }
}

std::vector<double> power_points(YearlyDriver const& driver, int origin, int years, std::size_t members, std::uint64_t seed,
                                 std::string const& power)
{
    std::vector<double> points;
    double const sd = driver.change_sd();
    for (std::size_t member = 0; member < members; ++member) {
        MemberDraws const draws{seed, member, origin};
        double last = driver.past().back().value;
        for (int year = 1; year <= years; ++year) {
            double const step = sd * draws.normal(year, stream::observed_power, power);
            std::optional<double> const given = driver.path(year);
            last = given ? *given : last + step;
            points.push_back(last);
        }
    }
    return points;
}

} // namespace steppe
