#pragma once
/// How sealed forecasts did: scores of their probabilities once questions are resolved, and what the outcomes say of rival readings.

#include "study/forecast/questions.hpp"

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace steppe {

/// How a question of a register came out. A file of them stands beside the registers; it may have rows for none.
struct Resolution {
    std::string of_register; ///< file name without its ending
    std::string question;
    std::string date; ///< of what decided it
    bool outcome{};
    std::optional<double> base_rate;   ///< what one would have said from frequencies before the seal
    std::optional<double> persistence; ///< what holds if nothing changes from the seal on: 0 or 1, or between
    std::string source;
    SourceLocation where{};
};

/// Mean Brier scores, (p - outcome)^2, which for an event is the CRPS of the step at p; over the questions that have both.
struct BrierAgainst {
    std::size_t questions{};
    double own{}, reference{};

    /// 1 - own / reference; NaN where the reference made no error, or there is no question.
    [[nodiscard]] double skill() const;
};

struct ReadingScore {
    std::string id;
    std::size_t scored{}; ///< questions that it answered; it says nothing where too few of its runs match
    double brier{};       ///< over these; NaN without any
    BrierAgainst base_rate{}, persistence{};
    /// Natural logarithm of the Bayes factor over the register's first reading, after each resolved question in order of dates; a probability counts as
    /// (p n + 1/2) / (n + 1) of its n effective runs, as none of them is no proof.
    std::vector<double> log_bayes_factor{};
};

struct RegisterScore {
    std::string name;
    std::string title, as_of;
    bool retrospective{}; ///< sealed after its questions were decided, from data up to then
    std::size_t asked{};
    std::vector<Resolution> resolved{}; ///< by date
    std::vector<ReadingScore> readings{};
};

/// Reads resolutions: columns register, question, date, outcome (0 or 1), base_rate, persistence (0 to 1, or empty), source. Every fault at its line
/// (S100, P105).
[[nodiscard]] std::vector<Resolution> read_resolutions(std::filesystem::path const& path, Diagnostics& faults);
[[nodiscard]] std::vector<Resolution> parse_resolutions(std::string_view text, std::string const& file, Diagnostics& faults);

/// The registers of a folder, by name: files *.toml, but for *.questions.toml. Throws InputError with the faults of all of them, or P105 if there
/// is none.
[[nodiscard]] std::vector<SealedRegister> registers_in(std::filesystem::path const& folder);

/// Scores of each. A resolution of no register or no question, or one decided on a day that its register knew, is a fault
/// (P105).
[[nodiscard]] std::vector<RegisterScore> score_registers(std::vector<SealedRegister> const& registers,
                                                         std::vector<Resolution> const& resolutions, Diagnostics& faults);

} // namespace steppe
