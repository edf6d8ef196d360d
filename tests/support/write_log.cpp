// Writes down, in order, what a process does to the files of one folder: with it a test builds every state that a power cut could
// have left there (tests/cli/crash_states.py). Loaded before the libraries of the process:
//
//     LD_PRELOAD=write_log.so WRITE_LOG=LOG WRITE_LOG_FOLDER=FOLDER steppe sweep ...
//
// A record is a line "operation \t node \t number \t bytes \t path \t path", followed by as many bytes as it says. The node is the
// inode, and paths are seen from the folder. Calls that steppe does not make (mmap, links, rename of folders) are not written down;
// a test that replays the whole log and compares would see it.

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
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

namespace {

/// The function that this library stands in front of.
template <class Function>
Function* next(char const* name)
{
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

/// Held during a call and its record: the order of the log is that of the calls.
std::recursive_mutex& order()
{
    static std::recursive_mutex mutex;
    return mutex;
}
using Turn = std::lock_guard<std::recursive_mutex>;

[[noreturn]] void give_up(char const* reason)
{
    std::fprintf(stderr, "write_log: %s\n", reason);
    std::abort();
}

/// Absolute, without following the last component; empty if it does not lie in the folder that is watched.
std::string within(int folder, char const* path)
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

std::string within(int descriptor)
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

void record(char const* operation, unsigned long node, long number, std::string const& bytes, std::string const& path,
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

unsigned long node_of(int descriptor)
{
    struct stat about = {};
    return fstat(descriptor, &about) == 0 ? about.st_ino : 0;
}

int open_recorded(int folder, char const* path, int flags, mode_t mode)
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
ssize_t wrote(int descriptor, ssize_t written, void const* bytes, off_t offset)
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
ssize_t copied(int to, int from, ssize_t count, off_t from_offset, off_t to_offset)
{
    std::string bytes(count > 0 ? static_cast<std::size_t>(count) : 0, '\0');
    if (count > 0 && pread(from, bytes.data(), bytes.size(), from_offset) != count) {
        give_up("cannot read what was copied");
    }
    return wrote(to, count, bytes.data(), to_offset);
}

int renamed(int result, std::string const& from, std::string const& to)
{
    if (result == 0 && (!from.empty() || !to.empty())) {
        record("rename", 0, 0, {}, from, to);
    }
    return result;
}

int removed(int result, std::string const& name)
{
    if (result == 0 && !name.empty()) {
        record("remove", 0, 0, {}, name);
    }
    return result;
}

int resized(int result, int descriptor, off_t size)
{
    if (std::string const name = within(descriptor); result == 0 && !name.empty()) {
        record("truncate", node_of(descriptor), size, {}, name);
    }
    return result;
}

int synchronised(int result, int descriptor)
{
    if (std::string const name = within(descriptor); result == 0 && !name.empty()) {
        record("sync", node_of(descriptor), 0, {}, name);
    }
    return result;
}

mode_t mode_of(int flags, std::va_list arguments)
{
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

} // namespace

extern "C" {

int open(char const* path, int flags, ...)
{
    std::va_list arguments;
    va_start(arguments, flags);
    mode_t const mode = mode_of(flags, arguments);
    va_end(arguments);
    return open_recorded(AT_FDCWD, path, flags, mode);
}

int open64(char const* path, int flags, ...)
{
    std::va_list arguments;
    va_start(arguments, flags);
    mode_t const mode = mode_of(flags, arguments);
    va_end(arguments);
    return open_recorded(AT_FDCWD, path, flags, mode);
}

ssize_t write(int descriptor, void const* bytes, size_t size)
{
    Turn const turn{order()};
    return wrote(descriptor, next<ssize_t(int, void const*, size_t)>("write")(descriptor, bytes, size), bytes, -1);
}

ssize_t writev(int descriptor, iovec const* parts, int count)
{
    Turn const turn{order()};
    std::string all;
    for (int i = 0; i < count; ++i) {
        all.append(static_cast<char const*>(parts[i].iov_base), parts[i].iov_len);
    }
    return wrote(descriptor, next<ssize_t(int, iovec const*, int)>("writev")(descriptor, parts, count), all.data(), -1);
}

ssize_t pwrite(int descriptor, void const* bytes, size_t size, off_t offset)
{
    Turn const turn{order()};
    return wrote(descriptor, next<ssize_t(int, void const*, size_t, off_t)>("pwrite")(descriptor, bytes, size, offset),
                 bytes, offset);
}

ssize_t pwrite64(int descriptor, void const* bytes, size_t size, off64_t offset)
{
    return pwrite(descriptor, bytes, size, offset);
}

ssize_t sendfile(int to, int from, off_t* offset, size_t size)
{
    Turn const turn{order()};
    off_t const begin = offset != nullptr ? *offset : lseek(from, 0, SEEK_CUR);
    ssize_t const count = next<ssize_t(int, int, off_t*, size_t)>("sendfile")(to, from, offset, size);
    return copied(to, from, count, begin, -1);
}

ssize_t sendfile64(int to, int from, off64_t* offset, size_t size) { return sendfile(to, from, offset, size); }

ssize_t copy_file_range(int from, off64_t* from_offset, int to, off64_t* to_offset, size_t size, unsigned flags)
{
    Turn const turn{order()};
    off_t const begin = from_offset != nullptr ? *from_offset : lseek(from, 0, SEEK_CUR);
    off_t const target = to_offset != nullptr ? *to_offset : -1;
    ssize_t const count = next<ssize_t(int, off64_t*, int, off64_t*, size_t, unsigned)>("copy_file_range")(
        from, from_offset, to, to_offset, size, flags);
    return copied(to, from, count, begin, target);
}

int ftruncate(int descriptor, off_t size) noexcept
{
    Turn const turn{order()};
    return resized(next<int(int, off_t)>("ftruncate")(descriptor, size), descriptor, size);
}

int ftruncate64(int descriptor, off64_t size) noexcept { return ftruncate(descriptor, size); }

int fsync(int descriptor)
{
    Turn const turn{order()};
    return synchronised(next<int(int)>("fsync")(descriptor), descriptor);
}

int fdatasync(int descriptor)
{
    Turn const turn{order()};
    return synchronised(next<int(int)>("fdatasync")(descriptor), descriptor);
}

int rename(char const* from, char const* to) noexcept
{
    Turn const turn{order()};
    return renamed(next<int(char const*, char const*)>("rename")(from, to), within(AT_FDCWD, from), within(AT_FDCWD, to));
}

int renameat2(int from_folder, char const* from, int to_folder, char const* to, unsigned flags) noexcept
{
    Turn const turn{order()};
    int const result =
        next<int(int, char const*, int, char const*, unsigned)>("renameat2")(from_folder, from, to_folder, to, flags);
    return renamed(result, within(from_folder, from), within(to_folder, to));
}

int unlink(char const* path) noexcept
{
    Turn const turn{order()};
    return removed(next<int(char const*)>("unlink")(path), within(AT_FDCWD, path));
}

int rmdir(char const* path) noexcept
{
    Turn const turn{order()};
    return removed(next<int(char const*)>("rmdir")(path), within(AT_FDCWD, path));
}

int remove(char const* path) noexcept
{
    Turn const turn{order()};
    return removed(next<int(char const*)>("remove")(path), within(AT_FDCWD, path));
}

int mkdir(char const* path, mode_t mode) noexcept
{
    Turn const turn{order()};
    int const result = next<int(char const*, mode_t)>("mkdir")(path, mode);
    if (std::string const name = within(AT_FDCWD, path); result == 0 && !name.empty()) {
        record("folder", 0, 0, {}, name);
    }
    return result;
}

} // extern "C"
