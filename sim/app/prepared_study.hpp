#pragma once
/// A study with its scenario, checked as a whole, before anything is run.

#include "app/arguments.hpp"
#include "ensemble/plan.hpp"
#include "output/encoded_block.hpp"
#include "output/provenance.hpp"
#include "study/study.hpp"

namespace steppe::app {

/// A study as this command line means it.
struct PreparedStudy {
    Study study;
    Scenario scenario;
    EnsemblePlan plan;
    Provenance provenance;
    ReplicateEncoder encoder;

    /// Replicates, summed over points and arms.
    [[nodiscard]] std::int64_t runs() const;
    [[nodiscard]] std::string_view record() const
    {
        return encoder.record() == ReplicateRecord::trajectories ? "trajectories" : "final";
    }
};

/// What the command line says counts more than what the study says. Throws InputError with the faults of the study, then of
/// its scenario, then of its design.
[[nodiscard]] PreparedStudy prepare_study(Arguments const& arguments);

/// Writes the result file as it is before any result.
void write_head(PreparedStudy const& prepared, std::filesystem::path const& path);

/// Prints what there is to run and what it will cost.
void print_plan(PreparedStudy const& prepared, Arguments const& arguments);

} // namespace steppe::app
