#include "ensemble/summariser.hpp"
#include "model/arm.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace steppe {
namespace {

struct NamedContrast {
    std::string_view name, treated, control;
};

constexpr std::array<NamedContrast, 4> named_contrasts{{{"total", "with_accords", "without_accords"},
                                                        {"publicity", "with_accords", "quiet_deepening"},
                                                        {"substance", "quiet_deepening", "without_accords"},
                                                        {"inducement", "inducement_only", "without_accords"}}};

} // namespace

std::optional<Contrast> find_contrast(std::string_view name, std::vector<std::string>& arms)
{
    auto const position = [&](std::string_view arm) {
        auto const found = std::find(arms.begin(), arms.end(), arm);
        auto const index = static_cast<std::size_t>(found - arms.begin());
        if (found == arms.end()) {
            arms.emplace_back(arm);
        }
        return index;
    };
    for (NamedContrast const& named : named_contrasts) {
        if (named.name == name) {
            std::size_t const treated = position(named.treated);
            return Contrast{std::string{name}, {treated}, {position(named.control)}};
        }
    }
    return find_arm(name) ? std::optional{Contrast{std::string{name}, {position(name)}, {}}} : std::nullopt;
}

std::vector<std::string> contrast_names()
{
    std::vector<std::string> names(named_contrasts.size());
    std::transform(named_contrasts.begin(), named_contrasts.end(), names.begin(),
                   [](NamedContrast const& named) { return std::string{named.name}; });
    return names;
}

std::vector<Contrast> list_contrasts(std::vector<std::string> const& arms)
{
    auto const position = [&](std::string_view name) {
        return static_cast<std::size_t>(std::find(arms.begin(), arms.end(), name) - arms.begin());
    };
    std::vector<Contrast> contrasts;
    for (NamedContrast const& named : named_contrasts) {
        if (position(named.treated) < arms.size() && position(named.control) < arms.size()) {
            contrasts.push_back({std::string{named.name}, {position(named.treated)}, {position(named.control)}});
        }
    }
    if (contrasts.size() == named_contrasts.size()) {
        // What remains of total after substance and inducement: effects do not add up.
        contrasts.push_back({"interaction",
                             {position("with_accords"), position("without_accords")},
                             {position("quiet_deepening"), position("inducement_only")}});
    }
    bool const any_named = !contrasts.empty();
    for (std::size_t arm = 0; !any_named && arm + 1 < arms.size(); ++arm) {
        contrasts.push_back({arms[arm] + " - " + arms.back(), {arm}, {arms.size() - 1}});
    }
    return contrasts;
}

} // namespace steppe
