#pragma once
/// Typed indices. Every list of the model (hedgers, principals, ...) is data of the scenario; inside the engine an entry is
/// an `Id` of its index set, so that a partner's index cannot be used where a principal's is meant.

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace steppe {

/// The index sets of the model, in the order in which a scenario lists them.
enum class IndexSet : std::uint8_t { hedger, principal, partner, candidate, group, channel, power, action, market };

/// Sets that a scenario names in `[actors]`; `power` (principals and partners), `action`, and `market` (partners and the rest of the world)
/// follow from them.
inline constexpr std::array<IndexSet, 6> listed_index_sets{IndexSet::hedger,    IndexSet::principal, IndexSet::partner,
                                                           IndexSet::candidate, IndexSet::group,     IndexSet::channel};

inline constexpr std::size_t index_set_count = 9;

/// The name that keys, messages and output dimensions use: "hedger", "principal", ...
[[nodiscard]] std::string_view name_of(IndexSet set);
/// The names of several, one after the other: "hedger, partner".
[[nodiscard]] std::string names_of(std::span<IndexSet const> sets);

/// Position of one entry in its index set.
template <IndexSet Set>
struct Id {
    static constexpr IndexSet set = Set;

    int value{};

    friend constexpr auto operator<=>(Id, Id) = default;
};

using HedgerId = Id<IndexSet::hedger>;
using PrincipalId = Id<IndexSet::principal>;
using PartnerId = Id<IndexSet::partner>;
using CandidateId = Id<IndexSet::candidate>;
using GroupId = Id<IndexSet::group>;
using ChannelId = Id<IndexSet::channel>;
using PowerId = Id<IndexSet::power>;
using ActionId = Id<IndexSet::action>;
using MarketId = Id<IndexSet::market>;

/// All ids of one index set, for range-for: `for (PartnerId j : sizes.partners())`.
template <class IdType>
class IdRange {
public:
    class Iterator {
    public:
        constexpr explicit Iterator(int value) : value_{value} {}
        constexpr IdType operator*() const { return IdType{value_}; }
        constexpr Iterator& operator++()
        {
            ++value_;
            return *this;
        }
        friend constexpr bool operator==(Iterator, Iterator) = default;

    private:
        int value_;
    };

    constexpr explicit IdRange(int size) : size_{size} {}
    [[nodiscard]] constexpr Iterator begin() const { return Iterator{0}; }
    [[nodiscard]] constexpr Iterator end() const { return Iterator{size_}; }
    [[nodiscard]] constexpr int size() const { return size_; }

private:
    int size_;
};

/// How many entries each index set has; hands out the typed ranges.
struct Sizes {
    std::array<int, index_set_count> count{};

    [[nodiscard]] constexpr int of(IndexSet set) const { return count[static_cast<std::size_t>(set)]; }
    constexpr void set(IndexSet set, int size) { count[static_cast<std::size_t>(set)] = size; }

    template <class IdType>
    [[nodiscard]] constexpr IdRange<IdType> range() const
    {
        return IdRange<IdType>{of(IdType::set)};
    }
    [[nodiscard]] constexpr auto hedgers() const { return range<HedgerId>(); }
    [[nodiscard]] constexpr auto principals() const { return range<PrincipalId>(); }
    [[nodiscard]] constexpr auto partners() const { return range<PartnerId>(); }
    [[nodiscard]] constexpr auto candidates() const { return range<CandidateId>(); }
    [[nodiscard]] constexpr auto groups() const { return range<GroupId>(); }
    [[nodiscard]] constexpr auto channels() const { return range<ChannelId>(); }
    [[nodiscard]] constexpr auto powers() const { return range<PowerId>(); }
    [[nodiscard]] constexpr auto actions() const { return range<ActionId>(); }
    [[nodiscard]] constexpr auto markets() const { return range<MarketId>(); }

    friend constexpr bool operator==(Sizes const&, Sizes const&) = default;
};

} // namespace steppe
