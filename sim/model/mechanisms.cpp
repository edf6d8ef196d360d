#include "model/mechanisms.hpp"

#include "lanes/elementary.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace steppe {
namespace {

double zero(Parameter const& /*member*/, Scenario const& /*scenario*/) { return 0.0; }
double one(Parameter const& /*member*/, Scenario const& /*scenario*/) { return 1.0; }
double high_end(Parameter const& member, Scenario const& /*scenario*/) { return member.range.high; }

double calm_conflict(Parameter const& /*member*/, Scenario const& scenario) { return scenario.value("conflict.calm"); }

/// The oil price at a quantile of its stationary law, `normal` standard deviations of its logarithm off its mean, within what is allowed:
/// variance volatility^2 (1 + 2 persistence average + average^2) / (1 - persistence^2) of an autoregression with a moving average.
double oil_price_at(Scenario const& scenario, double normal)
{
    double const persistence = scenario.value("oil.persistence");
    double const average = scenario.value("oil.moving_average");
    double const step = scenario.value("oil.volatility") * scenario.value("oil.volatility");
    double const spread =
        std::sqrt(step * (1.0 + 2.0 * persistence * average + average * average) / (1.0 - persistence * persistence));
    return std::clamp(scenario.value("oil.mean") * exponential(normal * spread), 5.0, 500.0);
}

double low_oil(Parameter const& /*member*/, Scenario const& scenario) { return oil_price_at(scenario, -1.6448536269514722); }
double high_oil(Parameter const& /*member*/, Scenario const& scenario) { return oil_price_at(scenario, 1.6448536269514722); }

std::vector<Mechanism> strategies()
{
    return {
        {"strategy.random_threats",
         {{"principals threaten at random, by their rates alone", {{"game.principal_precision", zero}}}}},
        {"strategy.no_threats", {{"no principal can threaten", {{"principal.*.threat_capacity", zero}}}}},
        {"strategy.no_offers", {{"every purse is empty", {{"principal.*.budget", zero}}}}},
        {"strategy.blind_hedger",
         {{"hedgers follow base rates, whatever a course is worth to them", {{"hedger.*.precision", zero}}}}},
    };
}

std::vector<HeldFamily> war_held(double (*state)(Parameter const&, Scenario const&))
{
    return {{"war.start", state},
            {"war.active_to_armistice", zero},
            {"war.active_to_settled", zero},
            {"war.armistice_to_active", zero},
            {"war.armistice_to_settled", zero},
            {"war.settled_to_active", zero},
            {"war.settled_to_armistice", zero}};
}

std::vector<HeldFamily> oil_held(double (*price)(Parameter const&, Scenario const&))
{
    return {{"oil.mean", price}, {"oil.persistence", zero}, {"oil.volatility", zero}, {"oil.moving_average", zero}};
}

std::vector<Mechanism> shocks()
{
    auto const settled = [](Parameter const&, Scenario const&) { return 3.0; };
    auto const ten = [](Parameter const&, Scenario const&) { return 10.0; };
    auto const slowest = [](Parameter const&, Scenario const&) { return 0.01; };
    auto const most_memory = [](Parameter const&, Scenario const&) { return 0.99; };
    return {
        {"shock.conflict",
         {{"never at war", {{"conflict.start", calm_conflict}, {"conflict.onset", zero}}},
          {"at its highest throughout",
           {{"conflict.start", one}, {"conflict.end", zero}, {"conflict.level", one}, {"conflict.volatility", zero}}}}},
        {"shock.war", {{"held active", war_held(one)}, {"held settled", war_held(settled)}}},
        {"shock.tension",
         {{"held at none", {{"tension.start", zero}, {"tension.base", zero}, {"tension.excitation", zero}}},
          {"held at its highest",
           {{"tension.start", ten},
            {"tension.memory", most_memory},
            {"tension.base", zero},
            {"tension.excitation", zero}}}}},
        {"shock.oil",
         {{"held from the second month at the 5 % quantile of the price", oil_held(low_oil)},
          {"held from the second month at the 95 % quantile of the price", oil_held(high_oil)}}},
        {"shock.minerals",
         {{"demand held at its mean", {{"minerals.volatility", zero}}},
          {"demand at the upper end of volatility", {{"minerals.volatility", high_end}}}}},
        {"shock.route",
         {{"never disturbed", {{"transit.onset", zero}, {"transit.onset_in_war", zero}}},
          {"disturbed from the second month",
           {{"transit.onset", one}, {"transit.onset_in_war", one}, {"transit.end", slowest}}}}},
        {"shock.volume",
         {{"export volume without a walk", {{"volume.step", zero}}},
          {"walk of export volume at the upper end of volatility", {{"volume.step", high_end}}}}},
        {"shock.growth",
         {{"every economy stays as large as it is against the hedger's",
           {{"power.*.gdp_trend", zero},
            {"power.*.gdp_volatility", zero},
            {"power.*.gdp_on_oil", zero},
            {"capability.base_trend", zero},
            {"capability.base_volatility", zero},
            {"capability.base_on_oil", zero}}}}},
        {"shock.trade",
         {{"shares of trade without a walk", {{"hedger.*.lasting_share", zero}}},
          {"walk of the shares of trade at the upper end", {{"hedger.*.lasting_share", high_end}}}}},
        {"shock.pull",
         {{"no walk of the pull", {{"hedger.*.pull_volatility", zero}}},
          {"walk at the upper end of volatility", {{"hedger.*.pull_volatility", high_end}}}}},
    };
}

} // namespace

std::vector<Mechanism> const& mechanisms()
{
    static std::vector<Mechanism> const all = [] {
        std::vector<Mechanism> both = strategies();
        std::vector<Mechanism> later = shocks();
        both.insert(both.end(), std::make_move_iterator(later.begin()), std::make_move_iterator(later.end()));
        return both;
    }();
    return all;
}

} // namespace steppe
