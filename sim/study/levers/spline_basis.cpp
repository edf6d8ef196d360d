#include "study/levers/spline_basis.hpp"

#include "lanes/elementary.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace steppe {
namespace {

constexpr double atom_share = 0.05;
constexpr std::array<double, 5> knot_quantiles{0.05, 0.275, 0.5, 0.725, 0.95};

double cubed_above(double value, double knot)
{
    double const above = std::max(value - knot, 0.0);
    return above * above * above;
}

} // namespace

SplineBasis::SplineBasis(std::span<double const> draws, bool in_logarithms) : in_logarithms_{in_logarithms}
{
    std::vector<double> sorted{draws.begin(), draws.end()};
    std::sort(sorted.begin(), sorted.end());
    std::size_t longest = 0;
    for (std::size_t from = 0; from < sorted.size();) {
        auto const end = std::upper_bound(sorted.begin() + static_cast<std::ptrdiff_t>(from), sorted.end(), sorted[from]);
        auto const run = static_cast<std::size_t>(end - sorted.begin()) - from;
        if (run > longest) {
            longest = run;
            atom_ = sorted[from];
        }
        from += run;
    }
    has_atom_ = static_cast<double>(longest) > atom_share * static_cast<double>(sorted.size());
    if (has_atom_) {
        std::erase(sorted, atom_);
    }
    if (sorted.empty() || sorted.front() == sorted.back()) {
        return; // one value, or two: the column of the atom says which
    }
    auto const transformed = [&](double value) { return in_logarithms_ ? logarithm(value) : value; };
    centre_ = 0.5 * (transformed(sorted.front()) + transformed(sorted.back()));
    width_ = 0.5 * (transformed(sorted.back()) - transformed(sorted.front()));
    for (double const quantile : knot_quantiles) {
        auto const at = static_cast<std::size_t>(quantile * static_cast<double>(sorted.size() - 1));
        double const knot = scaled(sorted[at]);
        if (knots_.empty() || knot > knots_.back() + 1e-6) {
            knots_.push_back(knot);
        }
    }
}

double SplineBasis::scaled(double value) const { return ((in_logarithms_ ? logarithm(value) : value) - centre_) / width_; }

std::size_t SplineBasis::size() const
{
    std::size_t const curved = knots_.size() > 2 ? knots_.size() - 2 : 0;
    return (has_atom_ ? 1 : 0) + (knots_.empty() ? 0 : 1 + curved);
}

void SplineBasis::fill(double value, double* row) const
{
    if (has_atom_) {
        *row++ = value == atom_ ? 1.0 : 0.0;
    }
    if (knots_.empty()) {
        return;
    }
    bool const at_atom = has_atom_ && value == atom_; // whose level is its own
    double const x = at_atom ? 0.0 : scaled(value);
    *row++ = x;
    if (knots_.size() < 3) {
        return;
    }
    std::size_t const last = knots_.size() - 1;
    double const span = knots_[last] - knots_[last - 1];
    double const scale = (knots_[last] - knots_[0]) * (knots_[last] - knots_[0]);
    for (std::size_t k = 0; k + 2 < knots_.size(); ++k) {
        double const curved = cubed_above(x, knots_[k]) -
                              cubed_above(x, knots_[last - 1]) * (knots_[last] - knots_[k]) / span +
                              cubed_above(x, knots_[last]) * (knots_[last - 1] - knots_[k]) / span;
        *row++ = at_atom ? 0.0 : curved / scale;
    }
}

} // namespace steppe
