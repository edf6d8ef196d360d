#pragma once
/// Arms deliveries of a year as a number of deliveries, negative binomial, each of a lognormal worth.
///
/// The number's mean and the worth's scale follow from mean and variance of the record up to the cutoff; dispersion and spread of worth are
/// stated with the operator, as totals of a year do not tell them apart. The mean moves with the supplier's part of the links of defence.

#include "study/hindcast/operators.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace steppe {

struct DeliveryModel {
    double count_mean{};     ///< deliveries a year
    double dispersion{};     ///< k: variance of their number is mean + mean^2 / k
    double log_worth_mean{}; ///< of the log of a delivery
    double log_worth_sd{};
    std::size_t years{}; ///< of the record
};

/// Of at least 3 years with some delivery (else std::invalid_argument): v = e^(s^2) / mean + 1 / k for the squared coefficient of variation v of a year's total,
/// the mean number held in [.5, 20].
[[nodiscard]] DeliveryModel fit_deliveries(std::span<DatedValue const> record, double log_worth_sd, double dispersion);

/// A year's total; `link` scales the mean number. What the mean of so few years may be off by is drawn once a member.
[[nodiscard]] double draw_deliveries(DeliveryModel const& model, double link, std::uint64_t seed, std::size_t member,
                                     int origin, int years, std::string const& supplier);

} // namespace steppe
