#pragma once
/// Where a result comes from: the engine that computed it and the scenario that it was asked to compute.

#include "output/hdf5_file.hpp"
#include "scenario/scenario.hpp"

#include <string>

namespace steppe {

/// The engine as built. Nothing here may depend on when or where a run happens: that belongs to the sidecar.
struct Provenance {
    std::string title;      ///< one line that says what was computed
    std::string version;    ///< of steppe
    std::string git_commit; ///< empty: built outside a repository
    std::string compiler;
    std::string flags;
    std::string isa;   ///< instruction set built for
    int lane_width{1}; ///< replicates in one pack
};

/// `path` as it reads from the folder of the scenario that was named last, so that it is the same from whichever folder a
/// run is started. What is not a file of the scenario ("--set", "default") is returned unchanged.
[[nodiscard]] std::string portable_path(std::string const& path, Scenario const& scenario);

/// Writes the group /provenance (docs/output.md). Throws EnvironmentError.
void write_provenance(Hdf5Group& root, Scenario const& scenario, Schema const& schema, Provenance const& provenance);

} // namespace steppe
