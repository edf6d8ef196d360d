#pragma once
/// What a hedger's probability of acceding in a month would be with other incentives on, or under other conditions, everything
/// else being as the month found it (docs/model.md 9.2): the month is perceived, bargained and weighed again, with the same draws,
/// and nothing of it is kept but the probability.
///
/// Neglects: what other incentives or conditions would have changed in the months before.

#include "model/month.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

namespace steppe {

/// A reading of the world that principals and hedgers go by when they value an accession.
struct Reading {
    std::string_view name, title, unit;
    std::size_t condition{}; ///< the condition that it belongs to
};

/// Conditions are replaced one by one; a condition is one or more readings.
inline constexpr std::array<std::string_view, 6> condition_names{"conflict", "tension",  "minerals",
                                                                 "calendar", "momentum", "legitimacy"};

/// What each condition is, for readers.
inline constexpr std::array<std::string_view, condition_names.size()> condition_words{
    "intensity of the conflict", "regional tension",
    "demand for minerals",       "calendar (summit, leader's interest)",
    "momentum of the accord",    "legitimacy of the contested sponsor"};

inline constexpr std::array<Reading, 7> readings{{
    {"conflict_intensity", "intensity of the conflict", "1", 0},
    {"tension", "regional tension", "1", 1},
    {"minerals_demand", "demand for minerals over its mean", "1", 2},
    {"leader_interest", "interest of the sponsoring leader", "1", 3},
    {"window", "a summit in the month", "1", 3},
    {"momentum", "momentum of the accord", "1", 4},
    {"legitimacy", "legitimacy of the contested sponsor", "1", 5},
}};

/// One evaluation of the month: which incentives are off, which conditions take their typical values, and what the probability
/// counts for in the columns from `first_column` on.
struct HazardVariant {
    std::uint32_t incentives_off{};     ///< bit i: incentive i of incentive_terms()
    std::uint32_t conditions_typical{}; ///< bit i: condition i of condition_names
    std::size_t first_column{};
    std::vector<double> weights;
};

/// What is asked of every month.
struct HazardDesign {
    std::size_t columns{};
    std::array<double, readings.size()> typical{};
    std::vector<HazardVariant> opening; ///< of the first month
    std::vector<HazardVariant> later;   ///< of the others

    /// Numbers a hedger and month: the probability as it is, the readings, then the columns.
    [[nodiscard]] std::size_t numbers() const { return 1 + readings.size() + columns; }
};

template <class R, class P = double>
class HazardProbe {
public:
    /// `design` must outlive it.
    HazardProbe(Sizes const& sizes, HazardDesign const& design) : design_{design}
    {
        game_.resize(sizes);
        world_.resize(sizes);
        next_.resize(sizes);
        work_.resize(sizes);
        parameters_.resize(sizes);
        numbers_.resize(static_cast<std::size_t>(sizes.of(IndexSet::hedger)) * design.numbers());
    }

    /// Takes over the parameters of the pack's replicates.
    void begin(Parameters<P> const& p)
    {
        parameters_ = p;
        switches_ = p.incentive;
    }

    /// Asks about a month, from the world at its start and the climate in it.
    void measure(Structure const& structure, Calibration<P> const& opening, Arm const& arm, Draws<R> const& draws, int month,
                 World<R> const& now, Climate<R> const& climate)
    {
        world_ = now;
        std::fill(numbers_.begin(), numbers_.end(), R{0.0});
        note_readings(structure, month, now, climate);
        auto const evaluate = [&](HazardVariant const& variant, std::size_t first) {
            weigh_variant(variant, structure, opening, arm, draws, month, climate);
            for (HedgerId h : structure.sizes.hedgers()) {
                add(variant.weights, work_.probability(h, structure.accede()), &numbers_[position(h) + first]);
            }
        };
        evaluate(as_it_is_, 0);
        for (HazardVariant const& variant : month == 0 ? design_.opening : design_.later) {
            evaluate(variant, 1 + readings.size() + variant.first_column);
        }
    }

    /// The numbers of a hedger in the month that was asked about.
    [[nodiscard]] std::span<R const> numbers(HedgerId h) const
    {
        return std::span{numbers_}.subspan(position(h), design_.numbers());
    }

    /// The numbers of one replicate: [hedger][number]. Probabilities are NaN once the hedger has joined, by the month's start.
    void copy_lane(int lane, World<R> const& now, std::span<double> target) const
    {
        for (std::size_t n = 0; n < target.size(); ++n) {
            std::size_t const number = n % design_.numbers();
            R const& status = now.status.flat()[n / design_.numbers()];
            bool const is_reading = number >= 1 && number <= readings.size();
            bool const has_joined = LaneTraits<R>::get(status, lane) != accord_status::none;
            target[n] =
                has_joined && !is_reading ? std::numeric_limits<double>::quiet_NaN() : LaneTraits<R>::get(numbers_[n], lane);
        }
    }

private:
    [[nodiscard]] std::size_t position(HedgerId h) const { return static_cast<std::size_t>(h.value) * design_.numbers(); }

    static void add(std::vector<double> const& weights, R const& probability, R* sums)
    {
        for (std::size_t c = 0; c < weights.size(); ++c) {
            sums[c] += weights[c] * probability;
        }
    }

    /// Where the readings stand in the scratch month.
    [[nodiscard]] std::array<R*, readings.size()> readings_in_place()
    {
        return {&work_.conflict_intensity, &work_.tension,    &work_.minerals_demand, &work_.leader_interest, &work_.window,
                &world_.momentum,          &world_.legitimacy};
    }

    void note_readings(Structure const& structure, int month, World<R> const& now, Climate<R> const& climate)
    {
        switch_incentives(0);
        read_climate(parameters_, structure, month, climate, work_);
        momentum_ = now.momentum;
        legitimacy_ = now.legitimacy;
        auto const places = readings_in_place();
        for (HedgerId h : structure.sizes.hedgers()) {
            for (std::size_t r = 0; r < readings.size(); ++r) {
                numbers_[position(h) + 1 + r] = *places[r];
            }
        }
    }

    void switch_incentives(std::uint32_t off)
    {
        parameters_.incentive = switches_;
        std::uint32_t position = 0;
        parameters_.incentive.visit([&](auto& table, Declaration const&) {
            if ((off >> position++ & 1U) != 0) {
                table() = 0.0;
            }
        });
    }

    /// Fills the scratch month's probabilities.
    void weigh_variant(HazardVariant const& variant, Structure const& structure, Calibration<P> const& opening,
                       Arm const& arm, Draws<R> const& draws, int month, Climate<R> const& climate)
    {
        Sizes const& sizes = structure.sizes;
        switch_incentives(variant.incentives_off);
        read_climate(parameters_, structure, month, climate, work_);
        world_.momentum = momentum_;
        world_.legitimacy = legitimacy_;
        auto const places = readings_in_place();
        for (std::size_t r = 0; r < readings.size(); ++r) {
            if ((variant.conditions_typical >> readings[r].condition & 1U) != 0) {
                *places[r] = design_.typical[r];
            }
        }
        perceive(parameters_, structure, opening, arm, world_, work_);
        for (HedgerId h : sizes.hedgers()) {
            solve_game(parameters_, structure, h, world_, game_, work_, next_);
        }
        ration_offers(sizes, work_);
        for (HedgerId h : sizes.hedgers()) {
            weigh_choice(parameters_, structure, draws, month, h, next_, work_);
        }
    }

    HazardDesign const& design_;
    HazardVariant as_it_is_{.weights = {1.0}};
    Parameters<P> parameters_;
    IncentiveParameters<P> switches_;
    World<R> world_, next_;
    MonthWork<R> work_;
    StageGame<R> game_;
    R momentum_{}, legitimacy_{};
    std::vector<R> numbers_; ///< [hedger][number]
};

} // namespace steppe
