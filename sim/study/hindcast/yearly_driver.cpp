#include "study/hindcast/yearly_driver.hpp"

#include "model/streams.hpp"
#include "study/hindcast/member_draws.hpp"

#include <algorithm>
#include <cmath>

namespace steppe {
namespace {

std::optional<double> value_at(std::vector<DatedValue> const& rows, int year)
{
    auto const found = std::find_if(rows.begin(), rows.end(), [=](DatedValue const& one) { return one.year == year; });
    return found == rows.end() ? std::nullopt : std::optional{found->value};
}

} // namespace

YearlyDriver::YearlyDriver(Scenario const& scenario, std::string_view reading, std::string_view power, int origin,
                           DriverMode mode, int shift_years, std::uint64_t seed)
    : origin_{origin}, mode_{mode}, shift_{shift_years}
{
    auto const& used = scenario.drivers.used;
    auto const found = std::find_if(used.begin(), used.end(), [&](UsedSeries const& one) {
        return one.reading == reading && one.power == power && one.series.yearly;
    });
    if (found == used.end()) {
        return;
    }
    for (DriverRow const& row : found->series.rows) {
        rows_.push_back({row.month / 12, row.value});
    }
    std::copy_if(rows_.begin(), rows_.end(), std::back_inserter(past_),
                 [=](DatedValue const& one) { return one.year <= origin; });
    std::vector<double> changes;
    for (std::size_t i = 1; i < past_.size(); ++i) {
        changes.push_back(past_[i].value - past_[i - 1].value);
    }
    MemberDraws const draws{seed, 0, 0};
    for (std::size_t n = changes.size(); n > 1; --n) {
        double const u = draws.uniform(0, stream::permutation, "un", static_cast<std::uint32_t>(n));
        std::swap(changes[n - 1], changes[static_cast<std::size_t>(u * static_cast<double>(n))]);
    }
    double sum = 0.0;
    for (double const one : changes) {
        permuted_.push_back(sum += one);
    }
}

std::optional<double> YearlyDriver::change(int from, int to) const
{
    std::optional<double> const before = value_at(rows_, from);
    std::optional<double> const after = value_at(rows_, to);
    return before && after && to <= origin_ ? std::optional{*after - *before} : std::nullopt;
}

std::optional<double> YearlyDriver::path(int years) const
{
    if (past_.empty() || years < 1) {
        return std::nullopt;
    }
    double const last = past_.back().value;
    if (mode_ == DriverMode::known) {
        return value_at(rows_, origin_ + years);
    }
    if (mode_ == DriverMode::placebo_shift) {
        std::optional<double> const moved = change(origin_ - shift_, origin_ - shift_ + years);
        return moved ? std::optional{last + *moved} : std::nullopt;
    }
    if (mode_ == DriverMode::placebo_permute && static_cast<std::size_t>(years) <= permuted_.size()) {
        return last + permuted_[static_cast<std::size_t>(years) - 1];
    }
    return std::nullopt;
}

double YearlyDriver::change_sd() const
{
    double squares = 0.0;
    for (std::size_t i = 1; i < past_.size(); ++i) {
        int const years = past_[i].year - past_[i - 1].year;
        squares += std::pow(past_[i].value - past_[i - 1].value, 2) / years;
    }
    return past_.size() < 2 ? 0.0 : std::sqrt(squares / static_cast<double>(past_.size() - 1));
}

} // namespace steppe
