// The state that one month hands to the next: what is not visited is not carried over.
#include "model/world.hpp"

#include "model/parameters.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <vector>

namespace steppe {
namespace {

TEST(World, EveryMemberIsVisited)
{
    World<double> world{Sizes{}};
    std::size_t visited = sizeof(Sized) + sizeof(Sized) % alignof(double);
    world.visit_tables([&](auto const& table) { visited += sizeof(table); });
    std::size_t singles = 0;
    std::size_t entries = 0;
    world.visit_tables([&](auto const& table) { entries += table.flat().size(); });
    world.visit_values([&](double) { ++singles; });
    visited += (singles - entries) * sizeof(double);
    EXPECT_EQ(visited, sizeof(world)) << "a member of World is in neither visit_tables nor visit_values";
}

/// Whether the declarations of a family of parameters cover all of its tables.
template <class Family>
void expect_declared()
{
    Family family{Sizes{}};
    std::size_t declared = sizeof(Sized) + sizeof(Sized) % alignof(double);
    family.visit([&](auto const& table, Declaration const&) { declared += sizeof(table); });
    EXPECT_EQ(declared, sizeof(family)) << "a table is not declared";
}

TEST(Parameters, EveryTableIsDeclared)
{
    expect_declared<PrincipalParameters<double>>();
    expect_declared<GameParameters<double>>();
    expect_declared<HedgerParameters<double>>();
    expect_declared<AccessionParameters<double>>();
    expect_declared<LinkParameters<double>>();
    expect_declared<TradeParameters<double>>();
    expect_declared<BudgetParameters<double>>();
    expect_declared<OpinionParameters<double>>();
    expect_declared<AccordParameters<double>>();
    expect_declared<RelationParameters<double>>();
    expect_declared<LearningParameters<double>>();
    expect_declared<ShockParameters<double>>();
    expect_declared<RegimeParameters<double>>();
    expect_declared<CalendarParameters<double>>();
    expect_declared<RouteParameters<double>>();
    expect_declared<CapabilityParameters<double>>();
}

TEST(Parameters, EveryTableOfAnIncentiveIsDeclared)
{
    IncentiveParameters<double> family{Sizes{}};
    auto const* const begin = reinterpret_cast<std::byte const*>(&family);
    std::size_t declared =
        sizeof(Sized) + sizeof(Sized) % alignof(double) + sizeof(std::vector<Table<double>>); // and the switches
    family.visit([&](auto const& table, Declaration const&) {
        auto const* const at = reinterpret_cast<std::byte const*>(&table);
        declared += at >= begin && at < begin + sizeof(family) ? sizeof(table) : 0;
    });
    EXPECT_EQ(declared, sizeof(family)) << "a table is not declared";
}

} // namespace
} // namespace steppe
