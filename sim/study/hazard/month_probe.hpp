#pragma once
/// What a hedger's probability of acceding in a month would be with other incentives on, or under other conditions, everything
/// else being as the month found it (docs/model.md 9.2): the month is perceived, bargained and weighed again, with the same draws,
/// and nothing of it is kept but the probability.
///
/// Neglects: what other incentives or conditions would have changed in the months before.

#include "ensemble/month_probe.hpp"
#include "study/hazard/design.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace steppe {

template <class R, class P = double>
class HazardProbe final : public MonthProbe<R, P> {
public:
    /// `design` must outlive it.
    HazardProbe(Sizes const& sizes, HazardDesign const& design)
        : design_{design}, parameters_{sizes}, switches_{sizes}, world_{sizes}, month_{sizes}, games_{sizes}
    {
        numbers_.resize(static_cast<std::size_t>(sizes.of(IndexSet::hedger)) * design.numbers());
    }

    /// Takes over the parameters of the pack's replicates.
    void begin(Pack<R, P> const& pack) override
    {
        parameters_ = pack.parameters;
        switches_ = pack.parameters.incentive;
    }

    /// Asks about a month, from the world at its start and the climate in it.
    void measure(Structure const& structure, Arm const& arm, Draws<R> const& draws, int month,
                 Pack<R, P> const& pack) override
    {
        World<R> const& now = pack.now;
        Climate<R> const& climate = pack.next.climate;
        world_ = now;
        std::fill(numbers_.begin(), numbers_.end(), R{0.0});
        note_readings(structure, month, now, climate);
        auto const evaluate = [&](HazardVariant const& variant, std::size_t first) {
            weigh_variant(variant, structure, pack.opening, arm, draws, month, climate);
            for (HedgerId h : structure.sizes.hedgers()) {
                add(variant.weights, month_.bids.agenda[h] * month_.bids.probability[h], &numbers_[position(h) + first]);
            }
        };
        evaluate(as_it_is_, 0);
        for (HazardVariant const& variant : month == 0 ? design_.opening : design_.later) {
            evaluate(variant, 1 + hazard_readings.size() + variant.first_column);
        }
        if (month == design_.last_month) {
            for (HazardVariant const& variant : design_.last) {
                evaluate(variant, 1 + hazard_readings.size() + variant.first_column);
            }
        }
    }

    /// The numbers of a hedger in the month that was asked about.
    [[nodiscard]] std::span<R const> numbers(HedgerId h) const
    {
        return std::span{numbers_}.subspan(position(h), design_.numbers());
    }

    /// The numbers of one replicate: [hedger][number]. Probabilities are NaN once the hedger has joined, by the month's start.
    void copy_lane(int lane, Pack<R, P> const& pack, std::span<double> target) const override
    {
        for (std::size_t n = 0; n < target.size(); ++n) {
            std::size_t const number = n % design_.numbers();
            R const& status = pack.now.status.flat()[n / design_.numbers()];
            bool const is_reading = number >= 1 && number <= hazard_readings.size();
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
    [[nodiscard]] std::array<R*, hazard_readings.size()> readings_in_place()
    {
        Readings<R>& read = month_.readings;
        return {&read.conflict_intensity, &read.tension,     &read.minerals_demand, &read.leader_interest, &read.window,
                &world_.momentum,         &world_.legitimacy};
    }

    void note_readings(Structure const& structure, int month, World<R> const& now, Climate<R> const& climate)
    {
        switch_incentives(0);
        month_.readings = read_climate<R>(parameters_, structure, month, climate);
        momentum_ = now.momentum;
        legitimacy_ = now.legitimacy;
        auto const places = readings_in_place();
        for (HedgerId h : structure.sizes.hedgers()) {
            for (std::size_t r = 0; r < hazard_readings.size(); ++r) {
                numbers_[position(h) + 1 + r] = *places[r];
            }
        }
    }

    void switch_incentives(std::uint32_t off)
    {
        parameters_.incentive = switches_;
        for (IncentiveTerm const& term : incentive_terms()) {
            if ((off >> static_cast<unsigned>(term.incentive) & 1U) != 0) {
                parameters_.incentive.turn_off(term.incentive);
            }
        }
    }

    /// Fills the scratch month's probabilities.
    void weigh_variant(HazardVariant const& variant, Structure const& structure, OpeningValues<P> const& opening,
                       Arm const& arm, Draws<R> const& draws, int month, Climate<R> const& climate)
    {
        switch_incentives(variant.incentives_off);
        month_.readings = read_climate<R>(parameters_, structure, month, climate);
        world_.momentum = momentum_;
        world_.legitimacy = legitimacy_;
        auto const places = readings_in_place();
        for (std::size_t r = 0; r < hazard_readings.size(); ++r) {
            if ((variant.conditions_typical >> hazard_readings[r].condition & 1U) != 0) {
                *places[r] = design_.typical[r];
            }
        }
        perceive(parameters_, structure, opening, arm, world_, month_);
        bargain(parameters_, structure, arm, draws, month, world_, games_, month_);
    }

    HazardDesign const& design_;
    HazardVariant as_it_is_{.weights = {1.0}};
    Parameters<P> parameters_;
    IncentiveParameters<P> switches_;
    World<R> world_;
    MonthResults<R> month_;
    Games<R> games_;
    R momentum_{}, legitimacy_{};
    std::vector<R> numbers_; ///< [hedger][number]
};

} // namespace steppe
