#pragma once
/// Dated questions, and the register of what a model said of them, sealed (docs/studies.md).

#include "base/diagnostics.hpp"
#include "scenario/scenario.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace steppe {

struct ForecastQuestion {
    std::string id;
    std::string text;       ///< for readers
    std::string event;      ///< a certain condition on months of a run (docs/model.md 9.6)
    std::string resolution; ///< what decides it, and where that is to be found
    SourceLocation where{};
};

/// What is asked, and of which readings.
struct ForecastQuestions {
    std::string title;
    std::string as_of;                 ///< a day: nothing that was observed after it was used
    std::string scenario;              ///< as seen from the file
    std::vector<std::string> given;    ///< evidence
    std::vector<std::string> rivals{}; ///< scenarios, as seen from the file
    std::int64_t replicates{};         ///< of each reading
    std::int64_t least_effective{};    ///< below which a reading says nothing
    std::vector<ForecastQuestion> questions{};
    bool
        retrospective{}; ///< sealed after its questions were decided, from what was known on that day: shows the scoring, and is no forecast
};

struct SealedReading {
    std::string id;
    std::string fingerprint;             ///< digest of all values of its first runs
    double effective{};                  ///< effective sample size of the runs that match
    std::vector<double> probabilities{}; ///< [question]; none where it says nothing
};

/// What a register says of itself, but for the forecasts.
struct SealedRegister {
    ForecastQuestions asked;
    std::string engine_version, git_commit;
    std::vector<SealedReading> readings;
    SourceText file;
};

struct ForecastFault {
    std::string_view code, meaning;
};
inline constexpr std::array<ForecastFault, 5> forecast_faults{{
    {"P101", "a key of questions or of a register that is missing, or a value that it cannot have"},
    {"P102", "two questions or two readings with one name"},
    {"P103", "a register that is not sealed, or was changed after it was"},
    {"P104", "a register whose numbers are not those that its model gives"},
    {"P105", "a fault in resolutions: a cell that it cannot have, no such register or question, decided on a day that the "
             "register knew"},
}};

/// Throws InputError with every fault of the file itself (S100, S101, S102, S103, S113, P101, P102).
[[nodiscard]] ForecastQuestions read_questions(std::filesystem::path const& path);

/// The same of a register, after its seal was checked (P103).
[[nodiscard]] SealedRegister read_register(std::filesystem::path const& path);

/// The line that begins a seal.
inline constexpr std::string_view seal_heading = "[seal]\n";

/// The text of a register with its seal: a checksum of all that stands before it.
[[nodiscard]] std::string sealed(std::string text);

} // namespace steppe
