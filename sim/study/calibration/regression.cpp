#include "study/calibration/regression.hpp"

#include <cmath>

namespace steppe {
namespace {

constexpr double ridge = 1e-3; ///< over the variance of a feature

using Eigen::Index;

std::vector<std::size_t> whole_runs(std::vector<double> const& features, std::size_t width)
{
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row * width < features.size(); ++row) {
        if (std::isfinite(features[row * width])) {
            rows.push_back(row);
        }
    }
    return rows;
}

} // namespace

FeatureRegression::FeatureRegression(CalibrationDesign const& design, WaveDraws const& wave)
{
    auto const width = static_cast<Index>(design.features);
    auto const parameters = static_cast<Index>(design.parameters);
    std::vector<std::size_t> const rows = whole_runs(wave.features, design.features);
    auto const count = static_cast<Index>(rows.size());
    Eigen::MatrixXd x(count, width);
    Eigen::MatrixXd z(count, parameters);
    for (Index i = 0; i < count; ++i) {
        std::size_t const row = rows[static_cast<std::size_t>(i)];
        std::size_t const draw = row / static_cast<std::size_t>(design.wave_replicates);
        x.row(i) = Eigen::Map<Eigen::RowVectorXd const>(wave.features.data() + row * design.features, width);
        for (Index k = 0; k < parameters; ++k) {
            auto const parameter = static_cast<std::size_t>(k);
            z(i, k) = wave.box.z_of(parameter, wave.positions[draw * design.parameters + parameter]);
        }
    }
    mean_ = x.colwise().mean().transpose();
    x.rowwise() -= mean_.transpose();
    scale_ = (x.colwise().squaredNorm() / static_cast<double>(count)).cwiseSqrt().cwiseMax(1e-12).transpose();
    x = x * scale_.cwiseInverse().asDiagonal();
    centre_ = z.colwise().mean().transpose();
    z.rowwise() -= centre_.transpose();
    Eigen::MatrixXd normal = x.transpose() * x / static_cast<double>(count);
    normal.diagonal().array() += ridge;
    slope_ = normal.ldlt().solve(x.transpose() * z / static_cast<double>(count));
    Eigen::MatrixXd const left = z - x * slope_;
    for (Index k = 0; k < parameters; ++k) {
        explained_.push_back(1.0 - left.col(k).squaredNorm() / z.col(k).squaredNorm());
    }
}

Eigen::VectorXd FeatureRegression::of(double const* features) const
{
    Eigen::Map<Eigen::VectorXd const> const all{features, mean_.size()};
    return centre_ + slope_.transpose() * (all - mean_).cwiseQuotient(scale_);
}

} // namespace steppe
