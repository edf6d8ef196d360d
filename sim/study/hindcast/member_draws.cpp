#include "study/hindcast/member_draws.hpp"

#include "lanes/distributions.hpp"
#include "lanes/draws.hpp"

namespace steppe {

double MemberDraws::uniform(int years, std::uint32_t stream, std::string_view who, std::uint32_t number) const
{
    std::uint32_t const whose = combine(combine(identity_of(who), static_cast<std::uint32_t>(origin_)), number);
    return Draws<double>{seed_, static_cast<std::int64_t>(member_)}.uniform(years, stream, whose);
}

double MemberDraws::normal(int years, std::uint32_t stream, std::string_view who, std::uint32_t number) const
{
    return normal_quantile(uniform(years, stream, who, number));
}

} // namespace steppe
