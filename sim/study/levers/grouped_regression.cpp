#include "study/levers/grouped_regression.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>

namespace steppe {
namespace {

struct NormalEquations {
    Eigen::MatrixXd products;
    Eigen::VectorXd right;
    double sum{};
    double count{};
};

Eigen::VectorXd solve(NormalEquations const& equations)
{
    // By columns of unit length, so that what is small is small against 1.
    Eigen::VectorXd const length = equations.products.diagonal().cwiseSqrt();
    Eigen::VectorXd const inverse = length.unaryExpr([](double l) { return l > 0.0 ? 1.0 / l : 0.0; });
    Eigen::MatrixXd const scaled = inverse.asDiagonal() * equations.products * inverse.asDiagonal();
    Eigen::VectorXd const right = inverse.cwiseProduct(equations.right);
    Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd> decomposition{scaled.rows(), scaled.cols()};
    decomposition.setThreshold(1e-10);
    decomposition.compute(scaled);
    return inverse.cwiseProduct(decomposition.solve(right));
}

} // namespace

std::size_t GroupedRegression::first_of(std::size_t group) const { return group * draws() / jackknife_groups; }

GroupedRegression::GroupedRegression(Eigen::MatrixXd const& design, std::span<double const> responses)
    : design_(design.rows(), design.cols() + 1)
{
    design_.col(0).setOnes();
    design_.rightCols(design.cols()) = design;
    Eigen::Map<Eigen::VectorXd const> const y{responses.data(), static_cast<Eigen::Index>(responses.size())};
    std::vector<NormalEquations> parts(jackknife_groups);
    NormalEquations all{Eigen::MatrixXd::Zero(design_.cols(), design_.cols()), Eigen::VectorXd::Zero(design_.cols())};
    for (std::size_t g = 0; g < jackknife_groups; ++g) {
        auto const first = static_cast<Eigen::Index>(first_of(g));
        auto const count = static_cast<Eigen::Index>(first_of(g + 1)) - first;
        auto const rows = design_.middleRows(first, count);
        auto const values = y.segment(first, count);
        parts[g] = {rows.transpose() * rows, rows.transpose() * values, values.sum(), static_cast<double>(count)};
        all.products += parts[g].products;
        all.right += parts[g].right;
        all.sum += parts[g].sum;
        all.count += parts[g].count;
    }
    weights_ = solve(all);
    mean_ = all.sum / all.count;
    for (NormalEquations const& part : parts) {
        NormalEquations const rest{all.products - part.products, all.right - part.right, all.sum - part.sum,
                                   all.count - part.count};
        weights_without_.push_back(solve(rest));
        means_without_.push_back(rest.sum / rest.count);
    }
    fitted_ = design_ * weights_;
    double const total = (y.array() - mean_).square().sum();
    double const left = (y - fitted_).squaredNorm();
    auto const model = static_cast<double>(columns());
    double const free = all.count - model - 1.0;
    explained_ = total > 0.0 ? 1.0 - (left / free) / (total / (all.count - 1.0)) : 0.0;
    f_ = model > 0.0 && left > 0.0 ? std::max(total - left, 0.0) / model / (left / free) : 0.0;
}

Eigen::VectorXd GroupedRegression::fitted_without(std::size_t group) const { return design_ * weights_without_[group]; }

double GroupedRegression::at(Eigen::VectorXd const& row) const
{
    return weights_[0] + weights_.tail(weights_.size() - 1).dot(row);
}

double GroupedRegression::at_without(std::size_t group, Eigen::VectorXd const& row) const
{
    Eigen::VectorXd const& weights = weights_without_[group];
    return weights[0] + weights.tail(weights.size() - 1).dot(row);
}

double jackknife_error(std::span<double const> without)
{
    auto const groups = static_cast<double>(without.size());
    double mean = 0.0;
    for (double value : without) {
        mean += value / groups;
    }
    double squares = 0.0;
    for (double value : without) {
        squares += (value - mean) * (value - mean);
    }
    return std::sqrt((groups - 1.0) / groups * squares);
}

double jackknife_reach(std::span<double const> without)
{
    boost::math::students_t_distribution<double> const law{static_cast<double>(without.size()) - 1.0};
    return boost::math::quantile(law, 0.95) * jackknife_error(without);
}

} // namespace steppe
