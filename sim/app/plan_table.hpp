#pragma once
/// What a study would run, and what that will cost, for people and programs.

#include "app/option_groups.hpp"
#include "study/sweep/prepared_study.hpp"

namespace steppe::app {

void print_plan(PreparedStudy const& prepared, EngineOptions const& engine, bool json);

} // namespace steppe::app
