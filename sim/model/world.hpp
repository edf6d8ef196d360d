#pragma once
/// The state that one month hands to the next, and the workspace of the month itself (docs/model.md 2, 3).

#include "base/table.hpp"
#include "lanes/lanes.hpp"

#include <cstddef>

namespace steppe {

/// Status of a hedger in the accord.
namespace accord_status {
inline constexpr double none = 0.0;
inline constexpr double announced = 1.0;
inline constexpr double operational = 2.0;
inline constexpr double frozen = 3.0;
} // namespace accord_status

/// What happens to everybody. Regimes count from 1, as a scenario writes them.
template <class R>
struct Climate {
    R oil{};        ///< log price over its mean
    R minerals{};   ///< log demand over its mean
    R conflict{};   ///< regime: 1 high, 2 reduced, 3 calm
    R war{};        ///< regime: 1 active, 2 armistice, 3 settled
    R excitation{}; ///< excited part of the tension rate, 1/month
    R route_cut{};  ///< 1 while the export route is cut
};

template <class R>
struct World {
    Table<R, HedgerId, PartnerId> alignment, preferred;
    Table<R, HedgerId> status;
    Table<R, HedgerId, PartnerId, ChannelId> link;
    Table<R, HedgerId, PrincipalId> pressure;
    /// Counts of evidence; with experience-weighted learning the attractions of trust and doubt, and experience.
    Table<R, HedgerId, PrincipalId> resolve_seen, resolve_unseen, resolve_experience, delivery_seen, delivery_unseen,
        delivery_experience;
    Table<R, HedgerId, GroupId> opinion;
    Table<R, HedgerId> fdi_stock, deals_pending, firms;
    Table<R, HedgerId> has_joined;                            ///< 1 once it acceded
    Table<R, HedgerId> has_frozen;                            ///< 1 once membership was frozen
    Table<R, HedgerId, PrincipalId> reservation;              ///< k of the last game: its next starting point
    Table<R, HedgerId, PrincipalId, ModeId> mode_probability; ///< likewise
    Table<R, CandidateId> member;
    Table<R, PowerId, PowerId> relation;
    R momentum{}, legitimacy{}, credit{};
    R peer_joins{}; ///< candidates that joined since the start
    Climate<R> climate;
    R discount{}; ///< weight of this month's welfare

    /// Calls `visit` for every table, with the same table of other worlds where they are given.
    template <class Visitor, class... Others>
    void visit_tables(Visitor&& visit, Others&... others)
    {
        visit(alignment, others.alignment...);
        visit(preferred, others.preferred...);
        visit(status, others.status...);
        visit(link, others.link...);
        visit(pressure, others.pressure...);
        visit(resolve_seen, others.resolve_seen...);
        visit(resolve_unseen, others.resolve_unseen...);
        visit(resolve_experience, others.resolve_experience...);
        visit(delivery_seen, others.delivery_seen...);
        visit(delivery_unseen, others.delivery_unseen...);
        visit(delivery_experience, others.delivery_experience...);
        visit(opinion, others.opinion...);
        visit(fdi_stock, others.fdi_stock...);
        visit(deals_pending, others.deals_pending...);
        visit(firms, others.firms...);
        visit(has_joined, others.has_joined...);
        visit(has_frozen, others.has_frozen...);
        visit(reservation, others.reservation...);
        visit(mode_probability, others.mode_probability...);
        visit(member, others.member...);
        visit(relation, others.relation...);
    }

    /// Calls `visit` for every value likewise: all that one month hands to the next.
    template <class Visitor, class... Others>
    void visit_values(Visitor&& visit, Others&... others)
    {
        visit_tables(
            [&](auto& table, auto&... same) {
                for (std::size_t n = 0; n < table.flat().size(); ++n) {
                    visit(table.flat()[n], same.flat()[n]...);
                }
            },
            others...);
        visit(momentum, others.momentum...);
        visit(legitimacy, others.legitimacy...);
        visit(credit, others.credit...);
        visit(peer_joins, others.peer_joins...);
        visit(climate.oil, others.climate.oil...);
        visit(climate.minerals, others.climate.minerals...);
        visit(climate.conflict, others.climate.conflict...);
        visit(climate.war, others.climate.war...);
        visit(climate.excitation, others.climate.excitation...);
        visit(climate.route_cut, others.climate.route_cut...);
        visit(discount, others.discount...);
    }

    /// Takes over the values of a world of the same sizes, which may be one that all lanes share.
    template <class P>
    void assign(World<P> const& other)
    {
        visit_values([](R& value, P const& given) { value = given; }, other);
    }

    void resize(Sizes const& sizes)
    {
        visit_tables([&](auto& table) { table.resize(sizes); });
    }
};

/// Month-only quantities, filled in the order of the schedule and thrown away.
template <class R>
struct MonthWork {
    // 1 shocks, read off the climate and the calendar
    R conflict_intensity{}, tension{}, minerals_demand{}, war_active{};
    R leader_interest{}, window{};
    R elapsed{}; ///< months since the opening
    // 2 perceived values
    Table<R, HedgerId> novelty, incumbent_share, opposition;
    Table<R, HedgerId, PartnerId> partner_novelty, return_on_alignment, risk, log_share, workspace;
    Table<R, PrincipalId> budget, threat_capacity;
    Table<R, HedgerId, PrincipalId, ActionId> value, offer, threat;
    Table<R, HedgerId, ActionId> utility, base_rate;
    Table<R, HedgerId, PrincipalId> believed_delivery, believed_resolve;
    // 3 the game
    Table<R, HedgerId> residual, mean_field_error, second_start;
    Table<R, HedgerId, PrincipalId> expected_outlay;
    Table<R, PrincipalId> ration;
    Table<R, HedgerId, ActionId> anticipated; ///< principals' forecast of the choice
    // 4 choice: one action has 1, the others 0
    Table<R, HedgerId, PrincipalId> offers, threatens;
    Table<R, HedgerId, ActionId> chosen, probability;
    // 5 delivery and execution
    Table<R, HedgerId, PrincipalId> earned, delivered, provoked, executed, harm;
    // 6, 7
    Table<R, HedgerId> joined, clipped, trade_gain;
    Table<R, CandidateId> peer_joined;
    Table<R, ChannelId> common_drive, link_deviation; ///< of the hedger and, the second, the partner at hand

    void resize(Sizes const& sizes)
    {
        for (auto* table : {&novelty, &incumbent_share, &opposition, &residual, &mean_field_error, &second_start, &joined,
                            &clipped, &trade_gain}) {
            table->resize(sizes);
        }
        for (auto* table : {&partner_novelty, &return_on_alignment, &risk, &log_share, &workspace}) {
            table->resize(sizes);
        }
        for (auto* table : {&budget, &threat_capacity, &ration}) {
            table->resize(sizes);
        }
        for (auto* table : {&value, &offer, &threat}) {
            table->resize(sizes);
        }
        for (auto* table : {&utility, &base_rate, &anticipated, &chosen, &probability}) {
            table->resize(sizes);
        }
        for (auto* table : {&believed_delivery, &believed_resolve, &expected_outlay, &offers, &threatens, &earned,
                            &delivered, &provoked, &executed, &harm}) {
            table->resize(sizes);
        }
        peer_joined.resize(sizes);
        common_drive.resize(sizes);
        link_deviation.resize(sizes);
    }
};

/// Share of membership that is in force: 0 none, one half announced, 1 operational, 0 frozen.
template <class R>
[[nodiscard]] R membership(R status)
{
    return select(status == accord_status::announced, R{0.5}, select(status == accord_status::operational, R{1.0}, R{0.0}));
}

} // namespace steppe
