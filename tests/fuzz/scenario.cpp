// Whatever bytes a scenario holds, reading it ends in a scenario or in reported faults.
#include "base/diagnostics.hpp"
#include "support/tiny_schema.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size)
{
    static steppe::Schema const schema = steppe::testing::tiny_schema();
    std::string const text{bytes, bytes + size};
    // The first line serves as the value of an override too, so that the command line is covered.
    std::string const first_line = text.substr(0, text.find('\n'));
    try {
        static_cast<void>(steppe::read_scenario_text(text, "fuzz.toml", schema, {{"shock.rate", first_line}}));
    } catch (steppe::InputError const&) {
        return 0;
    }
    return 0;
}
