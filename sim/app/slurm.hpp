#pragma once
/// Batch jobs of Slurm: their scripts, and handing them in.

#include <filesystem>
#include <string>
#include <vector>

namespace steppe::app {

/// A study as jobs: an array of tasks, each a part of it, and one job that joins the parts when all are done.
struct SlurmStudy {
    std::filesystem::path engine; ///< the program that the jobs run
    std::filesystem::path output;
    std::vector<std::string> words;          ///< of `steppe sweep`, without --shard and --resume
    int tasks{1};                            ///< parts
    int threads{1};                          ///< of each task
    bool force{};                            ///< the merge replaces an output that is there
    std::vector<std::string> sbatch_options; ///< "--partition=short", of both jobs
};

/// The script of the array: `steppe sweep --shard I/N --resume`, put back into the queue when its node is lost.
[[nodiscard]] std::string array_script(SlurmStudy const& study);

/// The script of the job that waits for the array: `steppe merge`.
[[nodiscard]] std::string merge_script(SlurmStudy const& study);

/// Hands a script in by `sbatch`, and gives the number of the job. `after`: of a job that must end well before; empty: none. Throws
/// EnvironmentError.
[[nodiscard]] std::string submit_script(std::string const& script, std::string const& after);

/// A word as a shell reads it back.
[[nodiscard]] std::string shell_word(std::string const& text);

} // namespace steppe::app
