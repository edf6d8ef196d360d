#pragma once
/// A scenario file with the files that it extends, laid over each other, and the overrides of the command line on top.

#include "scenario/document.hpp"
#include "scenario/scenario.hpp"

namespace steppe {

struct MergedDocument {
    Node root;
    std::vector<SourceText> files; ///< base first
};

/// Faults: S100, S101, S113 (format version), S117 (extends), S118 (override that is no key=value of TOML).
[[nodiscard]] MergedDocument read_sources(std::string const& path, Schema const& schema,
                                          std::vector<Override> const& overrides, Diagnostics& faults);

} // namespace steppe
