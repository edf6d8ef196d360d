#include "study/forecast/run.hpp"

#include "model/schema_of_model.hpp"
#include "output/value_digest.hpp"
#include "study/condition/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace steppe {
namespace {

constexpr std::int64_t pairs_of_fingerprint = 64;

EnsemblePlan plan_of(ForecastReading const& reading)
{
    EnsemblePlan plan = make_plan(reading.scenario, {*find_arm("endogenous"), *find_arm("without_accords")});
    if (reading.draws_parameters) {
        plan.draw_priors(reading.scenario);
    }
    return plan;
}

/// Faults of evidence and events, each at its question.
ConditionDesign design_of(ForecastQuestions const& asked, EvidenceScope const& scope, Diagnostics& faults)
{
    ConditionDesign design{.evidence = read_conditions(asked.given, "given", scope, faults), .events = {}, .joinings = {}};
    for (ForecastQuestion const& question : asked.questions) {
        std::vector<Condition> event =
            read_conditions({question.event}, fmt::format("question {}:", question.id), scope, faults);
        if (!event.front().is_certain()) {
            faults.add(question.where, "E106", "an event either comes or does not: it cannot be read with an error");
        }
        design.events.push_back(std::move(event.front()));
    }
    return design;
}

/// The months that a run needs to answer everything.
int months_needed(ConditionDesign const& design)
{
    int last = 0;
    auto const take = [&](std::vector<Condition> const& conditions) {
        for (Condition const& condition : conditions) {
            for (Comparison const& comparison : condition.comparisons) {
                last = std::max(last, comparison.reading.month);
            }
            last = std::max(last, condition.noisy ? condition.noisy->reading.month : 0);
        }
    };
    take(design.evidence);
    take(design.events);
    return last + 1;
}

ConditionDesign checked_design(ForecastQuestions const& asked, Scenario const& scenario)
{
    Diagnostics faults;
    ConditionDesign design = design_of(asked, evidence_scope(scenario), faults);
    faults.throw_if_any();
    return design;
}

std::string quoted(std::string const& text)
{
    std::string escaped;
    for (char const c : text) {
        escaped += c == '"' || c == '\\' ? std::string{'\\', c} : c == '\n' ? std::string{"\\n"} : std::string{c};
    }
    return "\"" + escaped + "\"";
}

std::string quoted(std::vector<std::string> const& texts)
{
    std::string list;
    for (std::string const& text : texts) {
        list += (list.empty() ? "" : ", ") + quoted(text);
    }
    return "[" + list + "]";
}

/// In full precision.
template <class Number>
std::string numbers(std::vector<WeightedMean> const& means, Number const& number)
{
    std::string list;
    for (WeightedMean const& mean : means) {
        list += fmt::format("{}{:.17g}", list.empty() ? "" : ", ", number(mean));
    }
    return "[" + list + "]";
}

std::string seen_from(std::filesystem::path const& folder, std::filesystem::path const& path)
{
    namespace fs = std::filesystem;
    return fs::absolute(path)
        .lexically_normal()
        .lexically_relative(fs::absolute(folder / ".").lexically_normal())
        .generic_string();
}

} // namespace

std::vector<ForecastReading> read_readings(ForecastQuestions const& asked, std::filesystem::path const& folder,
                                           std::filesystem::path const& register_folder)
{
    std::vector<ForecastReading> readings;
    std::vector<Override> overrides;
    Diagnostics faults;
    auto const add = [&](std::string const& id, std::string const& name, bool draws) {
        std::filesystem::path const path = folder / name;
        try {
            readings.push_back({id, seen_from(register_folder, path), draws,
                                read_scenario(path.lexically_normal(), model_schema(), overrides)});
        } catch (InputError const& error) {
            for (Diagnostic const& fault : error.faults()) {
                faults.add(fault.where, fault.code, fault.message, fault.suggestion);
            }
        }
    };
    add("base", asked.scenario, false);
    faults.throw_if_any();
    int const months = months_needed(checked_design(asked, readings.front().scenario));
    overrides = {{"run.replicates", std::to_string(asked.replicates)}, {"run.months", std::to_string(months)}};
    readings.clear();
    add("base", asked.scenario, false);
    add("priors", asked.scenario, true);
    for (std::string const& rival : asked.rivals) {
        add(std::filesystem::path{rival}.stem().string(), rival, false);
    }
    for (ForecastReading const& reading : readings) {
        auto const same = [&](ForecastReading const& other) { return other.id == reading.id; };
        if (std::count_if(readings.begin(), readings.end(), same) > 1) {
            faults.add({reading.path, 0, 0}, "P102", "another reading is called '" + reading.id + "' too");
        }
    }
    faults.throw_if_any();
    return readings;
}

std::optional<std::string> fingerprint_of(ForecastReading const& reading, RunPlan const& run_plan)
{
    EnsemblePlan plan = plan_of(reading);
    plan.replicates = std::min(plan.replicates, pairs_of_fingerprint);
    ValueDigest digest;
    return run_plan(plan, digest) == RunEnd::interrupted ? std::nullopt : std::optional{digest.text()};
}

std::optional<ReadingForecast> forecast(ForecastQuestions const& asked, ForecastReading const& reading,
                                        RunPlan const& run_plan)
{
    ConditionDesign const design = checked_design(asked, reading.scenario);
    std::optional<std::string> fingerprint = fingerprint_of(reading, run_plan);
    EnsemblePlan plan = plan_of(reading);
    plan.measures = measures_read(design);
    ConditionRecorder recorder{design};
    if (!fingerprint || run_plan(plan, recorder) == RunEnd::interrupted) {
        return std::nullopt;
    }
    ConditionResult const result = condition_result(recorder, design);
    ReadingForecast found{*fingerprint, result.pairs, result.matching, recorder.failures().size(), result.effective, {}};
    if (result.effective >= static_cast<double>(asked.least_effective)) {
        for (EventAnswer const& event : result.events[static_cast<std::size_t>(Population::given)]) {
            found.probabilities.push_back(event.open);
        }
    }
    return found;
}

std::string register_text(ForecastQuestions const& asked, std::vector<ForecastReading> const& readings,
                          std::vector<ReadingForecast> const& forecasts, std::string const& engine_version,
                          std::string const& git_commit)
{
    std::vector<std::string> rivals;
    for (std::size_t r = 2; r < readings.size(); ++r) {
        rivals.push_back(readings[r].path);
    }
    std::string text =
        fmt::format("# Written by `steppe forecast seal`. It is never edited: `steppe forecast verify` checks that.\n"
                    "schema = \"steppe-forecast/1\"\ntitle = {}\nas_of = {}\nscenario = {}\ngiven = {}\nrivals = {}\n"
                    "replicates = {}\nleast_effective = {}\nengine_version = {}\ngit_commit = {}\n{}",
                    quoted(asked.title), quoted(asked.as_of), quoted(readings.front().path), quoted(asked.given),
                    quoted(rivals), asked.replicates, asked.least_effective, quoted(engine_version), quoted(git_commit),
                    asked.retrospective ? "retrospective = true\n" : "");
    for (ForecastQuestion const& question : asked.questions) {
        text += fmt::format("\n[[question]]\nid = {}\ntext = {}\nevent = {}\nresolution = {}\n", quoted(question.id),
                            quoted(question.text), quoted(question.event), quoted(question.resolution));
    }
    for (std::size_t r = 0; r < readings.size(); ++r) {
        ReadingForecast const& said = forecasts[r];
        text +=
            fmt::format("\n[[reading]]\nid = {}\ntitle = {}\nparameters = \"{}\"\nfingerprint = {}\npairs = {}\nmatching = "
                        "{}\neffective_size = {:.17g}\n",
                        quoted(readings[r].id), quoted(readings[r].scenario.text("title")),
                        readings[r].draws_parameters ? "drawn from priors" : "at the scenario's values",
                        quoted(said.fingerprint), said.pairs, said.matching, said.effective);
        text += said.probabilities.empty()
                    ? "# too few runs match the evidence: it says nothing\nprobability = []\n"
                    : fmt::format("probability = {}\nlow = {}\nhigh = {}\n",
                                  numbers(said.probabilities, [](WeightedMean const& mean) { return mean.value; }),
                                  numbers(said.probabilities, [](WeightedMean const& mean) { return mean.interval.low; }),
                                  numbers(said.probabilities, [](WeightedMean const& mean) { return mean.interval.high; }));
    }
    return sealed(text + "\n");
}

} // namespace steppe
