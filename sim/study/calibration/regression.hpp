#pragma once
/// Means of the parameters given the features of a run, as a linear regression has them: the statistics on which draws are judged
/// (Fearnhead & Prangle 2012, semi-automatic summaries).

#include "study/calibration/waves.hpp"

#include <Eigen/Dense>

namespace steppe {

class FeatureRegression {
public:
    /// Of all runs of a wave that did not fail, on features in units of their deviation, with a small ridge. There must be some.
    FeatureRegression(CalibrationDesign const& design, WaveDraws const& wave);

    /// In z of the wave's box, by parameter; NaN for a run that failed.
    [[nodiscard]] Eigen::VectorXd of(double const* features) const;
    /// Share of the variance of each parameter, in z, over the wave.
    [[nodiscard]] std::vector<double> const& explained() const { return explained_; }

private:
    Eigen::VectorXd mean_, scale_, centre_;
    Eigen::MatrixXd slope_;
    std::vector<double> explained_;
};

} // namespace steppe
