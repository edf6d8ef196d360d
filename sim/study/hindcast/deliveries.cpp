#include "study/hindcast/deliveries.hpp"

#include "model/streams.hpp"
#include "study/hindcast/member_draws.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace steppe {
namespace {

constexpr int most_deliveries = 400;

/// The number whose distribution function reaches u.
int negative_binomial(double mean, double dispersion, double u)
{
    double const part = mean / (mean + dispersion);
    double probability = std::pow(1.0 - part, dispersion);
    double sum = probability;
    int number = 0;
    while (sum < u && number < most_deliveries) {
        probability *= part * (number + dispersion) / (number + 1.0);
        sum += probability;
        ++number;
    }
    return number;
}

} // namespace

DeliveryModel fit_deliveries(std::span<DatedValue const> record, double log_worth_sd, double dispersion)
{
    auto const n = static_cast<double>(record.size());
    double mean = 0.0;
    for (DatedValue const& one : record) {
        mean += one.value / n;
    }
    if (record.size() < 3 || mean <= 0.0) {
        throw std::invalid_argument{"deliveries are fitted to at least 3 years with some of them"};
    }
    double variance = 0.0;
    for (DatedValue const& one : record) {
        variance += (one.value - mean) * (one.value - mean) / (n - 1.0);
    }
    double const of_worth = std::exp(log_worth_sd * log_worth_sd);
    double const left = variance / (mean * mean) - 1.0 / dispersion;
    DeliveryModel model;
    model.count_mean = std::clamp(left > 0.0 ? of_worth / left : 20.0, 0.5, 20.0);
    model.dispersion = dispersion;
    model.log_worth_sd = log_worth_sd;
    model.log_worth_mean = std::log(mean / model.count_mean) - 0.5 * log_worth_sd * log_worth_sd;
    model.years = record.size();
    return model;
}

double draw_deliveries(DeliveryModel const& model, double link, std::uint64_t seed, std::size_t member, int origin,
                       int years, std::string const& supplier)
{
    MemberDraws const draws{seed, member, origin};
    double const of_year = std::exp(model.log_worth_sd * model.log_worth_sd) / model.count_mean + 1.0 / model.dispersion;
    double const sd = std::sqrt(std::log1p(of_year / static_cast<double>(model.years)));
    double const mean_error = std::exp(sd * draws.normal(0, stream::observed_state, supplier) - 0.5 * sd * sd);
    int const number = negative_binomial(model.count_mean * link, model.dispersion,
                                         draws.uniform(years, stream::observed_count, supplier, 0));
    double total = 0.0;
    for (int i = 0; i < number; ++i) {
        total += std::exp(model.log_worth_mean + model.log_worth_sd * draws.normal(years, stream::observed_count, supplier,
                                                                                   static_cast<std::uint32_t>(i) + 1));
    }
    return total * mean_error;
}

} // namespace steppe
