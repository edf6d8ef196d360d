#pragma once
/// What a model says of dated questions, under each reading; and the text of the register that holds it.

#include "study/condition/result.hpp"
#include "study/forecast/questions.hpp"
#include "study/run_plan.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace steppe {

/// A reading of the world that is asked.
struct ForecastReading {
    std::string id;   ///< "base", "priors", or a rival's file name without its ending
    std::string path; ///< of its scenario, as seen from the register
    bool draws_parameters{};
    Scenario scenario;
};

/// What it says.
struct ReadingForecast {
    std::string fingerprint;
    std::int64_t pairs{};
    std::int64_t matching{};
    std::size_t failed{}; ///< runs
    double effective{};
    std::vector<WeightedMean> probabilities; ///< [question]; none where too few runs match
};

/// Reads the scenarios of questions, which stand in `folder`, as far as their last month, and checks evidence and events against the first.
/// Paths of readings are as seen from `register_folder`. Throws InputError with the faults of all.
[[nodiscard]] std::vector<ForecastReading> read_readings(ForecastQuestions const& asked, std::filesystem::path const& folder,
                                                         std::filesystem::path const& register_folder);

/// The digest of all values of the first pairs of a reading, in both arms; nothing where it is interrupted.
[[nodiscard]] std::optional<std::string> fingerprint_of(ForecastReading const& reading, RunPlan const& run_plan);

/// The probability of every question given the evidence; nothing where it is interrupted.
[[nodiscard]] std::optional<ReadingForecast> forecast(ForecastQuestions const& asked, ForecastReading const& reading,
                                                      RunPlan const& run_plan);

/// The register, sealed. Paths of `asked` are as seen from it.
[[nodiscard]] std::string register_text(ForecastQuestions const& asked, std::vector<ForecastReading> const& readings,
                                        std::vector<ReadingForecast> const& forecasts, std::string const& engine_version,
                                        std::string const& git_commit);

} // namespace steppe
