#include "scenario/actor_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace steppe {
namespace {

constexpr std::size_t longest_list = 64;
constexpr std::size_t most_hedgers = 16; // a hedger costs as much in a month as all principals together

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

bool is_id(std::string const& id)
{
    return !id.empty() && is_letter(id[0]) && std::all_of(id.begin(), id.end(), [](char c) {
        return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

/// An id that is misspelt stays in the list, so that the tables that use it are not reported too.
std::vector<std::string> read_ids(std::vector<Node> const& entries, std::string const& name, Diagnostics& faults)
{
    std::vector<std::string> ids;
    for (Node const& entry : entries) {
        std::string const* const id = entry.text();
        if (id == nullptr || !is_id(*id)) {
            faults.add(entry.where(), "S114",
                       name + ": an id is a letter and then letters, digits, '_' or '-', in quotes" +
                           (id == nullptr ? "" : "; '" + *id + "' is none"));
        }
        if (id == nullptr) {
            continue;
        }
        if (std::find(ids.begin(), ids.end(), *id) != ids.end()) {
            faults.add(entry.where(), "S114", "'" + *id + "' stands twice in " + name);
        } else {
            ids.push_back(*id);
        }
    }
    return ids;
}

/// An id without a table is an actor made of defaults, unless it looks like one whose table, in a file that this one extends, nobody
/// uses: then it is misspelt.
void find_misspelt(IndexSet set, Node const& list, Node const& root, Diagnostics& faults)
{
    std::string const family{name_of(set)};
    std::vector<std::string> unused = root.names_from_elsewhere(family, list.where().file);
    for (Node const& entry : *list.list()) {
        if (entry.text() != nullptr) {
            std::erase(unused, *entry.text());
        }
    }
    for (Node const& entry : *list.list()) {
        if (entry.text() == nullptr || root.has(std::vector{family, *entry.text()})) {
            continue;
        }
        if (std::string const meant = closest_name(*entry.text(), unused); !meant.empty()) {
            faults.add(entry.where(), "S114", fmt::format("'{0}' has no table [{1}.{0}]", *entry.text(), family), meant);
        }
    }
}

bool read_list(IndexSet set, Node const& root, Node const& table, ActorLists& actors, Diagnostics& faults)
{
    std::string const key = std::string{name_of(set)} + "s";
    std::string const name = "actors." + key;
    Node const* const list = table.ask(key);
    if (list != nullptr && list->list() == nullptr) {
        faults.add(list->where(), "S114", name + " must be a list of ids");
        return false;
    }
    std::size_t const count = list == nullptr ? 0 : list->list()->size();
    bool const may_be_empty = set == IndexSet::candidate || set == IndexSet::group;
    if (count == 0 && !may_be_empty) {
        faults.add(list == nullptr ? table.where() : list->where(), "S114", name + " needs at least one id");
        return false;
    }
    std::size_t const most = set == IndexSet::hedger ? most_hedgers : longest_list;
    if (count > most) {
        faults.add(list->where(), "S114", fmt::format("{} has {} ids; at most {}", name, count, most));
        return false;
    }
    if (list != nullptr) {
        actors.assign(set, read_ids(*list->list(), name, faults));
        find_misspelt(set, *list, root, faults);
    }
    return true;
}

} // namespace

bool read_actors(Node const& root, std::string const& file, ActorLists& actors, Diagnostics& faults)
{
    static std::string const key = "actors";
    Node const* const table = root.ask(key);
    if (table == nullptr || !table->is_table()) {
        faults.add(table == nullptr ? SourceLocation{file, 1, 1} : table->where(), "S114",
                   "a scenario lists its actors: [actors] hedgers = [..], principals = [..], ...");
        return false;
    }
    bool carries = true;
    for (IndexSet const set : listed_index_sets) {
        carries = read_list(set, root, *table, actors, faults) && carries;
    }
    std::vector<std::string> const& candidates = actors.ids(IndexSet::candidate);
    for (std::string const& hedger : actors.ids(IndexSet::hedger)) {
        if (std::find(candidates.begin(), candidates.end(), hedger) != candidates.end()) {
            faults.add(table->where(), "S114", "'" + hedger + "' is a hedger and a candidate; a state is one or the other");
        }
    }
    std::vector<std::string> const& partners = actors.ids(IndexSet::partner);
    if (std::find(partners.begin(), partners.end(), rest_of_world) != partners.end()) {
        faults.add(table->where(), "S114",
                   fmt::format("'{}' is a partner, but stands for the rest of the world in trade; give it another id",
                               rest_of_world));
    }
    actors.derive();
    return carries;
}

} // namespace steppe
