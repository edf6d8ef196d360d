#pragma once
/// A hedger: how it chooses, what it holds, what it fears (docs/model.md 5, 6.1, 6.2, 6.4).

#include "base/table.hpp"
#include "scenario/schema.hpp"

namespace steppe {

template <class P>
struct HedgerParameters : Sized {
    using Sized::Sized;

    // choice
    Table<P, HedgerId> precision{sizes}, hold_rate{sizes}, tilt_rate{sizes}, present_value{sizes}, tilt_cost{sizes},
        accession_cost{sizes}, reversal_cost{sizes}, operational_rate{sizes};
    // portfolio
    Table<P, HedgerId> move{sizes}, accession_move{sizes}, inertia_rate{sizes}, diversification{sizes}, risk_aversion{sizes},
        autonomy_cost{sizes}, common_risk{sizes}, link_weight{sizes}, pressure_weight{sizes}, opinion_weight{sizes},
        balance_weight{sizes}, pull_volatility{sizes}, reference_risk_aversion{sizes}, reference_autonomy_cost{sizes},
        reference_diversification{sizes};
    Table<P, HedgerId, PartnerId> alignment{sizes}, asymmetry{sizes}, volatility{sizes}, trend{sizes}, home{sizes};

    template <class Visitor>
    void visit(Visitor&& visit)
    {
        visit_choice(visit);
        visit_portfolio(visit);
        visit_home(visit);
    }

private:
    template <class Visitor>
    void visit_choice(Visitor& visit)
    {
        visit(precision, {.key = "hedger.*.precision",
                          .unit = "1/G",
                          .value = 12.0,
                          .allowed = {0.0, 60.0},
                          .prior = Prior::uniform,
                          .source = "engine default",
                          .section = "6.2",
                          .doc = "Precision of the leadership's choice; 0 follows the base rates alone."});
        visit(hold_rate, {.key = "hedger.*.hold_rate",
                          .unit = "1",
                          .value = 0.50,
                          .allowed = {0.01, 1.0},
                          .prior = Prior::uniform,
                          .source = "engine default",
                          .section = "6.2",
                          .doc = "Base rate of holding course, relative to the other rates."});
        visit(tilt_rate, {.key = "hedger.*.tilt_rate",
                          .unit = "1",
                          .value = 0.48,
                          .allowed = {0.0, 1.0},
                          .prior = Prior::uniform,
                          .source = "engine default",
                          .section = "6.2",
                          .doc = "Base rate of tilting to some partner; shared in proportion to alignment."});
        visit(present_value, {.key = "hedger.*.present_value",
                              .unit = "1",
                              .value = 12.0,
                              .allowed = {0.0, 120.0},
                              .prior = Prior::uniform,
                              .source = "engine default",
                              .section = "6.2",
                              .doc = "Months of portfolio utility that the leadership counts when it weighs a tilt."});
        visit(tilt_cost, {.key = "hedger.*.tilt_cost",
                          .unit = "G",
                          .value = 0.0,
                          .allowed = {0.0, 1.0},
                          .prior = Prior::uniform,
                          .source = "engine default",
                          .section = "6.2",
                          .doc = "Cost of a tilt."});
        visit(accession_cost, {.key = "hedger.*.accession_cost",
                               .unit = "G",
                               .value = 0.1,
                               .allowed = {0.0, 2.0},
                               .prior = Prior::uniform,
                               .source = "engine default",
                               .section = "6.4",
                               .doc = "Cost of acceding."});
        visit(reversal_cost, {.key = "hedger.*.reversal_cost",
                              .unit = "G",
                              .value = 0.25,
                              .allowed = {0.0, 2.0},
                              .prior = Prior::uniform,
                              .source = "engine default",
                              .section = "6.4",
                              .doc = "Cost of freezing membership, and of acceding again."});
        visit(operational_rate, {.key = "hedger.*.operational_rate",
                                 .unit = "1/month",
                                 .value = 0.05,
                                 .allowed = {0.0, 1.0},
                                 .prior = Prior::uniform,
                                 .source = "engine default",
                                 .section = "6.8",
                                 .doc = "Probability a month that an announced membership becomes operational."});
    }

    template <class Visitor>
    void visit_portfolio(Visitor& visit)
    {
        visit(alignment, {.key = "hedger.*.alignment.*",
                          .unit = "1",
                          .value = 0.0,
                          .allowed = {1e-6, 1.0},
                          .prior = Prior::uniform,
                          .source = "must be given",
                          .section = "6.2",
                          .doc = "Opening alignment shares; they are scaled to sum to 1."});
        visit(asymmetry, {.key = "hedger.*.asymmetry.*",
                          .unit = "1",
                          .value = 0.0,
                          .allowed = {0.0, 10.0},
                          .prior = Prior::uniform,
                          .source = "engine default: none",
                          .section = "6.2",
                          .doc = "Power of the partner relative to the hedger's peers: scale of the autonomy cost."});
        visit(volatility, {.key = "hedger.*.volatility.*",
                           .unit = "1",
                           .value = 0.1,
                           .allowed = {0.0, 2.0},
                           .prior = Prior::uniform,
                           .source = "engine default",
                           .section = "6.2",
                           .doc = "Standard deviation of the return on aligning with the partner."});
        visit(move, {.key = "hedger.*.move",
                     .unit = "1",
                     .value = 0.02,
                     .allowed = {0.0, 0.2},
                     .prior = Prior::uniform,
                     .source = "engine default",
                     .section = "6.2",
                     .doc = "Share that one tilt moves."});
        visit(accession_move, {.key = "hedger.*.accession_move",
                               .unit = "1",
                               .value = 0.5,
                               .allowed = {0.0, 1.0},
                               .prior = Prior::claim,
                               .source = "engine default: half a tilt",
                               .section = "6.2",
                               .doc = "Share towards the sponsors that acceding moves, as a part of a tilt."});
        visit(inertia_rate, {.key = "hedger.*.inertia_rate",
                             .unit = "1/month",
                             .value = 0.03,
                             .allowed = {0.0, 1.0},
                             .prior = Prior::uniform,
                             .source = "engine default",
                             .section = "6.2",
                             .doc = "Rate at which alignment drifts to the preferred portfolio."});
        visit(diversification, {.key = "hedger.*.diversification",
                                .unit = "G",
                                .value = 0.5,
                                .allowed = {0.02, 5.0},
                                .prior = Prior::uniform,
                                .source = "engine default",
                                .section = "6.2",
                                .doc = "Value of spreading alignment for its own sake (doctrine): weight of the entropy."});
        visit(risk_aversion, {.key = "hedger.*.risk_aversion",
                              .unit = "G",
                              .value = 2.0,
                              .allowed = {0.0, 10.0},
                              .prior = Prior::uniform,
                              .source = "engine default",
                              .section = "6.2",
                              .doc = "Aversion to variance of the alignment portfolio."});
        visit(autonomy_cost, {.key = "hedger.*.autonomy_cost",
                              .unit = "G",
                              .value = 0.5,
                              .allowed = {0.0, 5.0},
                              .prior = Prior::uniform,
                              .source = "engine default",
                              .section = "6.2",
                              .doc = "Cost of leaning on a stronger partner, per squared share."});
        visit(common_risk, {.key = "hedger.*.common_risk",
                            .unit = "1",
                            .value = 0.0,
                            .allowed = {0.0, 0.95},
                            .prior = Prior::uniform,
                            .source = "engine default: independent",
                            .section = "6.2",
                            .doc = "Correlation of returns between any two partners."});
        visit(link_weight, {.key = "hedger.*.link_weight",
                            .unit = "G",
                            .value = 0.3,
                            .allowed = {0.0, 5.0},
                            .prior = Prior::uniform,
                            .source = "engine default",
                            .section = "6.2",
                            .doc = "How far stronger links raise the wish to align."});
        visit(pressure_weight, {.key = "hedger.*.pressure_weight",
                                .unit = "G",
                                .value = 0.2,
                                .allowed = {0.0, 5.0},
                                .prior = Prior::uniform,
                                .source = "engine default",
                                .section = "6.2",
                                .doc = "How far a partner's pressure lowers the wish to align with it."});
        visit(opinion_weight, {.key = "hedger.*.opinion_weight",
                               .unit = "G",
                               .value = 0.05,
                               .allowed = {0.0, 5.0},
                               .prior = Prior::uniform,
                               .source = "engine default",
                               .section = "6.2",
                               .doc = "How far home opinion of the accord moves the wish to align with its sponsors."});
        visit(balance_weight,
              {.key = "hedger.*.balance_weight",
               .unit = "G",
               .value = 0.0,
               .allowed = {0.0, 5.0},
               .prior = Prior::claim,
               .source = "engine default: none",
               .section = "6.9",
               .doc = "Rival R4: how far a partner's friendship with those on whom the hedger leans raises the "
                      "wish to align with it."});
        visit(trend,
              {.key = "hedger.*.trend.*",
               .unit = "G/month",
               .value = 0.0,
               .allowed = {-0.05, 0.05},
               .prior = Prior::claim,
               .source = "engine default: none",
               .section = "6.2",
               .doc = "Rival R7: rise a month of the return on aligning with the partner, whatever happens to the accord."});
    }

    template <class Visitor>
    void visit_home(Visitor& visit)
    {
        visit(pull_volatility, {.key = "hedger.*.pull_volatility",
                                .unit = "G/month^0.5",
                                .value = 0.0,
                                .allowed = {0.0, 0.2},
                                .prior = Prior::uniform,
                                .source = "engine default: none",
                                .section = "5",
                                .doc = "Standard deviation of a month of the random walk of the pull of each partner."});
        visit(home, {.key = "hedger.*.home.*",
                     .unit = "1",
                     .value = 0.0,
                     .allowed = {0.0, 1.0},
                     .prior = Prior::fixed,
                     .source = "engine default",
                     .section = "5",
                     .doc = "Portfolio that the pull is calibrated to; the opening alignment where all are 0."});
        visit(reference_risk_aversion,
              {.key = "hedger.*.reference_risk_aversion",
               .unit = "G",
               .value = -1.0,
               .allowed = {-1.0, 10.0},
               .prior = Prior::fixed,
               .source = "engine default",
               .section = "5",
               .doc = "The risk aversion at which the pull is calibrated; -1: that of the scenario."});
        visit(reference_autonomy_cost,
              {.key = "hedger.*.reference_autonomy_cost",
               .unit = "G",
               .value = -1.0,
               .allowed = {-1.0, 10.0},
               .prior = Prior::fixed,
               .source = "engine default",
               .section = "5",
               .doc = "The cost of subordination at which the pull is calibrated; -1: that of the scenario."});
        visit(reference_diversification,
              {.key = "hedger.*.reference_diversification",
               .unit = "G",
               .value = -1.0,
               .allowed = {-1.0, 10.0},
               .prior = Prior::fixed,
               .source = "engine default",
               .section = "5",
               .doc = "The weight of evenness at which the pull is calibrated; -1: that of the scenario."});
    }
};

} // namespace steppe
