#pragma once
/// Switches of the incentives, one for each row of their table (incentives.hpp); each multiplies its own terms (docs/model.md 7).

#include "base/table.hpp"
#include "model/accord/incentives.hpp"
#include "scenario/schema.hpp"

#include <cstddef>
#include <vector>

namespace steppe {

template <class P>
class IncentiveParameters {
public:
    explicit IncentiveParameters(Sizes const& sizes) : switches_(incentive_terms().size(), Table<P>{sizes}) {}

    /// 1 where the incentive acts, 0 where it is off.
    [[nodiscard]] P const& operator()(Incentive incentive) const { return switches_[static_cast<std::size_t>(incentive)](); }
    void turn_off(Incentive incentive) { switches_[static_cast<std::size_t>(incentive)]() = 0.0; }

    /// Calls `visit(table, declaration)` for each, in the order of storage.
    template <class Visitor>
    void visit(Visitor&& visit)
    {
        for (IncentiveTerm const& term : incentive_terms()) {
            visit(switches_[static_cast<std::size_t>(term.incentive)], {.key = term.key,
                                                                        .unit = "1",
                                                                        .value = 1.0,
                                                                        .allowed = {0.0, 1.0},
                                                                        .prior = Prior::fixed,
                                                                        .tag = EvidenceTag::article,
                                                                        .source = "engine default: on",
                                                                        .section = "7",
                                                                        .doc = term.doc,
                                                                        .kind = ValueKind::on_off});
        }
    }

private:
    std::vector<Table<P>> switches_; ///< by Incentive
};

} // namespace steppe
