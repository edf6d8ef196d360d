#include "study/levers/beliefs.hpp"

#include "ensemble/paired_effect.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

namespace steppe {
namespace {

constexpr std::size_t fewest_draws = 200;

struct Draws {
    std::vector<double> payoffs;
    std::vector<DrawnInput> inputs;
    std::vector<std::size_t> parameters; ///< position in the scenario of each input
};

std::vector<double> candidates_of(Parameter const& parameter)
{
    if (parameter.prior == Prior::fixed) { // of a file of joint draws
        return {};
    }
    std::vector<double> places{parameter.range.low, parameter.range.high};
    if (parameter.prior == Prior::claim) {
        places.push_back(parameter.null);
    }
    return places;
}

/// Parameters that were drawn, with the draws that ran.
Draws collect(Scenario const& scenario, PriorSampler const& priors, std::uint64_t seed,
              std::vector<double> const& differences, int better)
{
    Draws draws;
    std::vector<std::vector<double>> columns(scenario.parameters.size());
    std::vector<double> values;
    for (std::size_t n = 0; n < differences.size(); ++n) {
        if (std::isnan(differences[n])) {
            continue;
        }
        priors.sample(seed, static_cast<std::int64_t>(n), values);
        draws.payoffs.push_back(better * differences[n]);
        for (std::size_t i = 0; i < values.size(); ++i) {
            columns[i].push_back(values[i]);
        }
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        auto const [least, most] = std::minmax_element(columns[i].begin(), columns[i].end());
        if (columns[i].empty() || *least == *most) {
            continue;
        }
        Parameter const& parameter = scenario.parameters[i];
        draws.inputs.push_back({.name = parameter.key,
                                .draws = std::move(columns[i]),
                                .in_logarithms = parameter.prior == Prior::loguniform,
                                .candidates = candidates_of(parameter)});
        draws.parameters.push_back(i);
    }
    return draws;
}

Belief of_group(BeliefKind kind, std::string name, std::string tag, std::vector<std::size_t> const& inputs,
                InformationStudy const& study)
{
    Belief belief{.kind = kind,
                  .name = std::move(name),
                  .tag = std::move(tag),
                  .inputs = inputs.size(),
                  .information = {},
                  .shift = {}};
    belief.information = study.value_of(inputs);
    belief.inputs_found = static_cast<std::size_t>(
        std::count_if(inputs.begin(), inputs.end(), [&](std::size_t input) { return study.is_found(input); }));
    return belief;
}

/// Groups by the first part of the key, by tag, and all.
void add_groups(Scenario const& scenario, std::vector<std::size_t> const& parameters, InformationStudy const& study,
                std::vector<Belief>& beliefs)
{
    std::map<std::string, std::vector<std::size_t>> subjects;
    std::map<std::string, std::vector<std::size_t>> tags;
    std::vector<std::size_t> all(study.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    for (std::size_t input : all) {
        Parameter const& parameter = scenario.parameters[parameters[input]];
        subjects[parameter.key.substr(0, parameter.key.find('.'))].push_back(input);
        tags[std::string(1, static_cast<char>(parameter.tag))].push_back(input);
    }
    for (auto const& [name, inputs] : subjects) {
        beliefs.push_back(of_group(BeliefKind::subject, name, "", inputs, study));
    }
    for (auto const& [name, inputs] : tags) {
        beliefs.push_back(of_group(BeliefKind::tag, name, name, inputs, study));
    }
    beliefs.push_back(of_group(BeliefKind::everything, "all", "", all, study));
}

} // namespace

void find_beliefs(Scenario const& scenario, PriorSampler const& priors, std::uint64_t seed,
                  std::vector<double> const& differences, LeverResult& result)
{
    Draws draws = collect(scenario, priors, seed, differences, result.better);
    result.draws = static_cast<std::int64_t>(draws.payoffs.size());
    result.over_priors = mean_effect(differences);
    if (draws.payoffs.empty()) {
        return;
    }
    auto const count = static_cast<double>(draws.payoffs.size());
    auto const gains = std::count_if(draws.payoffs.begin(), draws.payoffs.end(), [](double payoff) { return payoff > 0.0; });
    result.gain_probability = static_cast<double>(gains) / count;
    result.gain_interval = wilson_interval(result.gain_probability, count);
    bool const differ =
        std::adjacent_find(draws.payoffs.begin(), draws.payoffs.end(), std::not_equal_to<>{}) != draws.payoffs.end();
    if (draws.payoffs.size() < fewest_draws || draws.inputs.empty() || !differ) {
        return;
    }
    InformationStudy const study{std::move(draws.inputs), std::move(draws.payoffs)};
    for (std::size_t input = 0; input < study.size(); ++input) {
        Belief belief{.kind = BeliefKind::parameter,
                      .name = study.input(input).name,
                      .tag = std::string(1, static_cast<char>(scenario.parameters[draws.parameters[input]].tag)),
                      .inputs = 1,
                      .inputs_found = study.is_found(input) ? 1U : 0U,
                      .information = study.value_of(input),
                      .shift = study.shift_of(input)};
        result.beliefs.push_back(std::move(belief));
    }
    std::stable_sort(result.beliefs.begin(), result.beliefs.end(), [](Belief const& a, Belief const& b) {
        return std::tuple{a.information.found, a.information.value.value, a.information.explained} >
               std::tuple{b.information.found, b.information.value.value, b.information.explained};
    });
    add_groups(scenario, draws.parameters, study, result.beliefs);
}

} // namespace steppe
