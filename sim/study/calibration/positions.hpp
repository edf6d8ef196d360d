#pragma once
/// Positions of parameters within their priors, and the scale on which they are moved.
///
/// A position u in (0, 1) stands for the value at that probability of the prior (model/prior.hpp), so that every prior, a claim's with half
/// its mass on no effect too, is even in u. Within a box of positions, z is the standard normal quantile of (u - low) / (high - low): the
/// prior that is left is a standard normal in z, and no move leaves the box.

#include <cstddef>
#include <vector>

namespace steppe {

/// What of each parameter's prior is not ruled out.
struct PositionBox {
    std::vector<double> low, high;

    PositionBox() = default;
    explicit PositionBox(std::size_t parameters) : low(parameters, 0.0), high(parameters, 1.0) {}

    /// Of the whole prior.
    [[nodiscard]] double share() const;
    [[nodiscard]] double z_of(std::size_t parameter, double position) const;
    [[nodiscard]] double position_of(std::size_t parameter, double z) const;
};

} // namespace steppe
