#include "study/hindcast/skill.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <stdexcept>
#include <vector>

namespace steppe {
namespace {

double mean_of(std::span<double const> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

void check(std::span<double const> scores, std::span<double const> baseline, double level)
{
    auto const finite = [](double value) { return std::isfinite(value); };
    if (scores.size() != baseline.size()) {
        throw std::invalid_argument{"scores and those of the baseline must be of the same cases"};
    }
    if (!std::all_of(scores.begin(), scores.end(), finite) || !std::all_of(baseline.begin(), baseline.end(), finite)) {
        throw std::invalid_argument{"a score is not finite"};
    }
    if (!(level > 0.0 && level < 1.0)) {
        throw std::invalid_argument{"the level of an interval must lie between 0 and 1"};
    }
    if (scores.empty() || mean_of(baseline) <= 0.0) {
        throw std::invalid_argument{"the baseline's mean score must be above 0 to compare with"};
    }
}

/// What each case adds to the quotient of means: q = a / b, d q = (s_i - q r_i) / b, over the number of cases.
std::vector<double> influences(std::span<double const> scores, std::span<double const> baseline, double quotient)
{
    double const below = mean_of(baseline);
    std::vector<double> found(scores.size());
    for (std::size_t i = 0; i < scores.size(); ++i) {
        found[i] = (scores[i] - quotient * baseline[i]) / below;
    }
    return found;
}

Skill with_interval(double quotient, double standard_error, std::size_t degrees_of_freedom, double level)
{
    boost::math::students_t const t{static_cast<double>(degrees_of_freedom)};
    double const reach = boost::math::quantile(t, (1.0 + level) / 2.0) * standard_error;
    Skill skill;
    skill.value = 1.0 - quotient;
    skill.low = skill.value - reach;
    skill.high = std::min(skill.value + reach, std::max(skill.value, 1.0));
    skill.degrees_of_freedom = degrees_of_freedom;
    return skill;
}

} // namespace

std::size_t cosine_terms(std::size_t origins, std::size_t horizon)
{
    auto const by_length = static_cast<std::size_t>(0.4 * std::pow(static_cast<double>(origins), 2.0 / 3.0) + 1e-9);
    return std::max<std::size_t>(1, std::min(by_length, origins / std::max<std::size_t>(1, horizon)));
}

double ewc_variance_of_mean(std::span<double const> values, std::size_t terms)
{
    if (terms < 1 || terms >= values.size()) {
        throw std::invalid_argument{"the number of cosines must lie between 1 and the number of cases"};
    }
    auto const n = static_cast<double>(values.size());
    double sum = 0.0;
    for (std::size_t j = 1; j <= terms; ++j) {
        double projection = 0.0;
        for (std::size_t t = 0; t < values.size(); ++t) {
            projection +=
                values[t] * std::cos(std::numbers::pi * static_cast<double>(j) * (static_cast<double>(t) + 0.5) / n);
        }
        sum += 2.0 / n * projection * projection;
    }
    return sum / (static_cast<double>(terms) * n);
}

Skill skill_over_origins(std::span<double const> scores, std::span<double const> baseline, std::size_t horizon, double level)
{
    check(scores, baseline, level);
    if (scores.size() < 3 || horizon < 1) {
        throw std::invalid_argument{"an interval needs at least 3 origins, and a horizon of at least 1"};
    }
    double const quotient = mean_of(scores) / mean_of(baseline);
    std::size_t const terms = cosine_terms(scores.size(), horizon);
    double const variance = ewc_variance_of_mean(influences(scores, baseline, quotient), terms);
    Skill skill = with_interval(quotient, std::sqrt(variance), terms, level);
    skill.method = "ewc";
    skill.few = static_cast<double>(scores.size()) / static_cast<double>(horizon) < least_blocks;
    return skill;
}

Skill skill_over_panel(std::span<double const> scores, std::span<double const> baseline, std::span<std::size_t const> state,
                       double level)
{
    check(scores, baseline, level);
    if (state.size() != scores.size()) {
        throw std::invalid_argument{"each case of a panel needs its state"};
    }
    double const quotient = mean_of(scores) / mean_of(baseline);
    std::vector<double> const each = influences(scores, baseline, quotient);
    std::size_t const numbers = *std::max_element(state.begin(), state.end()) + 1;
    std::vector<double> sums(numbers);
    std::vector<bool> present(numbers);
    for (std::size_t i = 0; i < each.size(); ++i) {
        sums[state[i]] += each[i];
        present[state[i]] = true;
    }
    auto const states = static_cast<std::size_t>(std::count(present.begin(), present.end(), true));
    if (states < 2) {
        throw std::invalid_argument{"a panel needs at least 2 states"};
    }
    double const squares = std::inner_product(sums.begin(), sums.end(), sums.begin(), 0.0);
    auto const groups = static_cast<double>(states);
    double const variance = groups / (groups - 1.0) * squares / std::pow(static_cast<double>(each.size()), 2);
    Skill skill = with_interval(quotient, std::sqrt(variance), states - 1, level);
    skill.method = "clustered";
    skill.few = groups < least_blocks;
    return skill;
}

PlaceboRank placebo_rank(double score, std::span<double const> placebos)
{
    auto const as_good = std::count_if(placebos.begin(), placebos.end(), [=](double placebo) { return placebo <= score; });
    return {static_cast<std::size_t>(as_good) + 1, placebos.size() + 1};
}

} // namespace steppe
