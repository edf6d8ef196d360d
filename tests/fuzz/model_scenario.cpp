// Whatever bytes a scenario holds, reading it by the model's own declarations ends in a scenario or in reported faults.
#include "base/diagnostics.hpp"
#include "model/schema_of_model.hpp"
#include "scenario/scenario.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size)
{
    static steppe::Schema const schema = steppe::model_schema();
    try {
        static_cast<void>(steppe::read_scenario_text({bytes, bytes + size}, "fuzz.toml", schema));
    } catch (steppe::InputError const&) {
        return 0;
    }
    return 0;
}
