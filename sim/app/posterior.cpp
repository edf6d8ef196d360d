#include "app/posterior.hpp"

#include "app/observed_input.hpp"
#include "study/calibration/draws_file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace steppe::app {
namespace {

std::string text_of(Scenario const& scenario, std::string const& key)
{
    auto const found = scenario.settings.find(key);
    return found == scenario.settings.end() ? "" : found->second.value;
}

} // namespace

void PosteriorOptions::declare(OptionList& list)
{
    list.text("draws", "FILE", "draw parameters from this file of steppe calibrate, and from priors what it does not hold");
    list.flag("draw-posterior", "the same from the file that the scenario names (posterior.draws)");
}

void PosteriorOptions::read(OptionReader const& reader)
{
    file = reader.text("draws").value_or("");
    own = reader.flag("draw-posterior");
    if (own && !file.empty()) {
        reader.fault("--draw-posterior", "C106", "goes without --draws: draws come from one file");
    }
}

void use_posterior(PosteriorOptions const& options, Scenario& scenario)
{
    if (!options.any()) {
        return;
    }
    Diagnostics faults;
    SourceLocation where{"--draws", 0, 0};
    std::string path = options.file;
    std::string given = options.file;
    if (options.own) {
        Setting const& setting = scenario.settings.at("posterior.draws");
        path = named_file(scenario, "posterior.draws", faults);
        given = setting.value;
        where = given.empty() ? SourceLocation{"--draw-posterior", 0, 0} : setting.origin;
        if (given.empty()) {
            faults.add(where, "H117", "the scenario names no posterior.draws");
        }
        faults.throw_if_any();
    }
    use_draws(path, given, where, scenario, faults);
    faults.throw_if_any();
}

std::string posterior_text(Scenario const& scenario)
{
    if (!uses_draws(scenario)) {
        return "";
    }
    std::string const keys = text_of(scenario, "posterior.draws_parameters");
    return fmt::format("Given the record up to {} ({}): {}. Every other parameter that is drawn: from its prior.\n",
                       text_of(scenario, "posterior.draws_cutoff"), text_of(scenario, "posterior.draws"),
                       keys.empty() ? "none" : keys);
}

nlohmann::json posterior_json(Scenario const& scenario)
{
    if (!uses_draws(scenario)) {
        return nullptr;
    }
    nlohmann::json keys = nlohmann::json::array();
    std::string const all = text_of(scenario, "posterior.draws_parameters");
    for (std::size_t begin = 0; begin < all.size();) {
        std::size_t const end = std::min(all.find(' ', begin), all.size());
        keys.push_back(all.substr(begin, end - begin));
        begin = end + 1;
    }
    return {{"draws", text_of(scenario, "posterior.draws")},
            {"checksum", text_of(scenario, "posterior.draws_checksum")},
            {"cutoff", text_of(scenario, "posterior.draws_cutoff")},
            {"parameters", keys},
            {"others", "priors"}};
}

} // namespace steppe::app
