#include "scenario/schema.hpp"

#include <algorithm>

namespace steppe {

std::vector<std::string> const& ActorLists::ids(IndexSet set) const { return ids_[static_cast<std::size_t>(set)]; }

void ActorLists::assign(IndexSet set, std::vector<std::string> ids) { ids_[static_cast<std::size_t>(set)] = std::move(ids); }

Sizes ActorLists::sizes() const
{
    Sizes sizes;
    for (std::size_t set = 0; set < ids_.size(); ++set) {
        sizes.set(static_cast<IndexSet>(set), static_cast<int>(ids_[set].size()));
    }
    return sizes;
}

void ActorLists::derive()
{
    std::vector<std::string> powers = ids(IndexSet::principal);
    std::vector<std::string> actions{"hold"};
    for (std::string const& partner : ids(IndexSet::partner)) {
        if (std::find(powers.begin(), powers.end(), partner) == powers.end()) {
            powers.push_back(partner);
        }
        actions.push_back("tilt." + partner);
    }
    assign(IndexSet::power, std::move(powers));
    assign(IndexSet::action, std::move(actions));
    std::vector<std::string> markets = ids(IndexSet::partner);
    markets.emplace_back(rest_of_world);
    assign(IndexSet::market, std::move(markets));
}

std::vector<std::string> member_keys(std::string_view pattern, std::span<IndexSet const> sets, ActorLists const& actors)
{
    std::vector<std::string> keys{""};
    std::size_t star = 0;
    for (char letter : pattern) {
        if (letter != '*') {
            for (std::string& key : keys) {
                key += letter;
            }
            continue;
        }
        std::vector<std::string> longer;
        for (std::string const& key : keys) {
            for (std::string const& id : actors.ids(sets[star])) {
                longer.push_back(key + id);
            }
        }
        keys = std::move(longer);
        ++star;
    }
    return keys;
}

std::string_view name_of(Prior prior)
{
    switch (prior) {
    case Prior::fixed:
        return "fixed";
    case Prior::uniform:
        return "uniform";
    case Prior::loguniform:
        return "loguniform";
    case Prior::triangular:
        return "triangular";
    case Prior::claim:
        return "claim";
    }
    return "";
}

} // namespace steppe
