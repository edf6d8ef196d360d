#pragma once
/// One operation on one HDF5 object: checks every return code of the calls that it consists of. For hdf5_*.cpp alone.

#include "base/diagnostics.hpp"
#include "output/hdf5_file.hpp"

#include <fmt/format.h>
#include <hdf5.h>

#include <algorithm>
#include <concepts>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace steppe {

/// The reason in HDF5's innermost message: the system's own words if there are any.
[[nodiscard]] std::string innermost_hdf5_message();

[[nodiscard]] inline std::string in_words(Extents const& extents)
{
    return extents.empty() ? "a scalar" : fmt::format("[{}]", fmt::join(extents, ", "));
}

/// HDF5's own printing is per thread, hence switched off here.
class Hdf5Operation {
public:
    Hdf5Operation(std::string_view verb, std::string object) : verb_{verb}, object_{std::move(object)}
    {
        // Every file is closed by its owner. HDF5's own closing at exit, which can only be called off before anything else is asked of it, would
        // try once more to write what a full disk refused, and crash.
        [[maybe_unused]] static herr_t const called_off = H5dont_atexit();
        H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    }

    /// Throws EnvironmentError.
    template <std::signed_integral Result>
    Result check(Result result) const
    {
        if (result < 0) {
            throw EnvironmentError{fmt::format("cannot {} {}: {}", verb_, object_, innermost_hdf5_message())};
        }
        return result;
    }

    [[nodiscard]] Hdf5Handle own(hid_t id, Hdf5Handle::Close close) const { return {check(id), close}; }

    [[nodiscard]] Extents extents_of(hid_t dataset) const
    {
        Hdf5Handle const space = own(H5Dget_space(dataset), H5Sclose);
        std::vector<hsize_t> lengths(static_cast<std::size_t>(check(H5Sget_simple_extent_ndims(space.id()))));
        check(H5Sget_simple_extent_dims(space.id(), lengths.data(), nullptr));
        return {lengths.begin(), lengths.end()};
    }

    /// How to move `count` texts of variable length: HDF5 would clear two buffers of a megabyte each time to convert them in.
    [[nodiscard]] Hdf5Handle text_transfer(std::size_t count) const
    {
        constexpr std::size_t stored_text = 16; // bytes of its length and its place in the heap
        Hdf5Handle transfer = own(H5Pcreate(H5P_DATASET_XFER), H5Pclose);
        check(H5Pset_buffer(transfer.id(), std::max<std::size_t>(count, 1) * stored_text, nullptr, nullptr));
        return transfer;
    }

private:
    std::string_view verb_; ///< a literal
    std::string object_;    ///< a copy: what is named is often made for the call
};

} // namespace steppe
