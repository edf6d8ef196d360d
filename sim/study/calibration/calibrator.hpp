#pragma once
/// Draws of parameters given what was observed, by simulation alone: waves of history matching, then approximate Bayesian computation.
///
/// Waves (Vernon, Goldstein & Bower 2010; Andrianakis et al. 2015), directly on the simulator: a draw is ruled out where a summary of its runs
/// is implausible, |mean - observed| / [v (1 + 1/R)]^(1/2) >= 3 for any of them, v its variance over the draw's R runs, errors of observation
/// and what the model does not explain included. What is left of each prior is the box that holds the draws that were not.
///
/// Sequential Monte Carlo (Toni et al. 2009; Beaumont, Cornuet, Marin & Robert 2009), with a normal kernel of twice the weighted covariance
/// (Filippi et al. 2013), on the means of the parameters given the features as linear regression on the last wave has them (Fearnhead & Prangle
/// 2012); a regression on what is left of the distance ends it (Beaumont, Zhang & Balding 2002). As runs hold errors and discrepancy, what
/// it draws from is exact but for the tolerance and the features (Wilkinson 2013).

#include "study/calibration/positions.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace steppe {

/// Features of `replicates` runs at each of several positions, [position][replicate][feature]; NaN where a run failed. `positions`:
/// [position][parameter]. `call` counts the calls and sets their chance apart. Nothing: interrupted.
using Simulate =
    std::function<std::optional<std::vector<double>>(std::span<double const> positions, int replicates, int call)>;

struct CalibrationDesign {
    std::size_t parameters{};
    std::size_t features{};
    std::size_t summaries{}; ///< the first of the features, on which waves are judged
    int waves{2};
    int wave_draws{1000};
    int wave_replicates{8}; ///< at least 4
    double most_implausible{3.0};
    int particles{3000};
    int generations{8};
    double kept_share{0.5};       ///< of the particles of a generation that the next one's tolerance keeps
    double least_acceptance{0.1}; ///< of simulated particles, below which no further generation follows
    std::uint64_t seed{};
};

struct Wave {
    std::size_t draws{};
    std::size_t kept{};              ///< not ruled out
    PositionBox box{};               ///< in which it drew
    std::vector<double> ruled_out{}; ///< by each summary: share of the draws
    double nearest{};                ///< greatest implausibility of the draw for which it is least
};

struct Generation {
    double tolerance{}; ///< of the distance
    std::size_t simulated{};
    std::size_t accepted{};
    double effective{}; ///< effective sample size (Kish 1965)
};

struct Calibration {
    std::vector<Wave> waves;
    std::vector<Generation> generations;
    std::vector<double> positions;  ///< [draw][parameter]; none where every draw of a wave was ruled out
    std::vector<double> weights;    ///< [draw], of sum 1
    std::vector<double> unadjusted; ///< positions before the regression, [draw][parameter]
    std::vector<double>
        explained;      ///< share of the variance of each parameter (in z) over the last wave that the features explain
    double effective{}; ///< of the draws, by their weights
};

/// `observed`: the features of what was observed. Nothing: interrupted. Throws std::invalid_argument where they are not as many as the
/// design says.
[[nodiscard]] std::optional<Calibration> calibrate(CalibrationDesign const& design, std::span<double const> observed,
                                                   Simulate const& simulate);

/// (sum w)^2 / sum w^2
[[nodiscard]] double effective_draws(std::span<double const> weights);

} // namespace steppe
