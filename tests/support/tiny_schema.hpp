#pragma once
/// A schema that has one of each kind of declaration, and a scenario that satisfies it: what tests of the reader need, without
/// the model.

#include "scenario/scenario.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace steppe::testing {

[[nodiscard]] inline Schema tiny_schema()
{
    using enum IndexSet;
    Schema schema;
    auto const declare = [&](std::string_view key, std::string_view unit, double value, Interval allowed,
                             std::vector<IndexSet> sets = {}, ValueKind kind = ValueKind::number) {
        schema.parameters.push_back({{.key = key,
                                      .unit = unit,
                                      .value = value,
                                      .allowed = allowed,
                                      .tag = EvidenceTag::literature,
                                      .source = "the declaration",
                                      .section = "1",
                                      .doc = "Either | or.",
                                      .kind = kind},
                                     std::move(sets)});
    };
    declare("principal.*.budget", "G", 0.5, {0.0, 1.0}, {principal});
    declare("hedger.*.precision", "1/G", 4.0, {2.0, 8.0}, {hedger});
    declare("hedger.*.alignment.*", "1", 0.2, {0.0, 1.0}, {hedger, partner});
    declare("relation.*.*", "1", 0.0, {-1.0, 1.0}, {power, power});
    declare("shock.count", "count", 3.0, {0.0, 10.0}, {}, ValueKind::integer);
    declare("shock.rate", "1/month", 0.1, {0.0, 1.0});
    declare("incentive.F1", "1", 1.0, {0.0, 1.0}, {}, ValueKind::on_off);
    schema.settings = {
        {.key = "title", .required = true, .doc = "What it is."},
        {.key = "run.start", .kind = SettingKind::month, .fallback = "2025-01", .doc = "Opening month."},
        {.key = "posterior.draws", .kind = SettingKind::draws, .doc = "Joint draws."},
        {.key = "run.months", .kind = SettingKind::integer, .fallback = "120", .allowed = {1, 1200}, .doc = "Length."},
        {.key = "partner.*.pole",
         .sets = {partner},
         .fallback = "none",
         .choices = {"east", "west", "none"},
         .doc = "The side it is on."},
    };
    schema.readings = {{.name = "rate",
                        .unit = "1/month",
                        .opening = "shock.rate",
                        .resting = "shock.rate",
                        .reverts_to = "shock.count",
                        .doc = "The rate."},
                       {.name = "growth", .unit = {}, .per_power = true, .doc = "Of each power."},
                       {.name = "meeting", .unit = {}, .kind = SeriesKind::event, .doc = "Months of meetings."}};
    for (SettingDeclaration const& setting : driver_settings(schema.readings)) {
        schema.settings.push_back(setting);
    }
    return schema;
}

/// A valid scenario of that schema; one hedger, two principals of which one is a partner too, two partners.
inline std::string const tiny_scenario = R"(schema = "steppe/1"
title = "tiny"

[actors]
hedgers = ["HED"]
principals = ["AAA", "BBB"]
partners = ["AAA", "CCC"]
channels = ["trade"]

[principal.AAA]
budget = { value = 0.4, unit = "G", range = [0.1, 0.8], tag = "E", source = "a table", note = "rounded" }

[hedger.HED]
precision = { value = 4, unit = "1/G", tag = "J", source = "judgement" }

[hedger.HED.alignment]
value = { AAA = 0.5, CCC = 0.3 }
unit = "1"
factor = [0.5, 1.5]
tag = "L"
source = "a paper"
)";

} // namespace steppe::testing
