#include "model/hedger/learning.hpp"

#include "model/hedger/beliefs.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace steppe {
namespace {

LearningParameters<double> parameters(double decay, double foregone, double growth)
{
    LearningParameters<double> p{Sizes{}};
    p.ewa_decay() = decay;
    p.ewa_foregone() = foregone;
    p.ewa_growth() = growth;
    p.ewa_precision() = 2.0;
    p.forgetting() = 0.9;
    return p;
}

TEST(ExperienceWeightedAttraction, GivesThePublishedTwoSteps)
{
    LearningParameters<double> const p = parameters(0.9, 0.5, 0.8);
    Attractions<double> const first = experience_weighted(p, {1.0, 0.0, 0.0}, 1.0, 1.0, 0.4);
    EXPECT_NEAR(first.experience, 1.8, 1e-15);
    EXPECT_NEAR(first.trust, 5.0 / 9.0, 1e-15);
    EXPECT_NEAR(first.doubt, 1.0 / 9.0, 1e-15);
    Attractions<double> const second = experience_weighted(p, first, 0.0, 1.0, 0.4);
    EXPECT_NEAR(second.experience, 2.44, 1e-15);
    EXPECT_NEAR(second.trust, 0.5737704918, 1e-10);
    EXPECT_NEAR(second.doubt, 0.2377049180, 1e-10);
}

/// Belief learning is the special case in which foregone payoffs count in full and experience fades as attractions do.
TEST(ExperienceWeightedAttraction, ContainsCountedEvidenceWithForgetting)
{
    LearningParameters<double> const p = parameters(0.9, 1.0, 0.9);
    double seen = 1.0;
    double unseen = 3.0;
    Attractions<double> attractions{4.0, 0.25, 0.75};
    for (double kept : {1.0, 0.0, 0.0, 1.0, 1.0, 1.0}) {
        seen = 0.9 * seen + kept;
        unseen = 0.9 * unseen + 1.0 - kept;
        attractions = experience_weighted(p, attractions, 1.0, kept, 1.0 - kept);
        EXPECT_NEAR(attractions.trust, believed(seen, unseen), 1e-15);
        EXPECT_NEAR(attractions.experience, seen + unseen, 1e-14);
    }
}

constexpr HedgerId h{0};
constexpr PrincipalId i{0};

Sizes one_of_each()
{
    Sizes sizes;
    sizes.set(IndexSet::hedger, 1);
    sizes.set(IndexSet::principal, 1);
    return sizes;
}

struct Opened {
    Opened()
    {
        p.learning = parameters(0.9, 0.5, 0.8);
        p.principal.perceived_resolve[i] = 0.2;
        p.principal.perceived_delivery[i] = 0.6;
        now.resolve_experience(h, i) = now.delivery_experience(h, i) = 1.0;
    }

    /// One month of learning by a rule.
    void learn(LearningRule rule)
    {
        Structure structure;
        structure.sizes = sizes;
        structure.learning_rule = rule;
        update_beliefs(p, structure, fulfilment, now, next);
    }

    Sizes sizes = one_of_each();
    Parameters<double> p{sizes};
    World<double> now{sizes}, next{sizes};
    Fulfilment<double> fulfilment{sizes};
};

TEST(LearningRules, AttractionsStartAtTheOpeningBeliefAndFollowWhatHappens)
{
    using enum LearningRule;
    Opened o;
    EXPECT_NEAR(believed_resolve(experience_weighted, o.p, o.now, h, i), 0.2, 1e-15);
    o.fulfilment.provoked(h, i) = 1.0;
    o.fulfilment.executed(h, i) = 1.0;
    o.fulfilment.earned(h, i) = 0.5;
    o.learn(experience_weighted);
    // Defied and struck: trust was not followed (weight .5), doubt paid 0.  N = 1.8, A = (.5/1.8, 0)
    EXPECT_NEAR(o.next.resolve_seen(h, i), 0.5 / 1.8, 1e-15);
    EXPECT_EQ(o.next.resolve_unseen(h, i), 0.0);
    double const odds = 0.25 * std::exp(2.0 * 0.5 / 1.8);
    EXPECT_NEAR(believed_resolve(experience_weighted, o.p, o.next, h, i), odds / (1.0 + odds), 1e-15);
    // Trusted and let down: trust paid 0 in full weight, doubt would have paid 1 at half.
    EXPECT_EQ(o.next.delivery_seen(h, i), 0.0);
    EXPECT_NEAR(o.next.delivery_unseen(h, i), 0.5 / 1.8, 1e-15);
}

TEST(LearningRules, NothingIsLearntFromMonthsWithoutATest)
{
    for (LearningRule rule : {LearningRule::beta, LearningRule::experience_weighted, LearningRule::none}) {
        Opened o;
        o.now.resolve_seen(h, i) = 0.7;
        o.now.resolve_unseen(h, i) = 0.3;
        o.learn(rule);
        EXPECT_EQ(o.next.resolve_seen(h, i), 0.7);
        EXPECT_EQ(o.next.resolve_unseen(h, i), 0.3);
        EXPECT_EQ(o.next.resolve_experience(h, i), 1.0);
    }
}

TEST(LearningRules, NoneKeepsTheOpeningBeliefWhateverHappens)
{
    Opened o;
    o.now.resolve_seen(h, i) = 0.2;
    o.now.resolve_unseen(h, i) = 0.8;
    o.fulfilment.provoked(h, i) = 1.0;
    o.fulfilment.executed(h, i) = 1.0;
    o.learn(LearningRule::none);
    EXPECT_EQ(believed_resolve(LearningRule::none, o.p, o.next, h, i), 0.2);
    o.learn(LearningRule::beta);
    EXPECT_GT(believed_resolve(LearningRule::beta, o.p, o.next, h, i), 0.2);
}

} // namespace
} // namespace steppe
