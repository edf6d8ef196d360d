#include "app/analysis_runs.hpp"
#include "app/build_info.hpp"
#include "app/commands.hpp"
#include "app/effect_table.hpp"
#include "app/forecast_score.hpp"
#include "app/output_target.hpp"
#include "app/stop_on_signal.hpp"
#include "app/streams.hpp"
#include "output/pending_file.hpp"
#include "study/forecast/run.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace steppe::app {
namespace {

struct SealOptions {
    bool only{};
    std::string resolutions;

    static void declare(OptionList& list)
    {
        list.flag("seal-only", "verify: check seals, and regenerate nothing");
        list.text("resolutions", "CSV",
                  "score: how questions came out: register, question, date, outcome, base_rate, persistence, source");
    }
    void read(OptionReader const& reader)
    {
        only = reader.flag("seal-only");
        resolutions = reader.text("resolutions").value_or("");
    }
};

struct ForecastOptions {
    CommonOptions common;
    OutputOptions output;
    SealOptions seal;
    EngineOptions engine;

    [[nodiscard]] std::vector<BoundGroup> groups() { return bind_groups(common, output, seal, engine); }
};

constexpr std::array<std::string_view, 3> actions{"seal", "verify", "score"};

[[noreturn]] void refuse(std::string const& where, std::string_view code, std::string message, std::string suggestion = {})
{
    Diagnostics faults;
    faults.add({where, 0, 0}, code, std::move(message), std::move(suggestion));
    throw InputError{faults.sorted()};
}

int interrupted()
{
    tell("interrupted: nothing was written\n");
    return exit_code::interrupted;
}

std::string probability_text(WeightedMean const& mean)
{
    double const scale = std::max(mean.standard_error, (mean.interval.high - mean.interval.low) / 3.0);
    return fmt::format("{} [{}, {}]", rounded(mean.value, scale), rounded(mean.interval.low, scale),
                       rounded(mean.interval.high, scale));
}

void print_forecasts(ForecastQuestions const& asked, std::vector<ForecastReading> const& readings,
                     std::vector<ReadingForecast> const& forecasts)
{
    fmt::print("{}; as of {}; probabilities in the model, with 90 % intervals over its runs\n", asked.title, asked.as_of);
    for (std::size_t q = 0; q < asked.questions.size(); ++q) {
        fmt::print("\n{}: {}\n", asked.questions[q].id, asked.questions[q].text);
        for (std::size_t r = 0; r < readings.size(); ++r) {
            fmt::print("  {:<40} {}\n", readings[r].id,
                       forecasts[r].probabilities.empty() ? "- (too few runs match)"
                                                          : probability_text(forecasts[r].probabilities[q]));
        }
    }
}

nlohmann::json forecasts_json(ForecastQuestions const& asked, std::vector<ForecastReading> const& readings,
                              std::vector<ReadingForecast> const& forecasts)
{
    nlohmann::json questions = nlohmann::json::array();
    for (std::size_t q = 0; q < asked.questions.size(); ++q) {
        nlohmann::json said = nlohmann::json::object();
        for (std::size_t r = 0; r < readings.size(); ++r) {
            if (forecasts[r].probabilities.empty()) {
                said[readings[r].id] = nullptr;
            } else {
                WeightedMean const& mean = forecasts[r].probabilities[q];
                said[readings[r].id] = {{"probability", mean.value},
                                        {"interval_90", {mean.interval.low, mean.interval.high}}};
            }
        }
        questions.push_back({{"id", asked.questions[q].id}, {"event", asked.questions[q].event}, {"readings", said}});
    }
    return {{"title", asked.title}, {"as_of", asked.as_of}, {"questions", questions}};
}

/// Of every reading, in order; nothing where it is interrupted.
std::optional<std::vector<ReadingForecast>> forecast_all(ForecastQuestions const& asked,
                                                         std::vector<ForecastReading> const& readings, AnalysisRuns& runs)
{
    std::vector<ReadingForecast> forecasts;
    for (ForecastReading const& reading : readings) {
        std::optional<ReadingForecast> one =
            forecast(asked, reading, [&](EnsemblePlan const& plan, Recorder& recorder) { return runs.run(plan, recorder); });
        if (!one) {
            return std::nullopt;
        }
        forecasts.push_back(std::move(*one));
    }
    return forecasts;
}

int seal(ForecastOptions const& options)
{
    if (options.common.inputs.size() != 2) {
        refuse("command line", "C105", "expected 'seal' and one file of questions");
    }
    std::filesystem::path const questions = options.common.inputs[1];
    ForecastQuestions const asked = read_questions(questions);
    std::filesystem::path const& target = options.output.file;
    std::vector<ForecastReading> const readings = read_readings(asked, questions.parent_path(), target.parent_path());
    std::optional<PendingFile> pending;
    if (!target.empty()) {
        for (ForecastReading const& reading : readings) {
            Scenario read = reading.scenario;
            read.read_besides.push_back(questions.string());
            refuse_to_replace_input(target, true, read);
        }
        pending.emplace(target, options.output.force);
    }
    StopOnSignal const guard;
    AnalysisRuns runs{options.common, nullptr, options.engine, guard.flag()};
    auto const forecasts = forecast_all(asked, readings, runs);
    if (!forecasts) {
        return interrupted();
    }
    if (pending) {
        std::string const commit{build_info::git_commit};
        if (commit.empty() || commit.ends_with("-dirty")) {
            tell("sealed by an engine that no commit describes: nobody can build it again to check the numbers\n");
        }
        pending->write(register_text(asked, readings, *forecasts, std::string{build_info::version},
                                     commit.empty() ? "unknown" : commit));
        pending->commit();
    }
    if (options.common.json) {
        fmt::print("{}\n", forecasts_json(asked, readings, *forecasts).dump(2));
    } else {
        print_forecasts(asked, readings, *forecasts);
    }
    std::size_t failed = 0;
    for (ReadingForecast const& one : *forecasts) {
        failed += one.failed;
    }
    return runs.conclude(static_cast<int>(readings.front().scenario.integer("run.months")), failed);
}

enum class Regenerated : std::uint8_t { same, of_another_model, not_asked, interrupted };

/// Whether the model at hand is the one that was sealed, and if so, whether it says the same. Throws InputError (P104) if it does not.
Regenerated regenerate(SealedRegister const& found, AnalysisRuns& runs)
{
    std::filesystem::path const folder = std::filesystem::path{found.file.path}.parent_path();
    std::vector<ForecastReading> readings;
    try {
        readings = read_readings(found.asked, folder, folder);
    } catch (InputError const&) { // scenarios have moved on, or say what evidence and events no longer suit
        return Regenerated::of_another_model;
    }
    if (readings.size() != found.readings.size()) {
        return Regenerated::of_another_model;
    }
    for (std::size_t r = 0; r < readings.size(); ++r) {
        std::optional<std::string> const now = fingerprint_of(
            readings[r], [&](EnsemblePlan const& plan, Recorder& recorder) { return runs.run(plan, recorder); });
        if (!now) {
            return Regenerated::interrupted;
        }
        if (*now != found.readings[r].fingerprint) {
            return Regenerated::of_another_model;
        }
    }
    auto const forecasts = forecast_all(found.asked, readings, runs);
    if (!forecasts) {
        return Regenerated::interrupted;
    }
    if (register_text(found.asked, readings, *forecasts, found.engine_version, found.git_commit) != found.file.text) {
        refuse(found.file.path, "P104", "its seal holds, but its model gives other numbers or words than it has");
    }
    return Regenerated::same;
}

std::string words_of(Regenerated outcome, SealedRegister const& found)
{
    switch (outcome) {
    case Regenerated::same:
        return "every number is regenerated, bit for bit";
    case Regenerated::not_asked:
        return "nothing was regenerated";
    default:
        return fmt::format("the model or its scenarios are others now: commit {} (version {}) regenerates it",
                           found.git_commit, found.engine_version);
    }
}

int verify(ForecastOptions const& options)
{
    if (options.common.inputs.size() < 2) {
        refuse("command line", "C105", "expected 'verify' and one register or more");
    }
    std::vector<SealedRegister> registers; // every seal before the first run
    Diagnostics faults;
    for (std::size_t i = 1; i < options.common.inputs.size(); ++i) {
        try {
            registers.push_back(read_register(options.common.inputs[i]));
        } catch (InputError const& error) {
            for (Diagnostic const& fault : error.faults()) {
                faults.add(fault.where, fault.code, fault.message, fault.suggestion);
            }
        }
    }
    faults.throw_if_any();
    StopOnSignal const guard;
    AnalysisRuns runs{options.common, nullptr, options.engine, guard.flag()};
    nlohmann::json all = nlohmann::json::array();
    for (SealedRegister const& found : registers) {
        Regenerated const outcome = options.seal.only ? Regenerated::not_asked : regenerate(found, runs);
        if (outcome == Regenerated::interrupted) {
            return interrupted();
        }
        all.push_back({{"register", found.file.path},
                       {"sealed", true},
                       {"regenerated", outcome == Regenerated::same},
                       {"engine_version", found.engine_version},
                       {"git_commit", found.git_commit}});
        if (!options.common.json) {
            fmt::print("{}: the seal holds; {}\n", found.file.path, words_of(outcome, found));
        }
    }
    if (options.common.json) {
        fmt::print("{}\n", all.dump(2));
    }
    return exit_code::done;
}

int forecasts(ForecastOptions const& options)
{
    std::string const action = options.common.inputs.empty() ? "" : options.common.inputs[0];
    if (action == actions[0]) {
        return seal(options);
    }
    if (action == actions[1]) {
        return verify(options);
    }
    if (action == actions[2]) {
        if (options.common.inputs.size() != 2 || options.seal.resolutions.empty()) {
            refuse("command line", "C105", "expected 'score', one folder of registers, and --resolutions CSV");
        }
        print_scores(options.common.inputs[1], options.seal.resolutions, options.common.json);
        return exit_code::done;
    }
    std::vector<std::string> const known{actions.begin(), actions.end()};
    refuse("command line", "C101", fmt::format("expected 'seal', 'verify' or 'score', got '{}'", action),
           closest_name(action, known));
}

} // namespace

Command forecast_command()
{
    return make_command("forecast", "seal FILE | verify FILE... | score DIR",
                        "dated questions with the model's probabilities, sealed so that they cannot change after",
                        forecasts);
}

} // namespace steppe::app
