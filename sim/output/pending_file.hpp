#pragma once
/// Files that appear whole or not at all: written beside their final name, then renamed.

#include "output/descriptor.hpp"

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

namespace steppe {

/// A file in the making. It grows under `<target>.tmp-<16 random digits>` in the folder of its target; `commit` gives it its
/// name, and a file that was not committed is removed. While it grows it is locked: a temporary file that is not is of a process that is gone.
class PendingFile {
public:
    /// Creates the temporary file, empty. Throws InputError when the path itself is at fault: O201 the target exists and
    /// `overwrite` is false, O202 its folder does not exist, O203 the target exists and is no regular file. Throws
    /// EnvironmentError when the temporary file cannot be created (rights, space).
    PendingFile(std::filesystem::path target, bool overwrite);
    ~PendingFile();
    PendingFile(PendingFile const&) = delete;
    PendingFile& operator=(PendingFile const&) = delete;

    [[nodiscard]] std::filesystem::path const& target() const { return target_; }
    /// Where to write until `commit`.
    [[nodiscard]] std::filesystem::path const& temporary() const { return temporary_; }

    /// Makes `bytes` the content. Throws EnvironmentError.
    void write(std::string_view bytes) const;

    /// Spreads the work of making the content durable over the time in which it is written.
    void begin_writing_out() const;

    /// Makes the content durable, under its temporary name. Throws EnvironmentError.
    void synchronise() const;

    /// Makes the content durable, gives it the target's name and makes the name durable. The content must be written and
    /// closed. Throws EnvironmentError; if a target that must not be replaced has appeared meanwhile, the content stays
    /// under a name of its own, which the message tells.
    void commit();

private:
    std::filesystem::path target_;
    std::filesystem::path temporary_;
    std::unique_ptr<Descriptor> lock_; ///< of the temporary file, while it is one
    bool overwrite_;
    bool remove_on_exit_{true};
};

/// Throws InputError as the constructor of PendingFile does.
void check_target(std::filesystem::path const& target, bool overwrite);

/// What processes that are gone left of a PendingFile of this target: locked by nobody, in whatever container. To be called by the owner of
/// the target.
[[nodiscard]] std::vector<std::filesystem::path> abandoned(std::filesystem::path const& target);

} // namespace steppe
