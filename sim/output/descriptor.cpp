#include "output/descriptor.hpp"

#include "base/diagnostics.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace steppe {

void fail_on(std::string_view operation, std::filesystem::path const& path, int error)
{
    throw EnvironmentError{fmt::format("cannot {} '{}': {}", operation, path.string(), std::strerror(error))};
}

Descriptor::Descriptor(std::filesystem::path const& path, int flags) : value_{::open(path.c_str(), flags | O_CLOEXEC, 0666)}
{
}

Descriptor::~Descriptor()
{
    if (value_ >= 0) {
        ::close(value_);
    }
}

bool Descriptor::synchronise() const { return ::fsync(value_) == 0; }

void Descriptor::begin_writing_out() const { ::sync_file_range(value_, 0, 0, SYNC_FILE_RANGE_WRITE); }

bool Descriptor::write(std::string_view bytes) const
{
    while (!bytes.empty()) {
        ssize_t const written = ::write(value_, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) {
            return false;
        }
        bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    return true;
}

bool Descriptor::write_at(std::string_view bytes, std::uint64_t start) const
{
    return ::ftruncate(value_, static_cast<off_t>(start)) == 0 &&
           ::lseek(value_, static_cast<off_t>(start), SEEK_SET) >= 0 && write(bytes);
}

bool Descriptor::lock() const { return ::flock(value_, LOCK_EX | LOCK_NB) == 0; }

bool Descriptor::is_regular() const
{
    struct stat mine = {};
    return ::fstat(value_, &mine) == 0 && S_ISREG(mine.st_mode);
}

std::size_t Descriptor::size() const
{
    struct stat mine = {};
    return ::fstat(value_, &mine) == 0 ? static_cast<std::size_t>(mine.st_size) : 0;
}

std::string Descriptor::read(std::size_t most, std::uint64_t start) const
{
    std::string bytes(most, '\0');
    std::size_t held = 0;
    while (held < most) {
        ssize_t const got = ::pread(value_, bytes.data() + held, most - held, static_cast<off_t>(start + held));
        if (got == 0 || (got < 0 && errno != EINTR)) {
            break;
        }
        held += got < 0 ? 0 : static_cast<std::size_t>(got);
    }
    bytes.resize(held);
    return bytes;
}

bool Descriptor::replace(std::string_view bytes) const
{
    return ::pwrite(value_, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()) &&
           ::ftruncate(value_, static_cast<off_t>(bytes.size())) == 0;
}

bool Descriptor::is_at(std::filesystem::path const& path) const
{
    struct stat mine = {};
    struct stat named = {};
    return ::fstat(value_, &mine) == 0 && ::stat(path.c_str(), &named) == 0 && mine.st_dev == named.st_dev &&
           mine.st_ino == named.st_ino;
}

void synchronise_folder(std::filesystem::path const& folder)
{
    Descriptor const opened{folder, O_RDONLY | O_DIRECTORY};
    // EINVAL: this file system has no separate durability for names.
    if (!opened.is_open() || (!opened.synchronise() && errno != EINVAL)) {
        fail_on("make durable the folder", folder, errno);
    }
}

void append_durably(std::filesystem::path const& path, std::string_view bytes)
{
    Descriptor const file{path, O_APPEND | O_WRONLY};
    if (!file.is_open() || !file.write(bytes) || !file.synchronise()) {
        fail_on("write", path, errno);
    }
}

std::filesystem::path folder_of(std::filesystem::path const& path)
{
    return path.has_parent_path() ? path.parent_path() : std::filesystem::path{"."};
}

} // namespace steppe
