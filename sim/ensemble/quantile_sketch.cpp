#include "ensemble/quantile_sketch.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace steppe {

double Histogram::quantile(double probability) const
{
    std::uint64_t count = 0;
    for (std::uint32_t bin : bins_) {
        count += bin;
    }
    if (count == 0) {
        return 0.0;
    }
    auto const rank = static_cast<std::uint64_t>(probability * static_cast<double>(count - 1));
    std::uint64_t below = 0;
    std::size_t bin = 0;
    while (below + bins_[bin] <= rank) {
        below += bins_[bin++];
    }
    return (first_ + static_cast<double>(bin)) * width_;
}

void Histogram::add_rows(std::span<Histogram> histograms, double const* rows, std::size_t count, std::size_t stride)
{
    // What a bin depends on, side by side, so that the places of a row are computed at once.
    std::array<double, together> per_width{};
    std::array<double, together> first{};
    std::array<double, together> size{};
    auto const take_over = [&](std::size_t h) {
        per_width[h] = histograms[h].per_width_;
        first[h] = histograms[h].first_;
        size[h] = histograms[h].size_;
    };
    for (std::size_t h = 0; h < histograms.size(); ++h) {
        take_over(h);
    }
    for (double const* row = rows; row != rows + count * stride; row += stride) {
        std::array<double, together> position{};
        for (std::size_t h = 0; h < together; ++h) {
            position[h] = floor_of(row[h] * per_width[h]) - first[h];
        }
        for (std::size_t h = 0; h < histograms.size(); ++h) {
            if (position[h] >= 0.0 && position[h] < size[h]) {
                ++histograms[h].bins_[static_cast<std::size_t>(position[h])];
            } else {
                histograms[h].add_outside(row[h]);
                take_over(h);
            }
        }
    }
}

void Histogram::add_outside(double value)
{
    double position = floor_of(value * per_width_);
    double low = bins_.empty() ? position : std::min(first_, position);
    double high = bins_.empty() ? position : std::max(first_ + size_ - 1.0, position);
    while (high - low >= static_cast<double>(most_bins_)) {
        widen();
        position = floor_of(value * per_width_);
        low = bins_.empty() ? position : std::min(first_, position);
        high = bins_.empty() ? position : std::max(first_ + size_ - 1.0, position);
    }
    if (bins_.empty() || low < first_) {
        bins_.insert(bins_.begin(), bins_.empty() ? 1U : static_cast<std::size_t>(first_ - low), 0U);
        first_ = low;
    }
    size_ = high - low + 1.0;
    bins_.resize(static_cast<std::size_t>(size_));
    ++bins_[static_cast<std::size_t>(position - first_)];
}

/// Joins neighbours to bins of twice the width.
void Histogram::widen()
{
    width_ *= 2.0;
    per_width_ *= 0.5;
    if (bins_.empty()) {
        return;
    }
    double const first = std::floor(first_ / 2.0);
    auto const shift = static_cast<std::size_t>(first_ - 2.0 * first);
    std::vector<std::uint32_t> joined((bins_.size() + shift + 1) / 2);
    for (std::size_t bin = 0; bin < bins_.size(); ++bin) {
        joined[(bin + shift) / 2] += bins_[bin];
    }
    bins_ = std::move(joined);
    first_ = first;
    size_ = static_cast<double>(bins_.size());
}

void QuantileSketch::add(double value)
{
    if (exact_.empty() && histogram_.width() > 0.0) {
        histogram_.add(value);
        return;
    }
    exact_.push_back(value);
    if (exact_.size() > most_exact) {
        for (double kept : exact_) {
            histogram_.add(kept);
        }
        exact_ = {};
    }
}

double QuantileSketch::quantile(double probability) const
{
    if (exact_.empty()) {
        return histogram_.quantile(probability);
    }
    std::vector<double> sorted = exact_;
    std::sort(sorted.begin(), sorted.end());
    double const position = probability * static_cast<double>(sorted.size() - 1);
    auto const below = static_cast<std::size_t>(position);
    std::size_t const above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (position - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

} // namespace steppe
