#include "app/levers_table.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace steppe::app {
namespace {

nlohmann::json finite(double value) { return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(nullptr); }

nlohmann::json ends(Interval const& interval) { return {finite(interval.low), finite(interval.high)}; }

nlohmann::json effect_json(MeanEffect const& effect)
{
    return {{"mean", effect.mean},
            {"standard_error", finite(effect.standard_error)},
            {"interval_90", ends(effect.interval())},
            {"pairs", effect.pairs}};
}

nlohmann::json or_null(std::optional<MeanEffect> const& effect)
{
    return effect ? effect_json(*effect) : nlohmann::json(nullptr);
}

nlohmann::json bounded_json(Bounded const& number)
{
    return {{"value", finite(number.value)}, {"interval_90", ends(number.interval)}};
}

nlohmann::json or_null(std::optional<Bounded> const& number)
{
    return number ? bounded_json(*number) : nlohmann::json(nullptr);
}

nlohmann::json lever_json(LeverFinding const& lever)
{
    nlohmann::json json{{"parameter", lever.key},
                        {"unit", lever.unit},
                        {"tag", std::string(1, static_cast<char>(lever.tag))},
                        {"subject", lever.subject},
                        {"switch", lever.is_switch},
                        {"scale", lever.in_logarithms ? "log" : "linear"},
                        {"value", lever.value},
                        {"range", ends(lever.ends)},
                        {"at_low", or_null(lever.effect[0])},
                        {"at_high", or_null(lever.effect[1])},
                        {"change_at_low", or_null(lever.change[0])},
                        {"change_at_high", or_null(lever.change[1])},
                        {"swing", or_null(lever.swing)},
                        {"standing", name_of(lever.standing)}};
    if (lever.standing == LeverStanding::inert) {
        json["inert"] = {{"kind", name_of(lever.inert)}, {"words", lever.inert_words}, {"reason", lever.reason}};
    }
    return json;
}

nlohmann::json turn_json(LeverTurn const& turn, LeverResult const& result)
{
    nlohmann::json places = nlohmann::json::array();
    for (std::size_t i = 0; i < turn.found.size(); ++i) {
        places.push_back({{"value", turn.values[i]}, {"effect", effect_json(turn.found[i].effect)}});
    }
    return {{"parameter", result.levers[turn.lever].key},
            {"unit", result.levers[turn.lever].unit},
            {"value", turn.value},
            {"interval_90", ends(turn.interval)},
            {"open_low", turn.open_low},
            {"open_high", turn.open_high},
            {"scenario", result.levers[turn.lever].value},
            {"places", places}};
}

nlohmann::json map_json(BreakEvenMap const& map, LeverResult const& result)
{
    nlohmann::json rows = nlohmann::json::array();
    for (std::size_t row = 0; row < map.up_values.size(); ++row) {
        nlohmann::json cells = nlohmann::json::array();
        for (std::size_t cell = 0; cell < map.across_values.size(); ++cell) {
            MeanEffect const& effect = map.effects[row * map.across_values.size() + cell];
            cells.push_back(effect.pairs > 0 ? effect_json(effect) : nlohmann::json(nullptr));
        }
        rows.push_back(cells);
    }
    return {{"across", {{"parameter", result.levers[map.across].key}, {"values", map.across_values}}},
            {"up", {{"parameter", result.levers[map.up].key}, {"values", map.up_values}}},
            {"effects", rows}};
}

nlohmann::json belief_json(Belief const& belief)
{
    nlohmann::json json{{"kind", name_of(belief.kind)},
                        {"name", belief.name},
                        {"tag", belief.tag},
                        {"parameters", belief.inputs},
                        {"found", belief.inputs_found},
                        {"evppi", bounded_json(belief.information.value)},
                        {"evppi_decided_by_others", bounded_json(belief.information.decided_by_others)},
                        {"explained", belief.information.explained}};
    if (belief.kind == BeliefKind::parameter) {
        BeliefShift const& shift = belief.shift;
        json["prior_mean"] = shift.prior_mean;
        json["shift"] = {{"share", or_null(shift.share)},
                         {"towards", shift.share ? nlohmann::json(shift.towards) : nlohmann::json(nullptr)},
                         {"divergence", or_null(shift.divergence)},
                         {"mean", or_null(shift.tilted_mean)}};
    }
    return json;
}

} // namespace

nlohmann::json levers_json(LeverResult const& result, RunLayout const& layout)
{
    nlohmann::json levers = nlohmann::json::array();
    for (std::size_t lever : result.order) {
        levers.push_back(lever_json(result.levers[lever]));
    }
    nlohmann::json turns = nlohmann::json::array();
    for (LeverTurn const& turn : result.turns) {
        turns.push_back(turn_json(turn, result));
    }
    nlohmann::json beliefs = nlohmann::json::array();
    for (Belief const& belief : result.beliefs) {
        beliefs.push_back(belief_json(belief));
    }
    nlohmann::json priors = nullptr;
    if (result.draws > 0) {
        priors = {{"draws", result.draws},
                  {"effect", effect_json(result.over_priors)},
                  {"probability_of_gain", result.gain_probability},
                  {"probability_of_gain_interval_90", ends(result.gain_interval)}};
    }
    return {{"outcome", result.outcome},
            {"unit", result.unit},
            {"better", result.better},
            {"contrast", "total"},
            {"months", layout.months},
            {"seed", layout.seed},
            {"pairs", result.pairs},
            {"search_pairs", result.search_pairs},
            {"at_values", effect_json(result.at_values)},
            {"over_priors", priors},
            {"levers", levers},
            {"turns", turns},
            {"break_even", result.map ? map_json(*result.map, result) : nlohmann::json(nullptr)},
            {"beliefs", beliefs},
            {"unranged", result.unranged},
            {"left_out", result.left_out}};
}

} // namespace steppe::app
