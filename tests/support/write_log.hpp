#pragma once
/// The log of write_log.cpp: which calls are written down, and how.

#include <array>
#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <mutex>
#include <string>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace steppe::write_log {

/// The function that this library stands in front of.
template <class Function>
Function* next(char const* name)
{
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

/// Held during a call and its record: the order of the log is that of the calls.
inline std::recursive_mutex& order()
{
    static std::recursive_mutex mutex;
    return mutex;
}
using Turn = std::lock_guard<std::recursive_mutex>;

[[noreturn]] inline void give_up(char const* reason)
{
    std::fprintf(stderr, "write_log: %s\n", reason);
    std::abort();
}

/// Absolute, without following the last component; empty if it does not lie in the folder that is watched.
inline std::string within(int folder, char const* path)
{
    static std::string const watched = std::string{std::getenv("WRITE_LOG_FOLDER")} + "/";
    std::string full{path};
    if (full.empty() || full.front() != '/') {
        std::array<char, PATH_MAX> base{};
        std::string const link = folder == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/" + std::to_string(folder);
        if (readlink(link.c_str(), base.data(), base.size() - 1) < 0) {
            return {};
        }
        full = std::string{base.data()} + "/" + full;
    }
    return (full + "/").rfind(watched, 0) == 0 ? full.substr(watched.size() - (full.size() < watched.size() ? 1 : 0))
                                               : std::string{};
}

inline std::string within(int descriptor)
{
    std::array<char, PATH_MAX> path{};
    std::string const link = "/proc/self/fd/" + std::to_string(descriptor);
    ssize_t const length = readlink(link.c_str(), path.data(), path.size() - 1);
    if (length <= 0 || path.front() != '/') {
        return {};
    }
    std::string const found = within(AT_FDCWD, path.data());
    return found.empty() && std::string{path.data()} == std::getenv("WRITE_LOG_FOLDER") ? "." : found;
}

inline void record(char const* operation, unsigned long node, long number, std::string const& bytes, std::string const& path,
                   std::string const& other = {})
{
    static int const log = static_cast<int>(
        syscall(SYS_openat, AT_FDCWD, std::getenv("WRITE_LOG"), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0666));
    int const error = errno;
    std::string const text = std::string{operation} + "\t" + std::to_string(node) + "\t" + std::to_string(number) + "\t" +
                             std::to_string(bytes.size()) + "\t" + path + "\t" + other + "\n" + bytes;
    if (syscall(SYS_write, log, text.data(), text.size()) != static_cast<long>(text.size())) {
        give_up("cannot write the log");
    }
    errno = error;
}

inline unsigned long node_of(int descriptor)
{
    struct stat about = {};
    return fstat(descriptor, &about) == 0 ? about.st_ino : 0;
}

inline int open_recorded(int folder, char const* path, int flags, mode_t mode)
{
    Turn const turn{order()};
    std::string const name = within(folder, path);
    bool const may_change = !name.empty() && (flags & (O_CREAT | O_TRUNC)) != 0;
    struct stat before = {};
    bool const existed = may_change && fstatat(folder, path, &before, 0) == 0;
    int const opened = next<int(int, char const*, int, ...)>("openat")(folder, path, flags, mode);
    if (opened >= 0 && may_change && !existed) {
        record("create", node_of(opened), 0, {}, name);
    } else if (opened >= 0 && may_change && (flags & O_TRUNC) != 0) {
        record("truncate", before.st_ino, 0, {}, name);
    }
    return opened;
}

/// `written` bytes are now in the file; they begin at `offset`, or end where the descriptor stands if that is -1.
inline ssize_t wrote(int descriptor, ssize_t written, void const* bytes, off_t offset)
{
    if (written > 0) {
        if (std::string const name = within(descriptor); !name.empty()) {
            off_t const begin = offset >= 0 ? offset : lseek(descriptor, 0, SEEK_CUR) - written;
            record("write", node_of(descriptor), begin, {static_cast<char const*>(bytes), static_cast<std::size_t>(written)},
                   name);
        }
    }
    return written;
}

/// Of bytes that went from file to file.
inline ssize_t copied(int to, int from, ssize_t count, off_t from_offset, off_t to_offset)
{
    std::string bytes(count > 0 ? static_cast<std::size_t>(count) : 0, '\0');
    if (count > 0 && pread(from, bytes.data(), bytes.size(), from_offset) != count) {
        give_up("cannot read what was copied");
    }
    return wrote(to, count, bytes.data(), to_offset);
}

inline int renamed(int result, std::string const& from, std::string const& to)
{
    if (result == 0 && (!from.empty() || !to.empty())) {
        record("rename", 0, 0, {}, from, to);
    }
    return result;
}

inline int removed(int result, std::string const& name)
{
    if (result == 0 && !name.empty()) {
        record("remove", 0, 0, {}, name);
    }
    return result;
}

inline int resized(int result, int descriptor, off_t size)
{
    if (std::string const name = within(descriptor); result == 0 && !name.empty()) {
        record("truncate", node_of(descriptor), size, {}, name);
    }
    return result;
}

inline int synchronised(int result, int descriptor)
{
    if (std::string const name = within(descriptor); result == 0 && !name.empty()) {
        record("sync", node_of(descriptor), 0, {}, name);
    }
    return result;
}

inline mode_t mode_of(int flags, std::va_list arguments)
{
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

} // namespace steppe::write_log
