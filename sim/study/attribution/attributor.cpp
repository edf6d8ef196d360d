#include "study/attribution/attributor.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>
#include <utility>

namespace steppe {
namespace {

void add_scaled(double* sums, double const* values, std::size_t count, double weight)
{
    for (std::size_t i = 0; i < count; ++i) {
        sums[i] += weight * values[i];
    }
}

/// The smallest number that makes every weight of a design whole, so that shares of counts are exact: weights are
/// 1/(n binomial(n-1, s)) and 1/((n-1) binomial(n-2, s)), whose denominators divide lcm(1, .., n); or counts over orders.
double scale_of_weights(CoalitionDesign const& design)
{
    if (design.orders) {
        return static_cast<double>(design.orders->orders.size());
    }
    std::uint64_t scale = 1;
    for (std::uint64_t n = 2; n <= design.players.size(); ++n) {
        scale = std::lcm(scale, n);
    }
    return static_cast<double>(scale);
}

void divide(std::vector<double>& values, double divisor)
{
    std::transform(values.begin(), values.end(), values.begin(), [divisor](double value) { return value / divisor; });
}

} // namespace

Attributor::Attributor(CoalitionDesign const& design, std::vector<Contrast> contrasts, std::vector<std::string> arms,
                       KeptOutcomes const* closed)
    : design_{design},
      contrasts_{std::move(contrasts)},
      arms_{std::move(arms)},
      closed_design_{design.while_closed()},
      closed_{closed}
{
}

void Attributor::begin(RunLayout const& layout)
{
    layout_ = layout;
    std::size_t const players = design_.players.size();
    std::size_t const pairs = design_.orders ? 0 : players * (players - 1) / 2;
    std::size_t const rows = contrasts_.size() * static_cast<std::size_t>(layout.replicates) * layout.outcomes.size();
    for (Contrast const& contrast : contrasts_) {
        result_.contrasts.push_back(contrast.name);
    }
    result_.players = design_.players;
    result_.coalitions = design_.coalitions;
    result_.orders = design_.orders ? static_cast<int>(design_.orders->orders.size()) : 0;
    result_.shares.assign(rows * players, 0.0);
    result_.interactions.assign(rows * pairs, 0.0);
    result_.none.assign(rows, 0.0);
    result_.all.assign(rows, 0.0);
    result_.coalition_means.assign(contrasts_.size() * design_.coalitions.size() * layout.outcomes.size(), 0.0);
    completed_.assign(contrasts_.size() * design_.coalitions.size(), 0);
}

InOrder Attributor::prepare(ResultBlock const& block)
{
    auto const values = std::make_shared<std::vector<double> const>(differences(block));
    return [this, values, range = block.range, failures = block.failures] {
        failures_.insert(failures_.end(), failures.begin(), failures.end());
        add(range, *values);
    };
}

std::vector<double> Attributor::differences(ResultBlock const& block) const
{
    std::size_t const per_arm = static_cast<std::size_t>(block.range.jobs_per_arm()) * layout_.outcomes.size();
    std::vector<double> values(contrasts_.size() * per_arm, 0.0);
    for (std::size_t contrast = 0; contrast < contrasts_.size(); ++contrast) {
        double* const sums = values.data() + contrast * per_arm;
        for (std::size_t arm : contrasts_[contrast].treated) {
            add_arm(arm, block, 1.0, sums);
        }
        for (std::size_t arm : contrasts_[contrast].control) {
            add_arm(arm, block, -1.0, sums);
        }
    }
    return values;
}

void Attributor::add_arm(std::size_t arm, ResultBlock const& block, double sign, double* sums) const
{
    BlockRange const& range = block.range;
    std::size_t const per_point = static_cast<std::size_t>(range.replicates) * layout_.outcomes.size();
    auto const position = [&](std::vector<std::string> const& names) {
        return static_cast<std::size_t>(std::find(names.begin(), names.end(), arms_[arm]) - names.begin());
    };
    if (closed_ != nullptr && position(closed_->layout().arms) < closed_->layout().arms.size()) {
        for (int p = 0; p < range.points; ++p, sums += per_point) {
            Coalition const coalition =
                design_.coalitions[static_cast<std::size_t>(range.first_point) + static_cast<std::size_t>(p)];
            double const* const outcomes =
                closed_->at(position(closed_->layout().arms), closed_design_.point_of(coalition), range.first_replicate);
            add_scaled(sums, outcomes, per_point, sign);
        }
        return;
    }
    std::size_t const per_arm = per_point * static_cast<std::size_t>(range.points);
    add_scaled(sums, block.outcomes.data() + position(layout_.arms) * per_arm, per_arm, sign);
}

void Attributor::add(BlockRange const& range, std::vector<double> const& values)
{
    std::size_t const outcomes = layout_.outcomes.size();
    std::size_t const players = design_.players.size();
    auto const replicates = static_cast<std::size_t>(layout_.replicates);
    std::size_t const in_block = static_cast<std::size_t>(range.replicates) * outcomes;
    std::size_t const offset = static_cast<std::size_t>(range.first_replicate) * outcomes;
    double const* from = values.data();
    for (std::size_t contrast = 0; contrast < contrasts_.size(); ++contrast) {
        for (int p = 0; p < range.points; ++p, from += in_block) {
            std::size_t const point = static_cast<std::size_t>(range.first_point) + static_cast<std::size_t>(p);
            add_weights(point);
            std::size_t const pairs = weights_.size() - players;
            auto const row = [&](std::vector<double>& sums, std::size_t rows, std::size_t entry) {
                return sums.data() + (contrast * rows + entry) * replicates * outcomes + offset;
            };
            for (std::size_t player = 0; player < players; ++player) {
                add_scaled(row(result_.shares, players, player), from, in_block, weights_[player]);
            }
            for (std::size_t pair = 0; pair < pairs; ++pair) {
                add_scaled(row(result_.interactions, pairs, pair), from, in_block, weights_[players + pair]);
            }
            Coalition const coalition = design_.coalitions[point];
            if (coalition == 0) {
                std::copy_n(from, in_block, row(result_.none, 1, 0));
            }
            if (coalition + 1 == 1U << static_cast<unsigned>(players)) {
                std::copy_n(from, in_block, row(result_.all, 1, 0));
            }
            std::size_t const cell = contrast * design_.coalitions.size() + point;
            for (int n = 0; n < range.replicates; ++n) {
                double const* const job = from + static_cast<std::size_t>(n) * outcomes;
                if (!std::isnan(job[0])) { // a replicate that failed has no outcome at all
                    add_scaled(result_.coalition_means.data() + cell * outcomes, job, outcomes, 1.0);
                    ++completed_[cell];
                }
            }
        }
    }
}

void Attributor::add_weights(std::size_t point)
{
    if (weights_of_ == point + 1) {
        return;
    }
    weights_of_ = point + 1;
    weights_.clear();
    Coalition const coalition = design_.coalitions[point];
    auto const players = static_cast<int>(design_.players.size());
    double const scale = scale_of_weights(design_);
    for (int player = 0; player < players; ++player) {
        double const weight =
            design_.orders ? design_.orders->weight(coalition, player) : shapley_weight(coalition, player, players);
        weights_.push_back(std::round(weight * scale));
    }
    for (int player = 0; player < players && !design_.orders; ++player) {
        for (int other = player + 1; other < players; ++other) {
            weights_.push_back(std::round(interaction_weight(coalition, player, other, players) * scale));
        }
    }
}

void Attributor::finish()
{
    std::size_t const outcomes = layout_.outcomes.size();
    for (std::size_t cell = 0; cell < completed_.size(); ++cell) {
        for (std::size_t o = 0; o < outcomes; ++o) {
            double& mean = result_.coalition_means[cell * outcomes + o];
            mean = completed_[cell] > 0 ? mean / static_cast<double>(completed_[cell])
                                        : std::numeric_limits<double>::quiet_NaN();
        }
    }
    double const scale = scale_of_weights(design_);
    divide(result_.shares, scale);
    divide(result_.interactions, scale);
    result_.order_errors = errors_of_orders();
}

std::vector<double> Attributor::errors_of_orders() const
{
    std::size_t const outcomes = layout_.outcomes.size();
    std::size_t const players = design_.players.size();
    std::vector<double> errors(contrasts_.size() * players * outcomes, 0.0);
    if (!design_.orders) {
        return errors;
    }
    auto const mean_of = [&](std::size_t contrast, Coalition coalition, std::size_t outcome) {
        std::size_t const point = contrast * design_.coalitions.size() + design_.point_of(coalition);
        return result_.coalition_means[point * outcomes + outcome];
    };
    // An order and its reverse are one draw: their mean contributions are independent of other pairs'.
    auto const draws = static_cast<double>(design_.orders->orders.size()) / 2.0;
    std::vector<double> sums(errors.size(), 0.0);
    std::vector<double> squares(errors.size(), 0.0);
    std::vector<double> contribution(errors.size(), 0.0);
    for (std::size_t number = 0; number < design_.orders->orders.size(); ++number) {
        for (std::size_t contrast = 0; contrast < contrasts_.size(); ++contrast) {
            Coalition before = 0;
            for (int player : design_.orders->orders[number]) {
                Coalition const after = before | 1U << static_cast<unsigned>(player);
                for (std::size_t o = 0; o < outcomes; ++o) {
                    std::size_t const cell = (contrast * players + static_cast<std::size_t>(player)) * outcomes + o;
                    contribution[cell] += 0.5 * (mean_of(contrast, after, o) - mean_of(contrast, before, o));
                }
                before = after;
            }
        }
        if (number % 2 == 1) {
            for (std::size_t cell = 0; cell < errors.size(); ++cell) {
                sums[cell] += contribution[cell];
                squares[cell] += contribution[cell] * contribution[cell];
                contribution[cell] = 0.0;
            }
        }
    }
    for (std::size_t cell = 0; cell < errors.size(); ++cell) {
        double const variance = std::max(squares[cell] - sums[cell] * sums[cell] / draws, 0.0) / (draws - 1.0);
        errors[cell] = std::sqrt(variance / draws);
    }
    return errors;
}

} // namespace steppe
