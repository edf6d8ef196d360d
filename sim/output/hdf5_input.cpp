#include "output/hdf5_input.hpp"

#include "output/hdf5_operation.hpp"

#include <functional>
#include <numeric>
#include <utility>

namespace steppe {
namespace {

Hdf5Handle open_file(std::filesystem::path const& path)
{
    return Hdf5Operation{"open", fmt::format("'{}'", path.string())}.own(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT),
                                                                         H5Fclose);
}

} // namespace

Hdf5Input::Hdf5Input(std::filesystem::path const& path) : path_{path.string()}, file_{open_file(path)} {}

bool Hdf5Input::has(std::string const& name) const
{
    for (std::size_t end = name.find('/'); end != std::string::npos; end = name.find('/', end + 1)) {
        if (H5Lexists(file_.id(), name.substr(0, end).c_str(), H5P_DEFAULT) <= 0) {
            return false;
        }
    }
    return H5Lexists(file_.id(), name.c_str(), H5P_DEFAULT) > 0;
}

Extents Hdf5Input::extents(std::string const& name) const
{
    Hdf5Handle const opened = dataset(name);
    return Hdf5Operation{"read", label(name)}.extents_of(opened.id());
}

std::string Hdf5Input::text_attribute(std::string const& group, std::string const& name) const
{
    if (H5Aexists_by_name(file_.id(), group.c_str(), name.c_str(), H5P_DEFAULT) <= 0) {
        return {};
    }
    Hdf5Operation const read{"read", label(group + "@" + name)};
    Hdf5Handle const attribute =
        read.own(H5Aopen_by_name(file_.id(), group.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
    Hdf5Handle const type = read.own(H5Aget_type(attribute.id()), H5Tclose);
    std::string text(H5Tget_size(type.id()), '\0');
    read.check(H5Aread(attribute.id(), type.id(), text.data()));
    return text.substr(0, text.find('\0'));
}

std::vector<std::string> Hdf5Input::texts(std::string const& name) const
{
    Hdf5Operation const read{"read", label(name)};
    Hdf5Handle const opened = dataset(name);
    Hdf5Handle const type = read.own(H5Dget_type(opened.id()), H5Tclose);
    std::vector<char*> pointers(size_of(extents(name)));
    Hdf5Handle const transfer = read.text_transfer(pointers.size());
    read.check(H5Dread(opened.id(), type.id(), H5S_ALL, H5S_ALL, transfer.id(), pointers.data()));
    std::vector<std::string> values;
    for (char* pointer : pointers) {
        values.emplace_back(pointer == nullptr ? "" : pointer);
        H5free_memory(pointer);
    }
    return values;
}

std::size_t Hdf5Input::size_of(Extents const& count)
{
    return std::accumulate(count.begin(), count.end(), std::uint64_t{1}, std::multiplies{});
}

std::string Hdf5Input::label(std::string const& name) const { return fmt::format("'{}' of '{}'", name, path_); }

Hdf5Handle Hdf5Input::dataset(std::string const& name) const
{
    return Hdf5Operation{"open", label(name)}.own(H5Dopen2(file_.id(), name.c_str(), H5P_DEFAULT), H5Dclose);
}

void Hdf5Input::read_box(std::string const& name, Extents const& start, Extents const& count, NumberType type,
                         void* values) const
{
    Hdf5Operation const read{"read", label(name)};
    Hdf5Handle const opened = dataset(name);
    Hdf5Handle const space = read.own(H5Dget_space(opened.id()), H5Sclose);
    if (count.empty()) {
        read.check(H5Dread(opened.id(), hdf5_type(type), H5S_ALL, H5S_ALL, H5P_DEFAULT, values));
        return;
    }
    std::vector<hsize_t> const from(start.begin(), start.end());
    std::vector<hsize_t> const lengths(count.begin(), count.end());
    read.check(H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, from.data(), nullptr, lengths.data(), nullptr));
    Hdf5Handle const memory =
        read.own(H5Screate_simple(static_cast<int>(lengths.size()), lengths.data(), nullptr), H5Sclose);
    read.check(H5Dread(opened.id(), hdf5_type(type), memory.id(), space.id(), H5P_DEFAULT, values));
}

} // namespace steppe
