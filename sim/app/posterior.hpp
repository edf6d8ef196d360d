#pragma once
/// Draws given the record, in place of priors: --draws and --draw-posterior.

#include "app/option_groups.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace steppe::app {

/// Of commands that can draw parameters from priors.
struct PosteriorOptions {
    std::string file; ///< empty: none named
    bool own{};       ///< that of the scenario

    static void declare(OptionList& list);
    void read(OptionReader const& reader);
    [[nodiscard]] bool any() const { return own || !file.empty(); }
};

/// Lets studies that draw from priors take joint draws of the parameters that the file holds. Nothing where the options name none. Throws
/// InputError with every fault of the file (H117).
void use_posterior(PosteriorOptions const& options, Scenario& scenario);

/// Which parameters come from draws, of which file and up to when it was fitted, and that others come from priors: a line, or empty where
/// none do.
[[nodiscard]] std::string posterior_text(Scenario const& scenario);
/// The same as an object, null where none do.
[[nodiscard]] nlohmann::json posterior_json(Scenario const& scenario);

} // namespace steppe::app
