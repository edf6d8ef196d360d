#pragma once
/// Reads HDF5 files that steppe wrote, over the C API. Every function throws EnvironmentError, naming operation, object and
/// path, when HDF5 reports a failure.

#include "output/hdf5_file.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace steppe {

class Hdf5Input {
public:
    explicit Hdf5Input(std::filesystem::path const& path);

    /// Whether a path of names joined by "/" leads to a dataset or group.
    [[nodiscard]] bool has(std::string const& name) const;
    [[nodiscard]] Extents extents(std::string const& name) const;
    /// A text attribute of a group; "/" is the root. Empty if there is none.
    [[nodiscard]] std::string text_attribute(std::string const& group, std::string const& name) const;
    [[nodiscard]] std::vector<std::string> texts(std::string const& name) const;

    /// All values of a dataset, row-major.
    template <Hdf5Number T>
    [[nodiscard]] std::vector<T> numbers(std::string const& name) const
    {
        Extents const count = extents(name);
        return box<T>(name, Extents(count.size()), count);
    }
    /// The box of `count` entries that starts at `start`, row-major.
    template <Hdf5Number T>
    [[nodiscard]] std::vector<T> box(std::string const& name, Extents const& start, Extents const& count) const
    {
        std::vector<T> values(size_of(count));
        read_box(name, start, count, number_type<T>(), values.data());
        return values;
    }

private:
    [[nodiscard]] static std::size_t size_of(Extents const& count);
    [[nodiscard]] std::string label(std::string const& name) const;
    [[nodiscard]] Hdf5Handle dataset(std::string const& name) const;
    void read_box(std::string const& name, Extents const& start, Extents const& count, NumberType type, void* values) const;

    std::string path_;
    Hdf5Handle file_;
};

} // namespace steppe
