#include "app/streams.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace steppe::app {

void open_standard_streams()
{
    // In this order: each takes the lowest number that is free. Writing to what is open for reading only fails.
    constexpr std::array modes{O_RDONLY, O_RDONLY, O_WRONLY};
    for (int number = 0; number < static_cast<int>(modes.size()); ++number) {
        if (::fcntl(number, F_GETFD) == -1 && errno == EBADF) {
            static_cast<void>(::open("/dev/null", modes[static_cast<std::size_t>(number)]));
        }
    }
}

void tell_bytes(std::string_view bytes) noexcept
{
    while (!bytes.empty()) {
        ssize_t const written = ::write(STDERR_FILENO, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) {
            return;
        }
        bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
}

bool output_arrived() noexcept
{
    bool const failed_before = std::ferror(stdout) != 0;
    int const before = errno;
    if (std::fflush(stdout) == 0 && !failed_before) {
        return true;
    }
    std::array<char, 256> text{};
    char const* const reason = ::strerror_r(failed_before ? before : errno, text.data(), text.size());
    tell_bytes("steppe: cannot write to standard output: ");
    tell_bytes(reason);
    tell_bytes("\n");
    return false;
}

} // namespace steppe::app
