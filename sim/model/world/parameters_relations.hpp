#pragma once
/// Relations between the powers and their weights (docs/model.md 6.9).

#include "base/table.hpp"
#include "scenario/schema.hpp"

namespace steppe {

template <class P>
struct RelationParameters : Sized {
    using Sized::Sized;

    Table<P, PowerId, PowerId> relation{sizes}; ///< at the opening
    Table<P, PowerId> size{sizes};
    Table<P> speed{sizes}, return_rate{sizes}, strain{sizes};

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        visit(relation, {.key = "relation.*.*",
                         .unit = "1",
                         .value = 0.0,
                         .allowed = {-1.0, 1.0},
                         .prior = Prior::uniform,
                         .source = "engine default",
                         .section = "6.9",
                         .doc = "Relation of one power to another: -1 hostile, 1 allied."});
        visit(size, {.key = "power.*.size",
                     .unit = "1",
                     .value = 0.0,
                     .allowed = {0.0, 1000.0},
                     .prior = Prior::uniform,
                     .source = "engine default: not in the landscape of blocs",
                     .section = "6.9",
                     .doc = "Weight of a power in the landscape of blocs."});
        visit(speed, {.key = "balance.speed",
                      .unit = "1/month",
                      .value = 0.0,
                      .allowed = {0.0, 1.0},
                      .prior = Prior::claim,
                      .source = "engine default: relations are constant",
                      .section = "6.9",
                      .doc = "Rival R4: speed at which relations move towards balance."});
        visit(return_rate, {.key = "balance.return",
                            .unit = "1/month",
                            .value = 0.0,
                            .allowed = {0.0, 1.0},
                            .prior = Prior::uniform,
                            .source = "engine default: relations are constant",
                            .section = "6.9",
                            .doc = "Rival R4: rate at which relations return to their opening level."});
        visit(strain,
              {.key = "balance.strain",
               .unit = "1",
               .value = 0.0,
               .allowed = {0.0, 2.0},
               .prior = Prior::claim,
               .source = "engine default: none",
               .section = "6.9",
               .doc = "Rival R4: how far public membership of a hedger lowers the level of relations between sponsors "
                      "and incumbents."});
    }
};

} // namespace steppe
