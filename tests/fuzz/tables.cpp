// Whatever bytes a file of drivers or observations holds, reading it ends in numbers or in reported faults.
#include "base/diagnostics.hpp"
#include "scenario/driver_file.hpp"
#include "study/hindcast/observations.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size)
{
    std::string const text{bytes, bytes + size};
    steppe::Diagnostics faults;
    static_cast<void>(steppe::parse_driver_file(text, "fuzz.csv", faults));
    static_cast<void>(steppe::parse_observations(text, "fuzz.csv", faults));
    return 0;
}
