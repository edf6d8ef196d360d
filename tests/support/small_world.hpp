#pragma once
/// A small world for tests of the model: one hedger HOME, principals ALPHA and BETA, partners ALPHA, BETA and REST, candidates
/// NEAR and FAR, groups CITY and LAND, channels TRADE and ARMS. Every parameter has the engine's default until a test sets it.

#include "model/month.hpp"
#include "model/schema_of_model.hpp"
#include "model/structure.hpp"

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace steppe::testing {

class SmallWorld {
public:
    SmallWorld() : SmallWorld({"HOME"}, {"ALPHA", "BETA"}, {"ALPHA", "BETA", "REST"}) {}

    SmallWorld(std::vector<std::string> hedgers, std::vector<std::string> principals, std::vector<std::string> partners)
    {
        scenario_.actors.assign(IndexSet::hedger, std::move(hedgers));
        scenario_.actors.assign(IndexSet::principal, std::move(principals));
        scenario_.actors.assign(IndexSet::partner, std::move(partners));
        scenario_.actors.assign(IndexSet::candidate, {"NEAR", "FAR"});
        scenario_.actors.assign(IndexSet::group, {"CITY", "LAND"});
        scenario_.actors.assign(IndexSet::channel, {"TRADE", "ARMS"});
        scenario_.actors.derive();
        Schema const schema = model_schema();
        for (std::size_t f = 0; f < schema.parameters.size(); ++f) {
            Declaration const& declaration = schema.parameters[f].declaration;
            for (std::string const& key : member_keys(declaration.key, schema.parameters[f].sets, scenario_.actors)) {
                scenario_.parameters.push_back({.key = key,
                                                .value = declaration.value,
                                                .range = {declaration.value, declaration.value},
                                                .prior = Prior::fixed,
                                                .tag = declaration.tag,
                                                .source = "test",
                                                .note = "",
                                                .origin = {"default", 0, 0},
                                                .family = f});
            }
        }
        for (SettingDeclaration const& setting : schema.settings) {
            scenario_.settings[std::string{setting.key}] = {std::string{setting.fallback}, {}};
        }
        scenario_.settings["title"].value = "a small world";
        scenario_.settings["run.start"].value = "2025-11";
        scenario_.settings["calendar.first_election"].value = "2026-11";
        scenario_.settings["calendar.administration_ends"].value = "2029-01";
        scenario_.settings["calendar.first_summit"].value = "2025-11";
        even_shares();
    }

    /// Sets one parameter by its key; throws for an unknown one.
    SmallWorld& set(std::string const& key, double value)
    {
        for (Parameter& parameter : scenario_.parameters) {
            if (parameter.key == key) {
                parameter.value = value;
                return *this;
            }
        }
        throw std::out_of_range{"no parameter " + key};
    }
    SmallWorld& setting(std::string const& key, std::string value)
    {
        scenario_.settings.at(key).value = std::move(value);
        return *this;
    }

    [[nodiscard]] Scenario const& scenario() const { return scenario_; }
    [[nodiscard]] Structure structure() const { return make_structure(scenario_); }
    [[nodiscard]] std::vector<double> values() const
    {
        std::vector<double> values;
        for (Parameter const& parameter : scenario_.parameters) {
            values.push_back(parameter.value);
        }
        return values;
    }

    /// Two principals that bid and threaten on the course and on the accord, one for it and one against it; links, firms, opinion and
    /// candidates all at work.
    SmallWorld& lively()
    {
        set("principal.ALPHA.stake", 3.75).set("principal.ALPHA.budget", 0.6).set("principal.ALPHA.threat_capacity", 0.8);
        set("principal.BETA.stake", 2.0).set("principal.BETA.budget", 0.4).set("principal.BETA.threat_capacity", 0.3);
        set("principal.ALPHA.threat_rate", 0.2).set("principal.BETA.threat_rate", 0.1);
        set("principal.ALPHA.intrusion_value", -0.2)
            .set("principal.BETA.momentum_value", 0.3)
            .set("principal.BETA.legacy_value", 0.2);
        set("principal.BETA.minerals_value", 0.1)
            .set("principal.BETA.conflict_value", 0.2)
            .set("principal.BETA.tension_value", 0.1);
        set("principal.ALPHA.war_budget_factor", 0.8).set("principal.BETA.office", 1.0);
        set("game.loss_aversion", 2.0)
            .set("game.withholding", 0.3)
            .set("game.lost_interest", 0.2)
            .set("game.raise_rate", 0.2);
        for (std::string const& hedger : scenario_.actors.ids(IndexSet::hedger)) {
            make_lively("hedger." + hedger + ".");
        }
        set("partner.ALPHA.incumbency", 1.0).set("partner.BETA.sponsorship", 1.0);
        set("channel.TRADE.accord_substance", 0.3).set("channel.TRADE.coupling.ARMS", 0.4);
        set("principal.ALPHA.spillover", 0.5).set("principal.BETA.spillover", 0.3);
        set("relation.ALPHA.BETA", -0.5).set("relation.BETA.ALPHA", -0.4);
        make_eventful();
        return *this;
    }

private:
    /// What the world's occasions, firms, arms and surveillance do.
    void make_eventful()
    {
        set("principal.BETA.energy_share", 0.2)
            .set("principal.BETA.energy_bill", 3.0)
            .set("principal.BETA.energy_tension", 4.0);
        set("principal.BETA.consolation", 0.5).set("candidate.FAR.prize", 1.0).set("principal.ALPHA.arms_reaction", 0.5);
        set("calendar.setback_amplitude", 0.4).set("calendar.setback_start", 1.0).set("uranium.volatility", 0.02);
        set("unrest.rate", 0.1).set("leak.rate", 0.2).set("channel.TRADE.firm_response", 0.1);
        set("channel.ARMS.arms", 1.0).set("channel.ARMS.surveillance", 1.0);
        for (std::string const& hedger : scenario_.actors.ids(IndexSet::hedger)) {
            set("hedger." + hedger + ".surveillance_gain", 0.2).set("hedger." + hedger + ".leak_cost", 0.1);
            set("hedger." + hedger + ".uranium_in_minerals", 0.3).set("hedger." + hedger + ".uranium_in_message", 1.0);
            set("hedger." + hedger + ".vendor.BETA", 1.0).set("hedger." + hedger + ".group_leak_response.CITY", 0.2);
            set("hedger." + hedger + ".group_firm_response.CITY", 0.1);
        }
    }

    void make_lively(std::string const& hedger)
    {
        set(hedger + "agenda_rate", 0.1).set(hedger + "accession_cost", 0.05).set(hedger + "announced_deals", 5.0);
        set(hedger + "domestic_cost", 0.3).set(hedger + "firms", 140.0).set(hedger + "pull_volatility", 0.01);
        set(hedger + "asymmetry.ALPHA", 1.0).set(hedger + "asymmetry.BETA", 0.6);
        set(hedger + "group_stance.CITY", 0.2).set(hedger + "group_stance.LAND", -0.4);
        make_trading(hedger);
        set(hedger + "accord_trade_saving", 0.02).set(hedger + "firm_accord_response", 0.2);
    }
    /// An exporter of oil, whose trade shifts and whose treasury may be short.
    void make_trading(std::string const& hedger)
    {
        set(hedger + "oil_share", 0.5).set(hedger + "price_response", 0.7).set(hedger + "vulnerability", 0.25);
        set(hedger + "transit_share", 0.9).set(hedger + "route_share", 0.8).set(hedger + "bypass_deal_share", 0.1);
        set(hedger + "alignment_trade", 0.4).set(hedger + "trade_pull", 0.3).set(hedger + "size_response", 0.5);
        set(hedger + "fdi_oil_response", 0.9);
        for (std::string const& market : scenario_.actors.ids(IndexSet::market)) {
            set(std::string{hedger}.append("export_volatility.").append(market), 0.3);
            set(std::string{hedger}.append("import_volatility.").append(market), 0.2);
            set(std::string{hedger}.append("import_common.").append(market), -0.4);
        }
    }
    void even_shares()
    {
        std::vector<std::string> const& partners = scenario_.actors.ids(IndexSet::partner);
        for (std::string const& hedger : scenario_.actors.ids(IndexSet::hedger)) {
            std::string const prefix = std::string{"hedger."}.append(hedger).append(".alignment.");
            for (std::string const& partner : partners) {
                set(std::string{prefix}.append(partner), 1.0 / static_cast<double>(partners.size()));
            }
        }
    }

    Scenario scenario_;
};

/// A pack opened in an arm, ready for its first month.
template <class R>
struct OpenedPack {
    OpenedPack(SmallWorld const& world, std::string_view arm_name)
        : structure{world.structure()}, arm{find_arm(arm_name).value()}, pack{structure.sizes}
    {
        pack.parameters.assign(world.values());
        open_pack(structure, pack);
        enter_arm(structure, arm, pack);
    }

    /// Runs the month and commits it.
    void advance(Draws<R> const& draws, int month)
    {
        advance_month(structure, arm, draws, month, pack);
        std::swap(pack.now, pack.next);
    }

    Structure structure;
    Arm arm;
    Pack<R> pack;
};

} // namespace steppe::testing
