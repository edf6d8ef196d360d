#include "study/levers/sign_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

namespace steppe {
namespace {

/// Where the line through (left, f) and (right, g) is 0; `f` and `g` of opposite sign.
double zero_between(double left, double f, double right, double g) { return left + (right - left) * (f / (f - g)); }

bool opposite(double f, double g) { return (f > 0.0 && g < 0.0) || (f < 0.0 && g > 0.0) || g == 0.0; }

} // namespace

SignSearch::SignSearch(std::vector<EffectAt> first, double near) : found_{std::move(first)}, near_{near}
{
    if (found_.size() < 2) {
        throw std::invalid_argument{"a search for a sign begins with two places"};
    }
    std::sort(found_.begin(), found_.end(), [](EffectAt const& a, EffectAt const& b) { return a.place < b.place; });
    find_bracket();
}

void SignSearch::find_bracket()
{
    bracket_.reset();
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i + 1 < found_.size(); ++i) {
        bool const inside = !within_ || (found_[i].place >= within_->low && found_[i + 1].place <= within_->high);
        double const distance = std::abs(0.5 * (found_[i].place + found_[i + 1].place) - near_);
        if (inside && distance < nearest && opposite(found_[i].effect.mean, found_[i + 1].effect.mean)) {
            bracket_ = i;
            nearest = distance;
        }
    }
    if (bracket_) {
        within_ = Interval{found_[*bracket_].place, found_[*bracket_ + 1].place};
    }
}

double SignSearch::next_place() const
{
    return 0.5 * (found_.at(bracket_.value()).place + found_.at(bracket_.value() + 1).place);
}

void SignSearch::add(EffectAt const& found)
{
    auto const at = std::upper_bound(found_.begin(), found_.end(), found.place,
                                     [](double place, EffectAt const& other) { return place < other.place; });
    found_.insert(at, found);
    find_bracket();
}

Turn SignSearch::turn() const
{
    std::size_t const left = bracket_.value();
    EffectAt const& before = found_[left];
    EffectAt const& after = found_[left + 1];
    Turn turn{.place = zero_between(before.place, before.effect.mean, after.place, after.effect.mean), .interval = {}};
    // Below the turn the effect has the sign of `before`: the interval ends where that sign is clear.
    auto const margin = [](EffectAt const& at, double sign) { // above 0: the sign is clear
        Interval const within = at.effect.interval();
        return sign > 0.0 ? within.low : -within.high;
    };
    double const sign_before = before.effect.mean > 0.0 ? 1.0 : -1.0;
    turn.interval.low = found_.front().place;
    turn.open_low = true;
    for (std::size_t i = left + 1; i-- > 0;) {
        if (double const here = margin(found_[i], sign_before); here > 0.0) {
            double const next = margin(found_[i + 1], sign_before);
            turn.interval.low = next < 0.0 ? zero_between(found_[i].place, here, found_[i + 1].place, next) : turn.place;
            turn.open_low = false;
            break;
        }
    }
    turn.interval.high = found_.back().place;
    turn.open_high = true;
    for (std::size_t i = left + 1; i < found_.size(); ++i) {
        if (double const here = margin(found_[i], -sign_before); here > 0.0) {
            double const last = margin(found_[i - 1], -sign_before);
            turn.interval.high = last < 0.0 ? zero_between(found_[i - 1].place, last, found_[i].place, here) : turn.place;
            turn.open_high = false;
            break;
        }
    }
    turn.interval.low = std::min(turn.interval.low, turn.place);
    turn.interval.high = std::max(turn.interval.high, turn.place);
    return turn;
}

} // namespace steppe
