#include "model/contrast.hpp"

#include "model/arm.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace steppe {
namespace {

struct NamedContrast {
    std::string_view name, treated, control, words;
};

constexpr std::array<NamedContrast, 4> named_contrasts{
    {{"total", "with_accords", "without_accords", "the accession with all that comes with it"},
     {"publicity", "with_accords", "quiet_deepening", "all but the substance"},
     {"substance", "quiet_deepening", "without_accords", "closer ties without announcement"},
     {"inducement", "inducement_only", "without_accords", "the announced deals alone"}}};

/// What remains of total after substance and inducement: effects do not add up.
constexpr std::string_view interaction = "interaction";
constexpr std::string_view interaction_words = "what these do together beyond what they do apart";

std::string words_of_arms(std::vector<std::size_t> const& positions, std::vector<std::string> const& arms)
{
    std::string text;
    for (std::size_t position : positions) {
        std::string_view const words = arm_words(arms[position]);
        text += text.empty() ? "" : " and ";
        text += words.empty() ? std::string_view{arms[position]} : words;
    }
    return text;
}

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
        contrasts.push_back({std::string{interaction},
                             {position("with_accords"), position("without_accords")},
                             {position("quiet_deepening"), position("inducement_only")}});
    }
    bool const any_named = !contrasts.empty();
    for (std::size_t arm = 0; !any_named && arm + 1 < arms.size(); ++arm) {
        contrasts.push_back({arms[arm] + " - " + arms.back(), {arm}, {arms.size() - 1}});
    }
    return contrasts;
}

std::string words_of(Contrast const& contrast, std::vector<std::string> const& arms)
{
    for (NamedContrast const& named : named_contrasts) {
        if (named.name == contrast.name) {
            return std::string{named.words};
        }
    }
    if (contrast.name == interaction) {
        return std::string{interaction_words};
    }
    std::string text = words_of_arms(contrast.treated, arms);
    return contrast.control.empty() ? text : text + ", less " + words_of_arms(contrast.control, arms);
}

} // namespace steppe
