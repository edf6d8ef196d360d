#include "app/audit_table.hpp"

#include "app/effect_table.hpp"
#include "model/contrast.hpp"
#include "study/audit/echo.hpp"
#include "study/audit/recorder.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace steppe::app {
namespace {

constexpr std::array<CheckKind, 5> kinds{CheckKind::strategy, CheckKind::incentive, CheckKind::means, CheckKind::shock,
                                         CheckKind::parameter};

/// The arm by itself, or the contrast of with_accords and without_accords.
std::string_view name_of_world(std::size_t world) { return world < audit_arms.size() ? audit_arms[world] : "total"; }

double reach_of(AuditChange const& change, AuditRule const& rule) { return rule.errors * change.standard_error; }

std::string label(RunLayout const& layout, std::size_t outcome, std::size_t world)
{
    return fmt::format("{}, {}", layout.outcomes[outcome].label, name_of_world(world));
}

std::string errors_text(AuditChange const& change)
{
    double const errors = change.errors();
    return std::isfinite(errors) ? fmt::format("{:.1f}", errors) : std::string{"exact"};
}

std::string row(AuditResult const& result, std::size_t number, RunLayout const& layout)
{
    AuditCheck const& check = result.design.checks[number];
    AuditFinding const& found = result.findings[number];
    std::string const head = fmt::format("{:<12} {:<44} ", name_of(result.standing(number)), check.id);
    std::string text;
    if (check.variants.empty()) {
        text = check.left_out.empty() ? "the scenario is so already" : "nothing to run";
    } else if (!found.largest) {
        text = "no pair differs in any outcome";
    } else {
        AuditLook const& look = *found.largest;
        double const error = look.change.standard_error;
        double const reach = reach_of(look.change, found.rule);
        text = fmt::format(
            "{:<52} {:>10} {:>11} {:<26} {:>6}  {}{}", label(layout, look.outcome, look.world),
            rounded(look.change.base, look.change.scale * 0.1), rounded(look.change.change, error),
            fmt::format("[{}, {}]", rounded(look.change.change - reach, error), rounded(look.change.change + reach, error)),
            errors_text(look.change), result.design.variants[look.variant].words,
            found.moves && !found.moves_asked_first ? " *" : "");
    }
    for (std::string const& left_out : check.left_out) {
        text += fmt::format("; not run {}: the world would have no rest", left_out);
    }
    return head + text + (check.reason.empty() ? "" : "; reason: " + check.reason) + "\n";
}

std::string echo_row(AuditEcho const& echo, RunLayout const& layout)
{
    return fmt::format("{:<12} {:<44} {:<52} {:.1f} % of the variance by {}{}\n", echo.reason.empty() ? "echo" : "by design",
                       echo.id, label(layout, echo.outcome, echo.world), 100.0 * echo.share, echo.input,
                       echo.reason.empty() ? "" : "; reason: " + echo.reason);
}

std::string echoes_text(AuditResult const& result, RunLayout const& layout)
{
    if (result.draws == 0) {
        return "\necho: no parameter has a prior\n";
    }
    std::string text = "\necho\n";
    for (AuditEcho const& echo : result.echoes) {
        text += echo_row(echo, layout);
    }
    if (result.nearest_echo) {
        text += fmt::format(
            "largest share below {:.0f} %: {:.1f} % of {} by {}\n", 100.0 * echo_share, 100.0 * result.nearest_echo->share,
            label(layout, result.nearest_echo->outcome, result.nearest_echo->world), result.nearest_echo->input);
    }
    return text;
}

std::string how_it_was_judged(AuditResult const& result, RunLayout const& layout)
{
    double least = std::numeric_limits<double>::infinity();
    double most = 0.0;
    for (AuditFinding const& found : result.findings) {
        least = std::min(least, found.rule.errors);
        most = std::max(most, found.rule.errors);
    }
    return fmt::format("\nmoves: of {} outcomes in four worlds, the arms endogenous, with_accords, without_accords and "
                       "total, the paired difference\n"
                       "of these two, one changes by {:.1f} to {:.1f} paired standard errors or more (so many that a check "
                       "in which nothing changes is found\n"
                       "to move something in {:.0f} % at most), and by 1 % of its standard deviation over runs or more. "
                       "Intervals: as many errors.\n",
                       layout.outcomes.size(), least, most, 100.0 * audit_false_alarm) +
           fmt::format(
               "{} pairs; what moves nothing and has no reason, {}. *: moves no outcome that readers ask about first.\n",
               layout.replicates, audit_again * layout.replicates) +
           fmt::format("echo: one input explains {:.0f} % of the variance of an outcome over {} draws from the priors, {} "
                       "runs each.\n",
                       100.0 * echo_share, result.draws, result.replicates_per_draw);
}

std::string verdict(AuditResult const& result)
{
    std::array<std::size_t, 4> count{};
    std::vector<std::string> inert;
    for (std::size_t check = 0; check < result.findings.size(); ++check) {
        ++count[static_cast<std::size_t>(result.standing(check))];
        if (result.standing(check) == Standing::inert) {
            inert.push_back(result.design.checks[check].id);
        }
    }
    std::string text =
        fmt::format("\n{} checks: {} move something, {} are inert by design, {} without a reason; {} parameters have no "
                    "range and were not checked\n",
                    result.findings.size(), count[0] + count[3], count[2], count[1], result.design.unranged);
    if (!inert.empty()) {
        text += fmt::format("inert without a reason: {}\n", fmt::join(inert, ", "));
    }
    if (!result.stale.empty()) {
        text += fmt::format("warning: a reason is stated, and is not true any more: {}\n", fmt::join(result.stale, ", "));
    }
    if (!result.unchecked.empty()) {
        text += fmt::format("a reason is stated that was not checked, for want of a range: {}\n",
                            fmt::join(result.unchecked, ", "));
    }
    return text + (result.passed() ? "passed\n" : "not passed\n");
}

nlohmann::json or_null(double value) { return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(nullptr); }

nlohmann::json reason_json(std::string const& reason)
{
    return reason.empty() ? nlohmann::json(nullptr) : nlohmann::json(reason);
}

nlohmann::json look_json(std::optional<AuditLook> const& look, bool moves, AuditResult const& result,
                         AuditFinding const& found, RunLayout const& layout)
{
    if (!look) {
        return {{"outcome", nullptr}, {"world", nullptr}, {"variant", nullptr}, {"base", nullptr},   {"change", 0.0},
                {"low", 0.0},         {"high", 0.0},      {"errors", 0.0},      {"deviations", 0.0}, {"moves", false}};
    }
    double const reach = reach_of(look->change, found.rule);
    return {{"outcome", layout.outcomes[look->outcome].label},
            {"world", name_of_world(look->world)},
            {"variant", result.design.variants[look->variant].words},
            {"base", look->change.base},
            {"change", look->change.change},
            {"low", look->change.change - reach},
            {"high", look->change.change + reach},
            {"errors", or_null(look->change.errors())},
            {"deviations", look->change.size()},
            {"moves", moves}};
}

nlohmann::json check_json(AuditResult const& result, std::size_t number, RunLayout const& layout)
{
    AuditCheck const& check = result.design.checks[number];
    AuditFinding const& found = result.findings[number];
    nlohmann::json json = look_json(found.largest, found.moves, result, found, layout);
    json["id"] = check.id;
    json["kind"] = name_of(check.kind);
    json["by_design"] = reason_json(check.reason);
    json["differs"] = found.largest.has_value();
    json["asked_first"] = look_json(found.asked_first, found.moves_asked_first, result, found, layout);
    json["bound"] = found.rule.errors;
    json["pairs"] = found.pairs;
    json["not_run"] = check.left_out;
    return json;
}

nlohmann::json echo_json(AuditEcho const& echo, RunLayout const& layout)
{
    return {{"id", echo.id},
            {"kind", name_of(CheckKind::echo)},
            {"outcome", layout.outcomes[echo.outcome].label},
            {"world", name_of_world(echo.world)},
            {"input", echo.input},
            {"base", echo.mean},
            {"change", echo.share},
            {"low", nullptr},
            {"high", nullptr},
            {"moves", false},
            {"by_design", reason_json(echo.reason)}};
}

} // namespace

std::string audit_table(AuditResult const& result, RunLayout const& layout)
{
    std::string text;
    for (CheckKind kind : kinds) {
        text += fmt::format("{}{:<57} {:<52} {:>10} {:>11} {:<26} {:>6}  {}\n", text.empty() ? "" : "\n", name_of(kind),
                            "largest change", "base", "change", "interval", "errors", "when");
        for (std::size_t check = 0; check < result.findings.size(); ++check) {
            if (result.design.checks[check].kind == kind) {
                text += row(result, check, layout);
            }
        }
    }
    return text + echoes_text(result, layout) + how_it_was_judged(result, layout) + verdict(result);
}

nlohmann::json audit_json(AuditResult const& result, RunLayout const& layout)
{
    nlohmann::json checks = nlohmann::json::array();
    for (std::size_t check = 0; check < result.findings.size(); ++check) {
        checks.push_back(check_json(result, check, layout));
    }
    for (AuditEcho const& echo : result.echoes) {
        checks.push_back(echo_json(echo, layout));
    }
    return {{"passed", result.passed()},
            {"checks", checks},
            {"stale", result.stale},
            {"unchecked_reasons", result.unchecked},
            {"parameters_without_range", result.design.unranged},
            {"nearest_echo", result.nearest_echo ? echo_json(*result.nearest_echo, layout) : nlohmann::json(nullptr)},
            {"outcomes", layout.outcomes.size()},
            {"replicates", layout.replicates},
            {"months", layout.months},
            {"seed", layout.seed},
            {"draws", result.draws}};
}

} // namespace steppe::app
