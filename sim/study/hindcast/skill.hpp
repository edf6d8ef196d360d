#pragma once
/// Skill of a forecast against a baseline, and its interval. Origins of an h-step forecast overlap, so that neighbouring scores depend on
/// each other even where both forecasts are ideal; the interval takes the long-run variance by an equal-weighted cosine estimator
/// and Student's t (Lazarus, Lewis, Stock & Watson 2018). Over a panel of states it takes a state for one observation instead.

#include <cstddef>
#include <span>
#include <string_view>

namespace steppe {

struct Skill {
    double value{}; ///< 1 - mean score / mean score of the baseline: 1 is perfect, 0 no better, below 0 worse
    double low{};   ///< of the interval, which is cut at 1
    double high{};
    std::string_view method;          ///< "ewc", or "clustered" by state
    std::size_t degrees_of_freedom{}; ///< of Student's t
    bool few{};                       ///< fewer than 10 blocks (origins / horizon) or states: read the interval as a guess
};

inline constexpr double least_blocks = 10.0; ///< below this an interval is marked "few"

/// Cosines that the estimator averages over, which are its degrees of freedom: 0.4 T^(2/3) (Lazarus et al. 2018, equation 4), rounded
/// down, at most one for each whole block of T / horizon origins, and at least 1.
[[nodiscard]] std::size_t cosine_terms(std::size_t origins, std::size_t horizon);

/// Variance of the mean of `values`: sum_j L_j^2 / (B T) with L_j = (2/T)^(1/2) sum_t y_t cos(pi j (t - 1/2) / T), j = 1 ... B. The mean need not be
/// taken off first, since the cosines are orthogonal to a constant. Throws std::invalid_argument unless 1 <= B < T.
[[nodiscard]] double ewc_variance_of_mean(std::span<double const> values, std::size_t terms);

/// Skill over origins in the order of time, with the interval of the quotient of means by the delta method. `horizon` in origins: how
/// many neighbours share years; a gap between origins is closed up.
/// Throws std::invalid_argument for fewer than 3 origins, lists of unlike length, numbers that are not finite, or a baseline whose mean is not
/// above 0.
[[nodiscard]] Skill skill_over_origins(std::span<double const> scores, std::span<double const> baseline, std::size_t horizon,
                                       double level = 0.9);

/// Skill over a panel: `state[i]` numbers the state of case i. Sums over a state are taken for independent of those of others,
/// whatever holds within it, with G / (G - 1) for a small number G of states and G - 1 degrees of freedom (Cameron & Miller 2015). What all
/// states share in a year is not seen. Throws as above, and for fewer than 2 states.
[[nodiscard]] Skill skill_over_panel(std::span<double const> scores, std::span<double const> baseline,
                                     std::span<std::size_t const> state, double level = 0.9);

/// Where a driver stands among its placebos: 1 + how many placebos scored as well or better, of 1 + their number. If the driver were
/// no better than a placebo, each place would be as likely (Phipson & Smyth 2010).
struct PlaceboRank {
    std::size_t rank{};
    std::size_t of{};
    [[nodiscard]] double share() const { return static_cast<double>(rank) / static_cast<double>(of); }
};
[[nodiscard]] PlaceboRank placebo_rank(double score, std::span<double const> placebos);

} // namespace steppe
