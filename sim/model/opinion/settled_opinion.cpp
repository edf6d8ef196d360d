#include "model/opinion/settled_opinion.hpp"

#include <Eigen/Dense>

#include <limits>

namespace steppe {
namespace {

/// Susceptibility of at most 0.99 leaves 0.99^2000 = 2e-9 of the start.
constexpr int most_sweeps = 2000;

} // namespace

void solve_resting_opinion(std::span<double const> influence, std::span<double const> susceptibility,
                           std::span<double const> stance, std::span<double> opinion)
{
    using Vector = Eigen::VectorXd;
    using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    auto const n = static_cast<Eigen::Index>(stance.size());
    Eigen::Map<RowMajor const> const w{influence.data(), n, n};
    Eigen::Map<Vector const> const lambda{susceptibility.data(), n};
    Eigen::Map<Vector const> const a{stance.data(), n};
    Eigen::Map<Vector> o{opinion.data(), n};
    o = a;
    Vector before = Vector::Constant(n, std::numeric_limits<double>::quiet_NaN());
    for (int sweep = 0; sweep < most_sweeps && o != before; ++sweep) {
        before = o;
        for (Eigen::Index g = 0; g < n; ++g) {
            o[g] = lambda[g] * w.row(g).dot(o) + (1.0 - lambda[g]) * a[g];
        }
    }
}

} // namespace steppe
