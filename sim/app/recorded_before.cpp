#include "app/recorded_before.hpp"

#include <filesystem>
#include <stdexcept>

namespace steppe::app {

std::optional<RecordedBlocks> recorded_before(Arguments const& arguments, std::string_view record, Scenario const& scenario,
                                              Provenance const& provenance, RunLayout const& layout,
                                              std::vector<SweptParameter> const& swept)
{
    if (!arguments.resume || !std::filesystem::exists(arguments.output)) {
        return std::nullopt;
    }
    try {
        return std::optional<RecordedBlocks>{std::in_place, arguments.output, record, scenario, provenance, layout, swept};
    } catch (std::runtime_error const&) { // InputError, EnvironmentError
        if (!arguments.force) {
            throw;
        }
    }
    return std::nullopt;
}

} // namespace steppe::app
