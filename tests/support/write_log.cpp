// Writes down, in order, what a process does to the files of one folder: with it a test builds every state that a power cut could
// have left there (tests/cli/crash_states.py). Loaded before the libraries of the process:
//
//     LD_PRELOAD=write_log.so WRITE_LOG=LOG WRITE_LOG_FOLDER=FOLDER steppe sweep ...
//
// A record is a line "operation \t node \t number \t bytes \t path \t path", followed by as many bytes as it says. The node is the
// inode, and paths are seen from the folder. Calls that steppe does not make (mmap, links, rename of folders) are not written down;
// a test that replays the whole log and compares would see it.

#include "write_log.hpp"

#include <cstdarg>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>

using namespace steppe::write_log;

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
