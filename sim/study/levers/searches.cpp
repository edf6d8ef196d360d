#include "lanes/elementary.hpp"
#include "study/levers/run.hpp"
#include "study/sweep/design.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace steppe {
namespace {

constexpr std::array<double, 5> first_places{0.0, 0.25, 0.5, 0.75, 1.0};

/// Where a value lies between the ends of a lever, from 0 to 1; at the nearer end where it lies outside.
double place_of(Lever const& lever, double value)
{
    double const inside = std::clamp(value, lever.ends.low, lever.ends.high);
    return lever.in_logarithms ? logarithm(inside / lever.ends.low) / logarithm(lever.ends.high / lever.ends.low)
                               : (inside - lever.ends.low) / (lever.ends.high - lever.ends.low);
}

/// Whether the effect has clearly opposite signs at two of the ends and the scenario's own value.
bool turns_clearly(LeverFinding const& found, MeanEffect const& own)
{
    int const low = found.effect[0]->clear_sign();
    int const high = found.effect[1]->clear_sign();
    return low * high < 0 || own.clear_sign() * low < 0 || own.clear_sign() * high < 0;
}

LeverTurn describe(Turn const& turn, std::vector<EffectAt> found, std::size_t number, Lever const& lever)
{
    LeverTurn told{.lever = number,
                   .value = place_between(lever, turn.place),
                   .interval = {place_between(lever, turn.interval.low), place_between(lever, turn.interval.high)},
                   .open_low = turn.open_low,
                   .open_high = turn.open_high,
                   .found = std::move(found),
                   .values = {}};
    std::transform(told.found.begin(), told.found.end(), std::back_inserter(told.values),
                   [&](EffectAt const& at) { return place_between(lever, at.place); });
    return told;
}

} // namespace

bool LeverAnalysis::rests(Changes const& changes) const
{
    return !find_instability(changed_points(scenario_, {changes}), 0, scenario_);
}

RunEnd LeverAnalysis::run_places(std::vector<LeverPlace> const& places, std::vector<EffectAt>& effects)
{
    std::vector<Changes> changes;
    for (LeverPlace const& at : places) {
        Lever const& lever = design_.levers[at.lever];
        changes.push_back({{lever.parameter, place_between(lever, at.place)}});
    }
    effects.clear();
    if (places.empty()) {
        return RunEnd::complete;
    }
    KeptOutcomes kept;
    if (run_points(changed_points(scenario_, changes), result_.search_pairs, kept) == RunEnd::interrupted) {
        return RunEnd::interrupted;
    }
    for (std::size_t p = 0; p < places.size(); ++p) {
        effects.push_back({places[p].place, mean_effect(paired_differences(kept, p, outcome_))});
    }
    return RunEnd::complete;
}

RunEnd LeverAnalysis::run_searches()
{
    std::vector<std::size_t> searched;
    std::vector<LeverPlace> places;
    for (std::size_t number : result_.order) {
        LeverFinding const& found = result_.levers[number];
        bool const two_ends = found.effect[0] && found.effect[1];
        if (found.is_switch || !two_ends || !turns_clearly(found, result_.at_values) ||
            static_cast<int>(searched.size()) == request_.most_turns) {
            continue;
        }
        searched.push_back(number);
        for (double const place : first_places) {
            places.push_back({number, place});
        }
    }
    std::vector<EffectAt> effects;
    if (run_places(places, effects) == RunEnd::interrupted) {
        return RunEnd::interrupted;
    }
    std::vector<SignSearch> searches;
    for (std::size_t s = 0; s < searched.size(); ++s) {
        Lever const& lever = design_.levers[searched[s]];
        auto const from = effects.begin() + static_cast<std::ptrdiff_t>(s * first_places.size());
        searches.emplace_back(std::vector<EffectAt>{from, from + static_cast<std::ptrdiff_t>(first_places.size())},
                              place_of(lever, scenario_.parameters[lever.parameter].value));
    }
    for (int step = 0; step < request_.steps; ++step) { // the middles of all brackets at once
        places.clear();
        std::vector<std::size_t> of_search;
        for (std::size_t s = 0; s < searched.size(); ++s) {
            Lever const& lever = design_.levers[searched[s]];
            if (searches[s].turns() && rests({{lever.parameter, place_between(lever, searches[s].next_place())}})) {
                places.push_back({searched[s], searches[s].next_place()});
                of_search.push_back(s);
            }
        }
        if (run_places(places, effects) == RunEnd::interrupted) {
            return RunEnd::interrupted;
        }
        for (std::size_t p = 0; p < places.size(); ++p) {
            searches[of_search[p]].add(effects[p]);
        }
    }
    for (std::size_t s = 0; s < searched.size(); ++s) {
        if (searches[s].turns()) { // with more pairs it may not
            result_.turns.push_back(
                describe(searches[s].turn(), searches[s].found(), searched[s], design_.levers[searched[s]]));
        }
    }
    return RunEnd::complete;
}

RunEnd LeverAnalysis::run_map()
{
    std::vector<std::size_t> strongest;
    for (std::size_t lever : result_.order) {
        LeverFinding const& found = result_.levers[lever];
        if (!found.is_switch && found.effect[0] && found.effect[1] && found.standing == LeverStanding::moves) {
            strongest.push_back(lever);
        }
    }
    if (strongest.size() < 2) {
        return RunEnd::complete;
    }
    BreakEvenMap map{.across = strongest[0], .up = strongest[1], .across_values = {}, .up_values = {}, .effects = {}};
    Lever const& across = design_.levers[map.across];
    Lever const& up = design_.levers[map.up];
    std::vector<Changes> changes;
    std::vector<std::size_t> cells; // that are run
    for (int i = 0; i < request_.cells; ++i) {
        map.up_values.push_back(place_between(up, i / (request_.cells - 1.0)));
        map.across_values.push_back(place_between(across, i / (request_.cells - 1.0)));
    }
    for (double const y : map.up_values) {
        for (double const x : map.across_values) {
            map.effects.emplace_back();
            if (Changes change{{across.parameter, x}, {up.parameter, y}}; rests(change)) {
                cells.push_back(map.effects.size() - 1);
                changes.push_back(std::move(change));
            }
        }
    }
    KeptOutcomes kept;
    if (!cells.empty() && run_points(changed_points(scenario_, changes), plan_.replicates, kept) == RunEnd::interrupted) {
        return RunEnd::interrupted;
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
        map.effects[cells[i]] = mean_effect(paired_differences(kept, i, outcome_));
    }
    result_.map = std::move(map);
    return RunEnd::complete;
}

} // namespace steppe
