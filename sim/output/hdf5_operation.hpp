#pragma once
/// One operation on one HDF5 object: checks every return code of the calls that it consists of. For hdf5_*.cpp alone.

#include "base/diagnostics.hpp"
#include "output/hdf5_file.hpp"

#include <fmt/format.h>
#include <hdf5.h>

#include <concepts>
#include <string>
#include <string_view>

namespace steppe {

/// The reason in HDF5's innermost message: the system's own words if there are any.
[[nodiscard]] std::string innermost_hdf5_message();

/// HDF5's own printing is per thread, hence switched off here.
class Hdf5Operation {
public:
    Hdf5Operation(std::string_view verb, std::string_view object) : verb_{verb}, object_{object}
    {
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

private:
    std::string_view verb_;
    std::string_view object_;
};

} // namespace steppe
