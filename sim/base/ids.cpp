#include "base/ids.hpp"

namespace steppe {

std::string_view name_of(IndexSet set)
{
    static constexpr std::array<std::string_view, 9> names{"hedger",  "principal", "partner", "candidate", "group",
                                                           "channel", "power",     "action",  "mode"};
    return names[static_cast<std::size_t>(set)];
}

} // namespace steppe
