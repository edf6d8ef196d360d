#pragma once
/// A study file: a scenario, what is varied in it, and how much is run (docs/studies.md).

#include "scenario/document.hpp"
#include "scenario/scenario.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace steppe {

/// How the points of a design are chosen.
///
///   grid    every combination of values
///   lhs     Latin hypercube: each parameter meets each of `points` equal parts of its range once
///   sobol   a scrambled Sobol sequence of `points`, a power of two
///   list    the rows of a file
///   priors  `points` independent draws from the scenario's priors
enum class DesignKind : std::uint8_t { grid, lhs, sobol, list, priors };

inline constexpr std::array<std::string_view, 5> design_kinds{"grid", "lhs", "sobol", "list", "priors"};

/// A key of `[design.parameters]`; `*` in it stands for any id.
struct DesignAxis {
    std::string key;
    SourceLocation where;
    Node way; ///< how it varies: range, values or prior
};

struct Design {
    DesignKind kind{DesignKind::grid};
    SourceLocation where;
    int points{};         ///< 0 where the kind says how many there are
    std::uint64_t seed{}; ///< of the design itself
    std::string file;     ///< of a list; as seen from where the program runs
    std::vector<DesignAxis> axes;
};

struct Study {
    std::string title;
    std::string scenario; ///< as seen from where the program runs
    std::vector<std::string> arms;
    std::vector<Override> settings; ///< run.replicates, run.months, run.seed, run.shocks, where the study gives them
    std::string record;             ///< empty: not given
    std::vector<std::string> measures;
    Design design;
    SourceText file;
};

/// Faults that a study can have beside those of any scenario file, by code.
struct StudyFaultCode {
    std::string_view code, meaning;
};
inline constexpr std::array<StudyFaultCode, 6> study_fault_codes{{
    {"T201", "a required key is missing, or a value is none of those allowed"},
    {"T202", "a parameter that the scenario does not have, or that is varied twice"},
    {"T203", "how a parameter varies is not said, said twice, or does not suit it or the design"},
    {"T204", "a number of points, levels, replicates or months outside its limits"},
    {"T205", "a fault in a list of points"},
    {"T206", "a point that the model refuses (M202 to M204)"},
}};

/// Whether the file says of itself that it is a study. False also for what cannot be read.
[[nodiscard]] bool is_study(std::filesystem::path const& path);

/// Throws InputError with every fault of the file itself; what it says of the scenario is checked by `make_points`.
[[nodiscard]] Study read_study(std::filesystem::path const& path);

} // namespace steppe
