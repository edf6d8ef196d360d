#pragma once
/// How far an ensemble lay from what was observed: proper scores, ranks, intervals. Every score is 0 at best, and least on average for
/// the distribution that the observation is drawn from. An ensemble is scored as a sample of the distribution that it was drawn from
/// ("fair"), so that ensembles of different sizes can be compared (Ferro 2014).

#include <cstddef>
#include <span>

namespace steppe {

/// Continuous ranked probability score, in the unit of the observation (Gneiting & Raftery 2007, section 4.2; fair by Ferro 2014):
/// mean |x_i - y| - sum_{i<j} |x_i - x_j| / (m (m - 1)). It may be below 0. Throws std::invalid_argument for fewer than 2 members.
[[nodiscard]] double fair_crps(std::span<double const> members, double observed);

/// Energy score of vectors, the CRPS of several outcomes at once (Gneiting & Raftery 2007, section 4.3, beta = 1; fair as above), with
/// the Euclidean norm; outcomes of different units must be brought to one scale first. `members` is [member][outcome]. Takes of the
/// order of m^2 d steps. Throws std::invalid_argument for fewer than 2 members, or members that are not whole.
[[nodiscard]] double fair_energy_score(std::span<double const> members, std::span<double const> observed);

/// Probability integral transform of an observation in an ensemble: (members below + half of those equal + 1/2) / (m + 1), in the middle
/// of the places that the observation could take among m members (Gneiting, Balabdaoui & Raftery 2007). Uniform on 1 / (2 (m + 1)), 3 / (2
/// (m + 1)), ... if members and observation are drawn alike. Throws std::invalid_argument for no members.
[[nodiscard]] double pit(std::span<double const> members, double observed);

struct CentralInterval {
    double low{};
    double high{};
    [[nodiscard]] bool holds(double value) const { return low <= value && value <= high; }
};

/// Bounds between which the next draw falls with probability `level`, whatever the distribution: the quantiles at rank p (m + 1), linear
/// between ranks. Throws std::invalid_argument for fewer than 2 / (1 - level) - 1 members.
[[nodiscard]] CentralInterval central_interval(std::span<double const> members, double level);

/// Observations counted against the central intervals of 50 % and 90 %.
class Coverage {
public:
    void count(std::span<double const> members, double observed);
    [[nodiscard]] std::size_t cases() const { return cases_; }
    [[nodiscard]] double share50() const; ///< NaN without cases
    [[nodiscard]] double share90() const; ///< NaN without cases

private:
    std::size_t cases_{};
    std::size_t within50_{};
    std::size_t within90_{};
};

} // namespace steppe
