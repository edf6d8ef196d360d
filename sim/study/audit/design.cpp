#include "study/audit/design.hpp"

#include "model/accord/incentives.hpp"
#include "model/measures.hpp"
#include "model/mechanisms.hpp"
#include "model/schema_of_model.hpp"
#include "study/sweep/design.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace steppe {
namespace {

/// Families of a principal's means.
constexpr std::array<std::string_view, 5> means_of_principals{
    "principal.*.stake", "principal.*.budget", "principal.*.threat_capacity", "principal.*.resolve", "principal.*.delivery"};

class DesignMaker {
public:
    explicit DesignMaker(Scenario const& scenario) : scenario_{scenario} {}

    AuditDesign make()
    {
        add_mechanisms("strategy.", CheckKind::strategy);
        add_incentives();
        add_parameters(CheckKind::means);
        add_mechanisms("shock.", CheckKind::shock);
        add_parameters(CheckKind::parameter);
        fill_points();
        return std::move(design_);
    }

private:
    [[nodiscard]] std::string_view family_of(Parameter const& parameter) const
    {
        return schema_.parameters[parameter.family].declaration.key;
    }

    [[nodiscard]] ValueKind value_kind(Parameter const& parameter) const
    {
        return schema_.parameters[parameter.family].declaration.kind;
    }

    /// Adds a variant to the newest check, unless it is the scenario itself or a world without rest.
    void add_variant(AuditVariant variant)
    {
        std::erase_if(variant.values,
                      [&](auto const& held) { return scenario_.parameters[held.first].value == held.second; });
        AuditCheck& check = design_.checks.back();
        if (variant.values.empty()) {
            return;
        }
        if (has_no_rest(variant)) {
            check.left_out.push_back(std::move(variant.words));
            return;
        }
        check.variants.push_back(design_.variants.size());
        design_.variants.push_back(std::move(variant));
    }

    [[nodiscard]] bool has_no_rest(AuditVariant const& variant) const
    {
        return find_instability(changed_points(scenario_, {variant.values}), 0, scenario_).has_value();
    }

    void add_mechanisms(std::string_view prefix, CheckKind kind)
    {
        for (Mechanism const& mechanism : mechanisms()) {
            if (!mechanism.id.starts_with(prefix)) {
                continue;
            }
            std::string id{mechanism.id};
            std::string const& reason = scenario_.text("inert." + id);
            design_.checks.push_back({.id = std::move(id), .kind = kind, .reason = reason, .variants = {}, .left_out = {}});
            for (MechanismEnd const& end : mechanism.ends) {
                AuditVariant variant{std::string{end.words}, {}};
                for (std::size_t i = 0; i < scenario_.parameters.size(); ++i) {
                    Parameter const& member = scenario_.parameters[i];
                    auto const held = std::find_if(end.held.begin(), end.held.end(), [&](HeldFamily const& family) {
                        return family.key == family_of(member);
                    });
                    if (held != end.held.end()) {
                        variant.values.emplace_back(i, held->value(member, scenario_));
                    }
                }
                add_variant(std::move(variant));
            }
        }
    }

    void add_incentives()
    {
        for (IncentiveTerm const& term : incentive_terms()) {
            for (std::size_t i = 0; i < scenario_.parameters.size(); ++i) {
                Parameter const& parameter = scenario_.parameters[i];
                if (parameter.key == term.key && parameter.value != 0.0) {
                    begin_check(parameter, CheckKind::incentive);
                    add_variant({"off", {{i, 0.0}}});
                }
            }
        }
    }

    void begin_check(Parameter const& parameter, CheckKind kind)
    {
        design_.checks.push_back(
            {.id = parameter.key, .kind = kind, .reason = parameter.inert, .variants = {}, .left_out = {}});
    }

    /// Means, or all parameters that are neither means nor switches of incentives.
    void add_parameters(CheckKind kind)
    {
        for (std::size_t i = 0; i < scenario_.parameters.size(); ++i) {
            Parameter const& parameter = scenario_.parameters[i];
            bool const is_means = std::find(means_of_principals.begin(), means_of_principals.end(), family_of(parameter)) !=
                                  means_of_principals.end();
            bool const is_switch = value_kind(parameter) == ValueKind::on_off;
            if (is_means != (kind == CheckKind::means) || parameter.key.starts_with("incentive.")) {
                continue;
            }
            if (!is_switch && parameter.range.low == parameter.range.high) {
                ++design_.unranged;
                continue;
            }
            begin_check(parameter, kind);
            if (is_switch) {
                add_variant({parameter.value != 0.0 ? "off" : "on", {{i, 1.0 - parameter.value}}});
                continue;
            }
            for (double const end : {parameter.range.low, parameter.range.high}) {
                add_variant({fmt::format("at {:g}", end), {{i, end}}});
            }
        }
    }

    void fill_points()
    {
        std::vector<Changes> changes{Changes{}};
        for (AuditVariant const& variant : design_.variants) {
            changes.push_back(variant.values);
        }
        design_.points = changed_points(scenario_, changes);
    }

    Scenario const& scenario_;
    Schema schema_{model_schema()};
    AuditDesign design_;
};

} // namespace

std::string_view name_of(CheckKind kind)
{
    static constexpr std::array<std::string_view, 6> names{"strategy", "incentive", "means", "shock", "parameter", "echo"};
    return names[static_cast<std::size_t>(kind)];
}

std::vector<std::string> audited_measures()
{
    std::vector<std::string> names;
    for (MeasureDeclaration const& measure : model_measures()) {
        if (measure.role != Role::diagnostic && !measure.exogenous && !measure.optional) {
            names.emplace_back(measure.name);
        }
    }
    return names;
}

AuditDesign make_audit_design(Scenario const& scenario) { return DesignMaker{scenario}.make(); }

} // namespace steppe
