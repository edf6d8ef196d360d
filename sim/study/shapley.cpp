#include "study/shapley.hpp"

#include "lanes/draws.hpp"
#include "model/streams.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <set>

namespace steppe {
namespace {

/// a! b! / (a + b + 1)!
double beta_weight(int a, int b)
{
    double weight = 1.0 / (a + b + 1.0);
    for (int i = 1; i <= std::min(a, b); ++i) { // 1 / binomial(a + b, a)
        weight *= static_cast<double>(i) / (std::max(a, b) + i);
    }
    return weight;
}

bool has(Coalition coalition, int player) { return (coalition >> static_cast<unsigned>(player) & 1U) != 0; }

Coalition with(Coalition coalition, int player) { return coalition | 1U << static_cast<unsigned>(player); }

std::vector<int> random_order(int players, std::uint64_t seed, int number)
{
    Draws<double> const draws{seed, number};
    std::vector<double> keys;
    keys.reserve(static_cast<std::size_t>(players));
    for (int player = 0; player < players; ++player) {
        keys.push_back(draws.uniform(0, stream::design, static_cast<std::uint32_t>(player)));
    }
    std::vector<int> order(static_cast<std::size_t>(players));
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(),
              [&](int a, int b) { return keys[static_cast<std::size_t>(a)] < keys[static_cast<std::size_t>(b)]; });
    return order;
}

/// Each order followed by its reverse, and what they visit.
SampledOrders with_reverses(std::vector<std::vector<int>> const& orders)
{
    SampledOrders sampled;
    std::set<Coalition> visited{0};
    for (std::vector<int> const& order : orders) {
        sampled.orders.push_back(order);
        sampled.orders.emplace_back(order.rbegin(), order.rend());
    }
    for (std::vector<int> const& order : sampled.orders) {
        Coalition now = 0;
        for (int player : order) {
            now = with(now, player);
            visited.insert(now);
        }
    }
    sampled.coalitions.assign(visited.begin(), visited.end());
    return sampled;
}

} // namespace

double shapley_weight(Coalition coalition, int player, int players)
{
    int const size = std::popcount(coalition);
    return has(coalition, player) ? beta_weight(size - 1, players - size) : -beta_weight(size, players - size - 1);
}

double interaction_weight(Coalition coalition, int player, int other, int players)
{
    int const outside = std::popcount(coalition) - int{has(coalition, player)} - int{has(coalition, other)};
    double const weight = beta_weight(outside, players - outside - 2);
    return has(coalition, player) == has(coalition, other) ? weight : -weight;
}

double SampledOrders::weight(Coalition coalition, int player) const
{
    double sum = 0.0;
    for (std::vector<int> const& order : orders) {
        Coalition before = 0;
        for (int next : order) {
            if (next == player) {
                sum += int{with(before, next) == coalition} - int{before == coalition};
                break;
            }
            before = with(before, next);
        }
    }
    return sum / static_cast<double>(orders.size());
}

SampledOrders sample_orders(int count, int players, std::uint64_t seed)
{
    std::vector<std::vector<int>> orders;
    for (int pair = 0; 2 * pair < count; ++pair) {
        orders.push_back(random_order(players, seed, pair));
    }
    return with_reverses(orders);
}

SampledOrders rotated_orders(int players, int rounds, std::uint64_t seed)
{
    std::vector<std::vector<int>> orders;
    for (int round = 0; round < rounds; ++round) {
        std::vector<int> order = random_order(players, seed, round);
        for (int rotation = 0; rotation < players; ++rotation) {
            orders.push_back(order);
            std::rotate(order.begin(), order.begin() + 1, order.end());
        }
    }
    return with_reverses(orders);
}

} // namespace steppe
