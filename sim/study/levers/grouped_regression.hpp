#pragma once
/// Least squares over draws in groups, each of which can be left out.

#include <Eigen/Dense>

#include <cstddef>
#include <span>
#include <vector>

namespace steppe {

/// Groups of consecutive draws that a jackknife leaves out one by one.
inline constexpr std::size_t jackknife_groups = 20;

/// The fit of `responses` by the columns of `design`, [draw][column], and a constant: with all draws, and with each group left out.
/// Columns that others explain get no weight.
class GroupedRegression {
public:
    GroupedRegression(Eigen::MatrixXd const& design, std::span<double const> responses);

    /// Fitted values of all draws, by all draws.
    [[nodiscard]] Eigen::VectorXd const& fitted() const { return fitted_; }
    /// By the draws outside of a group.
    [[nodiscard]] Eigen::VectorXd fitted_without(std::size_t group) const;
    /// The fit at one row of the design, by all draws; or by those outside of a group.
    [[nodiscard]] double at(Eigen::VectorXd const& row) const;
    [[nodiscard]] double at_without(std::size_t group, Eigen::VectorXd const& row) const;

    /// Mean of the responses, all and without a group.
    [[nodiscard]] double mean() const { return mean_; }
    [[nodiscard]] double mean_without(std::size_t group) const { return means_without_[group]; }
    /// Draws [low, high) of a group.
    [[nodiscard]] std::size_t first_of(std::size_t group) const;

    /// Share of the variance of the responses that the fit explains, adjusted for the number of its columns; it may be a little below 0.
    [[nodiscard]] double explained() const { return explained_; }
    /// The F statistic of all columns together, with `columns()` and `draws - columns() - 1` degrees of freedom.
    [[nodiscard]] double f_statistic() const { return f_; }
    [[nodiscard]] std::size_t columns() const { return static_cast<std::size_t>(design_.cols()) - 1; }
    [[nodiscard]] std::size_t draws() const { return static_cast<std::size_t>(design_.rows()); }

private:
    Eigen::MatrixXd design_; ///< with the constant first
    Eigen::VectorXd weights_;
    Eigen::VectorXd fitted_;
    std::vector<Eigen::VectorXd> weights_without_;
    double mean_{};
    std::vector<double> means_without_;
    double explained_{};
    double f_{};
};

/// Standard error of a statistic from its values with each group left out (delete-a-group jackknife: Shao & Tu 1995, The Jackknife and
/// Bootstrap, 2.3).
[[nodiscard]] double jackknife_error(std::span<double const> without);

/// Half the width of a 90 % interval, by Student's t with one degree of freedom fewer than groups.
[[nodiscard]] double jackknife_reach(std::span<double const> without);

} // namespace steppe
