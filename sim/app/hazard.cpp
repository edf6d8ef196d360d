#include "study/hazard.hpp"

#include "app/choices.hpp"
#include "app/commands.hpp"
#include "app/hazard_table.hpp"
#include "app/side_runs.hpp"
#include "app/stop_on_signal.hpp"
#include "model/incentive_terms.hpp"
#include "model/parameters.hpp"
#include "study/swings.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>
#include <utility>

namespace steppe::app {
namespace {

constexpr char const* default_replicates = "500";
constexpr int swing_months = 12;

double standard_error(RunningMoments const& moments)
{
    return moments.count() > 1 ? std::sqrt(moments.variance() / static_cast<double>(moments.count()))
                               : std::numeric_limits<double>::quiet_NaN();
}

void add(EstimatedTable& table, RunningMoments const& moments)
{
    bool const none = moments.count() == 0;
    table.add(none ? std::numeric_limits<double>::quiet_NaN() : moments.mean(), standard_error(moments));
}

HazardResult name_what_is_asked(std::vector<std::size_t> const& incentives)
{
    HazardResult result;
    for (std::size_t incentive : incentives) {
        result.incentives.emplace_back(incentive_terms()[incentive].id);
        result.incentive_titles.emplace_back(incentive_terms()[incentive].title);
    }
    for (std::string_view condition : condition_names) {
        result.conditions.emplace_back(condition);
    }
    result.condition_titles.assign(condition_words.begin(), condition_words.end());
    for (Reading const& reading : readings) {
        result.readings.emplace_back(reading.name);
        result.reading_titles.emplace_back(reading.title);
    }
    return result;
}

void take_months(HazardRecorder const& recorder, HazardColumns const& columns, HazardResult& result)
{
    RunLayout const& layout = recorder.layout();
    for (int month = 0; month < layout.months; ++month) {
        for (std::size_t h = 0; h < layout.actors.ids(IndexSet::hedger).size(); ++h) {
            result.at_risk.push_back(static_cast<double>(recorder.probability(month, h).count()));
            add(result.has_joined, recorder.has_joined(month, h));
            add(result.hazard, recorder.probability(month, h));
            add(result.without_incentives, recorder.column(month, h, columns.without_incentives()));
            add(result.typical, recorder.column(month, h, columns.typical()));
            for (std::size_t i = 0; i < result.incentives.size(); ++i) {
                add(result.incentive_share, recorder.column(month, h, columns.incentive(i)));
            }
            for (std::size_t c = 0; c < result.conditions.size(); ++c) {
                add(result.condition_share, recorder.column(month, h, columns.condition(c)));
            }
        }
        for (std::size_t r = 0; r < readings.size(); ++r) {
            add(result.reading, recorder.reading(month, r));
        }
    }
}

void take_check(HazardRecorder const& recorder, HazardColumns const& columns, HazardResult& result)
{
    for (std::size_t h = 0; h < recorder.layout().actors.ids(IndexSet::hedger).size(); ++h) {
        for (std::size_t i = 0; i < result.incentives.size(); ++i) {
            result.share_check.push_back(recorder.column(0, h, columns.check(i)).mean());
        }
    }
}

/// The only outcome of a hedger in a run that records has_joined for no longer than its first horizon.
std::size_t outcome_of(RunLayout const& layout, std::size_t hedger)
{
    for (std::size_t o = 0; o < layout.outcomes.size(); ++o) {
        if (layout.outcomes[o].element == hedger && layout.outcomes[o].months == layout.months) {
            return o;
        }
    }
    throw std::logic_error{"has_joined has no outcome for a hedger"};
}

void take_swings(KeptOutcomes const& kept, SwingDesign const& design, Scenario const& scenario, HazardResult& result)
{
    Schema const schema = model_schema();
    result.swing_months = kept.layout().months;
    for (std::size_t s = 0; s < design.swings.size(); ++s) {
        Parameter const& parameter = scenario.parameters[design.swings[s].parameter];
        result.swings.push_back(parameter.key);
        result.swing_units.emplace_back(schema.parameters[parameter.family].declaration.unit);
        result.swing_tags.emplace_back(1, static_cast<char>(parameter.tag));
        result.swing_low.push_back(design.swings[s].ends.low);
        result.swing_high.push_back(design.swings[s].ends.high);
        for (std::size_t h = 0; h < kept.layout().actors.ids(IndexSet::hedger).size(); ++h) {
            SwungOutcome const swung = swung_outcome(kept, s, outcome_of(kept.layout(), h));
            add(result.at_low, swung.low);
            add(result.at_high, swung.high);
            add(result.swing, swung.difference);
        }
    }
}

/// The runs of an analysis: what is typical, the months asked about, and the swings.
class HazardAnalysis {
public:
    HazardAnalysis(Scenario const& scenario, SideRuns& runs)
        : scenario_{scenario},
          runs_{runs},
          incentives_{incentives_on(scenario)},
          plan_{make_plan(scenario, {*find_arm("without_accords")})}
    {
        plan_.measures = {"has_joined"};
    }

    RunEnd run()
    {
        plan_.hazard.emplace();
        HazardRecorder calm{*plan_.hazard};
        if (runs_.run(plan_, calm) == RunEnd::interrupted) {
            return RunEnd::interrupted;
        }
        std::array<double, readings.size()> const typical = calm.mean_readings();
        failed_ += calm.failures().size();
        plan_.arms = {*find_arm("endogenous")};
        plan_.hazard = make_hazard_design(incentives_, typical, plan_.seed);
        HazardRecorder asked{*plan_.hazard};
        if (runs_.run(plan_, asked) == RunEnd::interrupted) {
            return RunEnd::interrupted;
        }
        result_ = name_what_is_asked(incentives_);
        result_.typical_reading.assign(typical.begin(), typical.end());
        take_months(asked, HazardColumns{incentives_.size()}, result_);
        take_check(asked, HazardColumns{incentives_.size()}, result_);
        failures_ = asked.failures();
        failed_ += failures_.size();
        return run_swings();
    }

    [[nodiscard]] RunLayout layout() const { return plan_.layout(); }
    [[nodiscard]] int months() const { return plan_.months; }
    [[nodiscard]] HazardResult const& result() const { return result_; }
    [[nodiscard]] std::vector<Failure> const& failures() const { return failures_; }
    [[nodiscard]] std::size_t failed() const { return failed_; }

private:
    RunEnd run_swings()
    {
        SwingDesign const design = make_swings(scenario_, model_schema());
        EnsemblePlan plan = plan_;
        plan.hazard.reset();
        plan.points = design.points;
        plan.months = std::min(swing_months, plan.months);
        KeptOutcomes kept;
        if (design.points.count == 0) {
            return RunEnd::complete;
        }
        RunEnd const end = runs_.run(plan, kept);
        if (end == RunEnd::complete) {
            take_swings(kept, design, scenario_, result_);
            failed_ += kept.failures().size();
        }
        return end;
    }

    Scenario const& scenario_;
    SideRuns& runs_;
    std::vector<std::size_t> incentives_;
    EnsemblePlan plan_;
    HazardResult result_;
    std::vector<Failure> failures_;
    std::size_t failed_{};
};

} // namespace

int hazard(Arguments const& arguments)
{
    Scenario const scenario = read_with_replicates(arguments, default_replicates);
    std::unique_ptr<ResultFile> file = open_output(arguments, scenario, "hazard");
    StopOnSignal const guard;
    SideRuns runs{arguments, guard.flag()};
    HazardAnalysis analysis{scenario, runs};
    if (analysis.run() == RunEnd::interrupted) {
        fmt::print(stderr, "interrupted: nothing was written; fewer replicates or months take less time\n");
        return exit_code::interrupted;
    }
    RunLayout const layout = analysis.layout();
    if (arguments.json) {
        nlohmann::json all = hazard_json(analysis.result(), layout);
        all["scenario"] = scenario.text("title");
        fmt::print("{}\n", all.dump(2));
    } else {
        fmt::print("{}", hazard_table(analysis.result(), layout));
    }
    if (file) {
        write_hazard(std::move(file), analysis.result(), layout, analysis.failures());
    }
    return runs.conclude(analysis.months(), analysis.failed());
}

} // namespace steppe::app
