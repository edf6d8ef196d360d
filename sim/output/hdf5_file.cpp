#include "output/hdf5_file.hpp"

#include "output/hdf5_operation.hpp"

#include <fmt/format.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <stdexcept>
#include <type_traits>

namespace steppe {
namespace {

static_assert(std::is_same_v<hid_t, std::int64_t> && std::is_same_v<herr_t, int>, "Hdf5Handle holds these types");

constexpr unsigned creation_order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
constexpr unsigned deflate_level = 1;               // higher levels cost several times the time for a few per cent
constexpr std::uint64_t longest_list_chunk = 65536; // entries

/// An operation that creates or writes.
class Operation : public Hdf5Operation {
public:
    using Hdf5Operation::Hdf5Operation;

    [[nodiscard]] Hdf5Handle space(Extents const& extents) const
    {
        if (extents.empty()) {
            return own(H5Screate(H5S_SCALAR), H5Sclose);
        }
        std::vector<hsize_t> const lengths(extents.begin(), extents.end());
        return own(H5Screate_simple(static_cast<int>(lengths.size()), lengths.data(), nullptr), H5Sclose);
    }

    /// Creation properties of a dataset that is the same whenever it is written.
    [[nodiscard]] Hdf5Handle dataset_properties() const
    {
        Hdf5Handle properties = own(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
        check(H5Pset_attr_creation_order(properties.id(), creation_order));
        check(H5Pset_obj_track_times(properties.id(), false));
        return properties;
    }

    [[nodiscard]] Hdf5Handle dataset(hid_t group, std::string const& name, hid_t type, Extents const& extents,
                                     Hdf5Handle const& properties) const
    {
        Hdf5Handle const lengths = space(extents);
        return own(H5Dcreate2(group, name.c_str(), type, lengths.id(), H5P_DEFAULT, properties.id(), H5P_DEFAULT), H5Dclose);
    }

    /// Variable-length text, or text of `length` bytes.
    [[nodiscard]] Hdf5Handle text_type(std::size_t length) const
    {
        Hdf5Handle type = own(H5Tcopy(H5T_C_S1), H5Tclose);
        check(H5Tset_size(type.id(), length));
        check(H5Tset_strpad(type.id(), H5T_STR_NULLTERM));
        check(H5Tset_cset(type.id(), H5T_CSET_UTF8));
        return type;
    }
};

Hdf5Handle open_file(std::filesystem::path const& path, Hdf5File::Start start)
{
    // Every file is closed by its owner. HDF5's own closing at exit would try once more to write what a full disk refused,
    // and crash.
    H5dont_atexit();
    std::string const label = fmt::format("'{}'", path.string());
    Operation const create{"create", label};
    Hdf5Handle const creation = create.own(H5Pcreate(H5P_FILE_CREATE), H5Pclose);
    create.check(H5Pset_link_creation_order(creation.id(), creation_order));
    create.check(H5Pset_attr_creation_order(creation.id(), creation_order));
    create.check(H5Pset_obj_track_times(creation.id(), false));
    Hdf5Handle const access = create.own(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    create.check(H5Pset_libver_bounds(access.id(), H5F_LIBVER_EARLIEST, H5F_LIBVER_V18));
    create.check(H5Pset_fclose_degree(access.id(), H5F_CLOSE_SEMI));
    // Without buffers for array data, H5Dwrite itself meets a full disk; with them H5Dclose would, in a destructor.
    create.check(H5Pset_cache(access.id(), 0, 0, 0, 0.0));
    create.check(H5Pset_sieve_buf_size(access.id(), 0));
    // The temporary file is locked already, by its PendingFile: HDF5's own lock would collide with that.
    create.check(H5Pset_file_locking(access.id(), false, true));
    if (start == Hdf5File::Start::existing) {
        return Operation{"open", label}.own(H5Fopen(path.c_str(), H5F_ACC_RDWR, access.id()), H5Fclose);
    }
    return create.own(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.id(), access.id()), H5Fclose);
}

} // namespace

std::string innermost_hdf5_message()
{
    std::string text;
    auto const keep_first = [](unsigned depth, H5E_error2_t const* error, void* result) -> herr_t {
        if (depth == 0 && error->desc != nullptr) {
            *static_cast<std::string*>(result) = error->desc;
        }
        return 0;
    };
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_first, &text);
    constexpr std::string_view mark = "error message = '";
    if (std::size_t const start = text.find(mark); start != std::string::npos) {
        text.erase(0, start + mark.size());
        text.erase(std::min(text.find('\''), text.size()));
    }
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text.empty() ? "HDF5 gives no reason" : text;
}

std::int64_t hdf5_type(NumberType type)
{
    switch (type) {
    case NumberType::int8:
        return H5T_STD_I8LE;
    case NumberType::int32:
        return H5T_STD_I32LE;
    case NumberType::int64:
        return H5T_STD_I64LE;
    case NumberType::uint64:
        return H5T_STD_U64LE;
    case NumberType::float32:
        return H5T_IEEE_F32LE;
    case NumberType::float64:
        return H5T_IEEE_F64LE;
    }
    throw std::invalid_argument{"unknown number type"};
}

void Hdf5Object::set_text(std::string_view name, std::string_view text)
{
    Operation const write{"write an attribute of", label()};
    std::string const bytes = text.empty() ? std::string(1, '\0') : std::string{text};
    Hdf5Handle const type = write.text_type(bytes.size());
    Hdf5Handle const space = write.space({});
    Hdf5Handle const attribute =
        write.own(H5Acreate2(id(), std::string{name}.c_str(), type.id(), space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
    write.check(H5Awrite(attribute.id(), type.id(), bytes.data()));
}

void Hdf5Object::set_attribute(std::string_view name, NumberType type, void const* values, Extents const& extents)
{
    Operation const write{"write an attribute of", label()};
    hid_t const number = hdf5_type(type);
    Hdf5Handle const space = write.space(extents);
    Hdf5Handle const attribute =
        write.own(H5Acreate2(id(), std::string{name}.c_str(), number, space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
    write.check(H5Awrite(attribute.id(), number, values));
}

void Hdf5Dataset::write_box(Extents const& start, Extents const& count, NumberType type, void const* values,
                            std::size_t size)
{
    if (start.size() != count.size() ||
        std::accumulate(count.begin(), count.end(), std::uint64_t{1}, std::multiplies{}) != size) {
        throw std::invalid_argument{"the values do not fill the box of " + label()};
    }
    Operation const write{"write", label()};
    std::vector<hsize_t> const from(start.begin(), start.end());
    std::vector<hsize_t> const lengths(count.begin(), count.end());
    Hdf5Handle const space = write.own(H5Dget_space(id()), H5Sclose);
    write.check(H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, from.data(), nullptr, lengths.data(), nullptr));
    Hdf5Handle const memory = write.space(count);
    write.check(H5Dwrite(id(), hdf5_type(type), memory.id(), space.id(), H5P_DEFAULT, values));
}

void Hdf5Dataset::write_chunk(Extents const& offset, std::span<std::byte const> bytes)
{
    constexpr std::uint32_t all_filters_applied = 0;
    std::vector<hsize_t> const start(offset.begin(), offset.end());
    Operation{"write", label()}.check(
        H5Dwrite_chunk(id(), H5P_DEFAULT, all_filters_applied, start.data(), bytes.size(), bytes.data()));
}

Extents Hdf5Dataset::extents() const { return Operation{"read", label()}.extents_of(id()); }

void Hdf5Dataset::make_scale(std::string const& dimension)
{
    Operation{"make a dimension of", label()}.check(H5DSset_scale(id(), dimension.c_str()));
}

void Hdf5Dataset::attach_scale(Hdf5Dataset const& scale, std::size_t axis)
{
    Operation{"name a dimension of", label()}.check(H5DSattach_scale(id(), scale.id(), static_cast<unsigned>(axis)));
}

Hdf5Group::Hdf5Group(Hdf5Handle handle, std::string label, std::string file)
    : Hdf5Object{std::move(handle), std::move(label)}, file_{std::move(file)}
{
}

std::string Hdf5Group::label_of(std::string const& name) const { return fmt::format("'{}' of '{}'", name, file_); }

Hdf5Group Hdf5Group::create_group(std::string const& name)
{
    std::string label = label_of(name);
    Operation const create{"create group", label};
    Hdf5Handle const properties = create.own(H5Pcreate(H5P_GROUP_CREATE), H5Pclose);
    create.check(H5Pset_link_creation_order(properties.id(), creation_order));
    create.check(H5Pset_attr_creation_order(properties.id(), creation_order));
    create.check(H5Pset_obj_track_times(properties.id(), false));
    Hdf5Handle group = create.own(H5Gcreate2(id(), name.c_str(), H5P_DEFAULT, properties.id(), H5P_DEFAULT), H5Gclose);
    return {std::move(group), std::move(label), file_};
}

Hdf5Dataset Hdf5Group::open_dataset(std::string const& name)
{
    std::string label = label_of(name);
    Hdf5Handle dataset = Operation{"open", label}.own(H5Dopen2(id(), name.c_str(), H5P_DEFAULT), H5Dclose);
    return {std::move(dataset), std::move(label)};
}

Hdf5Dataset Hdf5Group::create_chunked(std::string const& name, NumberType type, Extents const& extents, Extents const& chunk,
                                      void const* fill)
{
    std::string label = label_of(name);
    Operation const create{"create", label};
    std::vector<hsize_t> const lengths(chunk.begin(), chunk.end());
    Hdf5Handle const properties = create.dataset_properties();
    create.check(H5Pset_chunk(properties.id(), static_cast<int>(lengths.size()), lengths.data()));
    create.check(H5Pset_shuffle(properties.id()));
    create.check(H5Pset_deflate(properties.id(), deflate_level));
    create.check(H5Pset_fletcher32(properties.id()));
    create.check(H5Pset_fill_value(properties.id(), hdf5_type(type), fill));
    Hdf5Handle dataset = create.dataset(id(), name, hdf5_type(type), extents, properties);
    return {std::move(dataset), std::move(label)};
}

Hdf5Dataset Hdf5Group::create_list(std::string const& name, NumberType type, void const* values, std::size_t size,
                                   void const* fill)
{
    if (size > 0) {
        Hdf5Dataset dataset = create_chunked(name, type, {size}, {std::min<std::uint64_t>(size, longest_list_chunk)}, fill);
        dataset.write_box({0}, {size}, type, values, size);
        return dataset;
    }
    std::string label = label_of(name);
    Operation const create{"create", label};
    Hdf5Handle dataset = create.dataset(id(), name, hdf5_type(type), {0}, create.dataset_properties());
    return {std::move(dataset), std::move(label)};
}

Hdf5Dataset Hdf5Group::create_texts(std::string const& name, std::span<std::string const> texts)
{
    std::string label = label_of(name);
    Operation const create{"write", label};
    std::vector<char const*> pointers(texts.size());
    std::transform(texts.begin(), texts.end(), pointers.begin(), [](std::string const& text) { return text.c_str(); });
    Hdf5Handle const type = create.text_type(H5T_VARIABLE);
    Hdf5Handle dataset = create.dataset(id(), name, type.id(), {texts.size()}, create.dataset_properties());
    if (!texts.empty()) {
        Hdf5Handle const transfer = create.text_transfer(texts.size());
        create.check(H5Dwrite(dataset.id(), type.id(), H5S_ALL, H5S_ALL, transfer.id(), pointers.data()));
    }
    return {std::move(dataset), std::move(label)};
}

Hdf5Dataset Hdf5Group::create_scalar(std::string const& name, NumberType type, void const* value)
{
    std::string label = label_of(name);
    Operation const create{"write", label};
    Hdf5Handle dataset = create.dataset(id(), name, hdf5_type(type), {}, create.dataset_properties());
    create.check(H5Dwrite(dataset.id(), hdf5_type(type), H5S_ALL, H5S_ALL, H5P_DEFAULT, value));
    return {std::move(dataset), std::move(label)};
}

Hdf5File::Hdf5File(std::filesystem::path const& path, Start start)
    : path_{path},
      file_{open_file(path, start)},
      root_{Operation{"open the root of", path.native()}.own(H5Gopen2(file_.id(), "/", H5P_DEFAULT), H5Gclose),
            fmt::format("'{}'", path.string()), path.string()}
{
}

void Hdf5File::close()
{
    std::string const label = fmt::format("'{}'", path_.string());
    Operation{"write out", label}.check(H5Fflush(file_.id(), H5F_SCOPE_GLOBAL));
    Operation{"close the root of", label}.check(root_.release());
    Operation{"close", label}.check(file_.release());
    Operation const reopen{"open again", label};
    Hdf5Handle const access = reopen.own(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    reopen.check(H5Pset_file_locking(access.id(), false, true));
    Hdf5Handle written = reopen.own(H5Fopen(path_.c_str(), H5F_ACC_RDONLY, access.id()), H5Fclose);
    reopen.check(written.release());
}

} // namespace steppe
