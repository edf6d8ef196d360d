#pragma once
/// Mean and variance of a stream of numbers (Welford 1962).

#include <cstdint>

namespace steppe {

class RunningMoments {
public:
    void add(double value)
    {
        ++count_;
        double const step = value - mean_;
        mean_ += step / static_cast<double>(count_);
        squares_ += step * (value - mean_);
    }

    [[nodiscard]] std::int64_t count() const { return count_; }
    [[nodiscard]] double mean() const { return mean_; }
    /// Sum of squared deviations from the mean.
    [[nodiscard]] double squares() const { return squares_; }
    /// Unbiased; 0 of fewer than two numbers.
    [[nodiscard]] double variance() const { return count_ > 1 ? squares_ / static_cast<double>(count_ - 1) : 0.0; }

    template <class Archive>
    void archive(Archive& archive)
    {
        archive(count_, mean_, squares_);
    }

private:
    std::int64_t count_{};
    double mean_{};
    double squares_{};
};

} // namespace steppe
