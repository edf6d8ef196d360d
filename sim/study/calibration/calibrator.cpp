#include "study/calibration/calibrator.hpp"

#include "lanes/distributions.hpp"
#include "lanes/draws.hpp"
#include "model/streams.hpp"
#include "study/calibration/regression.hpp"
#include "study/calibration/waves.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace steppe {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr int most_batches = 20;              ///< of as many proposals as there are particles, in a generation
constexpr std::uint32_t ancestor = 1U << 16U; ///< beside the parameters, in an address

using Eigen::Index;

struct Particles {
    Eigen::MatrixXd z;         ///< [particle][parameter]
    Eigen::MatrixXd statistic; ///< likewise, less that of what was observed
    Eigen::VectorXd distance;
    Eigen::VectorXd weight; ///< of sum 1

    [[nodiscard]] Index count() const { return z.rows(); }
    void resize(Index count, Index parameters)
    {
        z.resize(count, parameters);
        statistic.resize(count, parameters);
        distance.resize(count);
        weight = Eigen::VectorXd::Constant(count, 1.0 / static_cast<double>(count));
    }
    void cut(Index count)
    {
        z.conservativeResize(count, Eigen::NoChange);
        statistic.conservativeResize(count, Eigen::NoChange);
        distance.conservativeResize(count);
        weight = Eigen::VectorXd::Constant(count, 1.0 / static_cast<double>(count));
    }
};

/// Factor of twice the weighted covariance.
Eigen::MatrixXd kernel_of(Particles const& particles)
{
    Eigen::RowVectorXd const mean = particles.weight.transpose() * particles.z;
    Eigen::MatrixXd const centred = particles.z.rowwise() - mean;
    Eigen::MatrixXd covariance = 2.0 * centred.transpose() * particles.weight.asDiagonal() * centred;
    covariance.diagonal().array() += 1e-9;
    return covariance.llt().matrixL();
}

/// The tolerance that keeps a share of the particles.
double tolerance_of(Eigen::VectorXd const& distance, double share)
{
    std::vector<double> sorted(distance.data(), distance.data() + distance.size());
    std::sort(sorted.begin(), sorted.end());
    auto const place = static_cast<std::size_t>(share * static_cast<double>(sorted.size()));
    return sorted[std::min(place, sorted.size() - 1)];
}

class Sampler {
public:
    Sampler(CalibrationDesign const& design, std::span<double const> observed, Simulate const& simulate, PositionBox box,
            FeatureRegression const& regression, int& calls)
        : design_{design},
          simulate_{simulate},
          box_{std::move(box)},
          regression_{regression},
          observed_{regression.of(observed.data())},
          calls_{calls}
    {
    }

    /// The first run of each draw that a wave left.
    [[nodiscard]] Particles first(WaveDraws const& last) const
    {
        std::vector<std::size_t> kept;
        for (std::size_t draw = 0; draw < last.implausibility.size(); ++draw) {
            if (last.implausibility[draw] < design_.most_implausible) {
                kept.push_back(draw);
            }
        }
        Particles particles;
        particles.resize(static_cast<Index>(kept.size()), parameters());
        std::size_t const per_draw = static_cast<std::size_t>(design_.wave_replicates) * design_.features;
        for (Index i = 0; i < particles.count(); ++i) {
            std::size_t const draw = kept[static_cast<std::size_t>(i)];
            for (Index k = 0; k < parameters(); ++k) {
                auto const parameter = static_cast<std::size_t>(k);
                particles.z(i, k) = box_.z_of(parameter, last.positions[draw * design_.parameters + parameter]);
            }
            particles.statistic.row(i) = regression_.of(last.features.data() + draw * per_draw) - observed_;
            particles.distance(i) = particles.statistic.row(i).norm();
        }
        return particles;
    }

    /// Moves particles until as many as the design asks for lie within the tolerance. Nothing: interrupted.
    [[nodiscard]] std::optional<Particles> next(Particles const& before, Generation& generation)
    {
        Eigen::MatrixXd const kernel = kernel_of(before);
        Particles found;
        found.resize(design_.particles, parameters());
        Index accepted = 0;
        for (int batch = 0; batch < most_batches && accepted < design_.particles; ++batch) {
            Eigen::MatrixXd const proposed = propose(before, kernel);
            std::optional<std::vector<double>> const features = simulate_(positions_of(proposed), 1, calls_++);
            if (!features) {
                return std::nullopt;
            }
            for (Index i = 0; i < proposed.rows() && accepted < design_.particles; ++i) {
                ++generation.simulated;
                double const* const of_run = features->data() + static_cast<std::size_t>(i) * design_.features;
                Eigen::VectorXd const statistic = regression_.of(of_run) - observed_;
                if (double const distance = statistic.norm(); distance < generation.tolerance) { // not where a run failed
                    found.z.row(accepted) = proposed.row(i);
                    found.statistic.row(accepted) = statistic;
                    found.distance(accepted++) = distance;
                }
            }
        }
        generation.accepted = static_cast<std::size_t>(accepted);
        found.cut(accepted);
        if (accepted > 0) {
            weigh(found, before, kernel);
        }
        return found;
    }

    [[nodiscard]] std::vector<double> positions_of(Eigen::MatrixXd const& z) const
    {
        std::vector<double> positions;
        for (Index i = 0; i < z.rows(); ++i) {
            for (Index k = 0; k < z.cols(); ++k) {
                positions.push_back(box_.position_of(static_cast<std::size_t>(k), z(i, k)));
            }
        }
        return positions;
    }

private:
    [[nodiscard]] Index parameters() const { return static_cast<Index>(design_.parameters); }

    [[nodiscard]] Eigen::MatrixXd propose(Particles const& before, Eigen::MatrixXd const& kernel) const
    {
        std::vector<double> reached(static_cast<std::size_t>(before.count()));
        std::partial_sum(before.weight.data(), before.weight.data() + before.count(), reached.begin());
        Eigen::MatrixXd proposed(design_.particles, parameters());
        for (Index i = 0; i < proposed.rows(); ++i) {
            Draws<double> const draws{design_.seed, i};
            double const u = draws.uniform(calls_, stream::calibration, ancestor) * reached.back();
            auto const from = std::min(std::upper_bound(reached.begin(), reached.end(), u), reached.end() - 1);
            Eigen::VectorXd step(parameters());
            for (Index k = 0; k < parameters(); ++k) {
                step(k) = normal_quantile(draws.uniform(calls_, stream::calibration, static_cast<std::uint32_t>(k)));
            }
            proposed.row(i) = before.z.row(from - reached.begin()) + (kernel * step).transpose();
        }
        return proposed;
    }

    /// Prior over the mixture of kernels from which a particle was proposed.
    void weigh(Particles& found, Particles const& before, Eigen::MatrixXd const& kernel) const
    {
        auto const lower = kernel.triangularView<Eigen::Lower>();
        Eigen::MatrixXd const from = lower.solve(before.z.transpose()); // [parameter][particle]
        Eigen::MatrixXd const to = lower.solve(found.z.transpose());
        Eigen::VectorXd logs(found.count());
        for (Index i = 0; i < found.count(); ++i) {
            Eigen::VectorXd const exponents = -0.5 * (from.colwise() - to.col(i)).colwise().squaredNorm().transpose();
            double const most = exponents.maxCoeff();
            double mixture = 0.0;
            for (Index j = 0; j < before.count(); ++j) {
                mixture += before.weight(j) * std::exp(exponents(j) - most);
            }
            logs(i) = -0.5 * found.z.row(i).squaredNorm() - most - std::log(mixture);
        }
        double const most = logs.maxCoeff();
        found.weight = (logs.array() - most).exp();
        found.weight /= found.weight.sum();
    }

    CalibrationDesign const& design_;
    Simulate const& simulate_;
    PositionBox box_;
    FeatureRegression const& regression_;
    Eigen::VectorXd observed_;
    int& calls_;
};

/// Moves particles to where the observed statistic would have put them, by a regression that counts near ones more (Epanechnikov).
void adjust(Particles& particles, double tolerance)
{
    Index const width = particles.statistic.cols() + 1;
    Eigen::VectorXd const near = (1.0 - (particles.distance.array() / tolerance).square()).max(0.0);
    particles.weight = particles.weight.cwiseProduct(near);
    particles.weight /= particles.weight.sum();
    Eigen::MatrixXd x(particles.count(), width);
    x << Eigen::VectorXd::Ones(particles.count()), particles.statistic;
    Eigen::VectorXd const root = particles.weight.cwiseSqrt();
    Eigen::MatrixXd const slope =
        (root.asDiagonal() * x).colPivHouseholderQr().solve(root.asDiagonal() * particles.z).bottomRows(width - 1);
    particles.z -= particles.statistic * slope;
}

} // namespace

double effective_draws(std::span<double const> weights)
{
    double sum = 0.0;
    double squares = 0.0;
    for (double const weight : weights) {
        sum += weight;
        squares += weight * weight;
    }
    return squares > 0.0 ? sum * sum / squares : 0.0;
}

std::optional<Calibration> calibrate(CalibrationDesign const& design, std::span<double const> observed,
                                     Simulate const& simulate)
{
    if (observed.size() != design.features || design.summaries > design.features || design.wave_replicates < 4) {
        throw std::invalid_argument{"a calibration's features, summaries or runs of a draw do not fit"};
    }
    Calibration result;
    int calls = 0;
    std::optional<WaveDraws> const last = match_history(design, observed, simulate, calls, result.waves);
    if (!last) {
        return std::nullopt;
    }
    if (result.waves.back().kept == 0) {
        return result;
    }
    FeatureRegression const regression{design, *last};
    result.explained = regression.explained();
    Sampler sampler{design, observed, simulate, last->box, regression, calls};
    Particles particles = sampler.first(*last);
    double tolerance = infinite;
    for (int g = 0; g < design.generations; ++g) {
        Generation generation{.tolerance = std::min(tolerance, tolerance_of(particles.distance, design.kept_share))};
        std::optional<Particles> next = sampler.next(particles, generation);
        if (!next) {
            return std::nullopt;
        }
        if (next->count() < design.particles) { // too few: the generation before it stands
            result.generations.push_back(generation);
            break;
        }
        particles = std::move(*next);
        tolerance = generation.tolerance;
        generation.effective = effective_draws({particles.weight.data(), static_cast<std::size_t>(particles.count())});
        result.generations.push_back(generation);
        if (static_cast<double>(generation.accepted) < design.least_acceptance * static_cast<double>(generation.simulated)) {
            break;
        }
    }
    result.unadjusted = sampler.positions_of(particles.z);
    if (std::isfinite(tolerance)) {
        adjust(particles, tolerance);
    }
    result.positions = sampler.positions_of(particles.z);
    result.weights.assign(particles.weight.data(), particles.weight.data() + particles.count());
    result.effective = effective_draws(result.weights);
    return result;
}

} // namespace steppe
