#include "app/man_page.hpp"

#include "app/build_info.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string_view>

namespace steppe::app {
namespace {

/// Text of roff: hyphens that can be copied, and no line that is taken for a request.
std::string roff(std::string_view text)
{
    std::string result;
    for (char const letter : text) {
        switch (letter) {
        case '\\':
            result += "\\e";
            break;
        case '-':
            result += "\\-";
            break;
        case '\'':
            result += "\\(aq";
            break;
        default:
            result += letter;
        }
    }
    return result.starts_with('.') ? "\\&" + result : result;
}

/// No date: it would differ from build to build.
std::string header(std::string name)
{
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
    return fmt::format(".\\\" Written by: steppe describe man\n.TH \"{}\" 1 \"\" \"steppe {}\" \"steppe manual\"\n", name,
                       build_info::version);
}

constexpr std::string_view exit_codes = R"(.SH "EXIT STATUS"
.TP
.B 0
done
.TP
.B 2
the input is at fault: every fault is named, with its place
.TP
.B 3
the environment is at fault: a file, a disk, memory
.TP
.B 4
some replicates failed; the file lists them
.TP
.B 5
an audit found something inert without a reason
.TP
.B 130
interrupted
)";

} // namespace

std::string man_page(std::vector<Command> const& commands)
{
    std::string text = header("steppe");
    text += ".SH NAME\nsteppe \\- simulation of states that hedge between powers\n"
            ".SH SYNOPSIS\n.B steppe\n.I COMMAND\n[\\fIARGUMENTS\\fR] [\\fIOPTIONS\\fR]\n"
            ".SH DESCRIPTION\n"
            "A state between great powers hedges: it leans a little on each, takes what they offer, and weighs what they "
            "threaten.\n"
            "steppe simulates such a state month by month, in paired worlds, with and without an accord.\n"
            "What a scenario may say is told by \\fBsteppe describe parameters\\fR.\n"
            ".SH COMMANDS\nEach has a page of its own: \\fBman steppe\\-run\\fR.\n";
    for (Command const& command : commands) {
        text += fmt::format(".TP\n\\fB{}\\fR \\fI{}\\fR\n{}\n", roff(command.name), roff(command.arguments),
                            roff(command.summary));
    }
    text += exit_codes;
    return text +
           ".SH ENVIRONMENT\n.TP\n.B STEPPE_LEVEL\n"
           "which engine an installed package runs, x86\\-64, x86\\-64\\-v3 or x86\\-64\\-v4, instead of the fastest that\n"
           "fits the processor; results do not depend on it\n";
}

std::string man_page(Command const& command)
{
    std::string text = header("steppe-" + command.name);
    text += fmt::format(".SH NAME\nsteppe\\-{} \\- {}\n.SH SYNOPSIS\n.B steppe {}\n.I {}\n[\\fIOPTIONS\\fR]\n.SH OPTIONS\n",
                        roff(command.name), roff(command.summary), roff(command.name), roff(command.arguments));
    for (OptionFacts const& option : command.options()) {
        std::string const letter = option.letter.empty() ? "" : fmt::format("\\fB\\-{}\\fR, ", option.letter);
        std::string const value = option.placeholder.empty() ? "" : fmt::format(" \\fI{}\\fR", roff(option.placeholder));
        text += fmt::format(".TP\n{}\\fB\\-\\-{}\\fR{}\n{}\n", letter, roff(option.name), value, roff(option.help));
    }
    text += exit_codes;
    return text + ".SH \"SEE ALSO\"\n.BR steppe (1)\n";
}

} // namespace steppe::app
