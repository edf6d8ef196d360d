#pragma once
/// A study with its scenario, checked as a whole, before anything is run.

#include "ensemble/plan.hpp"
#include "output/encoded_block.hpp"
#include "output/provenance.hpp"
#include "study/sweep/study.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace steppe {

/// What somebody wants of a study file. What is given here counts more than what the study says.
struct StudyRequest {
    std::filesystem::path file;
    std::vector<Override> overrides{};
    std::vector<std::string> arms{};     ///< named by --arms
    std::vector<std::string> measures{}; ///< named by --measures
    std::string record{};                ///< by --record
    ValueFormat format{};
    /// What else befalls the scenario before points are drawn for it: draws in place of priors.
    std::function<void(Scenario& scenario, Study const& study)> amend{};
    /// Of the build at hand, for a scenario and the title of a study.
    std::function<Provenance(Scenario const& scenario, std::string const& title)> provenance;
};

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

/// Throws InputError with the faults of the study, then of its scenario, then of its design.
[[nodiscard]] PreparedStudy prepare_study(StudyRequest const& request);

/// Writes the result file as it is before any result.
void write_head(PreparedStudy const& prepared, std::filesystem::path const& path);

} // namespace steppe
