#include "scenario/drivers.hpp"

#include <algorithm>

namespace steppe {

std::filesystem::path driver_file_path(Scenario const& scenario)
{
    auto const named = scenario.settings.find("drivers.file");
    if (named == scenario.settings.end() || named->second.value.empty() || scenario.files.empty()) {
        return {};
    }
    std::string const& stated_in = named->second.origin.file;
    bool const in_a_file = std::any_of(scenario.files.begin(), scenario.files.end(),
                                       [&](SourceText const& source) { return source.path == stated_in; });
    std::filesystem::path const beside = in_a_file ? stated_in : scenario.files.back().path;
    return beside.parent_path() / std::filesystem::path{named->second.value}.lexically_normal();
}

} // namespace steppe
