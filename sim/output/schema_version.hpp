#pragma once
/// The version of the file layout that docs/output.md describes, as files carry it in `schema_version`.

#include <string_view>

namespace steppe {

/// "major.minor". A new minor version only adds; a reader refuses another major version.
inline constexpr std::string_view output_schema_version = "3.0";

} // namespace steppe
