#include "study/forecast/score.hpp"

#include "scenario/csv_table.hpp"
#include "scenario/source_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <limits>

namespace steppe {
namespace {

constexpr double not_known = std::numeric_limits<double>::quiet_NaN();

enum Column : std::size_t {
    register_column,
    question_column,
    date_column,
    outcome_column,
    base_rate_column,
    persistence_column,
    source_column,
    columns
};
constexpr std::array<std::string_view, columns> column_names{"register",  "question",    "date",  "outcome",
                                                             "base_rate", "persistence", "source"};

bool is_day(std::string const& text)
{
    int year = 0;
    unsigned month = 0, day = 0;
    char more = 0;
    return text.size() == 10 && std::sscanf(text.c_str(), "%4d-%2u-%2u%c", &year, &month, &day, &more) == 3 &&
           std::chrono::year_month_day{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}}.ok();
}

double mean_of(std::vector<double> const& values)
{
    double sum = 0.0;
    for (double const value : values) {
        sum += value / static_cast<double>(values.size());
    }
    return values.empty() ? not_known : sum;
}

class ResolutionReader {
public:
    ResolutionReader(std::string file, Diagnostics& faults)
        : table_{std::move(file), column_names, {.header = "P105", .line = "P105", .rest = "P105"}, faults}
    {
    }

    std::vector<Resolution> read(std::string_view text)
    {
        table_.read(text, [this](std::vector<Cell> const& cells) { read_row(cells); });
        return std::move(found_);
    }

private:
    std::optional<double> probability(Cell const& cell, std::string_view name)
    {
        std::optional<double> const value = number_of<double>(cell.text);
        if (!cell.text.empty() && !(value && *value >= 0.0 && *value <= 1.0)) {
            table_.fault(cell.column, "P105",
                         fmt::format("{} = '{}' must be a number from 0 to 1, or empty", name, cell.text));
        }
        return cell.text.empty() ? std::nullopt : value;
    }

    void read_row(std::vector<Cell> const& cells)
    {
        Cell const& date = table_.at(cells, date_column);
        Cell const& outcome = table_.at(cells, outcome_column);
        if (!is_day(date.text)) {
            table_.fault(date.column, "P105", fmt::format("date = '{}' is no day, such as 2026-11-30", date.text));
        }
        if (outcome.text != "0" && outcome.text != "1") {
            table_.fault(outcome.column, "P105",
                         fmt::format("outcome = '{}' must be 1, it came, or 0, it did not", outcome.text));
        }
        if (table_.at(cells, source_column).text.empty()) {
            table_.fault(table_.at(cells, source_column).column, "P105", "a resolution names the source that decides it");
        }
        found_.push_back({.of_register = table_.at(cells, register_column).text,
                          .question = table_.at(cells, question_column).text,
                          .date = date.text,
                          .outcome = outcome.text == "1",
                          .base_rate = probability(table_.at(cells, base_rate_column), "base_rate"),
                          .persistence = probability(table_.at(cells, persistence_column), "persistence"),
                          .source = table_.at(cells, source_column).text,
                          .where = {table_.file(), table_.line(), 1}});
    }

    CsvTable table_;
    std::vector<Resolution> found_;
};

BrierAgainst against(std::vector<Resolution> const& resolved, std::vector<double> const& said,
                     std::optional<double> Resolution::*reference)
{
    std::vector<double> own, other;
    for (std::size_t i = 0; i < resolved.size(); ++i) {
        if (resolved[i].*reference) {
            double const outcome = resolved[i].outcome ? 1.0 : 0.0;
            own.push_back(std::pow(said[i] - outcome, 2));
            other.push_back(std::pow(*(resolved[i].*reference) - outcome, 2));
        }
    }
    return {own.size(), mean_of(own), mean_of(other)};
}

/// Probabilities of a reading for the resolved questions; none where it says nothing.
std::vector<double> said_of(SealedRegister const& sealed, SealedReading const& reading,
                            std::vector<Resolution> const& resolved)
{
    std::vector<double> said;
    for (Resolution const& one : resolved) {
        auto const question = std::find_if(sealed.asked.questions.begin(), sealed.asked.questions.end(),
                                           [&](ForecastQuestion const& each) { return each.id == one.question; });
        if (!reading.probabilities.empty()) {
            said.push_back(reading.probabilities[static_cast<std::size_t>(question - sealed.asked.questions.begin())]);
        }
    }
    return said;
}

/// Running sum of the log probability of what came.
std::vector<double> log_evidence(std::vector<Resolution> const& resolved, std::vector<double> const& said, double effective)
{
    std::vector<double> sums;
    double sum = 0.0;
    for (std::size_t i = 0; i < said.size(); ++i) {
        double const probability = (said[i] * effective + 0.5) / (effective + 1.0);
        sum += std::log(resolved[i].outcome ? probability : 1.0 - probability);
        sums.push_back(sum);
    }
    return sums;
}

RegisterScore score_of(SealedRegister const& sealed, std::string name, std::vector<Resolution> resolved)
{
    std::stable_sort(resolved.begin(), resolved.end(),
                     [](Resolution const& a, Resolution const& b) { return a.date < b.date; });
    RegisterScore score{.name = std::move(name),
                        .title = sealed.asked.title,
                        .as_of = sealed.asked.as_of,
                        .retrospective = sealed.asked.retrospective,
                        .asked = sealed.asked.questions.size()};
    std::vector<double> first;
    for (SealedReading const& reading : sealed.readings) {
        std::vector<double> const said = said_of(sealed, reading, resolved);
        ReadingScore& one = score.readings.emplace_back(ReadingScore{.id = reading.id, .scored = said.size()});
        std::vector<double> squares;
        for (std::size_t i = 0; i < said.size(); ++i) {
            squares.push_back(std::pow(said[i] - (resolved[i].outcome ? 1.0 : 0.0), 2));
        }
        one.brier = mean_of(squares);
        if (said.empty()) {
            continue;
        }
        one.base_rate = against(resolved, said, &Resolution::base_rate);
        one.persistence = against(resolved, said, &Resolution::persistence);
        std::vector<double> const sums = log_evidence(resolved, said, reading.effective);
        first = score.readings.size() == 1 ? sums : first;
        for (std::size_t i = 0; i < first.size(); ++i) {
            one.log_bayes_factor.push_back(sums[i] - first[i]);
        }
    }
    score.resolved = std::move(resolved);
    return score;
}

} // namespace

double BrierAgainst::skill() const { return questions > 0 && reference > 0.0 ? 1.0 - own / reference : not_known; }

std::vector<Resolution> parse_resolutions(std::string_view text, std::string const& file, Diagnostics& faults)
{
    return ResolutionReader{file, faults}.read(text);
}

std::vector<Resolution> read_resolutions(std::filesystem::path const& path, Diagnostics& faults)
{
    std::optional<std::string> const text = read_source(path.string(), {"--resolutions", 0, 0}, faults);
    return text ? parse_resolutions(*text, path.string(), faults) : std::vector<Resolution>{};
}

std::vector<SealedRegister> registers_in(std::filesystem::path const& folder)
{
    Diagnostics faults;
    std::vector<std::filesystem::path> paths;
    std::error_code error;
    for (auto const& entry : std::filesystem::directory_iterator{folder, error}) {
        std::string const name = entry.path().filename().string();
        if (name.ends_with(".toml") && !name.ends_with(".questions.toml")) {
            paths.push_back(entry.path());
        }
    }
    if (error || paths.empty()) {
        faults.add({folder.string(), 0, 0}, "P105",
                   error ? "is no folder that can be read" : "holds no register, as steppe forecast seal writes it");
    }
    std::sort(paths.begin(), paths.end());
    std::vector<SealedRegister> found;
    for (std::filesystem::path const& path : paths) {
        try {
            found.push_back(read_register(path));
        } catch (InputError const& fault) {
            for (Diagnostic const& one : fault.faults()) {
                faults.add(one.where, one.code, one.message, one.suggestion);
            }
        }
    }
    faults.throw_if_any();
    return found;
}

std::vector<RegisterScore> score_registers(std::vector<SealedRegister> const& registers,
                                           std::vector<Resolution> const& resolutions, Diagnostics& faults)
{
    std::vector<std::string> names;
    std::vector<std::vector<Resolution>> resolved(registers.size());
    for (SealedRegister const& one : registers) {
        names.push_back(std::filesystem::path{one.file.path}.stem().string());
    }
    for (Resolution const& one : resolutions) {
        auto const at = static_cast<std::size_t>(std::find(names.begin(), names.end(), one.of_register) - names.begin());
        if (at == names.size()) {
            faults.add(one.where, "P105", fmt::format("there is no register '{}'", one.of_register),
                       closest_name(one.of_register, names));
            continue;
        }
        std::vector<std::string> known;
        for (ForecastQuestion const& question : registers[at].asked.questions) {
            known.push_back(question.id);
        }
        bool const is_twice = std::any_of(resolved[at].begin(), resolved[at].end(),
                                          [&](Resolution const& other) { return other.question == one.question; });
        if (std::find(known.begin(), known.end(), one.question) == known.end()) {
            faults.add(one.where, "P105", fmt::format("'{}' asks no '{}'", one.of_register, one.question),
                       closest_name(one.question, known));
        } else if (is_twice) {
            faults.add(one.where, "P105", fmt::format("'{}' is resolved twice", one.question));
        } else if (one.date <= registers[at].asked.as_of) {
            faults.add(one.where, "P105",
                       fmt::format("'{}' was decided on {}, when its register knew all up to {}", one.question, one.date,
                                   registers[at].asked.as_of));
        } else {
            resolved[at].push_back(one);
        }
    }
    std::vector<RegisterScore> scores;
    for (std::size_t i = 0; i < registers.size(); ++i) {
        scores.push_back(score_of(registers[i], names[i], resolved[i]));
    }
    return scores;
}

} // namespace steppe
