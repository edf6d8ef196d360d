#pragma once
/// Switches of the incentives that the article names; each multiplies its own terms (docs/model.md 7).

#include "base/table.hpp"
#include "scenario/schema.hpp"

namespace steppe {

template <class P>
struct IncentiveParameters {
    Table<P> f1, f2, f3, f4, f5, g1, g2, g3, g4, i1, t1, s1, p1, l1;

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        visit(f1, {.key = "incentive.F1",
                   .unit = "1",
                   .value = 1.0,
                   .allowed = {0.0, 1.0},
                   .prior = Prior::fixed,
                   .tag = EvidenceTag::article,
                   .source = "engine default: on",
                   .section = "7",
                   .doc = "Switch: momentum of the accord.",
                   .kind = ValueKind::on_off});
        visit(f2, {.key = "incentive.F2",
                   .unit = "1",
                   .value = 1.0,
                   .allowed = {0.0, 1.0},
                   .prior = Prior::fixed,
                   .tag = EvidenceTag::article,
                   .source = "engine default: on",
                   .section = "7",
                   .doc = "Switch: minerals and routes.",
                   .kind = ValueKind::on_off});
        visit(f3, {.key = "incentive.F3",
                   .unit = "1",
                   .value = 1.0,
                   .allowed = {0.0, 1.0},
                   .prior = Prior::fixed,
                   .tag = EvidenceTag::article,
                   .source = "engine default: on",
                   .section = "7",
                   .doc = "Switch: escape from the conflict.",
                   .kind = ValueKind::on_off});
        visit(f4, {.key = "incentive.F4",
                   .unit = "1",
                   .value = 1.0,
                   .allowed = {0.0, 1.0},
                   .prior = Prior::fixed,
                   .tag = EvidenceTag::article,
                   .source = "engine default: on",
                   .section = "7",
                   .doc = "Switch: the leader's record.",
                   .kind = ValueKind::on_off});
        visit(f5, {.key = "incentive.F5",
                   .unit = "1",
                   .value = 1.0,
                   .allowed = {0.0, 1.0},
                   .prior = Prior::fixed,
                   .tag = EvidenceTag::article,
                   .source = "engine default: on",
                   .section = "7",
                   .doc = "Switch: rivalry with the incumbents.",
                   .kind = ValueKind::on_off});
        visit(g1, {.key = "incentive.G1",
                   .unit = "1",
                   .value = 1.0,
                   .allowed = {0.0, 1.0},
                   .prior = Prior::fixed,
                   .tag = EvidenceTag::article,
                   .source = "engine default: on",
                   .section = "7",
                   .doc = "Switch: investment.",
                   .kind = ValueKind::on_off});
        visit(g2, {.key = "incentive.G2",
                   .unit = "1",
                   .value = 1.0,
                   .allowed = {0.0, 1.0},
                   .prior = Prior::fixed,
                   .tag = EvidenceTag::article,
                   .source = "engine default: on",
                   .section = "7",
                   .doc = "Switch: a card to play.",
                   .kind = ValueKind::on_off});
        visit(g3, {.key = "incentive.G3",
                   .unit = "1",
                   .value = 1.0,
                   .allowed = {0.0, 1.0},
                   .prior = Prior::fixed,
                   .tag = EvidenceTag::article,
                   .source = "engine default: on",
                   .section = "7",
                   .doc = "Switch: security and technology.",
                   .kind = ValueKind::on_off});
        visit(g4, {.key = "incentive.G4",
                   .unit = "1",
                   .value = 1.0,
                   .allowed = {0.0, 1.0},
                   .prior = Prior::fixed,
                   .tag = EvidenceTag::article,
                   .source = "engine default: on",
                   .section = "7",
                   .doc = "Switch: development framing.",
                   .kind = ValueKind::on_off});
        visit(i1, {.key = "incentive.I1",
                   .unit = "1",
                   .value = 1.0,
                   .allowed = {0.0, 1.0},
                   .prior = Prior::fixed,
                   .tag = EvidenceTag::article,
                   .source = "engine default: on",
                   .section = "7",
                   .doc = "Switch: a message in a regional rivalry.",
                   .kind = ValueKind::on_off});
        visit(t1, {.key = "incentive.T1",
                   .unit = "1",
                   .value = 1.0,
                   .allowed = {0.0, 1.0},
                   .prior = Prior::fixed,
                   .tag = EvidenceTag::article,
                   .source = "engine default: on",
                   .section = "7",
                   .doc = "Switch: timing.",
                   .kind = ValueKind::on_off});
        visit(s1, {.key = "incentive.S1",
                   .unit = "1",
                   .value = 1.0,
                   .allowed = {0.0, 1.0},
                   .prior = Prior::fixed,
                   .tag = EvidenceTag::article,
                   .source = "engine default: on",
                   .section = "7",
                   .doc = "Switch: symbol over substance.",
                   .kind = ValueKind::on_off});
        visit(p1, {.key = "incentive.P1",
                   .unit = "1",
                   .value = 1.0,
                   .allowed = {0.0, 1.0},
                   .prior = Prior::fixed,
                   .tag = EvidenceTag::article,
                   .source = "engine default: on",
                   .section = "7",
                   .doc = "Switch: domestic opposition.",
                   .kind = ValueKind::on_off});
        visit(l1, {.key = "incentive.L1",
                   .unit = "1",
                   .value = 1.0,
                   .allowed = {0.0, 1.0},
                   .prior = Prior::fixed,
                   .tag = EvidenceTag::article,
                   .source = "engine default: on",
                   .section = "7",
                   .doc = "Switch: contested legitimacy.",
                   .kind = ValueKind::on_off});
    }
};

} // namespace steppe
