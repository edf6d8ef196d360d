#include "app/forecast_score.hpp"

#include "study/forecast/score.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <string>
#include <vector>

namespace steppe::app {
namespace {

nlohmann::json or_null(double value) { return std::isnan(value) ? nlohmann::json(nullptr) : nlohmann::json(value); }

std::string number(double value, char const* form)
{
    return std::isnan(value) ? "-" : fmt::format(fmt::runtime(form), value);
}

nlohmann::json against_json(BrierAgainst const& against)
{
    return {{"questions", against.questions},
            {"brier", or_null(against.questions > 0 ? against.own : NAN)},
            {"reference_brier", or_null(against.questions > 0 ? against.reference : NAN)},
            {"skill", or_null(against.skill())}};
}

std::string score_table(RegisterScore const& score)
{
    std::string text = fmt::format("{}{}: {}\n", score.name, score.retrospective ? " (retrospective)" : "", score.title);
    text += fmt::format("as of {}; {} of {} questions resolved\n", score.as_of, score.resolved.size(), score.asked);
    for (Resolution const& one : score.resolved) {
        text += fmt::format("  {} {:<24} {}\n", one.date, one.question, one.outcome ? "came" : "did not come");
    }
    if (score.resolved.empty()) {
        return text + "nothing to score yet\n";
    }
    text += fmt::format("\n{:<36} {:>6} {:>8} {:>14} {:>14} {:>20}\n", "reading", "scored", "Brier", "on base rate",
                        "on persistence", "ln Bayes factor");
    for (ReadingScore const& one : score.readings) {
        text += fmt::format("{:<36} {:>6} {:>8} {:>14} {:>14} {:>20}\n", one.id, one.scored, number(one.brier, "{:.3f}"),
                            number(one.base_rate.skill(), "{:+.2f}"), number(one.persistence.skill(), "{:+.2f}"),
                            one.log_bayes_factor.empty() ? "-" : fmt::format("{:+.2f}", one.log_bayes_factor.back()));
    }
    return text +
           "Brier: mean squared error of probabilities, for events their CRPS; skill on the base rate and on persistence is "
           "1 less "
           "the ratio to theirs.\nBayes factors are over the first reading; readings share a model, so a few questions move "
           "them little, and together they are no independent trials.\n";
}

nlohmann::json score_json(RegisterScore const& score)
{
    nlohmann::json resolved = nlohmann::json::array();
    for (Resolution const& one : score.resolved) {
        resolved.push_back({{"question", one.question},
                            {"date", one.date},
                            {"outcome", one.outcome ? 1 : 0},
                            {"base_rate", one.base_rate ? nlohmann::json(*one.base_rate) : nlohmann::json(nullptr)},
                            {"persistence", one.persistence ? nlohmann::json(*one.persistence) : nlohmann::json(nullptr)},
                            {"source", one.source}});
    }
    nlohmann::json readings = nlohmann::json::array();
    for (ReadingScore const& one : score.readings) {
        readings.push_back({{"reading", one.id},
                            {"scored", one.scored},
                            {"brier", or_null(one.brier)},
                            {"against_base_rate", against_json(one.base_rate)},
                            {"against_persistence", against_json(one.persistence)},
                            {"log_bayes_factor", one.log_bayes_factor}});
    }
    return {
        {"register", score.name},   {"title", score.title}, {"as_of", score.as_of}, {"retrospective", score.retrospective},
        {"questions", score.asked}, {"resolved", resolved}, {"readings", readings}};
}

} // namespace

void print_scores(std::filesystem::path const& folder, std::filesystem::path const& resolutions, bool json)
{
    Diagnostics faults;
    std::vector<SealedRegister> const registers = registers_in(folder);
    std::vector<Resolution> const resolved = read_resolutions(resolutions, faults);
    faults.throw_if_any();
    std::vector<RegisterScore> const scores = score_registers(registers, resolved, faults);
    faults.throw_if_any();
    nlohmann::json all = nlohmann::json::array();
    for (RegisterScore const& one : scores) {
        if (json) {
            all.push_back(score_json(one));
        } else {
            fmt::print("{}{}", &one == scores.data() ? "" : "\n", score_table(one));
        }
    }
    if (json) {
        fmt::print("{}\n", all.dump(2));
    }
}

} // namespace steppe::app
