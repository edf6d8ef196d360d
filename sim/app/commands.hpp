#pragma once
/// The subcommands. Each returns an exit code; faults are thrown as InputError or EnvironmentError and reported by main.

#include "app/arguments.hpp"

namespace steppe::app {

int check(Arguments const& arguments);
int describe(Arguments const& arguments);
int run(Arguments const& arguments);
int compare(Arguments const& arguments);
int equilibrium(Arguments const& arguments);
int sweep(Arguments const& arguments);
int attribute(Arguments const& arguments);
int benefit(Arguments const& arguments);
int hazard(Arguments const& arguments);
int merge(Arguments const& arguments);
int landscape(Arguments const& arguments);

} // namespace steppe::app
