#include "app/benefit_table.hpp"
#include "app/choices.hpp"
#include "app/commands.hpp"
#include "app/side_runs.hpp"
#include "app/stop_on_signal.hpp"
#include "ensemble/summariser.hpp"
#include "model/parameters.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <iterator>

namespace steppe::app {
namespace {

constexpr char const* default_replicates = "1000";

/// Files as they are named, and of folders the scenarios in them by name.
std::vector<std::filesystem::path> list_rivals(std::vector<std::string> const& names)
{
    std::vector<std::filesystem::path> paths;
    for (std::filesystem::path const path : names) {
        std::error_code ignored;
        if (!std::filesystem::is_directory(path, ignored)) {
            paths.push_back(path);
            continue;
        }
        std::vector<std::filesystem::path> inside;
        for (auto const& entry : std::filesystem::directory_iterator{path}) {
            if (entry.path().extension() == ".toml") {
                inside.push_back(entry.path());
            }
        }
        std::sort(inside.begin(), inside.end());
        paths.insert(paths.end(), inside.begin(), inside.end());
    }
    return paths;
}

struct Rival {
    std::string id;
    Scenario scenario;
};

/// Reads all, and reports the faults of all. A rival must have the outcomes of the base scenario.
std::vector<Rival> read_rivals(Arguments const& arguments, Scenario const& base)
{
    std::vector<Rival> rivals;
    Diagnostics faults;
    for (std::filesystem::path const& path : list_rivals(arguments.rivals)) {
        Arguments one = arguments;
        one.inputs = {path.string()};
        try {
            rivals.push_back({path.stem().string(), read_with_replicates(one, default_replicates)});
        } catch (InputError const& error) {
            for (Diagnostic const& fault : error.faults()) {
                faults.add(fault.where, fault.code, fault.message, fault.suggestion);
            }
            continue;
        }
        if (!(rivals.back().scenario.actors == base.actors)) {
            faults.add({path.string(), 0, 0}, "C114", "has other actors than " + arguments.inputs[0]);
        }
        auto const same = [&](Rival const& before) { return before.id == rivals.back().id; };
        if (std::count_if(rivals.begin(), rivals.end(), same) > 1) {
            faults.add({path.string(), 0, 0}, "C114", "another rival is called '" + rivals.back().id + "' too");
        }
    }
    faults.throw_if_any();
    return rivals;
}

/// Runs one reading of the scenario in the arms of the named contrasts.
class BenefitAnalysis {
public:
    explicit BenefitAnalysis(SideRuns& runs) : runs_{runs}
    {
        std::vector<std::string> names;
        for (std::string const& contrast : contrast_names()) {
            static_cast<void>(find_contrast(contrast, names));
        }
        arms_ = choose_arms(names, "benefit");
        for (Contrast const& contrast : list_contrasts(names)) {
            result_.contrasts.push_back(contrast.name);
        }
        contrasts_ = list_contrasts(names);
    }

    RunEnd add(std::string id, Scenario const& scenario, std::vector<std::string> const& measures,
               int replicates_per_draw = 0)
    {
        EnsemblePlan plan = make_plan(scenario, arms_);
        plan.measures = measures;
        if (replicates_per_draw > 0) {
            plan.priors.emplace(scenario.parameters);
            plan.replicates_per_draw = replicates_per_draw;
        }
        Summariser summary{contrasts_};
        if (runs_.run(plan, summary) == RunEnd::interrupted) {
            return RunEnd::interrupted;
        }
        BenefitReading reading{std::move(id), scenario.text("title"), {}};
        for (std::size_t c = 0; c < contrasts_.size(); ++c) {
            auto& effects = reading.effects.emplace_back();
            for (std::size_t o = 0; o < summary.layout().outcomes.size(); ++o) {
                effects.push_back(summary.of_contrast(c, o));
            }
        }
        failed_ += summary.failures().size();
        if (result_.readings.empty()) {
            layout_ = summary.layout();
            failures_ = summary.failures();
        }
        result_.readings.push_back(std::move(reading));
        return RunEnd::complete;
    }

    [[nodiscard]] BenefitResult const& result() const { return result_; }
    [[nodiscard]] RunLayout const& layout() const { return layout_; }
    [[nodiscard]] std::vector<Failure> const& failures() const { return failures_; }
    [[nodiscard]] std::size_t failed() const { return failed_; }

private:
    SideRuns& runs_;
    std::vector<Arm> arms_;
    std::vector<Contrast> contrasts_;
    BenefitResult result_;
    RunLayout layout_; ///< of the base reading
    std::vector<Failure> failures_;
    std::size_t failed_{};
};

RunEnd run_readings(Arguments const& arguments, Scenario const& base, std::vector<Rival> const& rivals,
                    BenefitAnalysis& analysis)
{
    std::vector<std::string> const measures = choose_measures(arguments.measures, "--measures");
    if (analysis.add("base", base, measures) == RunEnd::interrupted ||
        analysis.add("priors", base, measures, arguments.per_draw) == RunEnd::interrupted) {
        return RunEnd::interrupted;
    }
    for (Rival const& rival : rivals) {
        if (analysis.add(rival.id, rival.scenario, measures) == RunEnd::interrupted) {
            return RunEnd::interrupted;
        }
    }
    return RunEnd::complete;
}

} // namespace

int benefit(Arguments const& arguments)
{
    Scenario const base = read_with_replicates(arguments, default_replicates);
    std::vector<Rival> const rivals = read_rivals(arguments, base);
    std::unique_ptr<ResultFile> file = open_output(arguments, base, "benefit");
    StopOnSignal const guard;
    SideRuns runs{arguments, guard.flag()};
    BenefitAnalysis analysis{runs};
    if (run_readings(arguments, base, rivals, analysis) == RunEnd::interrupted) {
        fmt::print(stderr, "interrupted: nothing was written; fewer replicates or months take less time\n");
        return exit_code::interrupted;
    }
    if (arguments.json) {
        nlohmann::json all = benefit_json(analysis.result(), analysis.layout());
        all["scenario"] = base.text("title");
        fmt::print("{}\n", all.dump(2));
    } else {
        fmt::print("{}", benefit_table(analysis.result(), analysis.layout()));
    }
    int const months = analysis.layout().months;
    if (file) {
        write_benefit(std::move(file), analysis.result(), analysis.layout(), analysis.failures());
    }
    return runs.conclude(months, analysis.failed());
}

} // namespace steppe::app
