#include "study/calibration/draws_file.hpp"

#include "base/checksum.hpp"
#include "model/schema_of_model.hpp"
#include "output/hdf5_input.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

namespace steppe {
namespace {

constexpr std::size_t most_draws = 1'000'000;
constexpr std::string_view setting = "posterior.draws";

struct DrawsOnFile {
    std::vector<std::string> parameters;
    std::vector<double> weights;
    std::vector<double> values; ///< [draw][parameter]
    int cutoff{};
};

/// Throws EnvironmentError for what is no file of draws.
DrawsOnFile read_file(std::filesystem::path const& path)
{
    Hdf5Input const input{path};
    for (std::string const name : {"parameter", "weight", "draws", "cutoff"}) {
        if (!input.has(name)) {
            input.fail(name, "a variable of a file of draws, as steppe calibrate writes it,", "none");
        }
    }
    DrawsOnFile found;
    found.parameters = input.texts("parameter");
    if (input.length("weight") > most_draws) {
        input.fail("weight", fmt::format("at most {} draws", most_draws), fmt::format("{}", input.length("weight")));
    }
    found.weights = input.numbers<double>("weight");
    found.values = input.array<double>("draws", {found.weights.size(), found.parameters.size()});
    found.cutoff = static_cast<int>(std::clamp(input.number<double>("cutoff"), -9999.0, 9999.0));
    return found;
}

class DrawsCheck {
public:
    DrawsCheck(std::string file, Scenario const& scenario, Diagnostics& faults)
        : file_{std::move(file)}, scenario_{scenario}, faults_{faults}
    {
    }

    void weights(std::vector<double> const& all)
    {
        double sum = 0.0;
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (!std::isfinite(all[i]) || all[i] < 0.0) {
                fault(fmt::format("weight[{}] = {}, must be finite and at least 0", i, all[i]));
                return;
            }
            sum += all[i];
        }
        if (!(sum > 0.0) || !std::isfinite(sum)) {
            fault("no weight is above 0, or they have no finite sum");
        }
    }

    /// The columns of parameters that may be drawn.
    std::vector<JointDraws::Column> columns(DrawsOnFile const& draws)
    {
        Schema const schema = model_schema();
        std::vector<std::string> known;
        for (Parameter const& one : scenario_.parameters) {
            known.push_back(one.key);
        }
        std::vector<JointDraws::Column> found;
        for (std::size_t k = 0; k < draws.parameters.size(); ++k) {
            auto const position =
                static_cast<std::size_t>(std::find(known.begin(), known.end(), draws.parameters[k]) - known.begin());
            bool const is_twice =
                std::find(draws.parameters.begin(), draws.parameters.begin() + static_cast<std::ptrdiff_t>(k),
                          draws.parameters[k]) != draws.parameters.begin() + static_cast<std::ptrdiff_t>(k);
            if (position == known.size() || is_twice) {
                fault(fmt::format("parameter[{}]: {} '{}'", k, is_twice ? "two columns of" : "the scenario has no parameter",
                                  draws.parameters[k]),
                      is_twice ? "" : closest_name(draws.parameters[k], known));
                continue;
            }
            values(draws, k, schema.parameters[scenario_.parameters[position].family].declaration);
            if (scenario_.parameters[position].prior != Prior::fixed) {
                found.push_back({position, k});
            }
        }
        return found;
    }

private:
    void fault(std::string message, std::string suggestion = {})
    {
        faults_.add({file_, 0, 0}, "H117", std::move(message), std::move(suggestion));
    }

    void values(DrawsOnFile const& draws, std::size_t column, Declaration const& declaration)
    {
        for (std::size_t i = 0; i < draws.weights.size(); ++i) {
            double const value = draws.values[i * draws.parameters.size() + column];
            bool const whole = declaration.kind == ValueKind::number || value == std::floor(value);
            if (!(value >= declaration.allowed.low && value <= declaration.allowed.high) || !whole) {
                fault(fmt::format("draws[{}] of '{}' = {}, must {}lie in [{}, {}]", i, draws.parameters[column], value,
                                  whole ? "" : "be a whole number and ", declaration.allowed.low, declaration.allowed.high));
                return; // one of a column shows what is wrong with it
            }
        }
    }

    std::string file_;
    Scenario const& scenario_;
    Diagnostics& faults_;
};

} // namespace

bool uses_draws(Scenario const& scenario)
{
    return std::any_of(scenario.joint_draws.begin(), scenario.joint_draws.end(),
                       [](JointDraws const& one) { return one.key == setting; });
}

void use_draws(std::filesystem::path const& path, std::string const& given, SourceLocation const& asked_at,
               Scenario& scenario, Diagnostics& faults)
{
    if (std::error_code error; !std::filesystem::is_regular_file(path, error)) {
        faults.add(asked_at, "H117", fmt::format("there is no file of draws '{}'", path.string()));
        return;
    }
    DrawsOnFile draws;
    try {
        try_reading(path, [&] { (void)read_file(path); });
        draws = read_file(path);
    } catch (EnvironmentError const& error) { // what is read is input
        faults.add(asked_at, "H117", error.what());
        return;
    }
    Diagnostics found;
    DrawsCheck check{path.string(), scenario, found};
    check.weights(draws.weights);
    std::vector<JointDraws::Column> columns = check.columns(draws);
    if (!found.empty()) {
        for (Diagnostic const& one : found.faults()) {
            faults.add(one.where, one.code, one.message, one.suggestion);
        }
        return;
    }
    JointDraws joint{.key = std::string{setting},
                     .columns = std::move(columns),
                     .rows = draws.weights.size(),
                     .width = draws.parameters.size(),
                     .values = std::move(draws.values)};
    double sum = 0.0;
    for (double const weight : draws.weights) {
        joint.reached.push_back(sum += weight);
    }
    for (double& reached : joint.reached) {
        reached /= sum;
    }
    std::vector<std::string> keys;
    for (JointDraws::Column const& column : joint.columns) {
        keys.push_back(scenario.parameters[column.position].key);
    }
    std::ifstream stream{path, std::ios::binary};
    std::string const bytes{std::istreambuf_iterator<char>{stream}, {}};
    std::string const key{setting};
    scenario.settings[key] = {given, asked_at};
    scenario.settings[key + "_checksum"] = {checksum(bytes), asked_at};
    scenario.settings[key + "_cutoff"] = {fmt::format("{}", draws.cutoff), asked_at};
    scenario.settings[key + "_parameters"] = {fmt::format("{}", fmt::join(keys, " ")), asked_at};
    scenario.read_besides.push_back(path.string());
    scenario.joint_draws.push_back(std::move(joint));
}

} // namespace steppe
