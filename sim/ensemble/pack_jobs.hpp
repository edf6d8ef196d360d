#pragma once
/// Which job runs in each lane of a pack, and at which values of the parameters.

#include "ensemble/plan.hpp"
#include "model/month.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <vector>

namespace steppe {

/// Whether all lanes of every pack have the same values: no pack spans two points or two draws from the priors. Packs are cut
/// from the blocks of a BlockSequence.
[[nodiscard]] inline bool lanes_share_values(EnsemblePlan const& plan, int width)
{
    bool const one_point = plan.layout().points_per_block() == 1 || plan.replicates % width == 0;
    return one_point && (!plan.priors || plan.replicates_per_draw % width == 0);
}

/// `P` as in Pack: `double` only where lanes_share_values.
template <class R, class P>
class PackJobs {
public:
    static constexpr int width = LaneTraits<R>::width;

    /// `plan` must outlive it.
    explicit PackJobs(EnsemblePlan const& plan) : plan_{plan} {}

    /// Lane l of the next pack runs job `first + l` of an arm; lanes beyond the last job repeat it and are left out. Opens the
    /// pack at its values.
    void take(BlockRange const& range, int first, Pack<R, P>& pack)
    {
        used_ = std::min(width, range.jobs_per_arm() - first);
        for (int lane = 0; lane < width; ++lane) {
            int const job = first + std::min(lane, used_ - 1);
            point_[index(lane)] = range.first_point + job / range.replicates;
            replicate_[index(lane)] = range.first_replicate + job % range.replicates;
            std::int64_t const beyond = plan_.own_shocks ? point_[index(lane)] * most_replicates_with_own_shocks : 0;
            shocks_[index(lane)] = replicate_[index(lane)] + beyond;
        }
        if (assign_values(pack.parameters)) {
            open_pack(plan_.structure, pack);
        }
    }

    [[nodiscard]] int used() const { return used_; }
    [[nodiscard]] int point(int lane) const { return point_[index(lane)]; }
    [[nodiscard]] std::int64_t replicate(int lane) const { return replicate_[index(lane)]; }
    [[nodiscard]] Draws<R> draws() const { return Draws<R>{plan_.seed, shocks_}; }

private:
    static std::size_t index(int lane) { return static_cast<std::size_t>(lane); }

    /// The draw from the priors or, without priors, the point whose values a lane has.
    [[nodiscard]] std::int64_t source_of(int lane) const
    {
        return plan_.priors ? replicate(lane) / plan_.replicates_per_draw : std::int64_t{point(lane)};
    }

    /// False where the parameters are what they were.
    bool assign_values(Parameters<P>& parameters)
    {
        if constexpr (LaneTraits<P>::width == 1) {
            if (source_of(width - 1) != source_of(0)) {
                throw std::logic_error{"lanes that share their parameters were given several"};
            }
            if (sampled_ == source_of(0)) {
                return false;
            }
            sample(source_of(0));
            parameters.assign(values_);
        } else {
            for (int lane = 0; lane < width; ++lane) {
                sample(source_of(lane));
                parameters.assign_lane(lane, values_);
            }
        }
        return true;
    }

    void sample(std::int64_t source)
    {
        if (sampled_ == source) {
            return;
        }
        if (plan_.priors) {
            plan_.priors->sample(plan_.seed, source, values_);
        } else {
            plan_.points.values_at(static_cast<int>(source), values_);
        }
        sampled_ = source;
    }

    EnsemblePlan const& plan_;
    int used_{};
    std::array<int, static_cast<std::size_t>(width)> point_{};
    typename Draws<R>::Replicates replicate_{};
    typename Draws<R>::Replicates shocks_{}; ///< the replicate that draws are addressed by
    std::optional<std::int64_t> sampled_;    ///< source of the values
    std::vector<double> values_;             ///< of every parameter
};

} // namespace steppe
