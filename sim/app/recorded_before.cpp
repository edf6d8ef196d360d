#include "app/recorded_before.hpp"

#include "output/output_claim.hpp"

#include <filesystem>
#include <stdexcept>

namespace steppe::app {

std::optional<RecordedBlocks> recorded_before(OutputOptions const& output, ResumeOptions const& resume,
                                              std::string_view record, Scenario const& scenario,
                                              Provenance const& provenance, RunLayout const& layout,
                                              std::vector<SweptParameter> const& swept)
{
    if (!resume.resume || !std::filesystem::exists(output.file)) {
        return std::nullopt;
    }
    try {
        verify_result(output.file);
        return std::optional<RecordedBlocks>{std::in_place, output.file, record, scenario, provenance, layout, swept};
    } catch (std::runtime_error const&) { // InputError, EnvironmentError
        if (!output.force) {
            throw;
        }
    }
    return std::nullopt;
}

} // namespace steppe::app
