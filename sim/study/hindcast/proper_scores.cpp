#include "study/hindcast/proper_scores.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

namespace steppe {
namespace {

std::vector<double> sorted_about(std::span<double const> members, double centre)
{
    std::vector<double> sorted(members.size());
    std::transform(members.begin(), members.end(), sorted.begin(), [=](double member) { return member - centre; });
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

void need_pair(std::size_t members)
{
    if (members < 2) {
        throw std::invalid_argument{"an ensemble of fewer than 2 members cannot be scored fairly"};
    }
}

double distance(double const* a, double const* b, std::size_t outcomes)
{
    double sum = 0.0;
    for (std::size_t k = 0; k < outcomes; ++k) {
        double const gap = a[k] - b[k];
        sum += gap * gap;
    }
    return std::sqrt(sum);
}

double share_of(std::size_t part, std::size_t all)
{
    return all == 0 ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(part) / static_cast<double>(all);
}

} // namespace

double fair_crps(std::span<double const> members, double observed)
{
    need_pair(members.size());
    std::vector<double> const sorted = sorted_about(members, observed); // so that a common offset costs no digits
    auto const m = static_cast<double>(sorted.size());
    double apart = 0.0; // sum of |x_i - y|
    double spread =
        0.0; // sum of |x_i - x_j| over pairs: the member of rank r, from 0, is above r others and below m - 1 - r
    for (std::size_t rank = 0; rank < sorted.size(); ++rank) {
        apart += std::abs(sorted[rank]);
        spread += (2.0 * static_cast<double>(rank) - (m - 1.0)) * sorted[rank];
    }
    return apart / m - spread / (m * (m - 1.0));
}

double fair_energy_score(std::span<double const> members, std::span<double const> observed)
{
    std::size_t const outcomes = observed.size();
    if (outcomes == 0 || members.size() % outcomes != 0) {
        throw std::invalid_argument{"members of an ensemble must have as many outcomes as were observed"};
    }
    std::size_t const count = members.size() / outcomes;
    need_pair(count);
    double apart = 0.0;
    double spread = 0.0;
    for (std::size_t i = 0; i < count; ++i) {
        double const* const member = members.data() + i * outcomes;
        apart += distance(member, observed.data(), outcomes);
        double to_later = 0.0; // a sum for each member keeps the digits of many small distances
        for (std::size_t j = i + 1; j < count; ++j) {
            to_later += distance(member, members.data() + j * outcomes, outcomes);
        }
        spread += to_later;
    }
    auto const m = static_cast<double>(count);
    return apart / m - spread / (m * (m - 1.0));
}

double pit(std::span<double const> members, double observed)
{
    if (members.empty()) {
        throw std::invalid_argument{"an ensemble without members ranks nothing"};
    }
    auto const below = std::count_if(members.begin(), members.end(), [=](double member) { return member < observed; });
    auto const equal = std::count(members.begin(), members.end(), observed);
    return (static_cast<double>(below) + 0.5 * static_cast<double>(equal) + 0.5) /
           (static_cast<double>(members.size()) + 1.0);
}

CentralInterval central_interval(std::span<double const> members, double level)
{
    if (!(level > 0.0 && level < 1.0)) {
        throw std::invalid_argument{"the level of an interval must lie between 0 and 1"};
    }
    double const tail = (1.0 - level) / 2.0;
    auto const m = static_cast<double>(members.size());
    if (tail * (m + 1.0) < 1.0 - 1e-9) {
        throw std::invalid_argument{"too few members for an interval of this level"};
    }
    std::vector<double> const sorted = sorted_about(members, 0.0);
    auto const at = [&](double share) {
        double const rank = std::clamp(share * (m + 1.0), 1.0, m); // from 1
        auto const lower = static_cast<std::size_t>(rank);
        double const low = sorted[lower - 1];
        return lower == sorted.size() ? low : low + (rank - static_cast<double>(lower)) * (sorted[lower] - low);
    };
    return {at(tail), at(1.0 - tail)};
}

void Coverage::count(std::span<double const> members, double observed)
{
    within50_ += central_interval(members, 0.5).holds(observed) ? 1U : 0U;
    within90_ += central_interval(members, 0.9).holds(observed) ? 1U : 0U;
    ++cases_;
}

double Coverage::share50() const { return share_of(within50_, cases_); }

double Coverage::share90() const { return share_of(within90_, cases_); }

} // namespace steppe
