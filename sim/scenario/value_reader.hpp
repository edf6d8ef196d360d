#pragma once
/// Reads one value of a parameter and the range of its prior.

#include "scenario/document.hpp"
#include "scenario/evidence_reader.hpp"
#include "scenario/scenario.hpp"

namespace steppe {

/// Where a member's value, range and reason to be inert stand in the tree; null for what is absent. One range may serve all members of a family:
/// `range_path` is the key that it was written for, and what faults of the range name.
struct MemberNodes {
    Node const* value{};
    Node const* range{};
    Node const* factor{};
    Node const* inert{};
    std::string range_path;
};

/// A value of a parameter, a switch as 1 or 0; nothing if it is at fault. Faults: S103 kind, S104 allowed, S120 not finite.
[[nodiscard]] std::optional<double> read_value(Node const& node, Declaration const& declaration, std::string const& key,
                                               Diagnostics& faults);

/// [low, high] within what is allowed. Faults: S110, S112, S120.
[[nodiscard]] std::optional<Interval> read_range(Node const& node, Declaration const& declaration, std::string const& path,
                                                 Diagnostics& faults);

/// The member `key` with the value, range and evidence that the files give it; nothing if the value is at fault.
/// Faults: S103 kind, S104 allowed, S110 to S112 range, S120 not finite, S123 reason.
[[nodiscard]] std::optional<Parameter> read_member(MemberNodes const& nodes, Declaration const& declaration,
                                                   Evidence const& evidence, std::string const& key, Diagnostics& faults);

} // namespace steppe
