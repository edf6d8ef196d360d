#include "app/build_info.hpp"
#include "app/commands.hpp"
#include "app/memory_guard.hpp"
#include "app/streams.hpp"

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
    Command const describe = describe_command(all_commands);
    return {new_command(),         check_command(),     describe,           run_command(),       compare_command(),
            condition_command(),   sweep_command(),     merge_command(),    attribute_command(), audit_command(),
            benefit_command(),     hazard_command(),    hindcast_command(), calibrate_command(), forecast_command(),
            equilibrium_command(), landscape_command(), levers_command(),   submit_command()};
}

std::string usage()
{
    std::string text = fmt::format(
        "steppe {}: a simulation of states that hedge between powers\n\nUsage: steppe COMMAND ...\n\n", build_info::version);
    for (Command const& command : all_commands()) {
        text += fmt::format("  {:<12} {:<30} {}\n", command.name, command.arguments, command.summary);
    }
    return text + "\n'steppe COMMAND --help' shows the options of a command.\n"
                  "Exit: 0 done, 2 the input is at fault, 3 the environment is, 4 some replicates failed,\n"
                  "5 an audit found something inert without a reason, 130 interrupted.\n";
}

int dispatch(std::vector<std::string> const& words)
{
    if (words.empty()) {
        tell_bytes(usage());
        return exit_code::bad_input;
    }
    if (words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
        fmt::print("{}", usage());
        return exit_code::done;
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
    open_standard_streams();
    end_at_uncaught_bad_alloc();
    int const code = [&] {
        try {
            return dispatch({argv + 1, argv + argc});
        } catch (InputError const& error) {
            tell("{}\n", error.what());
            return exit_code::bad_input;
        } catch (std::bad_alloc const&) {
            end_without_memory();
        } catch (std::exception const& error) {
            if (std::ferror(stdout) == 0) { // else told below
                tell("steppe: {}\n", error.what());
            }
            return exit_code::environment;
        }
    }();
    return output_arrived() || code == exit_code::bad_input ? code : exit_code::environment;
}
