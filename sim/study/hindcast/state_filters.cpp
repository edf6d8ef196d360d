#include "study/hindcast/state_filters.hpp"

#include "study/hindcast/minimise.hpp"

#include <Eigen/Dense>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace steppe {
namespace {

using State = Eigen::Vector2d; ///< level, drift
using Spread = Eigen::Matrix2d;

void require(bool holds, char const* what)
{
    if (!holds) {
        throw std::invalid_argument{what};
    }
}

void check(DampedDrift const& model)
{
    require(model.walk_sd >= 0.0 && model.drift_sd >= 0.0 && model.error_sd > 0.0,
            "standard deviations of a filter must not be below 0");
    require(model.persistence >= 0.0 && model.persistence < 1.0, "the persistence of a drift must lie in [0, 1)");
}

void check(std::span<DatedValue const> observed, int until)
{
    require(!observed.empty() && observed.back().year <= until, "a filter needs observations, none after the origin");
    for (std::size_t i = 0; i < observed.size(); ++i) {
        require(std::isfinite(observed[i].value), "an observation is not finite");
        require(i == 0 || observed[i - 1].year < observed[i].year, "years of observations must rise");
    }
}

class Filter {
public:
    explicit Filter(DampedDrift const& model) : error_variance_{model.error_sd * model.error_sd}
    {
        check(model);
        move_ << 1.0, 1.0, 0.0, model.persistence;
        noise_ << model.walk_sd * model.walk_sd, 0.0, 0.0, model.drift_sd * model.drift_sd;
    }

    /// Begins at an observation: before it the level may be anywhere, so that it is known as well as it is observed.
    void begin(double observed)
    {
        mean_ << observed, 0.0;
        double const persistence = move_(1, 1);
        spread_ << error_variance_, 0.0, 0.0, noise_(1, 1) / (1.0 - persistence * persistence);
    }

    void begin(OriginState const& state)
    {
        mean_ << state.level, state.drift;
        spread_ << state.level_variance, state.covariance, state.covariance, state.drift_variance;
    }

    void pass_year()
    {
        mean_ = (move_ * mean_).eval();
        spread_ = (move_ * spread_ * move_.transpose() + noise_).eval();
    }

    void observe(double value)
    {
        double const expected_variance = spread_(0, 0) + error_variance_;
        double const error = value - mean_(0);
        State const gain = spread_.col(0) / expected_variance;
        mean_ += gain * error;
        spread_ = (spread_ - gain * spread_.row(0)).eval();
        squares_ += error * error / expected_variance;
        log_determinant_ += std::log(expected_variance);
        ++counted_;
    }

    [[nodiscard]] OriginState state(int year) const
    {
        double const n = counted_;
        double const log_likelihood = -0.5 * (n * std::log(2.0 * std::numbers::pi) + log_determinant_ + squares_);
        return {year,           mean_(0), mean_(1), spread_(0, 0), spread_(1, 1), 0.5 * (spread_(0, 1) + spread_(1, 0)),
                log_likelihood, squares_};
    }
    /// Sum of squared errors over their expected variance.
    [[nodiscard]] double squares() const { return squares_; }

private:
    double error_variance_{};
    Spread move_{Spread::Zero()};
    Spread noise_{Spread::Zero()};
    State mean_{State::Zero()};
    Spread spread_{Spread::Zero()};
    double squares_{};
    double log_determinant_{};
    int counted_{};
};

Filter run(DampedDrift const& model, std::span<DatedValue const> observed, int until)
{
    Filter filter{model};
    filter.begin(observed.front().value);
    std::size_t next = 1;
    for (int year = observed.front().year + 1; year <= until; ++year) {
        filter.pass_year();
        if (next < observed.size() && observed[next].year == year) {
            filter.observe(observed[next++].value);
        }
    }
    return filter;
}

DampedDrift without_drift(LocalLevel const& model) { return {model.walk_sd, 0.0, 0.0, model.error_sd}; }

} // namespace

double LocalLevel::signal_to_noise() const { return walk_sd * walk_sd / (error_sd * error_sd); }

double LocalLevel::steady_gain() const
{
    double const r = signal_to_noise();
    return 0.5 * (-r + std::sqrt(r * r + 4.0 * r));
}

OriginState filtered(DampedDrift const& model, std::span<DatedValue const> observed, int until)
{
    check(observed, until);
    return run(model, observed, until).state(until);
}

OriginState filtered(LocalLevel const& model, std::span<DatedValue const> observed, int until)
{
    return filtered(without_drift(model), observed, until);
}

LevelForecast ahead(DampedDrift const& model, OriginState const& state, int years)
{
    require(years >= 0, "a forecast goes forward");
    Filter filter{model};
    filter.begin(state);
    for (int year = 0; year < years; ++year) {
        filter.pass_year();
    }
    OriginState const later = filter.state(state.year + years);
    return {later.level, later.level_variance};
}

LevelForecast ahead(LocalLevel const& model, OriginState const& state, int years)
{
    return ahead(without_drift(model), state, years);
}

LocalLevel fit_local_level(std::span<DatedValue const> observed, std::optional<double> error_sd)
{
    require(observed.size() >= 3, "a local level is fitted to at least 3 observations");
    int const until = observed.back().year;
    check(observed, until);
    // The share of a year's expected change that is walk rather than error, from a constant to a random walk.
    auto const relative = [](double share) { return LocalLevel{std::sqrt(share / (1.0 - share)), 1.0}; };
    std::array const bounds{Bounds{0.0, 1.0 - 1e-6, 201}};
    auto const counted = static_cast<double>(observed.size() - 1);
    if (!error_sd) {
        // With both standard deviations times s, the likelihood is greatest at s^2 = squares / n: it leaves that of r alone.
        auto const badness = [&](auto at) {
            Filter const filter = run(without_drift(relative(at[0])), observed, until);
            return counted * std::log(filter.squares()) - 2.0 * filter.state(until).log_likelihood - filter.squares();
        };
        LocalLevel const best = relative(minimise(badness, bounds)[0]);
        auto const [least, most] = std::minmax_element(
            observed.begin(), observed.end(), [](DatedValue const& a, DatedValue const& b) { return a.value < b.value; });
        double const floor = std::max(1e-9 * (most->value - least->value), 1e-300);
        double const scale = std::max(std::sqrt(run(without_drift(best), observed, until).squares() / counted), floor);
        return {best.walk_sd * scale, scale};
    }
    auto const scaled = [&](double share) { return LocalLevel{relative(share).walk_sd * *error_sd, *error_sd}; };
    auto const badness = [&](auto at) { return -filtered(scaled(at[0]), observed, until).log_likelihood; };
    return scaled(minimise(badness, bounds)[0]);
}

DampedDrift fit_damped_drift(std::span<DatedValue const> observed, double error_sd)
{
    require(observed.size() >= 5, "a damped drift is fitted to at least 5 observations");
    int const until = observed.back().year;
    check(observed, until);
    // Square roots, so that the grid is finest where walk and drift are small.
    auto const model = [=](auto at) {
        return DampedDrift{at[0] * at[0] * error_sd, at[1] * at[1] * error_sd, at[2], error_sd};
    };
    std::array const bounds{Bounds{0.0, std::sqrt(20.0), 15}, Bounds{0.0, std::sqrt(10.0), 15}, Bounds{0.0, 0.98, 15}};
    return model(minimise([&](auto at) { return -filtered(model(at), observed, until).log_likelihood; }, bounds, 1e-6));
}

} // namespace steppe
