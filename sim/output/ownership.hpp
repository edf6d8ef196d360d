#pragma once
/// One process at a time writes a file or works in a folder: also among containers and among hosts that share the folder.

#include "output/descriptor.hpp"

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace steppe {

/// Holds `<subject>.lock`, or another lock file, until it goes out of scope. Two things keep others out. A lock of the kernel, which is gone
/// with the process, decides among processes that see the same kernel, in whatever container. A lease, the file's content, decides among hosts
/// whose file system does not share locks: it says who holds the file, and counts up every few seconds. Whoever finds the lease of another
/// boot of a machine watches for a while whether it still counts, and takes the file over if not. No clocks are compared.
class Ownership {
public:
    /// `subject` is what messages name. Throws EnvironmentError: another process holds it (the message says which); rights; space.
    Ownership(std::filesystem::path lock, std::filesystem::path const& subject);
    ~Ownership();
    Ownership(Ownership const&) = delete;
    Ownership& operator=(Ownership const&) = delete;

    /// Throws EnvironmentError if another process has taken over meanwhile, say because this machine stood still for longer than a lease lasts.
    void check() const;

private:
    void take(std::filesystem::path const& subject);
    [[nodiscard]] std::string lease() const;
    void write_lease() const;
    void keep_counting();

    std::filesystem::path path_;
    std::string subject_;
    std::string nonce_;
    std::unique_ptr<Descriptor> lock_;
    std::uint64_t count_{};
    std::mutex ending_;
    std::condition_variable ended_;
    bool is_over_{};
    std::thread counting_;
};

/// Who holds a lock file, in words: "process 123 on host X since 2025-11-23T14:43:18Z"; nothing if nobody does. Throws EnvironmentError.
[[nodiscard]] std::optional<std::string> holder_of(std::filesystem::path const& lock);

/// "OUT.h5.lock"
[[nodiscard]] std::filesystem::path lock_path(std::filesystem::path const& target);

} // namespace steppe
