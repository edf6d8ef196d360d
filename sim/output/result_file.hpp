#pragma once
/// What every result file has, however much it records: header, provenance, the design's parameters, failures; and the rule that
/// a file appears under its name only when it is whole.

#include "output/dimensions.hpp"
#include "output/pending_file.hpp"
#include "output/provenance.hpp"
#include "scenario/scenario.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace steppe {

/// A parameter that a study varies: `parameter_<key>` of the file.
struct SweptParameter {
    std::string key;            ///< as in the scenario: "learning_rate"
    std::vector<double> values; ///< [point], in the unit of the parameter
};

class ResultFile {
public:
    /// Claims `path` and writes what is known before the run. `record` says how much follows: "trajectories", "final" or
    /// "summary". Throws InputError as PendingFile does, EnvironmentError, and std::invalid_argument for a swept key that the
    /// scenario does not have.
    ResultFile(std::filesystem::path path, bool overwrite, std::string_view record, Scenario const& scenario,
               Schema const& schema, Provenance const& provenance, std::vector<SweptParameter> const& swept = {});

    /// Claims `path` and goes on with a copy of `head`, which commit_head wrote. Throws like the other.
    ResultFile(std::filesystem::path path, bool overwrite, std::filesystem::path const& head);

    [[nodiscard]] Hdf5Group& root() { return file_.root(); }
    [[nodiscard]] std::vector<ParameterColumn> const& columns() const { return columns_; }
    /// As PendingFile has it; after each block or so.
    void begin_writing_out() const { pending_.begin_writing_out(); }
    /// Has something else give the complete and closed file its name than `PendingFile::commit`.
    void publish_by(std::function<void(PendingFile& file)> publish) { publish_ = std::move(publish); }
    /// Writes the failures and gives the file its name. All datasets must be gone before. Throws EnvironmentError.
    void commit(std::vector<Failure> failures);
    /// Gives a file its name that holds what is known before a run, for others to go on with.
    void commit_head();

private:
    PendingFile pending_;
    Hdf5File file_;
    std::vector<ParameterColumn> columns_;
    std::function<void(PendingFile& file)> publish_;
};

/// What became of every job: 1 byte each, kept until the file is complete.
class JobStates {
public:
    JobStates(Hdf5Group& root, RunLayout const& layout, std::vector<Axis> const& axes);
    /// Of a file where the other constructor made them; nothing is known of any job.
    explicit JobStates(Hdf5Group& root);

    [[nodiscard]] Extents const& extents() const { return extents_; } ///< arms, points, replicates
    /// `states` as in ResultBlock.
    void note(BlockRange const& range, std::vector<JobState> const& states);
    void write();

private:
    Hdf5Dataset dataset_;
    Extents extents_;                 ///< arms, points, replicates
    std::vector<std::int8_t> states_; ///< [arm][point][replicate]
};

/// Whether block and layout go together; throws std::invalid_argument if not.
void check_block(ResultBlock const& block, RunLayout const& layout, bool with_series);

} // namespace steppe
