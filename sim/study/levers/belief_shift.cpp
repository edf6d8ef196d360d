#include "lanes/elementary.hpp"
#include "study/levers/grouped_regression.hpp"
#include "study/levers/information.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace steppe {
namespace {

constexpr int places_between = 32;

/// Exponential tilting: the belief that is nearest to the draws, by Kullback-Leibler divergence, among those under which the mean of `payoffs`
/// is 0, has weights proportional to exp(tilt payoff) (Csiszar 1975, Ann. Probab. 3, 146-158). Over draws outside of [from, to).
class Tilting {
public:
    Tilting(Eigen::VectorXd const& payoffs, std::vector<double> const& inputs, std::size_t from, std::size_t to)
        : payoffs_{payoffs}, inputs_{inputs}, from_{from}, to_{to}
    {
    }

    struct Moments {
        double log_mass{}; ///< of the mean weight
        double mean{};     ///< of the payoff
        double variance{};
        double input{}; ///< mean of the input
    };

    [[nodiscard]] Moments at(double tilt) const
    {
        double largest = -std::numeric_limits<double>::infinity();
        for_each([&](std::size_t n) { largest = std::max(largest, tilt * payoff(n)); });
        double mass = 0.0, first = 0.0, second = 0.0, input = 0.0, count = 0.0;
        for_each([&](std::size_t n) {
            double const weight = exponential(tilt * payoff(n) - largest);
            mass += weight;
            first += weight * payoff(n);
            second += weight * payoff(n) * payoff(n);
            input += weight * inputs_[n];
            count += 1.0;
        });
        double const mean = first / mass;
        return {largest + std::log(mass / count), mean, std::max(second / mass - mean * mean, 0.0), input / mass};
    }

    /// The tilt at which the mean is 0, by Newton steps within a bracket; `start` is a guess. Nothing where no draw has the other sign.
    [[nodiscard]] std::optional<double> solve(double start) const
    {
        double low = -std::numeric_limits<double>::infinity();
        double high = std::numeric_limits<double>::infinity();
        double lowest = 0.0, highest = 0.0;
        for_each([&](std::size_t n) {
            lowest = std::min(lowest, payoff(n));
            highest = std::max(highest, payoff(n));
        });
        if (lowest >= 0.0 || highest <= 0.0) {
            return std::nullopt;
        }
        double tilt = start;
        for (int step = 0; step < 100; ++step) {
            Moments const here = at(tilt);
            if (std::abs(here.mean) < 1e-10 * (highest - lowest)) {
                return tilt;
            }
            (here.mean > 0.0 ? high : low) = tilt;
            double const newton = here.variance > 0.0 ? tilt - here.mean / here.variance : tilt;
            bool const inside = newton > low && newton < high && newton != tilt;
            bool const bounded = std::isfinite(low) && std::isfinite(high);
            double const away = 2.0 * tilt + (here.mean > 0.0 ? -1.0 : 1.0) / (highest - lowest);
            tilt = inside ? newton : bounded ? 0.5 * (low + high) : away;
        }
        return tilt;
    }

private:
    template <class Visit>
    void for_each(Visit&& visit) const
    {
        for (std::size_t n = 0; n < inputs_.size(); ++n) {
            if (n < from_ || n >= to_) {
                visit(n);
            }
        }
    }
    [[nodiscard]] double payoff(std::size_t n) const { return payoffs_[static_cast<Eigen::Index>(n)]; }

    Eigen::VectorXd const& payoffs_;
    std::vector<double> const& inputs_;
    std::size_t from_, to_;
};

double mean_of(std::vector<double> const& values)
{
    double sum = 0.0;
    for (double value : values) {
        sum += value;
    }
    return sum / static_cast<double>(values.size());
}

Bounded with_reach(double value, std::vector<double> const& without, Interval const& limits)
{
    double const reach = jackknife_reach(without);
    return {value, {std::max(value - reach, limits.low), std::min(value + reach, limits.high)}};
}

/// Values that belief may move to: those named, and quantiles of the draws.
std::vector<double> places_of(DrawnInput const& input)
{
    std::vector<double> places = input.candidates;
    std::vector<double> sorted = input.draws;
    std::sort(sorted.begin(), sorted.end());
    for (int i = 0; i <= places_between; ++i) {
        places.push_back(sorted[static_cast<std::size_t>(i) * (sorted.size() - 1) / places_between]);
    }
    return places;
}

} // namespace

BeliefShift InformationStudy::shift_of(std::size_t input) const
{
    DrawnInput const& drawn = inputs_[input];
    BeliefShift shift{.share = {}, .divergence = {}, .prior_mean = mean_of(drawn.draws), .tilted_mean = {}};
    if (found_[input] == 0) {
        return shift;
    }
    GroupedRegression const fit{columns_of(input), payoffs_};
    SplineBasis const& basis = bases_[input];
    auto const row_at = [&](double value) {
        Eigen::VectorXd row(static_cast<Eigen::Index>(basis.size()));
        basis.fill(value, row.data());
        return row;
    };
    double const sign = fit.mean() < 0.0 ? -1.0 : 1.0;
    double best = std::numeric_limits<double>::infinity();
    for (double const place : places_of(drawn)) {
        if (double const there = sign * fit.at(row_at(place)); there < best) {
            best = there;
            shift.towards = place;
        }
    }
    Eigen::VectorXd const towards = row_at(shift.towards);
    if (best < 0.0) {
        std::vector<double> without;
        for (std::size_t g = 0; g < jackknife_groups; ++g) {
            without.push_back(fit.mean_without(g) / (fit.mean_without(g) - fit.at_without(g, towards)));
        }
        shift.share = with_reach(fit.mean() / (fit.mean() - fit.at(towards)), without, {0.0, 1.0});
    }
    Tilting const all{fit.fitted(), drawn.draws, 0, 0};
    std::optional<double> const tilt = all.solve(0.0);
    if (!tilt) {
        return shift;
    }
    std::vector<double> divergences;
    std::vector<double> means;
    for (std::size_t g = 0; g < jackknife_groups; ++g) {
        Eigen::VectorXd const fitted = fit.fitted_without(g);
        Tilting const rest{fitted, drawn.draws, fit.first_of(g), fit.first_of(g + 1)};
        std::optional<double> const tilt_without = rest.solve(*tilt);
        if (!tilt_without) {
            return shift; // so near to none that a twentieth of the draws decides
        }
        Tilting::Moments const moments = rest.at(*tilt_without);
        divergences.push_back(-moments.log_mass);
        means.push_back(moments.input);
    }
    constexpr double infinite = std::numeric_limits<double>::infinity();
    Tilting::Moments const moments = all.at(*tilt);
    shift.divergence = with_reach(-moments.log_mass, divergences, {0.0, infinite});
    shift.tilted_mean = with_reach(moments.input, means, {-infinite, infinite});
    return shift;
}

} // namespace steppe
