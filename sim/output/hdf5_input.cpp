#include "output/hdf5_input.hpp"

#include "output/hdf5_operation.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace steppe {
namespace {

constexpr std::size_t longest_attribute = std::size_t{64} << 10U; // bytes
constexpr std::size_t stored_text = 16;                           // bytes of a text's length and its place in the heap

Hdf5Handle open_file(std::filesystem::path const& path)
{
    Hdf5Operation const open{"open", fmt::format("'{}'", path.string())};
    Hdf5Handle const access = open.own(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    open.check(H5Pset_file_locking(access.id(), false, true));
    return open.own(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.id()), H5Fclose);
}

std::uint64_t size_of_file(std::filesystem::path const& path)
{
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) {
        throw EnvironmentError{fmt::format("cannot open '{}': expected a regular file, found {}", path.string(),
                                           std::filesystem::exists(path, error) ? "something else" : "none")};
    }
    return std::filesystem::file_size(path, error);
}

std::string_view in_words(H5T_class_t type)
{
    switch (type) {
    case H5T_INTEGER:
        return "integers of another size, sign or order";
    case H5T_FLOAT:
        return "floating-point numbers of another size or order";
    case H5T_STRING:
        return "texts";
    case H5T_COMPOUND:
        return "records";
    case H5T_REFERENCE:
        return "references";
    case H5T_VLEN:
        return "lists of varying length";
    default:
        return "another type";
    }
}

std::string_view in_words(NumberType type)
{
    constexpr std::array words{"8-bit integers",
                               "32-bit integers",
                               "64-bit integers",
                               "unsigned 64-bit integers",
                               "32-bit floating-point numbers",
                               "64-bit floating-point numbers"};
    return words.at(static_cast<std::size_t>(type));
}

} // namespace

Hdf5Input::Hdf5Input(std::filesystem::path const& path)
    : path_{path.string()}, file_bytes_{size_of_file(path)}, file_{open_file(path)}
{
}

void Hdf5Input::fail(std::string const& name, std::string_view expected, std::string_view found) const
{
    throw EnvironmentError{fmt::format("cannot use {}: expected {}, found {}", label(name), expected, found)};
}

bool Hdf5Input::has(std::string const& name) const
{
    for (std::size_t end = name.find('/'); end != std::string::npos; end = name.find('/', end + 1)) {
        if (H5Lexists(file_.id(), name.substr(0, end).c_str(), H5P_DEFAULT) <= 0) {
            return false;
        }
    }
    if (H5Lexists(file_.id(), name.c_str(), H5P_DEFAULT) <= 0) {
        return false;
    }
    check_links(name);
    return true;
}

Extents Hdf5Input::extents(std::string const& name) const
{
    Hdf5Handle const opened = dataset(name);
    return Hdf5Operation{"read", label(name)}.extents_of(opened.id());
}

std::uint64_t Hdf5Input::length(std::string const& name) const
{
    Extents const found = extents(name);
    if (found.size() != 1) {
        fail(name, "one dimension", in_words(found));
    }
    return found.front();
}

std::string Hdf5Input::text_attribute(std::string const& group, std::string const& name) const
{
    if (group != "/") {
        check_links(group);
    }
    if (H5Aexists_by_name(file_.id(), group.c_str(), name.c_str(), H5P_DEFAULT) <= 0) {
        return {};
    }
    std::string const object = group + "@" + name;
    Hdf5Operation const read{"read", label(object)};
    Hdf5Handle const attribute =
        read.own(H5Aopen_by_name(file_.id(), group.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
    Hdf5Handle const type = read.own(H5Aget_type(attribute.id()), H5Tclose);
    Hdf5Handle const space = read.own(H5Aget_space(attribute.id()), H5Sclose);
    H5T_class_t const kind = H5Tget_class(type.id());
    if (kind != H5T_STRING || H5Tis_variable_str(type.id()) != 0) {
        fail(object, "a text of fixed length", in_words(kind));
    }
    if (H5Sget_simple_extent_type(space.id()) != H5S_SCALAR) {
        fail(object, "one text", "several, or none");
    }
    std::size_t const size = H5Tget_size(type.id());
    if (size > longest_attribute) {
        fail(object, fmt::format("at most {} bytes", longest_attribute), fmt::format("{}", size));
    }
    std::string text(size, '\0');
    read.check(H5Aread(attribute.id(), type.id(), text.data()));
    return text.substr(0, text.find('\0'));
}

std::vector<std::string> Hdf5Input::texts(std::string const& name) const
{
    Hdf5Operation const read{"read", label(name)};
    Hdf5Handle const opened = dataset(name);
    Hdf5Handle const type = read.own(H5Dget_type(opened.id()), H5Tclose);
    if (H5Tget_class(type.id()) != H5T_STRING || H5Tis_variable_str(type.id()) <= 0) {
        fail(name, "texts of varying length", in_words(H5Tget_class(type.id())));
    }
    std::uint64_t const count = length(name);
    check_budget(name, {count}, stored_text);
    std::vector<char*> pointers(count);
    Hdf5Handle const transfer = read.text_transfer(pointers.size());
    read.check(H5Dread(opened.id(), type.id(), H5S_ALL, H5S_ALL, transfer.id(), pointers.data()));
    std::vector<std::string> values;
    for (char* pointer : pointers) {
        values.emplace_back(pointer == nullptr ? "" : pointer);
        H5free_memory(pointer);
    }
    return values;
}

std::string Hdf5Input::label(std::string const& name) const { return fmt::format("'{}' of '{}'", name, path_); }

Hdf5Handle Hdf5Input::dataset(std::string const& name) const
{
    check_links(name);
    Hdf5Operation const open{"open", label(name)};
    Hdf5Handle object = open.own(H5Oopen(file_.id(), name.c_str(), H5P_DEFAULT), H5Oclose);
    if (H5Iget_type(object.id()) != H5I_DATASET) {
        fail(name, "a dataset", "a group or type");
    }
    check_storage(name, object.id());
    return object;
}

std::size_t Hdf5Input::check_box(std::string const& name, NumberType type, Extents const& whole, Extents const& start,
                                 Extents const& count) const
{
    Hdf5Handle const opened = dataset(name);
    Hdf5Operation const read{"read", label(name)};
    Hdf5Handle const held = read.own(H5Dget_type(opened.id()), H5Tclose);
    if (read.check(H5Tequal(held.id(), hdf5_type(type))) == 0) {
        fail(name, in_words(type), in_words(H5Tget_class(held.id())));
    }
    if (Extents const found = read.extents_of(opened.id()); found != whole) {
        fail(name, "extents " + in_words(whole), in_words(found));
    }
    for (std::size_t axis = 0; axis < count.size(); ++axis) {
        if (start[axis] > whole[axis] || count[axis] > whole[axis] - start[axis]) {
            fail(name, "a box from " + in_words(start) + " of " + in_words(count), in_words(whole));
        }
    }
    check_budget(name, count, H5Tget_size(held.id()));
    std::size_t size = 1;
    for (std::uint64_t length : count) {
        size *= length;
    }
    return size;
}

void Hdf5Input::read_box(std::string const& name, Extents const& start, Extents const& count, NumberType type,
                         void* values) const
{
    Hdf5Operation const read{"read", label(name)};
    Hdf5Handle const opened = dataset(name);
    if (count.empty()) {
        read.check(H5Dread(opened.id(), hdf5_type(type), H5S_ALL, H5S_ALL, H5P_DEFAULT, values));
        return;
    }
    Hdf5Handle const space = read.own(H5Dget_space(opened.id()), H5Sclose);
    std::vector<hsize_t> const from(start.begin(), start.end());
    std::vector<hsize_t> const lengths(count.begin(), count.end());
    read.check(H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, from.data(), nullptr, lengths.data(), nullptr));
    Hdf5Handle const memory =
        read.own(H5Screate_simple(static_cast<int>(lengths.size()), lengths.data(), nullptr), H5Sclose);
    read.check(H5Dread(opened.id(), hdf5_type(type), memory.id(), space.id(), H5P_DEFAULT, values));
}

} // namespace steppe
