#pragma once
/// Standard output and standard error: what a command prints reaches its reader, or the exit code says that it did not.

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace steppe::app {

/// Gives closed standard streams a descriptor, so that no file which is opened later takes their numbers and gets what is printed.
/// What is written to a standard output that was closed fails; standard error that was closed swallows what it is told.
void open_standard_streams();

/// Writes to standard error. Never fails: whoever reads it has the exit code besides.
void tell_bytes(std::string_view bytes) noexcept;

template <class... Values>
void tell(fmt::format_string<Values...> format, Values&&... values)
{
    tell_bytes(fmt::format(format, std::forward<Values>(values)...));
}

/// Whether all that was printed so far has reached standard output; says on standard error why not. errno must be that of what failed.
[[nodiscard]] bool output_arrived() noexcept;

} // namespace steppe::app
