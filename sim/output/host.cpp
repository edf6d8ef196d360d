#include "output/host.hpp"

#include "base/diagnostics.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <fstream>
#include <sys/random.h>
#include <unistd.h>

namespace steppe {

std::string host_name()
{
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

std::string const& boot_id()
{
    static std::string const id = [] {
        std::string text;
        std::ifstream file{"/proc/sys/kernel/random/boot_id"};
        return std::getline(file, text) ? text : host_name();
    }();
    return id;
}

std::string random_name()
{
    std::uint64_t number = 0;
    if (::getrandom(&number, sizeof number, 0) != static_cast<ssize_t>(sizeof number)) {
        throw EnvironmentError{"the system gives no random numbers"};
    }
    return fmt::format("{:016x}", number);
}

std::string utc_text(std::chrono::system_clock::time_point time)
{
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(time)));
}

} // namespace steppe
