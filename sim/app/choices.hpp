#pragma once
/// What commands that run arms take from the command line, checked against what there is.

#include "app/arguments.hpp"
#include "model/arm.hpp"
#include "output/provenance.hpp"

namespace steppe::app {

/// The named arms, or `fallback` if none is named. Throws InputError (C106) with a suggestion for each unknown name.
[[nodiscard]] std::vector<Arm> choose_arms(Arguments const& arguments, std::vector<std::string> const& fallback);

/// The same for names that `origin` gave.
[[nodiscard]] std::vector<Arm> choose_arms(std::vector<std::string> const& names, std::string const& origin);

/// The measures to record, checked; "default" stands for all that are not optional. Throws InputError (C104), naming `origin`, with
/// a suggestion for each unknown name.
[[nodiscard]] std::vector<std::string> choose_measures(std::vector<std::string> const& names, std::string const& origin);

[[nodiscard]] Provenance provenance_of(Scenario const& scenario, std::string const& title, LaneWidth width);

/// How much a file keeps where neither the command line nor a study says it: trajectories.
[[nodiscard]] RecordMode record_of(Arguments const& arguments);

/// No output may take the place of a file that the run was read from, not even with --force (O204); nor the record that goes
/// beside it of another file (O201).
void refuse_to_replace_input(Arguments const& arguments, Scenario const& scenario);

} // namespace steppe::app
