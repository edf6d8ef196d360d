#pragma once
/// A dense table over typed indices: `Table<R, HedgerId, PartnerId> alignment; alignment(h, j)`.

#include "base/ids.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <tuple>
#include <vector>

namespace steppe {

/// The entries of a table at one first index.
template <class T, class Id>
class Row {
public:
    explicit Row(T* first) : first_{first} {}
    [[nodiscard]] T& operator[](Id id) const { return first_[id.value]; }

private:
    T* first_;
};

namespace detail {

template <class... Ids>
struct LastOf {
    using type = void;
};
template <class First, class... Rest>
struct LastOf<First, Rest...> {
    using type = std::tuple_element_t<sizeof...(Rest), std::tuple<First, Rest...>>;
};

} // namespace detail

/// Row-major, last index fastest; a table without indices holds one value. There is no table without sizes, so that a member that is
/// not sized does not compile.
template <class T, class... Ids>
class Table {
public:
    using value_type = T;
    static constexpr std::size_t rank = sizeof...(Ids);
    static constexpr std::array<IndexSet, rank> sets{Ids::set...};

    explicit Table(Sizes const& sizes) : extents_{sizes.of(Ids::set)...}
    {
        std::size_t count = 1;
        for (int extent : extents_) {
            count *= static_cast<std::size_t>(extent);
        }
        values_.assign(count, T{});
    }

    [[nodiscard]] T const& operator()(Ids... ids) const { return values_[offset(ids...)]; }
    [[nodiscard]] T& operator()(Ids... ids) { return values_[offset(ids...)]; }

    template <class Only>
        requires(rank == 1)
    [[nodiscard]] T const& operator[](Only id) const { return (*this)(id); }
    template <class Only>
        requires(rank == 1)
    [[nodiscard]] T& operator[](Only id) { return (*this)(id); }

    template <class First, class Last = typename detail::LastOf<Ids...>::type>
        requires(rank == 2)
    [[nodiscard]] Row<T const, Last> row(First id) const { return Row<T const, Last>{&(*this)(id, Last{0})}; }
    template <class First, class Last = typename detail::LastOf<Ids...>::type>
        requires(rank == 2)
    [[nodiscard]] Row<T, Last> row(First id) { return Row<T, Last>{&(*this)(id, Last{0})}; }

    /// All entries in storage order.
    [[nodiscard]] std::span<T const> flat() const { return values_; }
    [[nodiscard]] std::span<T> flat() { return values_; }

    void fill(T const& value) { std::fill(values_.begin(), values_.end(), value); }

private:
    [[nodiscard]] std::size_t offset(Ids... ids) const
    {
        std::size_t index = 0;
        std::size_t axis = 0;
        ((index = index * static_cast<std::size_t>(extents_[axis++]) + static_cast<std::size_t>(ids.value)), ...);
        return index;
    }

    std::array<int, rank> extents_;
    std::vector<T> values_;
};

/// Base of what holds tables: each is a member with the initialiser `{sizes}`.
struct Sized {
    explicit Sized(Sizes const& of) : sizes{of} {}

    Sizes sizes;
};

} // namespace steppe
