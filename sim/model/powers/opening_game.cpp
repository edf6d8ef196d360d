#include "model/powers/opening_game.hpp"

#include "model/month.hpp"

namespace steppe {
namespace {

/// Steps after which no game moves any more (tests/verification/course_game).
constexpr int enough_steps = 400;

template <class Range, class Function>
std::vector<double> collect(Range range, Function function)
{
    std::vector<double> values;
    for (auto id : range) {
        values.push_back(function(id));
    }
    return values;
}

/// The course without threats, in `pack.games.course`, and what postures it asks for.
void solve_calm_course(Structure const& structure, HedgerId h, Pack<double>& pack)
{
    auto& [p, opening, now, next, made, games, seen] = pack;
    Sizes const& sizes = structure.sizes;
    detail::set_course(p, structure, h, made.memberships, made.means, made.preferences, games.course);
    detail::set_values(p, sizes, h, made.stakes.course, made.stakes.eagerness, now.reservation, games.course);
    games.course.threatens.fill(0.0);
    solve_course_game(sizes, enough_steps, games.course);
    detail::keep_menus(sizes, h, games.course, made.course);
    made.course.threatens.fill(0.0);
    made.course.second_start[h] = detail::second_start_difference(sizes, games.course, games.second);
    detail::move_postures(p, sizes, h, true, now.posture, games.course, made.workspace, made.course.posture);
    ration_offers(sizes, made.means, made.course);
}

/// The accord question without threats, after the shadow of the course.
void solve_calm_question(Structure const& structure, Arm const& arm, HedgerId h, Pack<double>& pack)
{
    auto& [p, opening, now, next, made, games, seen] = pack;
    Sizes const& sizes = structure.sizes;
    made.bids.threatens.fill(0.0);
    made.course.card[h] = 0.0;
    if (!arm.accord_open) {
        return;
    }
    CourseGame<double> shadow = games.course;
    play_shadow(p, structure, 0, h, made.stakes, now, shadow, made.workspace, made.course);
    detail::weigh_harm(p, sizes, h, made.means, made.stakes, made.bids);
    detail::set_question(p, structure, h, made.memberships, made.means, made.stakes, made.preferences, made.course,
                         made.bids, games.accord);
    answer_accord_question(sizes, games.accord);
    made.bids.probability[h] = logistic(games.accord.log_odds);
    made.bids.agenda[h] = detail::agenda(p, sizes, h, made.readings, made.memberships.is_public[h], made.stakes,
                                         games.accord, made.bids.probability[h]);
    detail::move_accord_postures(p, structure, h, made.memberships, made.means, made.stakes, 1.0, now.accord_posture,
                                 games.accord, made.bids);
}

OpeningGame::Principal principal_of(Structure const& structure, HedgerId h, PrincipalId i, Pack<double> const& pack)
{
    Parameters<double> const& p = pack.parameters;
    World<double> const& now = pack.now;
    MonthResults<double> const& made = pack.month;
    Games<double> const& games = pack.games;
    Sizes const& sizes = structure.sizes;
    CourseGame<double> const& game = games.course;
    AccordQuestion<double> const& question = games.accord;
    return {.stake = p.principal.stake[i],
            .purse = made.means.purse[i],
            .delivery = game.delivery[i],
            .believed_delivery = made.means.believed_delivery(h, i),
            .believed_resolve = made.means.believed_resolve(h, i),
            .threat_capacity = made.means.threat_capacity(h, i),
            .threat_threshold = p.principal.threat_threshold[i],
            .threat_softness = p.principal.threat_softness[i],
            .threat_rate = p.principal.threat_rate[i],
            .resolve = p.principal.resolve[i],
            .execution_cost = p.principal.execution_cost[i],
            .audience_cost = p.principal.audience_cost[i],
            .membership = made.stakes.membership(h, i),
            .membership_reference = now.membership_reference[h],
            .alignment_reference = collect(sizes.partners(), [&](PartnerId j) { return now.alignment_reference(h, j); }),
            .eagerness = made.stakes.eagerness(h, i),
            .value = collect(sizes.actions(), [&](ActionId a) { return made.stakes.course(h, i, a); }),
            .reservation = game.reservation[i],
            .effective_offer = collect(sizes.actions(), [&](ActionId a) { return game.effective_offer(i, a); }),
            .offer = collect(sizes.actions(), [&](ActionId a) { return game.offer(i, a); }),
            .threat = collect(sizes.actions(), [&](ActionId a) { return made.course.harm(h, i, a); }),
            .posture = made.course.posture(h, i),
            .value_keep = made.stakes.keep(h, i),
            .value_change = made.stakes.change(h, i),
            .cap_keep = question.cap_keep[i],
            .cap_change = question.cap_change[i],
            .offer_keep = question.offer_keep[i],
            .offer_change = question.offer_change[i],
            .harm_keep = made.bids.harm_keep(h, i),
            .harm_change = made.bids.harm_change(h, i),
            .accord_posture = made.bids.posture(h, i)};
}

} // namespace

OpeningGame solve_opening_game(Structure const& structure, std::span<double const> values, Arm const& arm, HedgerId hedger)
{
    Sizes const& sizes = structure.sizes;
    Pack<double> pack{sizes};
    pack.parameters.assign(values);
    open_pack(structure, pack);
    enter_arm(structure, arm, pack);
    Parameters<double> const& p = pack.parameters;
    World<double> const& now = pack.now;
    MonthResults<double>& made = pack.month;
    Games<double> const& games = pack.games;
    made.readings = read_climate<double>(p, structure, 0, now.climate);
    perceive(p, structure, pack.opening, arm, now, made);
    solve_calm_course(structure, hedger, pack);
    solve_calm_question(structure, arm, hedger, pack);

    bool const member = made.memberships.is_public[hedger] > 0.0;
    OpeningGame opening{.precision = games.course.precision,
                        .principal_precision = p.game.principal_precision(),
                        .money_weight = made.means.money_weight[hedger],
                        .status = now.status[hedger],
                        .alignment = collect(sizes.partners(), [&](PartnerId j) { return now.alignment(hedger, j); }),
                        .base_rate = collect(sizes.actions(), [&](ActionId a) { return games.course.base_rate[a]; }),
                        .utility = collect(sizes.actions(), [&](ActionId a) { return games.course.utility[a]; }),
                        .choice = collect(sizes.actions(), [&](ActionId a) { return games.course.choice[a]; }),
                        .steps = enough_steps,
                        .residual = games.course.residual,
                        .second_start = made.course.second_start[hedger],
                        .prior = member ? p.accession.freeze_prior[hedger] : p.accession.accession_prior[hedger],
                        .accord_utility = made.preferences.accord_utility[hedger],
                        .card = made.course.card[hedger],
                        .log_odds_before = games.accord.log_odds_without_offers,
                        .log_odds = games.accord.log_odds,
                        .change_probability = made.bids.probability[hedger],
                        .agenda = made.bids.agenda[hedger],
                        .agenda_rate = p.accession.agenda_rate[hedger],
                        .summit_agenda = member ? 0.0 : p.accession.summit_agenda[hedger] * made.readings.window,
                        .raise_rate = p.game.raise_rate(),
                        .raise_half = p.game.raise_half(),
                        .accord_residual = games.accord.residual,
                        .principals = {}};
    for (PrincipalId i : sizes.principals()) {
        opening.principals.push_back(principal_of(structure, hedger, i, pack));
    }
    return opening;
}

} // namespace steppe
