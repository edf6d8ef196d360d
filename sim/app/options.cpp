#include "app/options.hpp"

namespace steppe::app {

namespace po = boost::program_options;

namespace {

void add_output(po::options_description& description, CommandOptions const& options)
{
    auto add = description.add_options();
    if (options.output) {
        add("output,o", po::value<std::string>()->value_name("OUT.h5"), "write results to this HDF5 file");
    }
    if (options.output || options.force) {
        add("force", "replace the output file if it exists");
    }
    if (options.resume) {
        add("resume", "go on where an interrupted run left the output file; with more replicates, add them");
    }
}

void add_what_is_kept(po::options_description& description)
{
    auto add = description.add_options();
    add("record", po::value<std::string>()->value_name("HOW"),
        "what the file keeps: trajectories (every month of every replicate), final (outcomes of every replicate) or "
        "summary (statistics over replicates; memory and file do not grow with them)");
    add("digits", po::value<int>()->value_name("N"),
        "round trajectories to so many significant digits, 1 to 8; the file shrinks (default: all)");
    add("compression", po::value<std::string>()->value_name("HOW"),
        "fast (default) or none: the file is about three times as large, and takes about as long");
    add("digest",
        "print one digest of all values of all runs, the same whatever the file keeps, and whatever threads and lanes run");
}

void add_how_it_runs(po::options_description& description, CommandOptions const& options)
{
    auto add = description.add_options();
    if (options.measures) {
        add("measures", po::value<std::string>()->value_name("A,B,.."),
            "measures to record and to print; 'default' stands for all but the optional ones, which must be named: "
            "default,channel_share");
    }
    add("threads,j", po::value<int>()->value_name("N"), "threads (default: all); results do not depend on it");
    add("lanes", po::value<std::string>()->value_name("native|1"), "replicates a step; results do not depend on it");
    add("progress", po::value<std::string>()->value_name("WHEN"), "auto, always or never");
}

void add_parts_of_a_study(po::options_description& description)
{
    auto add = description.add_options();
    add("dry-run", "say how many runs there are and what they will cost, and run nothing else");
    add("checkpoint", po::value<double>()->value_name("SECONDS"),
        "the most time whose results an abrupt end can cost (default 20)");
    add("shard", po::value<std::string>()->value_name("I/N"),
        "run the I-th of N parts alone, for schedulers; 'steppe merge' joins them");
}

void add_what_is_attributed(po::options_description& description)
{
    auto add = description.add_options();
    add("contrasts", po::value<std::string>()->value_name("A,B,.."),
        "effects to share out: total, publicity, substance, inducement, or an arm by itself (default: total)");
    add("incentives", po::value<std::string>()->value_name("F1,F2,.."),
        "incentives that take part, the others staying as they are (default: all that are on)");
    add("permutations", po::value<int>()->value_name("M"),
        "sample M orders of switching on instead of running every coalition");
}

} // namespace

po::options_description visible_options(CommandOptions const& options)
{
    po::options_description description{"Options"};
    auto add = description.add_options();
    add("help,h", "show this help");
    add("json", "print full precision as JSON on standard output");
    add("quiet,q", "print nothing but results and errors");
    if (options.scenario) {
        add("set", po::value<std::vector<std::string>>()->value_name("KEY=VALUE"), "override a scenario key (repeatable)");
    }
    if (options.origins) {
        add("origins", "list every resolved key with the file and line that gave it");
    }
    add_output(description, options);
    if (options.run) {
        add("replicates,n", po::value<std::string>()->value_name("N"), "replicates of each arm");
        add("months", po::value<std::string>()->value_name("N"), "months of a run");
        add("seed", po::value<std::string>()->value_name("S"), "seed of every draw");
    }
    if (options.arms) {
        add("arms", po::value<std::string>()->value_name("A,B,.."), "arms to run");
    }
    if (options.single) {
        add("draw-priors", "let replicates draw their parameters from the priors, the same draw in every arm");
    }
    if (options.single || options.benefit) {
        add("per-draw", po::value<int>()->value_name("M"),
            "where parameters are drawn from priors: replicates that share one draw (default 4)");
    }
    if (options.benefit) {
        add("rivals", po::value<std::string>()->value_name("A.toml,DIR,.."),
            "rival readings to set beside the scenario: scenarios with the same actors, or folders of them");
    }
    if (options.single) {
        add("timings", "print where the time went, summed over threads");
    }
    if (options.record) {
        add_what_is_kept(description);
    }
    if (options.run) {
        add_how_it_runs(description, options);
    }
    if (options.study) {
        add_parts_of_a_study(description);
    }
    if (options.attribution) {
        add_what_is_attributed(description);
    }
    if (options.equilibrium) {
        add("arm", po::value<std::string>()->value_name("A"), "arm whose opening month is solved (default: endogenous)");
        add("hedger", po::value<std::string>()->value_name("ID"), "hedger (default: the first)");
    }
    return description;
}

} // namespace steppe::app
