#include "study/levers/inert.hpp"

#include "study/audit/design.hpp"
#include "study/sweep/design.hpp"

#include <algorithm>
#include <cmath>

namespace steppe {
namespace {

constexpr std::int64_t pairs_of_look = 32;
constexpr std::int64_t pairs_of_switch = 16; // what acts, acts in every pair
constexpr int draws_of_others = 32;

/// Whether two points differ in an outcome of an arm, in any replicate.
bool differs(KeptOutcomes const& kept, std::size_t arm, std::size_t point, std::size_t other, std::size_t outcome)
{
    for (std::int64_t n = 0; n < kept.layout().replicates; ++n) {
        double const one = kept.at(arm, point, n)[outcome];
        double const two = kept.at(arm, other, n)[outcome];
        if (one != two && !(std::isnan(one) && std::isnan(two))) {
            return true;
        }
    }
    return false;
}

bool effect_differs(KeptOutcomes const& kept, std::size_t point, std::size_t other, std::size_t outcome)
{
    std::vector<double> const change =
        less(paired_differences(kept, point, outcome), paired_differences(kept, other, outcome));
    return std::any_of(change.begin(), change.end(), [](double value) { return value != 0.0 && !std::isnan(value); });
}

class Explanation {
public:
    Explanation(Scenario const& scenario, EnsemblePlan const& plan, std::size_t outcome, LeverDesign const& design,
                RunPlan const& run_plan, LeverResult& result)
        : scenario_{scenario}, plan_{plan}, outcome_{outcome}, design_{design}, run_plan_{run_plan}, result_{result}
    {
        for (std::size_t lever = 0; lever < result.levers.size(); ++lever) {
            if (result.levers[lever].standing == LeverStanding::inert) {
                open_.push_back(lever);
            }
        }
    }

    RunEnd run()
    {
        bool const complete = look_at_all_measures() == RunEnd::complete && turn_switches() == RunEnd::complete &&
                              draw_others() == RunEnd::complete;
        for (std::size_t lever : open_) {
            result_.levers[lever].inert = InertKind::no_path;
        }
        return complete ? RunEnd::complete : RunEnd::interrupted;
    }

private:
    [[nodiscard]] RunEnd run_points(std::vector<Changes> const& changes, std::int64_t pairs,
                                    std::vector<std::string> const& measures, KeptOutcomes& kept, bool drawn = false) const
    {
        EnsemblePlan plan = plan_;
        if (drawn) {
            plan.structure.reference.clear(); // as a draw has it
        }
        plan.points = changed_points(scenario_, changes);
        plan.replicates = pairs;
        plan.measures = measures;
        return run_plan_(plan, kept);
    }

    [[nodiscard]] Changes at_end(std::size_t lever, int end) const
    {
        Lever const& of = design_.levers[lever];
        return {{of.parameter, end == 0 ? of.ends.low : of.ends.high}};
    }

    void explain(std::size_t lever, InertKind kind, std::string words)
    {
        result_.levers[lever].inert = kind;
        result_.levers[lever].inert_words = std::move(words);
        std::erase(open_, lever);
    }

    RunEnd look_at_all_measures()
    {
        if (open_.empty()) {
            return RunEnd::complete;
        }
        std::vector<Changes> changes{Changes{}};
        for (std::size_t lever : open_) {
            for (int const end : {0, 1}) {
                changes.push_back(design_.levers[lever].points[static_cast<std::size_t>(end)] ? at_end(lever, end)
                                                                                              : Changes{});
            }
        }
        KeptOutcomes kept;
        if (run_points(changes, pairs_of_look, audited_measures(), kept) == RunEnd::interrupted) {
            return RunEnd::interrupted;
        }
        std::vector<std::size_t> const looked_at = open_;
        for (std::size_t i = 0; i < looked_at.size(); ++i) {
            note_what_moves(kept, looked_at[i], 1 + 2 * i);
        }
        return RunEnd::complete;
    }

    void note_what_moves(KeptOutcomes const& kept, std::size_t lever, std::size_t low)
    {
        RunLayout const& layout = kept.layout();
        std::string elsewhere;
        for (std::size_t o = 0; o < layout.outcomes.size(); ++o) {
            bool any = false;
            for (std::size_t arm = 0; arm < layout.arms.size(); ++arm) {
                any = any || differs(kept, arm, low, 0, o) || differs(kept, arm, low + 1, 0, o);
            }
            if (any && layout.outcomes[o].label == result_.outcome) {
                explain(lever, InertKind::alike, result_.outcome);
                return;
            }
            if (any && elsewhere.empty()) {
                elsewhere = layout.outcomes[o].label;
            }
        }
        if (!elsewhere.empty()) {
            explain(lever, InertKind::elsewhere, elsewhere);
        }
    }

    RunEnd turn_switches()
    {
        for (Lever const& turned : design_.levers) {
            double const other = 1.0 - scenario_.parameters[turned.parameter].value;
            if (!turned.is_switch || open_.empty() || !turned.points[static_cast<std::size_t>(other)]) {
                continue;
            }
            std::vector<Changes> changes{Changes{{turned.parameter, other}}};
            std::vector<std::size_t> const looked_at = open_;
            for (std::size_t lever : looked_at) {
                for (int const end : {0, 1}) {
                    Changes both = at_end(lever, end);
                    both.emplace_back(turned.parameter, other);
                    bool const same = design_.levers[lever].parameter == turned.parameter || !rests(both);
                    changes.push_back(same ? changes[0] : std::move(both));
                }
            }
            KeptOutcomes kept;
            if (run_points(changes, pairs_of_switch, plan_.measures, kept) == RunEnd::interrupted) {
                return RunEnd::interrupted;
            }
            for (std::size_t i = 0; i < looked_at.size(); ++i) {
                if (effect_differs(kept, 1 + 2 * i, 0, outcome_) || effect_differs(kept, 2 + 2 * i, 0, outcome_)) {
                    explain(looked_at[i], InertKind::switched_off, scenario_.parameters[turned.parameter].key);
                }
            }
        }
        return RunEnd::complete;
    }

    [[nodiscard]] bool rests(Changes const& changes) const
    {
        return !find_instability(changed_points(scenario_, {changes}), 0, scenario_);
    }

    RunEnd draw_others()
    {
        if (open_.empty()) {
            return RunEnd::complete;
        }
        PriorSampler const priors{scenario_};
        std::vector<Changes> changes;
        std::vector<double> values;
        for (int draw = 0; draw < draws_of_others; ++draw) {
            priors.sample(plan_.seed, draw, values);
            Changes drawn;
            for (std::size_t i = 0; i < values.size(); ++i) {
                drawn.emplace_back(i, values[i]);
            }
            for (std::size_t lever : open_) {
                for (int const end : {0, 1}) {
                    Changes with = drawn;
                    auto const [position, value] = at_end(lever, end).front();
                    with[position].second = value;
                    changes.push_back(rests(with) ? std::move(with) : drawn);
                }
            }
        }
        KeptOutcomes kept;
        if (run_points(changes, 1, plan_.measures, kept, true) == RunEnd::interrupted) {
            return RunEnd::interrupted;
        }
        std::vector<std::size_t> const looked_at = open_;
        for (std::size_t i = 0; i < looked_at.size(); ++i) {
            int differing = 0;
            for (std::size_t draw = 0; draw < draws_of_others; ++draw) {
                std::size_t const low = 2 * (draw * looked_at.size() + i);
                differing += effect_differs(kept, low, low + 1, outcome_) ? 1 : 0;
            }
            if (differing > 0) {
                explain(looked_at[i], InertKind::masked,
                        "in " + std::to_string(differing) + " of " + std::to_string(draws_of_others) +
                            " draws of the others");
            }
        }
        return RunEnd::complete;
    }

    Scenario const& scenario_;
    EnsemblePlan const& plan_;
    std::size_t outcome_;
    LeverDesign const& design_;
    RunPlan const& run_plan_;
    LeverResult& result_;
    std::vector<std::size_t> open_; ///< inert levers that are not explained yet
};

} // namespace

RunEnd explain_inert_levers(Scenario const& scenario, EnsemblePlan const& plan, std::size_t outcome,
                            LeverDesign const& design, RunPlan const& run_plan, LeverResult& result)
{
    return Explanation{scenario, plan, outcome, design, run_plan, result}.run();
}

} // namespace steppe
