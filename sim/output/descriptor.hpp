#pragma once
/// What the standard library lacks for files that must survive: durability, locks, errors with their reason.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace steppe {

/// Throws EnvironmentError: "cannot <operation> '<path>': <reason>".
[[noreturn]] void fail_on(std::string_view operation, std::filesystem::path const& path, int error);

/// An open file or folder, closed at the end of its scope.
class Descriptor {
public:
    /// `flags` as of open(2).
    Descriptor(std::filesystem::path const& path, int flags);
    ~Descriptor();
    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;

    [[nodiscard]] bool is_open() const { return value_ >= 0; }
    /// False, with errno, when the content could not be made durable.
    [[nodiscard]] bool synchronise() const;
    /// Asks for what is written so far to go to the disk, without waiting for it to be there: less is left for `synchronise`, which tells what failed.
    void begin_writing_out() const;
    /// False, with errno, when not all of it could be written.
    [[nodiscard]] bool write(std::string_view bytes) const;
    /// Writes at a place and cuts off what stood behind. False, with errno, when not all of it could be written.
    [[nodiscard]] bool write_at(std::string_view bytes, std::uint64_t start) const;
    /// Takes the lock that only one process can hold; it is gone with the process, however that ends. False if another holds it.
    [[nodiscard]] bool lock() const;
    [[nodiscard]] bool is_regular() const;
    [[nodiscard]] std::size_t size() const; ///< bytes; 0 if it cannot be told
    /// `most` bytes from `start` on, or fewer where there are fewer or reading fails.
    [[nodiscard]] std::string read(std::size_t most, std::uint64_t start = 0) const;
    /// Makes `bytes` the content of the file. False, with errno, when that fails.
    [[nodiscard]] bool replace(std::string_view bytes) const;
    /// Whether the path still names this file: it may have been removed or replaced since it was opened.
    [[nodiscard]] bool is_at(std::filesystem::path const& path) const;

private:
    int value_;
};

/// Makes the names within a folder durable. Throws EnvironmentError.
void synchronise_folder(std::filesystem::path const& folder);

/// Adds to a file and makes it durable. Throws EnvironmentError.
void append_durably(std::filesystem::path const& path, std::string_view bytes);

/// The folder that a path names a file in.
[[nodiscard]] std::filesystem::path folder_of(std::filesystem::path const& path);

} // namespace steppe
