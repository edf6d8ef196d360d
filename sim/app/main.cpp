#include "app/build_info.hpp"
#include "app/commands.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <vector>

namespace {

using namespace steppe;
using namespace steppe::app;

struct Command {
    char const* name{};
    char const* arguments{};
    char const* summary{};
    CommandOptions options;
    int (*function)(Arguments const&){};
};

constexpr CommandOptions of_runs{.output = true, .resume = true, .run = true, .arms = true, .record = true, .single = true};

constexpr std::array commands{
    Command{"check", "FILE...", "validate scenarios and studies; every fault at once", {.origins = true}, check},
    Command{"describe",
            "[parameters|measures|arms|contrasts|incentives [FILE]|json-schema]",
            "what scenarios and results may say",
            {},
            describe},
    Command{"run", "FILE", "run one arm or more (default: endogenous) and print its outcomes", of_runs, run},
    Command{"compare", "FILE", "run arms as pairs (default: with_accords, without_accords) and print effects", of_runs,
            compare},
    Command{"sweep",
            "STUDY",
            "run the points of a study's design, in every arm",
            {.output = true, .resume = true, .run = true, .arms = true, .record = true, .study = true},
            sweep},
    Command{"merge",
            "OUT.h5 [FOLDER]",
            "join the parts of a study that ran with --shard",
            {.force = true, .scenario = false},
            merge},
    Command{"attribute",
            "FILE",
            "share out effects over the incentives that drive them",
            {.output = true, .run = true, .attribution = true},
            attribute},
    Command{"benefit",
            "FILE",
            "who gains what from the accord, over chance, priors and rival readings",
            {.output = true, .run = true, .benefit = true},
            benefit},
    Command{"hazard",
            "FILE",
            "when hedgers accede, what the hazard of it hangs on, and what would move it",
            {.output = true, .run = true, .measures = false},
            hazard},
    Command{"equilibrium", "FILE", "the opening month's bargaining game", {.equilibrium = true}, equilibrium},
    Command{"landscape", "FILE", "blocs of powers at rest under the opening relations", {}, landscape},
};

void print_usage(std::FILE* stream)
{
    fmt::print(stream, "steppe {}: a simulation of states that hedge between powers\n\nUsage: steppe COMMAND ...\n\n",
               build_info::version);
    for (Command const& command : commands) {
        fmt::print(stream, "  {:<12} {:<30} {}\n", command.name, command.arguments, command.summary);
    }
    fmt::print(stream,
               "\n'steppe COMMAND --help' shows the options of a command.\n"
               "Exit: 0 done, 2 the input is at fault, 3 the environment is, 4 some replicates failed, 130 interrupted.\n");
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
    for (Command const& command : commands) {
        names.emplace_back(command.name);
        if (words[0] == command.name) {
            Arguments const arguments = parse_arguments(command.name, {words.begin() + 1, words.end()}, command.options);
            if (arguments.help) {
                fmt::print("Usage: steppe {} {} [OPTIONS]\n\n{}: {}\n\n{}", command.name, command.arguments, command.name,
                           command.summary, options_help(command.options));
                return exit_code::done;
            }
            return command.function(arguments);
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
