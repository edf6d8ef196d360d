#include "output/pending_file.hpp"

#include "base/diagnostics.hpp"
#include "output/descriptor.hpp"
#include "output/host.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace steppe {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t random_digits = 16;

[[noreturn]] void refuse(fs::path const& path, std::string_view code, std::string message)
{
    Diagnostics faults;
    faults.add({path.string(), 0, 0}, code, std::move(message));
    throw InputError{faults.sorted()};
}

/// Renames only if `to` does not exist; false with errno otherwise.
bool rename_without_replacing(fs::path const& from, fs::path const& to)
{
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) {
        return true;
    }
    if (errno != EINVAL && errno != ENOSYS) {
        return false;
    }
    // Some network file systems lack the atomic form.
    std::error_code ignored;
    if (fs::exists(fs::symlink_status(to, ignored))) {
        errno = EEXIST;
        return false;
    }
    return std::rename(from.c_str(), to.c_str()) == 0;
}

} // namespace

void check_target(fs::path const& target, bool overwrite)
{
    std::error_code ignored; // a folder that cannot be searched is reported when the temporary file cannot be created
    fs::path const folder = folder_of(target);
    fs::file_status const status = fs::status(folder, ignored);
    if (status.type() == fs::file_type::not_found) {
        refuse(target, "O202", fmt::format("the folder '{}' does not exist; create it first", folder.string()));
    }
    if (fs::exists(status) && !fs::is_directory(status)) {
        refuse(target, "O202", fmt::format("'{}' is not a folder", folder.string()));
    }
    if (!target.has_filename() || (fs::exists(target, ignored) && !fs::is_regular_file(target, ignored))) {
        refuse(target, "O203", "is not a regular file; name a file to write");
    }
    if (!overwrite && fs::exists(fs::symlink_status(target, ignored))) {
        refuse(target, "O201", "already exists; pass --force to replace it, or name another file");
    }
}

std::vector<fs::path> abandoned(fs::path const& target)
{
    std::string const prefix = target.filename().string() + ".tmp-";
    std::error_code ignored; // a file that stays does no harm
    std::vector<fs::path> found;
    for (fs::directory_entry const& entry : fs::directory_iterator{folder_of(target), ignored}) {
        std::string const name = entry.path().filename().string();
        bool const is_temporary = name.size() == prefix.size() + random_digits && name.starts_with(prefix) &&
                                  name.find_first_not_of("0123456789abcdef", prefix.size()) == std::string::npos;
        Descriptor const file{is_temporary ? entry.path() : fs::path{}, O_RDONLY | O_NOFOLLOW | O_NONBLOCK};
        if (is_temporary && file.is_open() && file.is_regular() && file.lock()) {
            found.push_back(entry.path());
        }
    }
    return found;
}

PendingFile::PendingFile(fs::path target, bool overwrite)
    : target_{std::move(target)}, temporary_{target_}, overwrite_{overwrite}
{
    check_target(target_, overwrite_);
    temporary_ += ".tmp-" + random_name();
    lock_ = std::make_unique<Descriptor>(temporary_, O_CREAT | O_EXCL | O_NOFOLLOW | O_RDWR);
    if (!lock_->is_open()) {
        fail_on("create", temporary_, errno);
    }
    static_cast<void>(lock_->lock()); // a file system without locks: the owner of the target decides what is abandoned
}

PendingFile::~PendingFile()
{
    if (remove_on_exit_) {
        std::error_code ignored; // nothing sensible can be done: the name says that it is temporary
        fs::remove(temporary_, ignored);
    }
}

void PendingFile::write(std::string_view bytes) const
{
    Descriptor const content{temporary_, O_TRUNC | O_WRONLY | O_NOFOLLOW};
    if (!content.is_open() || !content.write(bytes)) {
        fail_on("write", temporary_, errno);
    }
}

void PendingFile::begin_writing_out() const { lock_->begin_writing_out(); }

void PendingFile::synchronise() const
{
    if (!lock_->synchronise()) {
        fail_on("make durable", temporary_, errno);
    }
}

void PendingFile::commit()
{
    // Whoever put another file under the temporary name shall not have it published.
    if (!lock_->is_at(temporary_)) {
        throw EnvironmentError{fmt::format("another process has replaced '{}'", temporary_.string())};
    }
    synchronise();
    bool const renamed =
        overwrite_ ? std::rename(temporary_.c_str(), target_.c_str()) == 0 : rename_without_replacing(temporary_, target_);
    if (!renamed) {
        int const error = errno;
        if (error == EEXIST) {
            // Under a name that no later start takes for a temporary file.
            fs::path kept = target_;
            kept += ".kept-" + temporary_.string().substr(temporary_.string().size() - random_digits);
            bool const is_kept = rename_without_replacing(temporary_, kept);
            remove_on_exit_ = false;
            throw EnvironmentError{
                fmt::format("cannot rename to '{}': the file appeared during the run; the results are in '{}'",
                            target_.string(), (is_kept ? kept : temporary_).string())};
        }
        fail_on("rename to", target_, error);
    }
    remove_on_exit_ = false;
    lock_.reset();
    synchronise_folder(folder_of(target_));
}

} // namespace steppe
