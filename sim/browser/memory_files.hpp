#pragma once
/// The files of a scenario where there is no disk: a page hands them over before it opens a run.

#include <string>

namespace steppe::browser {

/// Keeps a file under a path, as scenarios name it from the folder of the main one. One of the same path is replaced.
void keep_file(std::string const& path, std::string text);

} // namespace steppe::browser
