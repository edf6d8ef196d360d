#pragma once
/// The options that subcommands know, with what --help says of them.

#include "app/arguments.hpp"

#include <boost/program_options.hpp>

namespace steppe::app {

[[nodiscard]] boost::program_options::options_description visible_options(CommandOptions const& options);

} // namespace steppe::app
