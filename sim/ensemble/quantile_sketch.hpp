#pragma once
/// Quantiles of a stream of numbers in bounded memory, whose state depends on the numbers and not on their order.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace steppe {

/// Counts in bins of width 2^e, aligned to multiples of it, where e is the smallest for which all numbers so far fit into
/// `most_bins` bins: when a number falls outside, neighbours are joined. As floor(floor(x / w) / 2) is floor(x / 2w), counts
/// are those that the final bins would have had from the start. A quantile is the lower edge of its bin, so it is exact for
/// whole numbers, and otherwise at most one width too low; a width is less than 2 / (most_bins - 1) of the range of the numbers.
class Histogram {
public:
    explicit Histogram(std::int32_t most_bins) : most_bins_{most_bins} {}

    /// `value` is finite.
    void add(double value)
    {
        double const position = floor_of(value * per_width_) - first_;
        if (position >= 0.0 && position < size_) {
            ++bins_[static_cast<std::size_t>(position)];
        } else {
            add_outside(value);
        }
    }

    static constexpr std::size_t together = 16;
    /// Adds to each of at most `together` histograms the numbers of its column in `count` rows. Rows begin `stride` numbers apart and have
    /// at least `together`, finite where there is a histogram.
    static void add_rows(std::span<Histogram> histograms, double const* rows, std::size_t count, std::size_t stride);

    /// The number of rank floor(probability (n - 1)), counted from 0; 0 of none.
    [[nodiscard]] double quantile(double probability) const;
    /// By how much a quantile may be below the true one.
    [[nodiscard]] double width() const { return bins_.empty() ? 0.0 : width_; }

    template <class Archive>
    void archive(Archive& archive)
    {
        archive(width_, per_width_, first_, size_, bins_);
    }

private:
    // The library's floor is a call below SSE4.1, and it is most of `add`.
    static double floor_of(double x)
    {
#if defined(__SSE4_1__)
        return std::floor(x);
#else
        constexpr double whole_beyond = 4503599627370496.0; // 2^52
        if (!(x < whole_beyond && x > -whole_beyond)) {
            return x;
        }
        auto const truncated = static_cast<double>(static_cast<std::int64_t>(x));
        return truncated > x ? truncated - 1.0 : truncated;
#endif
    }
    void add_outside(double value);
    void widen();

    std::int32_t most_bins_;
    double width_{0x1p-60};
    double per_width_{0x1p60};
    double first_{}; ///< the lower edge of the first bin, in widths
    double size_{};
    std::vector<std::uint32_t> bins_;
};

/// Exact up to `most_exact` numbers; beyond that a Histogram.
class QuantileSketch {
public:
    void add(double value);
    /// Exact: linear interpolation between order statistics (Hyndman & Fan type 7, the default of NumPy and R). 0 of none.
    [[nodiscard]] double quantile(double probability) const;
    /// 0 where exact.
    [[nodiscard]] double error_bound() const { return exact_.empty() ? histogram_.width() : 0.0; }

    template <class Archive>
    void archive(Archive& archive)
    {
        archive(exact_, histogram_);
    }

    static constexpr std::size_t most_exact = 8192;

private:
    static constexpr std::int32_t most_bins = 8192;

    std::vector<double> exact_;
    Histogram histogram_{most_bins};
};

} // namespace steppe
