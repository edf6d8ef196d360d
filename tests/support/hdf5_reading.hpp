#pragma once
/// Reads result files through the C API, independently of the code that wrote them.

#include <hdf5.h>
#include <hdf5_hl.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace steppe::test {

/// A result file that is open for reading; std::runtime_error names what is not there.
class FileReader {
public:
    explicit FileReader(std::filesystem::path const& path) : file_{H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT)}
    {
        expect(file_, path.string());
    }
    ~FileReader() { H5Fclose(file_); }
    FileReader(FileReader const&) = delete;
    FileReader& operator=(FileReader const&) = delete;

    [[nodiscard]] bool has(std::string const& name) const { return H5Lexists(file_, name.c_str(), H5P_DEFAULT) > 0; }

    [[nodiscard]] std::vector<hsize_t> extents(std::string const& name) const
    {
        Opened const dataset{*this, name};
        hid_t const space = H5Dget_space(dataset.id);
        std::vector<hsize_t> lengths(static_cast<std::size_t>(H5Sget_simple_extent_ndims(space)));
        H5Sget_simple_extent_dims(space, lengths.data(), nullptr);
        H5Sclose(space);
        return lengths;
    }

    /// All values, row-major; `type` is the memory type of T.
    template <class T>
    [[nodiscard]] std::vector<T> numbers(std::string const& name, hid_t type) const
    {
        Opened const dataset{*this, name};
        std::vector<T> values(count(dataset.id));
        expect(H5Dread(dataset.id, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), name);
        return values;
    }

    [[nodiscard]] std::vector<std::string> texts(std::string const& name) const
    {
        Opened const dataset{*this, name};
        hid_t const type = H5Dget_type(dataset.id);
        std::vector<char*> pointers(count(dataset.id));
        expect(H5Dread(dataset.id, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()), name);
        std::vector<std::string> values(pointers.begin(), pointers.end());
        for (char* pointer : pointers) {
            H5free_memory(pointer);
        }
        H5Tclose(type);
        return values;
    }

    /// Names of the dimensions, by their attached scales.
    [[nodiscard]] std::vector<std::string> dimensions(std::string const& name) const
    {
        Opened const dataset{*this, name};
        std::vector<std::string> names(extents(name).size());
        for (unsigned axis = 0; axis < names.size(); ++axis) {
            auto const keep = [](hid_t, unsigned, hid_t scale, void* result) -> herr_t {
                std::string text(64, '\0');
                text.resize(static_cast<std::size_t>(H5DSget_scale_name(scale, text.data(), text.size())));
                *static_cast<std::string*>(result) = text;
                return 1;
            };
            H5DSiterate_scales(dataset.id, axis, nullptr, keep, &names[axis]);
        }
        return names;
    }

    /// A text attribute of `object` ("/" is the root).
    [[nodiscard]] std::string attribute(std::string const& object, std::string const& name) const
    {
        hid_t const attribute = H5Aopen_by_name(file_, object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT);
        expect(attribute, object + "@" + name);
        hid_t const type = H5Aget_type(attribute);
        std::string text(H5Tget_size(type), '\0');
        herr_t const read = H5Aread(attribute, type, text.data());
        H5Tclose(type);
        H5Aclose(attribute);
        expect(read, object + "@" + name);
        return text;
    }

    /// A numeric attribute of one number.
    [[nodiscard]] double number(std::string const& object, std::string const& name) const
    {
        hid_t const attribute = H5Aopen_by_name(file_, object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT);
        expect(attribute, object + "@" + name);
        double value = 0.0;
        herr_t const read = H5Aread(attribute, H5T_NATIVE_DOUBLE, &value);
        H5Aclose(attribute);
        expect(read, object + "@" + name);
        return value;
    }

    [[nodiscard]] bool has_attribute(std::string const& object, std::string const& name) const
    {
        return H5Aexists_by_name(file_, object.c_str(), name.c_str(), H5P_DEFAULT) > 0;
    }

    /// Filters of a dataset, in the order in which they are applied on writing.
    [[nodiscard]] std::vector<H5Z_filter_t> filters(std::string const& name) const
    {
        Opened const dataset{*this, name};
        hid_t const properties = H5Dget_create_plist(dataset.id);
        std::vector<H5Z_filter_t> found;
        for (unsigned i = 0; i < static_cast<unsigned>(H5Pget_nfilters(properties)); ++i) {
            unsigned flags = 0;
            std::size_t values = 0;
            found.push_back(H5Pget_filter2(properties, i, &flags, &values, nullptr, 0, nullptr, nullptr));
        }
        H5Pclose(properties);
        return found;
    }

private:
    struct Opened {
        Opened(FileReader const& reader, std::string const& name) : id{H5Dopen2(reader.file_, name.c_str(), H5P_DEFAULT)}
        {
            expect(id, name);
        }
        ~Opened() { H5Dclose(id); }
        Opened(Opened const&) = delete;
        Opened& operator=(Opened const&) = delete;

        hid_t id;
    };

    static void expect(hid_t result, std::string const& what)
    {
        if (result < 0) {
            throw std::runtime_error{"cannot read " + what};
        }
    }

    [[nodiscard]] static std::size_t count(hid_t dataset)
    {
        hid_t const space = H5Dget_space(dataset);
        hssize_t const points = H5Sget_simple_extent_npoints(space);
        H5Sclose(space);
        return static_cast<std::size_t>(points);
    }

    hid_t file_;
};

} // namespace steppe::test
