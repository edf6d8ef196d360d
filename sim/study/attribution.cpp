#include "study/attribution.hpp"

#include "model/incentive_terms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>

namespace steppe {
namespace {

void add_scaled(double* sums, double const* values, std::size_t count, double weight)
{
    for (std::size_t i = 0; i < count; ++i) {
        sums[i] += weight * values[i];
    }
}

} // namespace

CoalitionDesign make_coalitions(Scenario const& scenario, std::vector<std::string> const& ids, int orders)
{
    Diagnostics faults;
    std::vector<std::string> known;
    CoalitionDesign design;
    for (Parameter const& parameter : scenario.parameters) {
        design.points.base.push_back(parameter.value);
    }
    for (IncentiveTerm const& incentive : incentive_terms()) {
        std::string const id{incentive.id};
        known.push_back(id);
        bool const named = std::find(ids.begin(), ids.end(), id) != ids.end();
        Parameter const& parameter = *scenario.find("incentive." + id);
        if (named && parameter.value == 0.0) {
            faults.add({"--incentives", 0, 0}, "C104", "'" + id + "' is off in this scenario");
        }
        if ((named || ids.empty()) && parameter.value != 0.0) {
            design.players.push_back({id, std::string{incentive.title}});
            design.points.varied.push_back(static_cast<std::size_t>(&parameter - scenario.parameters.data()));
        }
    }
    for (std::string const& id : ids) {
        if (std::find(known.begin(), known.end(), id) == known.end()) {
            faults.add({"--incentives", 0, 0}, "C104", "unknown incentive '" + id + "'", closest_name(id, known));
        }
    }
    if (design.players.empty() && faults.empty()) {
        faults.add({"--incentives", 0, 0}, "C104", "every incentive is off in this scenario");
    }
    faults.throw_if_any();
    auto const players = static_cast<int>(design.players.size());
    if (orders > 0) {
        design.orders = sample_orders(orders, players, static_cast<std::uint64_t>(scenario.integer("run.seed")));
        design.coalitions = design.orders->coalitions;
    } else {
        for (Coalition coalition = 0; coalition < 1U << static_cast<unsigned>(players); ++coalition) {
            design.coalitions.push_back(coalition);
        }
    }
    design.points.count = static_cast<int>(design.coalitions.size());
    for (Coalition coalition : design.coalitions) {
        for (int player = 0; player < players; ++player) {
            design.points.values.push_back((coalition >> static_cast<unsigned>(player) & 1U) != 0 ? 1.0 : 0.0);
        }
    }
    return design;
}

Attributor::Attributor(CoalitionDesign const& design, std::vector<Contrast> contrasts)
    : design_{design}, contrasts_{std::move(contrasts)}
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

Turn Attributor::prepare(ResultBlock const& block)
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
            add_scaled(sums, block.outcomes.data() + arm * per_arm, per_arm, 1.0);
        }
        for (std::size_t arm : contrasts_[contrast].control) {
            add_scaled(sums, block.outcomes.data() + arm * per_arm, per_arm, -1.0);
        }
    }
    return values;
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
            auto const point = static_cast<std::size_t>(range.first_point + p);
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
    for (int player = 0; player < players; ++player) {
        weights_.push_back(design_.orders ? design_.orders->weight(coalition, player)
                                          : shapley_weight(coalition, player, players));
    }
    for (int player = 0; player < players && !design_.orders; ++player) {
        for (int other = player + 1; other < players; ++other) {
            weights_.push_back(interaction_weight(coalition, player, other, players));
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
        auto const found = std::lower_bound(design_.coalitions.begin(), design_.coalitions.end(), coalition);
        auto const point = static_cast<std::size_t>(found - design_.coalitions.begin());
        return result_.coalition_means[(contrast * design_.coalitions.size() + point) * outcomes + outcome];
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
