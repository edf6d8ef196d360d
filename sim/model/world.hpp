#pragma once
/// The state that one month hands to the next (docs/model.md 2).

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

/// Where another state stands.
namespace peer_status {
inline constexpr double outside = 0.0;
inline constexpr double unfinished = 1.0;
inline constexpr double inside = 2.0;
inline constexpr double frozen = 3.0;
inline constexpr double left = 4.0;
} // namespace peer_status

/// What happens to everybody. Regimes count from 1, as a scenario writes them.
template <class R>
struct Climate {
    R oil{};            ///< log price over its mean
    R oil_innovation{}; ///< of the month
    R minerals{};       ///< log demand over its mean
    R conflict{};       ///< regime: 1 war, 2 calm
    R intensity{};      ///< in war, log intensity over its level
    R war{};            ///< regime: 1 active, 2 armistice, 3 settled
    R excitation{};     ///< excited part of the tension rate, 1/month
    R route_severity{}; ///< share that the export route loses while it is disturbed, else 0
    R volume{};         ///< log oil exports over their reference
    R summit{};         ///< 1 in the month of a summit
    R setback{};        ///< of the sponsoring leader at home: 1 in its month, less after it
    R uranium{};        ///< log of hedgers' part of the world's over its reference
    R unrest{};         ///< at home, 0 to 1
    R leaks{};          ///< reports of surveillance that are remembered
};

template <class R>
struct World : Sized {
    using Sized::Sized;

    Table<R, HedgerId, PartnerId> alignment{sizes}, preferred{sizes};
    Table<R, HedgerId> status{sizes};
    Table<R, HedgerId, PartnerId, ChannelId> link{sizes};
    Table<R, HedgerId, PrincipalId> pressure{sizes};
    /// Counts of evidence; with experience-weighted learning the attractions of trust and doubt, and experience.
    Table<R, HedgerId, PrincipalId> resolve_seen{sizes}, resolve_unseen{sizes}, resolve_experience{sizes},
        delivery_seen{sizes}, delivery_unseen{sizes}, delivery_experience{sizes};
    Table<R, HedgerId, GroupId> opinion{sizes};
    Table<R, HedgerId> fdi_stock{sizes}, deals_pending{sizes}, firms{sizes};
    Table<R, HedgerId> has_joined{sizes};                                  ///< 1 once it acceded
    Table<R, HedgerId> has_frozen{sizes};                                  ///< 1 once membership was frozen
    Table<R, HedgerId, PartnerId> alignment_reference{sizes};              ///< what powers have got used to
    Table<R, HedgerId> membership_reference{sizes};                        ///< likewise
    Table<R, HedgerId, PartnerId> pull_walk{sizes};                        ///< G a month
    Table<R, HedgerId> receipts{sizes};                                    ///< from oil, over those of the year of rest
    Table<R, HedgerId> fund{sizes};                                        ///< change since that year, in G
    Table<R, HedgerId> log_imports{sizes};                                 ///< over those of that year
    Table<R, HedgerId> bypass{sizes};                                      ///< capacity, as part of that year's oil exports
    Table<R, HedgerId, MarketId> export_level{sizes}, import_level{sizes}; ///< of log weights in trade
    Table<R, HedgerId, PartnerId> trade_shift{sizes}; ///< log of the share in turnover over the opening one
    Table<R, PrincipalId> purse{sizes};               ///< G
    Table<R, HedgerId, PrincipalId> promise{sizes};   ///< for acceding, still to be paid, in G
    /// k and the probability of a threat, as status is and with status turned over: where the month's games start.
    Table<R, HedgerId, PrincipalId> reservation{sizes}, shadow_reservation{sizes}, posture{sizes}, shadow_posture{sizes};
    Table<R, HedgerId, PrincipalId> accord_posture{sizes};
    Table<R, HedgerId> second_start{sizes}; ///< of the last audit
    Table<R, CandidateId> peer_status{sizes};
    Table<R, CandidateId> member{sizes};       ///< how far it is in, 0 to 1
    Table<R, CandidateId> state_effect{sizes}; ///< standard normal, drawn in the first month
    Table<R, PowerId, PowerId> relation{sizes};
    Table<R, PowerId> capability{sizes}; ///< log of its economy over the hedgers', since the opening
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
        visit(alignment_reference, others.alignment_reference...);
        visit(membership_reference, others.membership_reference...);
        visit(pull_walk, others.pull_walk...);
        visit(receipts, others.receipts...);
        visit(fund, others.fund...);
        visit(log_imports, others.log_imports...);
        visit(bypass, others.bypass...);
        visit(export_level, others.export_level...);
        visit(import_level, others.import_level...);
        visit(trade_shift, others.trade_shift...);
        visit(purse, others.purse...);
        visit(promise, others.promise...);
        visit(reservation, others.reservation...);
        visit(shadow_reservation, others.shadow_reservation...);
        visit(posture, others.posture...);
        visit(shadow_posture, others.shadow_posture...);
        visit(accord_posture, others.accord_posture...);
        visit(second_start, others.second_start...);
        visit(peer_status, others.peer_status...);
        visit(member, others.member...);
        visit(state_effect, others.state_effect...);
        visit(relation, others.relation...);
        visit(capability, others.capability...);
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
        visit(climate.oil_innovation, others.climate.oil_innovation...);
        visit(climate.minerals, others.climate.minerals...);
        visit(climate.conflict, others.climate.conflict...);
        visit(climate.intensity, others.climate.intensity...);
        visit(climate.war, others.climate.war...);
        visit(climate.excitation, others.climate.excitation...);
        visit(climate.route_severity, others.climate.route_severity...);
        visit(climate.volume, others.climate.volume...);
        visit(climate.summit, others.climate.summit...);
        visit(climate.setback, others.climate.setback...);
        visit(climate.uranium, others.climate.uranium...);
        visit(climate.unrest, others.climate.unrest...);
        visit(climate.leaks, others.climate.leaks...);
        visit(discount, others.discount...);
    }

    /// Takes over the values of a world of the same sizes, which may be one that all lanes share.
    template <class P>
    void assign(World<P> const& other)
    {
        visit_values([](R& value, P const& given) { value = given; }, other);
    }
};

} // namespace steppe
