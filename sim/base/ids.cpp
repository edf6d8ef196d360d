#include "base/ids.hpp"

namespace steppe {

std::string_view name_of(IndexSet set)
{
    static constexpr std::array<std::string_view, index_set_count> names{
        "hedger", "principal", "partner", "candidate", "group", "channel", "power", "action", "market"};
    return names[static_cast<std::size_t>(set)];
}

std::string names_of(std::span<IndexSet const> sets)
{
    std::string text;
    for (IndexSet set : sets) {
        text += (text.empty() ? "" : ", ") + std::string{name_of(set)};
    }
    return text;
}

} // namespace steppe
