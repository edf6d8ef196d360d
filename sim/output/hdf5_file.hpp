#pragma once
/// HDF5 files that are also netCDF-4, over the C API. hdf5_file.cpp alone includes hdf5.h.
///
/// Every function here throws EnvironmentError, naming operation, object and path, when HDF5 reports a failure.
/// The bytes of a file depend only on the calls made: no times are stored, and creation order is tracked and indexed as
/// netCDF-4 asks.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace steppe {

/// Number types of attributes and datasets; stored little-endian.
enum class NumberType : std::uint8_t { int8, int32, int64, uint64, float32, float64 };

template <class T>
concept Hdf5Number = std::same_as<T, std::int8_t> || std::same_as<T, std::int32_t> || std::same_as<T, std::int64_t> ||
    std::same_as<T, std::uint64_t> || std::same_as<T, float> || std::same_as<T, double>;

template <Hdf5Number T>
[[nodiscard]] consteval NumberType number_type()
{
    if constexpr (std::same_as<T, std::int8_t>) {
        return NumberType::int8;
    } else if constexpr (std::same_as<T, std::int32_t>) {
        return NumberType::int32;
    } else if constexpr (std::same_as<T, std::int64_t>) {
        return NumberType::int64;
    } else if constexpr (std::same_as<T, std::uint64_t>) {
        return NumberType::uint64;
    } else if constexpr (std::same_as<T, float>) {
        return NumberType::float32;
    } else {
        return NumberType::float64;
    }
}

/// HDF5's own identifier of the type: little-endian on disk, and in memory the same, since steppe is built for x86-64 only.
[[nodiscard]] std::int64_t hdf5_type(NumberType type);

/// One length, or one position, per dimension.
using Extents = std::vector<std::uint64_t>;

/// Owner of one HDF5 identifier.
class Hdf5Handle {
public:
    using Close = int (*)(std::int64_t);

    Hdf5Handle(std::int64_t id, Close close) : id_{id}, close_{close} {}
    ~Hdf5Handle() { release(); }
    Hdf5Handle(Hdf5Handle const&) = delete;
    Hdf5Handle& operator=(Hdf5Handle const&) = delete;
    Hdf5Handle(Hdf5Handle&& other) noexcept : id_{std::exchange(other.id_, -1)}, close_{other.close_} {}
    Hdf5Handle& operator=(Hdf5Handle&& other) noexcept
    {
        if (this != &other) {
            release();
            id_ = std::exchange(other.id_, -1);
            close_ = other.close_;
        }
        return *this;
    }

    [[nodiscard]] std::int64_t id() const { return id_; }
    /// Closes the identifier, if it is open; negative if HDF5 reports a failure.
    int release() { return id_ < 0 ? 0 : close_(std::exchange(id_, -1)); }

private:
    std::int64_t id_;
    Close close_;
};

/// What groups and datasets share: attributes.
class Hdf5Object {
public:
    /// A scalar string of fixed length, UTF-8.
    void set_text(std::string_view name, std::string_view text);

    template <Hdf5Number T>
    void set_number(std::string_view name, T value)
    {
        set_attribute(name, number_type<T>(), &value, {});
    }

    /// A one-dimensional attribute, also for a single value.
    template <Hdf5Number T>
    void set_numbers(std::string_view name, std::span<T const> values)
    {
        set_attribute(name, number_type<T>(), values.data(), {values.size()});
    }

protected:
    Hdf5Object(Hdf5Handle handle, std::string label) : handle_{std::move(handle)}, label_{std::move(label)} {}

    [[nodiscard]] std::int64_t id() const { return handle_.id(); }
    int release() { return handle_.release(); }
    /// For messages: "'alignment' of '/path/to/file.h5'".
    [[nodiscard]] std::string const& label() const { return label_; }

private:
    void set_attribute(std::string_view name, NumberType type, void const* values, Extents const& extents);

    Hdf5Handle handle_;
    std::string label_;
};

class Hdf5Dataset : public Hdf5Object {
public:
    /// Writes the box of `count` entries that starts at `start`; `values` is row-major and has as many entries as the box
    /// (else std::invalid_argument). Boxes of whole chunks go to the file at once, so a full disk is reported here.
    template <Hdf5Number T>
    void write(Extents const& start, Extents const& count, std::span<T const> values)
    {
        write_box(start, count, number_type<T>(), values.data(), values.size());
    }

    /// Writes the chunk that starts at `offset`: all of it, as `encode_chunk` makes it.
    void write_chunk(Extents const& offset, std::span<std::byte const> bytes);

    [[nodiscard]] Extents extents() const;

    /// Makes this dataset the coordinate of the dimension that is called `dimension`.
    void make_scale(std::string const& dimension);
    /// Says that dimension number `axis` of this dataset is the one of `scale`.
    void attach_scale(Hdf5Dataset const& scale, std::size_t axis);

private:
    friend class Hdf5Group;
    using Hdf5Object::Hdf5Object;
    void write_box(Extents const& start, Extents const& count, NumberType type, void const* values, std::size_t size);
};

class Hdf5Group : public Hdf5Object {
public:
    [[nodiscard]] Hdf5Group create_group(std::string const& name);
    /// A dataset that is there.
    [[nodiscard]] Hdf5Dataset open_dataset(std::string const& name);

    /// An array that is written in parts: chunked, shuffled, deflated and checksummed; what is never written
    /// reads as `fill`. `chunk` has the rank of `extents`, each at least 1 and at most the extent.
    template <Hdf5Number T>
    [[nodiscard]] Hdf5Dataset create_array(std::string const& name, Extents const& extents, Extents const& chunk, T fill)
    {
        return create_chunked(name, number_type<T>(), extents, chunk, &fill);
    }

    /// A one-dimensional array written at once; plain (neither chunked nor compressed) when it is empty.
    template <Hdf5Number T>
    Hdf5Dataset create_list(std::string const& name, std::span<T const> values)
    {
        T const zero{};
        return create_list(name, number_type<T>(), values.data(), values.size(), &zero);
    }

    /// A one-dimensional array of variable-length UTF-8 strings. Never compressed: filters see only heap addresses.
    Hdf5Dataset create_texts(std::string const& name, std::span<std::string const> texts);

    template <Hdf5Number T>
    Hdf5Dataset create_scalar(std::string const& name, T value)
    {
        return create_scalar(name, number_type<T>(), &value);
    }

private:
    friend class Hdf5File;
    Hdf5Group(Hdf5Handle handle, std::string label, std::string file);
    Hdf5Dataset create_chunked(std::string const& name, NumberType type, Extents const& extents, Extents const& chunk,
                               void const* fill);
    Hdf5Dataset create_list(std::string const& name, NumberType type, void const* values, std::size_t size,
                            void const* fill);
    Hdf5Dataset create_scalar(std::string const& name, NumberType type, void const* value);
    [[nodiscard]] std::string label_of(std::string const& name) const;

    std::string file_;
};

class Hdf5File {
public:
    /// `fresh`: a new file, replacing whatever has its path. `existing`: a file that Hdf5File wrote, to go on with.
    enum class Start : std::uint8_t { fresh, existing };

    explicit Hdf5File(std::filesystem::path const& path, Start start = Start::fresh);

    [[nodiscard]] Hdf5Group& root() { return root_; }

    /// Writes everything out, closes the file and checks that it opens again: HDF5 has been seen to close a file on a full
    /// disk without complaint. Every dataset and group of the file, but the root, must be gone before (else the close is
    /// refused); nothing of the file may be used afterwards.
    void close();

private:
    std::filesystem::path path_;
    Hdf5Handle file_;
    Hdf5Group root_;
};

} // namespace steppe
