#include "study/audit/run.hpp"

#include "study/audit/echo.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>

namespace steppe {
namespace {

/// Replicates that share a draw from the priors: their mean stands for the draw, so that little of its variance is chance.
constexpr int replicates_of_draw = 8;

std::vector<Arm> arms_to_run()
{
    std::vector<Arm> arms;
    for (std::string_view name : audit_arms) {
        arms.push_back(find_arm(name).value());
    }
    return arms;
}

/// The best of many looks by size among those that move, else by nearness. Of two that are as good, to 1 %, the earlier.
class BestLook {
public:
    explicit BestLook(AuditRule const& rule) : rule_{rule} {}

    void offer(AuditLook const& look)
    {
        bool const counts = moves(look.change, rule_);
        double const worth = counts ? look.change.size() : nearness(look.change, rule_);
        if (!best_ || (counts && !moves_) || (counts == moves_ && worth > 1.01 * worth_)) {
            best_ = look;
            moves_ = counts;
            worth_ = worth;
        }
    }

    [[nodiscard]] std::optional<AuditLook> const& look() const { return best_; }
    [[nodiscard]] bool found_move() const { return moves_; }

private:
    AuditRule rule_;
    std::optional<AuditLook> best_;
    bool moves_{};
    double worth_{};
};

/// Means over the replicates of each draw, [outcome][world][draw], of the draws in which no run failed; `whole` gets their numbers.
std::vector<std::vector<double>> means_of_draws(KeptOutcomes const& kept, std::vector<std::int64_t>& whole)
{
    RunLayout const& layout = kept.layout();
    std::size_t const outcomes = layout.outcomes.size();
    std::vector<std::vector<double>> means(outcomes * audit_worlds);
    for (std::int64_t draw = 0; draw < layout.replicates / replicates_of_draw; ++draw) {
        std::vector<double> sums(outcomes * audit_worlds);
        for (std::int64_t n = draw * replicates_of_draw; n < (draw + 1) * replicates_of_draw; ++n) {
            for (std::size_t o = 0; o < outcomes; ++o) {
                std::array<double, audit_arms.size()> const of_arm{kept.at(0, 0, n)[o], kept.at(1, 0, n)[o],
                                                                   kept.at(2, 0, n)[o]};
                std::array<double, audit_worlds> worlds{};
                fill_worlds(of_arm.data(), worlds.data());
                for (std::size_t w = 0; w < audit_worlds; ++w) {
                    sums[o * audit_worlds + w] += worlds[w] / replicates_of_draw;
                }
            }
        }
        if (std::none_of(sums.begin(), sums.end(), [](double sum) { return std::isnan(sum); })) {
            whole.push_back(draw);
            for (std::size_t cell = 0; cell < sums.size(); ++cell) {
                means[cell].push_back(sums[cell]);
            }
        }
    }
    return means;
}

double mean_of(std::vector<double> const& values)
{
    RunningMoments moments;
    for (double value : values) {
        moments.add(value);
    }
    return moments.mean();
}

} // namespace

AuditAnalysis::AuditAnalysis(Scenario const& scenario, RunPlan run_plan)
    : scenario_{scenario}, run_plan_{std::move(run_plan)}, plan_{make_plan(scenario, arms_to_run())}
{
    plan_.measures = audited_measures();
    result_.design = make_audit_design(scenario);
}

RunEnd AuditAnalysis::run()
{
    std::vector<std::size_t> all(result_.design.checks.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    result_.findings.resize(all.size());
    if (judge(all, plan_.replicates) == RunEnd::interrupted) {
        return RunEnd::interrupted;
    }
    std::vector<std::size_t> const inert = inert_checks();
    if (!inert.empty() && judge(inert, audit_again * plan_.replicates) == RunEnd::interrupted) {
        return RunEnd::interrupted;
    }
    if (run_draws() == RunEnd::interrupted) {
        return RunEnd::interrupted;
    }
    list_reasons();
    return RunEnd::complete;
}

std::vector<std::size_t> AuditAnalysis::inert_checks() const
{
    std::vector<std::size_t> inert;
    for (std::size_t check = 0; check < result_.findings.size(); ++check) {
        if (result_.standing(check) == Standing::inert && !result_.design.checks[check].variants.empty()) {
            inert.push_back(check);
        }
    }
    return inert;
}

RunEnd AuditAnalysis::judge(std::vector<std::size_t> const& checks, std::int64_t pairs)
{
    DesignPoints const& all = result_.design.points;
    auto const row = [&](std::size_t point) {
        return all.values.begin() + static_cast<std::ptrdiff_t>(point * all.varied.size());
    };
    EnsemblePlan plan = plan_;
    plan.replicates = pairs;
    plan.points = {.base = all.base, .varied = all.varied, .values = {row(0), row(1)}, .count = 1};
    std::vector<std::size_t> points(result_.design.variants.size());
    for (std::size_t check : checks) {
        for (std::size_t variant : result_.design.checks[check].variants) {
            points[variant] = static_cast<std::size_t>(plan.points.count++);
            plan.points.values.insert(plan.points.values.end(), row(variant + 1), row(variant + 2));
        }
    }
    AuditRecorder recorder;
    if (run_plan_(plan, recorder) == RunEnd::interrupted) {
        return RunEnd::interrupted;
    }
    layout_ = plan_.layout();
    failed_ += recorder.failures().size();
    for (std::size_t check : checks) {
        result_.findings[check] = finding(result_.design.checks[check], recorder, points);
    }
    return RunEnd::complete;
}

AuditFinding AuditAnalysis::finding(AuditCheck const& check, AuditRecorder const& recorder,
                                    std::vector<std::size_t> const& points) const
{
    std::size_t const looks = layout_.outcomes.size() * audit_worlds * check.variants.size();
    std::int64_t const pairs = recorder.layout().replicates;
    AuditFinding found{.rule = make_audit_rule(looks, pairs), .pairs = pairs, .largest = {}, .asked_first = {}};
    BestLook all{found.rule};
    BestLook asked{found.rule};
    for (std::size_t w = 0; w < audit_worlds; ++w) {
        for (std::size_t variant : check.variants) {
            for (std::size_t o = 0; o < layout_.outcomes.size(); ++o) {
                if (!recorder.differs(points[variant], o, w)) {
                    continue;
                }
                AuditLook const look{o, w, variant,
                                     audit_change(recorder.base(o, w), recorder.difference(points[variant], o, w))};
                all.offer(look);
                if (layout_.measures[layout_.outcomes[o].measure].display_order > 0) {
                    asked.offer(look);
                }
            }
        }
    }
    found.largest = all.look();
    found.moves = all.found_move();
    found.asked_first = asked.look();
    found.moves_asked_first = asked.found_move();
    return found;
}

RunEnd AuditAnalysis::run_draws()
{
    bool const any_prior = std::any_of(scenario_.parameters.begin(), scenario_.parameters.end(),
                                       [](Parameter const& parameter) { return parameter.prior != Prior::fixed; });
    if (!any_prior) {
        return RunEnd::complete;
    }
    EnsemblePlan plan = plan_;
    plan.draw_priors(scenario_, replicates_of_draw);
    plan.replicates = plan_.replicates * replicates_of_draw;
    KeptOutcomes kept;
    if (run_plan_(plan, kept) == RunEnd::interrupted) {
        return RunEnd::interrupted;
    }
    failed_ += kept.failures().size();
    find_echoes(kept, *plan.priors);
    return RunEnd::complete;
}

void AuditAnalysis::find_echoes(KeptOutcomes const& kept, PriorSampler const& priors)
{
    std::vector<std::int64_t> draws;
    std::vector<std::vector<double>> const means = means_of_draws(kept, draws);
    result_.draws = static_cast<int>(draws.size());
    result_.replicates_per_draw = replicates_of_draw;
    std::vector<std::vector<double>> values(draws.size());
    for (std::size_t d = 0; d < draws.size(); ++d) {
        priors.sample(plan_.seed, draws[d], values[d]);
    }
    std::vector<AuditEcho> largest(means.size());
    for (std::size_t i = 0; i < scenario_.parameters.size(); ++i) {
        if (scenario_.parameters[i].prior == Prior::fixed) {
            continue;
        }
        std::vector<double> input(draws.size());
        std::transform(values.begin(), values.end(), input.begin(), [i](std::vector<double> const& of) { return of[i]; });
        std::vector<std::size_t> const order = order_of(input);
        for (std::size_t cell = 0; cell < means.size(); ++cell) {
            double const share = explained_share(means[cell], order);
            if (share > largest[cell].share) {
                largest[cell].input = scenario_.parameters[i].key;
                largest[cell].share = share;
            }
        }
    }
    for (std::size_t cell = 0; cell < means.size(); ++cell) {
        AuditEcho& echo = largest[cell];
        echo.outcome = cell / audit_worlds;
        echo.world = cell % audit_worlds;
        echo.mean = mean_of(means[cell]);
        echo.id = "echo." + std::string{layout_.measures[layout_.outcomes[echo.outcome].measure].name};
        echo.reason = scenario_.text("inert." + echo.id);
        if (echo.share >= echo_share) {
            result_.echoes.push_back(echo);
        } else if (!result_.nearest_echo || echo.share > result_.nearest_echo->share) {
            result_.nearest_echo = echo;
        }
    }
}

void AuditAnalysis::list_reasons()
{
    for (std::size_t check = 0; check < result_.findings.size(); ++check) {
        if (result_.standing(check) == Standing::stale) {
            result_.stale.push_back(result_.design.checks[check].id);
        }
    }
    for (MeasureDeclaration const& measure : layout_.measures) {
        std::string const id = "echo." + std::string{measure.name};
        bool const found =
            std::any_of(result_.echoes.begin(), result_.echoes.end(), [&](AuditEcho const& echo) { return echo.id == id; });
        if (!found && !scenario_.text("inert." + id).empty()) {
            result_.stale.push_back(id);
        }
    }
    for (Parameter const& parameter : scenario_.parameters) {
        bool const checked = std::any_of(result_.design.checks.begin(), result_.design.checks.end(),
                                         [&](AuditCheck const& check) { return check.id == parameter.key; });
        if (!parameter.inert.empty() && !checked) {
            result_.unchecked.push_back(parameter.key);
        }
    }
}

} // namespace steppe
