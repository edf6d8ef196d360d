#pragma once
/// Chance of a hindcast's members, addressed like that of the engine: by seed, member, origin, year, what is drawn and of whom.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace steppe {

/// Of one member and origin.
class MemberDraws {
public:
    MemberDraws(std::uint64_t seed, std::size_t member, int origin) : seed_{seed}, member_{member}, origin_{origin} {}

    /// In (0, 1). `years` after the origin; `stream` of model/streams.hpp; `who` is drawn for, `number` of several draws of it.
    [[nodiscard]] double uniform(int years, std::uint32_t stream, std::string_view who, std::uint32_t number = 0) const;
    [[nodiscard]] double normal(int years, std::uint32_t stream, std::string_view who, std::uint32_t number = 0) const;

private:
    std::uint64_t seed_;
    std::size_t member_;
    int origin_;
};

} // namespace steppe
