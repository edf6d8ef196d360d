#pragma once
/// Functions of one input that a conditional mean is fitted with.

#include <cstddef>
#include <span>
#include <vector>

namespace steppe {

/// Restricted cubic splines, linear beyond the outer knots (Stone & Koo 1985, Proc. Stat. Comput. Sect. ASA, 45-48): the input itself and up to
/// three more columns, with knots at the 5, 27.5, 50, 72.5 and 95 % quantiles of its draws (Harrell 2015, Regression Modeling Strategies, 2.4.6).
/// Where more than 5 % of the draws have one value, as a claim's have, a column says whether it has it, and knots are of the other draws.
class SplineBasis {
public:
    /// `draws` has two values or more, all finite. `in_logarithms`: of the logarithm of the input; draws are above 0.
    SplineBasis(std::span<double const> draws, bool in_logarithms);

    [[nodiscard]] std::size_t size() const;
    /// Writes the `size()` functions at a value of the input.
    void fill(double value, double* row) const;

private:
    [[nodiscard]] double scaled(double value) const;

    bool in_logarithms_;
    bool has_atom_{};
    double atom_{};
    double centre_{}, width_{1.0}; ///< of the scaled input: about -1 to 1
    std::vector<double> knots_;    ///< scaled; fewer than three: the input alone
};

} // namespace steppe
