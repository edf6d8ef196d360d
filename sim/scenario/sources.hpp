#pragma once
/// A scenario file with the files that it extends, laid over each other.

#include "scenario/document.hpp"
#include "scenario/scenario.hpp"

namespace steppe {

struct MergedDocument {
    Node root;
    std::vector<SourceText> files; ///< base first
    /// Actors that a file took off a list of what it extends, with that file: what the others say of them has no meaning.
    std::map<std::string, std::string> dropped;
    bool complete{}; ///< false where a file of the chain could not be read: what the rest means is unknown then
};

/// Reads the file and what it extends. Faults: S100, S101, S113 (format version), S117 (extends).
[[nodiscard]] MergedDocument read_sources(std::string const& path, Diagnostics& faults);

/// The same for a text that is at hand; `path` names it in messages, and `extends` is relative to it.
[[nodiscard]] MergedDocument merge_sources(std::string const& path, std::string text, Diagnostics& faults);

} // namespace steppe
