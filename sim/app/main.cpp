#include "app/build_info.hpp"
#include "app/commands.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <vector>

namespace {

using namespace steppe;
using namespace steppe::app;

std::vector<Command> all_commands()
{
    return {check_command(),  describe_command(), run_command(),       compare_command(),     condition_command(),
            sweep_command(),  merge_command(),    attribute_command(), audit_command(),       benefit_command(),
            hazard_command(), hindcast_command(), forecast_command(),  equilibrium_command(), landscape_command()};
}

void print_usage(std::FILE* stream)
{
    fmt::print(stream, "steppe {}: a simulation of states that hedge between powers\n\nUsage: steppe COMMAND ...\n\n",
               build_info::version);
    for (Command const& command : all_commands()) {
        fmt::print(stream, "  {:<12} {:<30} {}\n", command.name, command.arguments, command.summary);
    }
    fmt::print(stream, "\n'steppe COMMAND --help' shows the options of a command.\n"
                       "Exit: 0 done, 2 the input is at fault, 3 the environment is, 4 some replicates failed,\n"
                       "5 an audit found something inert without a reason, 130 interrupted.\n");
}

int dispatch(std::vector<std::string> const& words)
{
    if (words.empty() || words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
        print_usage(words.empty() ? stderr : stdout);
        return words.empty() ? exit_code::bad_input : exit_code::done;
    }
    if (words[0] == "--version") {
        fmt::print("steppe {} ({}, {}, {})\n", build_info::version, build_info::git_commit, build_info::compiler,
                   build_info::isa);
        return exit_code::done;
    }
    std::vector<std::string> names;
    for (Command const& command : all_commands()) {
        names.push_back(command.name);
        if (words[0] == command.name) {
            return command.run({words.begin() + 1, words.end()});
        }
    }
    Diagnostics faults;
    faults.add({"command line", 0, 0}, "C101", "unknown command '" + words[0] + "'", closest_name(words[0], names));
    throw InputError{faults.sorted()};
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return dispatch({argv + 1, argv + argc});
    } catch (InputError const& error) {
        fmt::print(stderr, "{}\n", error.what());
        return exit_code::bad_input;
    } catch (std::bad_alloc const&) {
        fmt::print(stderr, "steppe: not enough memory; use fewer replicates, months or measures\n");
        return exit_code::environment;
    } catch (std::exception const& error) {
        fmt::print(stderr, "steppe: {}\n", error.what());
        return exit_code::environment;
    }
}
