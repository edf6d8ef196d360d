#include "model/schema_of_model.hpp"

#include "model/accord/incentives.hpp"
#include "model/measures.hpp"
#include "model/mechanisms.hpp"
#include "model/parameters.hpp"

namespace steppe {
namespace {

std::vector<SettingDeclaration> run_settings()
{
    using enum SettingKind;
    return {
        {.key = "title", .kind = text, .required = true, .doc = "What the scenario is, in one line."},
        {.key = "description", .kind = text, .doc = "What a reader should know before using it."},
        {.key = "run.start", .kind = month, .required = true, .doc = "Opening month of the run."},
        {.key = "run.months", .kind = integer, .fallback = "120", .allowed = {1, 1200}, .doc = "Months of one run."},
        {.key = "run.replicates",
         .kind = integer,
         .fallback = "2000",
         .allowed = {1, 100000000},
         .doc = "Replicates of each arm."},
        {.key = "run.seed",
         .kind = integer,
         .fallback = "1",
         .allowed = {0, 9007199254740991.0},
         .doc = "Seed of every draw."},
        {.key = "run.shocks",
         .fallback = "own",
         .choices = {"own", "same"},
         .doc = "Whether every point of a study meets shocks of its own, or all meet the same, replicate by replicate."},
        {.key = "record.start",
         .kind = month,
         .doc =
             "First month of the record that steppe hazard --baseline observed holds the hazard against; it ends with the "
             "opening month."},
        {.key = "record.conflict",
         .kind = text,
         .doc = "Series of the driver file that the conflict follows in that record."},
        {.key = "candidates.draws",
         .kind = draws,
         .doc = "Joint draws of what the hazards of other states rest on: where parameters are drawn from priors, one row "
                "of the file takes the place of theirs."},
        {.key = "game.iterations",
         .kind = integer,
         .fallback = "8",
         .allowed = {1, 500},
         .doc = "Steps of the course game in a month; the residual is recorded."},
        {.key = "hindcast.operators",
         .kind = text,
         .doc = "A file beside the scenario or below it that says what is observed of it (`steppe hindcast`)."},
        {.key = "hindcast.observations",
         .kind = text,
         .doc = "Observations beside the scenario or below it; those of the command line come on top, and first."},
        {.key = "calibration.parameters",
         .kind = text,
         .doc = "Parameters that steppe calibrate fits to the record, separated by commas; * stands for every actor of a "
                "list."},
        {.key = "posterior.draws",
         .kind = text,
         .doc = "A file of joint draws beside the scenario or below it, as steppe calibrate writes it: --draw-posterior and "
                "the headline "
                "of steppe compare draw from it, and from priors what it does not hold."},
        {.key = "learning.rule",
         .kind = text,
         .fallback = "beta",
         .choices = {"beta", "ewa", "none"},
         .doc =
             "How hedgers learn of resolve and delivery: counted evidence, experience-weighted attraction, or not at all."},
        {.key = "opinion.rule",
         .kind = text,
         .fallback = "friedkin_johnsen",
         .choices = {"friedkin_johnsen", "bounded_confidence"},
         .doc = "How groups influence each other: all of them, or only those whose opinion is near."},
        {.key = "calendar.first_election",
         .kind = month,
         .required = true,
         .doc = "An election that the sponsoring leader looks to."},
        {.key = "calendar.election_interval",
         .kind = integer,
         .fallback = "24",
         .allowed = {1, 240},
         .doc = "Months from one such election to the next."},
        {.key = "calendar.administration_ends",
         .kind = month,
         .required = true,
         .doc = "First month of the next administration."},
        {.key = "calendar.first_summit",
         .kind = month,
         .required = true,
         .doc = "A summit, which may put the accord on the agenda."},
        {.key = "calendar.summits",
         .kind = text,
         .fallback = "observed",
         .choices = {"none", "observed", "yearly"},
         .doc = "Summits after the first: none, drawn at calendar.summit_rate, or one every calendar.summit_interval."},
        {.key = "calendar.summit_interval",
         .kind = integer,
         .fallback = "12",
         .allowed = {1, 240},
         .doc = "Months from one such summit to the next, where calendar.summits is yearly."},
    };
}

std::vector<DriverReading> driver_readings()
{
    using enum SeriesKind;
    return {
        {.name = "oil",
         .unit = "USD/bbl",
         .opening = "oil.start",
         .resting = "oil.mean",
         .reverts_to = "oil.mean",
         .doc = "Series of the oil price."},
        {.name = "conflict",
         .unit = "1",
         .kind = index,
         .opening = "conflict.start",
         .resting = "conflict.calm",
         .reverts_to = "conflict.level",
         .doc = "Series of the intensity of the conflict."},
        {.name = "volume",
         .unit = "mt/month",
         .opening = "volume.start",
         .resting = "volume.reference",
         .doc = "Series of the hedgers' oil exports before cuts."},
        {.name = "capability",
         .unit = {},
         .per_power = true,
         .doc = "Series of each power's GDP, such as \"gdp.{power}\", in one currency."},
        {.name = "capability_base", .unit = {}, .doc = "Series of the hedgers' GDP, over which that of powers counts."},
        {.name = "office", .unit = {}, .kind = event, .doc = "Months in which the sponsoring leader is in office."},
        {.name = "summit", .unit = {}, .kind = event, .doc = "Months of summits."},
        {.name = "setback",
         .unit = {},
         .kind = event,
         .doc = "Months of political setbacks of the sponsoring leadership at home."},
        {.name = "election", .unit = {}, .kind = event, .doc = "Months of elections that the sponsoring leader looks to."},
        {.name = "un",
         .unit = "ideal-point units",
         .kind = coordinate,
         .per_power = true,
         .doc = "Series of each power's ideal point in UN votes, such as \"un.{power}\"; read by `steppe hindcast` alone."},
        {.name = "un_peers",
         .unit = "ideal-point units",
         .kind = coordinate,
         .doc = "Series of the mean ideal point of states like the hedgers; read by `steppe hindcast` alone."},
    };
}

/// Reasons that a scenario may give for what `steppe audit` finds inert: inert.<id of the check>.
void add_reasons(std::vector<SettingDeclaration>& settings)
{
    auto const add = [&](std::string_view id, std::string_view doc) {
        settings.push_back({.key = "inert." + std::string{id}, .kind = SettingKind::text, .doc = doc});
    };
    for (Mechanism const& mechanism : mechanisms()) {
        add(mechanism.id, "Why this may move nothing (`steppe audit`).");
    }
    for (MeasureDeclaration const& measure : model_measures()) {
        if (measure.role != Role::diagnostic && !measure.exogenous) {
            add("echo." + std::string{measure.name}, "Why one input may explain it wholly (`steppe audit`).");
        }
    }
}

} // namespace

Schema model_schema()
{
    Schema schema;
    Parameters<double> parameters{Sizes{}};
    parameters.visit([&]<class Table>(Table&, Declaration const& declaration) {
        schema.parameters.push_back({declaration, {Table::sets.begin(), Table::sets.end()}});
    });
    schema.settings = run_settings();
    schema.readings = driver_readings();
    for (SettingDeclaration& setting : driver_settings(schema.readings)) {
        schema.settings.push_back(std::move(setting));
    }
    for (IncentiveTerm const& incentive : incentive_terms()) {
        for (ClaimPart const& part : claim_parts) {
            schema.settings.push_back({.key = "claim." + std::string{incentive.id} + "." + std::string{part.key},
                                       .kind = SettingKind::text,
                                       .doc = part.doc});
        }
    }
    add_reasons(schema.settings);
    for (IndexSet set : listed_index_sets) {
        static constexpr std::array<std::string_view, 6> keys{"hedger.*.name",    "principal.*.name", "partner.*.name",
                                                              "candidate.*.name", "group.*.name",     "channel.*.name"};
        schema.settings.push_back({.key = std::string{keys[static_cast<std::size_t>(set)]},
                                   .sets = {set},
                                   .kind = SettingKind::text,
                                   .doc = "Name for tables and figures; the id where absent."});
    }
    return schema;
}

} // namespace steppe
