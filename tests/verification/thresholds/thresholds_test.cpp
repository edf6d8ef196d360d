#include "model/accord/candidates.hpp"

#include <gtest/gtest.h>

namespace steppe {
namespace {

/// States that join once as many others have joined as their threshold says: a hazard so steep that it is 0 or 1.
int joined_in_the_end(std::vector<int> const& thresholds)
{
    constexpr double steepness = 100.0;
    Structure structure;
    structure.sizes.set(IndexSet::candidate, static_cast<int>(thresholds.size()));
    structure.candidate_identity = Table<std::uint32_t, CandidateId>{structure.sizes};
    Parameters<double> p{structure.sizes};
    OpeningValues<double> opening{structure.sizes};
    World<double> now{structure.sizes};
    World<double> next{structure.sizes};
    Accessions<double> accessions{structure.sizes};
    p.cascade.neighbour_effect() = 100.0 * steepness; // of neighbours that count for 1/100 each
    p.cascade.contagion() = 1.0;
    AccordQuestion<double> question{structure.sizes};
    Workspace<double> workspace{structure.sizes};
    for (CandidateId s : structure.sizes.candidates()) {
        structure.candidate_identity[s] = static_cast<std::uint32_t>(s.value);
        opening.own_log_odds[s] = steepness * (0.5 - thresholds[static_cast<std::size_t>(s.value)]);
        for (CandidateId other : structure.sizes.candidates()) {
            p.candidate.neighbour(s, other) = other == s ? 0.0 : 0.01;
        }
    }
    for (int month = 0; month < 120; ++month) {
        update_candidates(p, structure, opening, Arm{}, Draws<double>{1, 0}, month, Readings<double>{},
                          Memberships<double>{structure.sizes}, Means<double>{structure.sizes}, now, question, workspace,
                          accessions, next);
        std::swap(now, next);
    }
    double members = 0.0;
    for (CandidateId s : structure.sizes.candidates()) {
        members += now.member[s];
    }
    EXPECT_EQ(now.peer_joins, members);
    return static_cast<int>(members);
}

std::vector<int> one_of_each()
{
    std::vector<int> thresholds(100);
    for (int i = 0; i < 100; ++i) {
        thresholds[static_cast<std::size_t>(i)] = i;
    }
    return thresholds;
}

TEST(Thresholds, OneOfEachFromZeroOnBringsInAll) { EXPECT_EQ(joined_in_the_end(one_of_each()), 100); }

TEST(Thresholds, WithoutTheSecondTheFirstStaysAlone)
{
    std::vector<int> thresholds = one_of_each();
    thresholds[1] = 2;
    EXPECT_EQ(joined_in_the_end(thresholds), 1);
}

} // namespace
} // namespace steppe
