#include "scenario/foreign_names.hpp"

#include "scenario/document.hpp"
#include "scenario/key_pattern.hpp"

#include <algorithm>
#include <cctype>

namespace steppe {
namespace {

bool is_listed(ActorLists const& actors, std::string const& id)
{
    return std::any_of(listed_index_sets.begin(), listed_index_sets.end(), [&](IndexSet set) {
        std::vector<std::string> const& ids = actors.ids(set);
        return std::find(ids.begin(), ids.end(), id) != ids.end();
    });
}

/// Ids and names of hedgers that a file lists, and that the scenario does not.
std::vector<std::string> dropped_hedgers(Scenario const& scenario)
{
    std::vector<std::string> found;
    for (SourceText const& file : scenario.files) {
        Diagnostics ignored;
        std::optional<Node> const root = parse_document(file.text, file.path, ignored);
        Node const* const list = root ? root->ask(std::vector<std::string>{"actors", "hedgers"}) : nullptr;
        if (list == nullptr || list->list() == nullptr) {
            continue;
        }
        for (Node const& entry : *list->list()) {
            if (entry.text() == nullptr || is_listed(scenario.actors, *entry.text())) {
                continue;
            }
            found.push_back(*entry.text());
            Node const* const name = root->ask(std::vector<std::string>{"hedger", *entry.text(), "name"});
            if (name != nullptr && name->text() != nullptr && !name->text()->empty()) {
                found.push_back(*name->text());
            }
        }
    }
    return found;
}

bool is_letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

bool has_word(std::string const& text, std::string const& word)
{
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        std::size_t const end = at + word.size();
        if ((at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end]))) {
            return true;
        }
    }
    return false;
}

/// "ABC" of "gdp.ABC"; empty where the last part of the name is no id in capitals.
std::string state_of(std::string const& series)
{
    std::vector<std::string> const parts = split_key(series);
    bool const is_id = parts.size() > 1 && parts.back().size() > 1 &&
                       std::all_of(parts.back().begin(), parts.back().end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return is_id ? parts.back() : "";
}

} // namespace

std::vector<ForeignName> foreign_names(Scenario const& scenario)
{
    std::vector<ForeignName> found;
    std::vector<std::string> const names = dropped_hedgers(scenario);
    for (auto const& [key, setting] : scenario.settings) {
        std::string const state = key.starts_with("drivers.use.") ? state_of(setting.value) : "";
        if (!state.empty() && !is_listed(scenario.actors, state)) {
            found.push_back({key, state});
        }
    }
    for (Parameter const& parameter : scenario.parameters) {
        auto const named = std::find_if(names.begin(), names.end(),
                                        [&](std::string const& name) { return has_word(parameter.source, name); });
        if (named != names.end()) {
            found.push_back({parameter.key, *named});
        }
    }
    return found;
}

} // namespace steppe
