#pragma once
/// What a command has done so far, kept beside its output while it runs: after an abrupt end the same command goes on from there.

#include "output/descriptor.hpp"
#include "output/part_writer.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace steppe {

/// `OUT.h5.checkpoint`: entries that only ever follow each other, each with its checksum; the first says of what run they are. What follows a
/// damaged entry, or one that an end cut short, does not count. There is no file before the first entry. Whoever has one owns the
/// output it belongs to (OutputClaim). Not for several threads at once.
class CheckpointFile {
public:
    /// What must agree for a run to be gone on with: in words of a user, and as it is.
    using Facts = std::vector<std::pair<std::string, std::string>>;

    /// Throws InputError: O206 there is a file and `start` is `refuse`, O208 it is of another run and shall be gone on with (every
    /// difference at once). Throws EnvironmentError, also for what is no regular file.
    CheckpointFile(std::filesystem::path path, PartStart start, Facts facts);

    [[nodiscard]] bool has(std::string const& key) const { return entries_.contains(key); }
    /// The content that was added last under a key; nothing if there is none, or if it is damaged by now.
    [[nodiscard]] std::optional<std::string> find(std::string const& key) const;
    /// Keeps an entry: when it returns, the end of this process does not matter to it. Throws EnvironmentError.
    void add(std::string const& key, std::string_view content);
    /// Whether there are entries besides the first.
    [[nodiscard]] bool has_any() const { return entries_.size() > 1; }
    /// Of entries that an earlier run left.
    [[nodiscard]] std::size_t found() const { return found_; }
    /// Whether something behind these was damaged or cut short.
    [[nodiscard]] bool is_damaged() const { return is_damaged_; }
    /// Once the output has its name.
    void remove();

private:
    struct Place {
        std::uint64_t start{};
        std::uint64_t size{};
        std::string checksum;
    };

    void take_over(PartStart start);
    void note_entries();
    [[nodiscard]] std::optional<std::string> content_at(Place const& place) const;
    void create();

    std::filesystem::path path_;
    Facts facts_;
    std::unique_ptr<Descriptor> file_; ///< null before the first entry
    std::map<std::string, Place> entries_;
    std::uint64_t end_{}; ///< of the entries that count
    std::size_t found_{};
    bool is_damaged_{};
};

/// "OUT.h5.checkpoint"
[[nodiscard]] std::filesystem::path checkpoint_path(std::filesystem::path const& target);

} // namespace steppe
