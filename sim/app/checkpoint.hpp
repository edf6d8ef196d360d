#pragma once
/// What an abrupt end of a command leaves for the same command with --resume: the blocks of its runs, beside the output.

#include "app/option_groups.hpp"
#include "ensemble/plan.hpp"
#include "output/block_keeper.hpp"

#include <memory>
#include <string>
#include <vector>

namespace steppe::app {

/// Of a command that names an output and owns it. Its runs come in the same order every time.
class Checkpoint {
public:
    /// `scenarios`: all that are run. Throws as CheckpointFile does.
    Checkpoint(std::string const& command, OutputOptions const& output, bool resume, CheckpointOptions const& options,
               std::vector<Scenario const*> const& scenarios);

    /// For the next run of the command; it must not outlive this.
    [[nodiscard]] std::unique_ptr<BlockKeeper> keeper_of(EnsemblePlan const& plan, ReplicateRecord record);
    /// Whether the same command would find anything to go on with.
    [[nodiscard]] bool has_any() const { return file_.has_any(); }
    /// Once the output is complete.
    void remove() { file_.remove(); }

private:
    CheckpointFile file_;
    int runs_{};
    BlockKeeper::Clock::time_point since_;
};

/// None where no output is named.
[[nodiscard]] std::unique_ptr<Checkpoint> open_checkpoint(std::string const& command, OutputOptions const& output,
                                                          bool resume, CheckpointOptions const& options,
                                                          std::vector<Scenario const*> const& scenarios);

} // namespace steppe::app
