#pragma once
/// The whole state of a world, bit for bit.

#include "ensemble/plan.hpp"
#include "model/month.hpp"

#include <bit>
#include <cstdint>
#include <vector>

namespace steppe::testing {

/// Every value that the month hands on, of the replicate in one lane.
template <class R>
std::vector<std::uint64_t> state_bits(World<R>& world, int lane)
{
    std::vector<std::uint64_t> bits;
    world.visit_values(
        [&](R const& value) { bits.push_back(std::bit_cast<std::uint64_t>(LaneTraits<R>::get(value, lane))); });
    return bits;
}

/// A pack of a scenario at its own values, opened in an arm.
template <class R, class P = double>
class SteppedWorld {
public:
    SteppedWorld(EnsemblePlan const& plan, Arm const& arm, std::int64_t first_replicate)
        : plan_{plan}, arm_{arm}, draws_{plan.seed, first_replicate}, pack_{plan.structure.sizes}
    {
        pack_.parameters.assign(plan.points.base);
        open_pack(plan.structure, pack_);
        enter_arm(plan.structure, arm, pack_);
    }

    World<R>& advance(int month)
    {
        advance_month(plan_.structure, arm_, draws_, month, pack_);
        std::swap(pack_.now, pack_.next);
        return pack_.now;
    }

private:
    EnsemblePlan const& plan_;
    Arm const& arm_;
    Draws<R> draws_;
    Pack<R, P> pack_;
};

/// FNV-1a over the state of every month, replicate and arm; `replicates` a multiple of 16 so that every width fills its lanes.
inline std::uint64_t state_digest(Scenario const& scenario, int replicates, int months)
{
    using R = Lanes<native_width>;
    EnsemblePlan const plan = make_plan(scenario, {all_arms.begin(), all_arms.end()});
    std::uint64_t hash = 14695981039346656037U;
    for (Arm const& arm : plan.arms) {
        std::vector<std::vector<std::vector<std::uint64_t>>> states(static_cast<std::size_t>(replicates));
        for (int first = 0; first < replicates; first += native_width) {
            SteppedWorld<R> stepped{plan, arm, first};
            for (int month = 0; month < months; ++month) {
                World<R>& world = stepped.advance(month);
                for (int lane = 0; lane < native_width; ++lane) {
                    states.at(static_cast<std::size_t>(first) + static_cast<std::size_t>(lane))
                        .push_back(state_bits(world, lane));
                }
            }
        }
        for (auto const& replicate : states) {
            for (auto const& month : replicate) {
                for (std::uint64_t bits : month) {
                    hash = (hash ^ bits) * 1099511628211U;
                }
            }
        }
    }
    return hash;
}

} // namespace steppe::testing
