#pragma once
/// The text of a scenario to begin from, made from the declarations: so it cannot fall behind them.

#include "scenario/schema.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace steppe {

/// How the source of a value begins that somebody still has to replace: `steppe check` counts them.
inline constexpr std::string_view placeholder_mark = "placeholder";

/// A value that a world needs to be more than empty: of every member of a family, or other values where the last `*` of the family's key is
/// one of these ids.
struct Placeholder {
    std::string_view family; ///< key of a declaration: "principal.*.stake"
    double value{};
    std::vector<std::pair<std::string, double>> by_id{};
};

struct DraftRequest {
    ActorLists actors;
    std::string first_lines;                                   ///< comments at the top, each line with its '#'
    std::vector<std::pair<std::string, std::string>> settings; ///< key, TOML value: all that the schema requires
    std::vector<std::pair<std::string, std::string>> names;    ///< key ("hedger.ABC.name"), text
    std::vector<Placeholder> placeholders;
};

/// A scenario that states the settings and placeholders, each with unit, range, tag and meaning as declared, and lists every other
/// parameter with its default as a comment. Throws std::logic_error where a placeholder names no family, or a required setting is missing.
[[nodiscard]] std::string draft_scenario(Schema const& schema, DraftRequest const& request);

} // namespace steppe
