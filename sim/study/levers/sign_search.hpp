#pragma once
/// At which value of a lever an effect turns its sign (docs/model.md 9.8).

#include "scenario/schema.hpp"
#include "study/levers/mean_effect.hpp"

#include <optional>
#include <vector>

namespace steppe {

/// The effect at a place between the ends of a lever, from 0 to 1.
struct EffectAt {
    double place{};
    MeanEffect effect;
};

/// Where an effect turns, as places from 0 to 1.
struct Turn {
    double place{};
    /// All places near the turn at which the 90 % interval of the effect holds 0: the interval that inverting the test of "it turns here" gives.
    Interval interval;
    bool open_low{};  ///< the interval may go on beyond the lever's low end
    bool open_high{}; ///< or beyond its high end
};

/// Bisection on means over pairs that meet the same shocks at every place: with shocks held, the mean is a function of the place.
class SignSearch {
public:
    /// `first`: the effect at two places or more, in any order. `near`: of several turns, that which is nearest to this place is searched for.
    SignSearch(std::vector<EffectAt> first, double near);

    /// Whether two neighbours have means of opposite sign.
    [[nodiscard]] bool turns() const { return bracket_.has_value(); }
    /// The place to look at next, in the middle of the bracket. Only where it turns.
    [[nodiscard]] double next_place() const;
    /// Keeps what was found at a place between the ends, and narrows the bracket.
    void add(EffectAt const& found);
    [[nodiscard]] std::vector<EffectAt> const& found() const { return found_; } ///< by place
    /// By linear interpolation between the places that were looked at; its interval by interpolation of the ends of the effect's intervals. Only
    /// where it turns.
    [[nodiscard]] Turn turn() const;

private:
    void find_bracket();

    std::vector<EffectAt> found_;
    double near_;
    std::optional<std::size_t> bracket_; ///< the first of two neighbours
    std::optional<Interval> within_;     ///< the bracket, by places
};

} // namespace steppe
