#pragma once
/// Differences between arms that have a name (docs/model.md 9).

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace steppe {

/// The sum over some arms less the sum over others, by position in the run's arms.
struct Contrast {
    std::string name; ///< "total", or "a - b" where it has no name of its own
    std::vector<std::size_t> treated;
    std::vector<std::size_t> control; ///< none: the arm itself
};

/// The contrast or arm of that name, over the arms that it needs, which are added to `arms` where they are not there. Nothing for
/// an unknown name.
[[nodiscard]] std::optional<Contrast> find_contrast(std::string_view name, std::vector<std::string>& arms);

/// The names of contrasts.
[[nodiscard]] std::vector<std::string> contrast_names();

/// The named contrasts whose arms were run, and what total leaves over substance and inducement, their interaction; if there is
/// none, every other arm against the last.
[[nodiscard]] std::vector<Contrast> list_contrasts(std::vector<std::string> const& arms);

/// What a contrast is of, in a few words.
[[nodiscard]] std::string words_of(Contrast const& contrast, std::vector<std::string> const& arms);

} // namespace steppe
