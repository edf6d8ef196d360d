#pragma once
/// How registers did.

#include <filesystem>

namespace steppe::app {

/// Scores the registers of a folder by a file of resolutions, as text or as JSON. Throws InputError with every fault.
void print_scores(std::filesystem::path const& folder, std::filesystem::path const& resolutions, bool json);

} // namespace steppe::app
