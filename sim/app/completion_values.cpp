#include "app/completion_values.hpp"

#include "model/accord/incentives.hpp"
#include "model/arm.hpp"
#include "model/contrast.hpp"
#include "model/measures.hpp"
#include "scenario/drivers.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace steppe::app {
namespace {

template <class Range, class Name>
std::vector<std::string> names_of_all(Range const& range, Name const& name)
{
    std::vector<std::string> names;
    for (auto const& one : range) {
        names.emplace_back(name(one));
    }
    return names;
}

/// The names that an option of this name takes; none where they are not known beforehand.
std::vector<std::string> names_for(std::string_view option)
{
    if (option == "arms" || option == "arm") {
        return names_of_all(all_arms, [](Arm const& arm) { return arm.name; });
    }
    if (option == "contrasts") {
        return contrast_names();
    }
    if (option == "incentives") {
        return names_of_all(incentive_terms(), [](IncentiveTerm const& term) { return term.id; });
    }
    if (option == "measures") {
        std::vector<std::string> names{"default"};
        std::vector<MeasureDeclaration> const measures = model_measures();
        std::transform(measures.begin(), measures.end(), std::back_inserter(names),
                       [](MeasureDeclaration const& measure) { return std::string{measure.name}; });
        return names;
    }
    if (option == "modes") {
        return {driver_mode_names.begin(), driver_mode_names.end()};
    }
    return {};
}

bool is_file(std::string const& placeholder)
{
    static constexpr std::array<std::string_view, 7> marks{".h5", ".toml", ".csv", "CSV", "FILE", "DIR", "FOLDER"};
    return std::any_of(marks.begin(), marks.end(),
                       [&](std::string_view mark) { return placeholder.find(mark) != std::string::npos; });
}

bool is_word(std::string const& text) { return text.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string::npos; }

} // namespace

std::vector<std::string> words_between(std::string const& text, std::string const& separators)
{
    std::vector<std::string> words;
    for (std::size_t begin = text.find_first_not_of(separators); begin != std::string::npos;) {
        std::size_t const end = text.find_first_of(separators, begin);
        words.push_back(text.substr(begin, end - begin));
        begin = end == std::string::npos ? end : text.find_first_not_of(separators, end);
    }
    return words;
}

Completion values_of(OptionFacts const& option)
{
    std::string const& shown = option.placeholder;
    if (shown.empty()) {
        return {};
    }
    if (shown.find('|') != std::string::npos) {
        return {.kind = ValueKind::words, .words = words_between(shown, "|")};
    }
    if (std::vector<std::string> names = names_for(option.name); !names.empty()) {
        bool const is_list = shown.find(',') != std::string::npos;
        return {.kind = is_list ? ValueKind::list : ValueKind::words, .words = std::move(names)};
    }
    return {.kind = is_file(shown) ? ValueKind::files : ValueKind::free, .words = {}};
}

Completion arguments_of(Command const& command)
{
    Completion found{.kind = ValueKind::free, .words = {}};
    for (std::string const& word : words_between(command.arguments, " |[].")) {
        if (is_word(word)) {
            found.words.push_back(word);
        } else if (is_file(word) || word == "STUDY" || word == "OUT") {
            found.kind = ValueKind::files;
        }
    }
    // "FILE --given CONDITION..." has a word that is an option.
    std::erase_if(found.words, [](std::string const& word) { return word.starts_with('-'); });
    return found;
}

} // namespace steppe::app
