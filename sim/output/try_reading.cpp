#include "base/diagnostics.hpp"
#include "output/hdf5_input.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace steppe {
namespace {

constexpr unsigned longest = 10; // seconds

[[noreturn]] void read_and_end(std::function<void()> const& read)
{
    for (int const fatal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGALRM}) {
        ::signal(fatal, SIG_DFL);
    }
    rlimit const no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    ::alarm(longest);
    try {
        read();
    } catch (std::exception const&) { // the caller meets it in a reading of its own
    }
    ::_exit(0);
}

} // namespace

void try_reading(std::filesystem::path const& path, std::function<void()> const& read)
{
    pid_t const child = ::fork();
    if (child < 0) {
        throw EnvironmentError{fmt::format("cannot start a process: {}", std::strerror(errno))};
    }
    if (child == 0) {
        read_and_end(read);
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) {
            throw EnvironmentError{fmt::format("cannot wait for a process: {}", std::strerror(errno))};
        }
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        throw EnvironmentError{
            fmt::format("cannot use '{}': expected a file that HDF5 can read, found one that {}", path.string(),
                        WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM ? "it cannot read in 10 s" : "it crashes on")};
    }
}

} // namespace steppe
