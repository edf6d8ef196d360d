#pragma once
/// Reads HDF5 files that anybody may have written, over the C API. Nothing of a file is believed before it is checked: names lead to
/// objects of this very file, storage lies in it, and type, rank, extents and size are what the caller expects, before memory is asked for.
///
/// Every function throws EnvironmentError: naming operation, object and path when HDF5 reports a failure; naming path, object, what was expected
/// and what was found when the file holds something else.

#include "output/hdf5_file.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace steppe {

class Hdf5Input {
public:
    /// Throws also for what is no regular file.
    explicit Hdf5Input(std::filesystem::path const& path);

    /// Whether a path of names joined by "/" leads to a dataset or group, over hard links only.
    [[nodiscard]] bool has(std::string const& name) const;
    [[nodiscard]] Extents extents(std::string const& name) const;
    /// The extent of a dataset of one dimension.
    [[nodiscard]] std::uint64_t length(std::string const& name) const;
    /// A text attribute of a group or dataset; "/" is the root. Empty if there is none.
    [[nodiscard]] std::string text_attribute(std::string const& group, std::string const& name) const;
    /// A list of texts of variable length.
    [[nodiscard]] std::vector<std::string> texts(std::string const& name) const;

    /// All values of a dataset that has these extents, row-major.
    template <Hdf5Number T>
    [[nodiscard]] std::vector<T> array(std::string const& name, Extents const& expected) const
    {
        return box<T>(name, expected, Extents(expected.size()), expected);
    }
    /// All values of a dataset of one dimension.
    template <Hdf5Number T>
    [[nodiscard]] std::vector<T> numbers(std::string const& name) const
    {
        return array<T>(name, {length(name)});
    }
    /// The value of a scalar.
    template <Hdf5Number T>
    [[nodiscard]] T number(std::string const& name) const
    {
        return array<T>(name, {}).front();
    }
    /// The box of `count` entries that starts at `start`, of a dataset with extents `whole`; row-major.
    template <Hdf5Number T>
    [[nodiscard]] std::vector<T> box(std::string const& name, Extents const& whole, Extents const& start,
                                     Extents const& count) const
    {
        std::vector<T> values(check_box(name, number_type<T>(), whole, start, count));
        read_box(name, start, count, number_type<T>(), values.data());
        return values;
    }

    /// Every link, dataset and its storage in the file, whether anybody asks for it or not: for files that are copied, or gone on with.
    void check_everything() const;

    /// Throws what a fault of an object is reported as.
    [[noreturn]] void fail(std::string const& name, std::string_view expected, std::string_view found) const;

private:
    [[nodiscard]] std::size_t check_box(std::string const& name, NumberType type, Extents const& whole, Extents const& start,
                                        Extents const& count) const;
    [[nodiscard]] std::string label(std::string const& name) const;
    /// A dataset whose storage was checked.
    [[nodiscard]] Hdf5Handle dataset(std::string const& name) const;
    void check_links(std::string const& name) const;
    void check_storage(std::string const& name, std::int64_t dataset) const;
    void check_budget(std::string const& name, Extents const& count, std::size_t entry) const;
    void read_box(std::string const& name, Extents const& start, Extents const& count, NumberType type, void* values) const;

    std::string path_;
    std::uint64_t file_bytes_;
    Hdf5Handle file_;
};

/// Calls `read` in a process of its own first, which may take 10 s: libhdf5 crashes on some files that are damaged on purpose. Throws
/// EnvironmentError if it does; what `read` itself throws is left to the caller's own reading.
void try_reading(std::filesystem::path const& path, std::function<void()> const& read);

} // namespace steppe
