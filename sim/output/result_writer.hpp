#pragma once
/// Writes the results of a run to one HDF5 file that every netCDF-4 reader opens (docs/output.md).

#include "output/chunk_assembler.hpp"
#include "output/hdf5_file.hpp"
#include "output/pending_file.hpp"
#include "output/provenance.hpp"
#include "output/recorder.hpp"
#include "output/result_variables.hpp"
#include "scenario/scenario.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace steppe {

/// A parameter that a study varies: `parameter_<key>` of the file.
struct SweptParameter {
    std::string key;            ///< as in the scenario: "learning_rate"
    std::vector<double> values; ///< [point], in the unit of the parameter
};

/// The file appears under its name when `finish` returns, whole; until then, or if the writer is destroyed before, there is
/// none. Its bytes depend on layout, results, scenario and provenance, not on the size of the blocks.
class ResultWriter final : public Recorder {
public:
    /// Claims `path` and writes what is known before the run. Throws InputError as PendingFile does, EnvironmentError, and
    /// std::invalid_argument for a swept key that the scenario does not have.
    ResultWriter(std::filesystem::path path, bool overwrite, Scenario const& scenario, Schema const& schema,
                 Provenance const& provenance, std::vector<SweptParameter> const& swept = {});

    /// Once, before any block. Throws EnvironmentError, std::invalid_argument as create_result_variables does.
    void begin(RunLayout const& layout) override;
    /// Throws EnvironmentError, std::invalid_argument for a block that does not fit the layout. After an exception the
    /// writer can only be destroyed.
    void consume(ResultBlock const& block) override;
    /// Completes the file, also when some jobs never came (their job_state is `missing`). Throws EnvironmentError.
    void finish() override;

private:
    /// What exists between `begin` and `finish`.
    struct Run {
        Run(Hdf5Group& root, RunLayout run_layout, std::vector<ParameterColumn> const& columns);
        Run(Run const&) = delete;
        Run& operator=(Run const&) = delete;

        void note_states(ResultBlock const& block);
        void write_row(ChunkRow const& row);
        void write_states();

        RunLayout layout;
        ResultVariables variables;
        std::vector<std::int8_t> states; ///< [arm][point][replicate]
        std::vector<Failure> failures;
        ChunkAssembler assembler;
    };

    [[nodiscard]] Run& run();

    PendingFile pending_;
    Hdf5File file_;
    std::vector<ParameterColumn> columns_;
    std::optional<Run> run_;
};

} // namespace steppe
