#pragma once
/// What a result file has of every replicate: the variables with their coordinates, and what became of each job.

#include "output/encoded_block.hpp"
#include "output/result_file.hpp"

namespace steppe {

class ReplicateVariables {
public:
    /// Adds coordinates, variables and the facts of the run to a new file.
    [[nodiscard]] static ReplicateVariables create(Hdf5Group& root, ReplicateEncoder const& encoder,
                                                   std::vector<ParameterColumn> const& columns);
    /// Of a file that `create` has set up; `names` as ReplicateEncoder::variables.
    [[nodiscard]] static ReplicateVariables open(Hdf5Group& root, std::vector<std::string> const& names);

    /// What a block that somebody else may have made cannot be written for, in words: "a state for each of its 12 jobs, found 13"; empty: nothing.
    [[nodiscard]] std::string fault_of(EncodedBlock const& block) const;
    void write(EncodedBlock const& block);
    /// Writes what became of the jobs and gives the failures. Nothing may be written afterwards.
    [[nodiscard]] std::vector<Failure> finish();

private:
    ReplicateVariables(std::vector<Hdf5Dataset> variables, JobStates states);

    std::vector<Hdf5Dataset> variables_;
    JobStates states_;
    std::vector<Failure> failures_;
};

} // namespace steppe
