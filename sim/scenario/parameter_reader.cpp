#include "scenario/parameter_reader.hpp"

#include "scenario/evidence_reader.hpp"
#include "scenario/key_pattern.hpp"
#include "scenario/value_reader.hpp"

#include <fmt/format.h>

namespace steppe {
namespace {

bool lies_in(double value, Interval const& interval) { return value >= interval.low && value <= interval.high; }

class FamilyReader {
public:
    FamilyReader(ParameterFamily const& family, std::size_t position, Scenario& scenario, Diagnostics& faults)
        : declaration_{family.declaration},
          sets_{family.sets},
          position_{position},
          scenario_{scenario},
          faults_{faults},
          segments_{split_key(declaration_.key)},
          own_segments_{own_segments(segments_)}
    {
    }

    void read(Node const& root) { descend(&root, 0, 0, ""); }

private:
    /// Walks the part of the key that leads to the parameter's own table, over all ids of its inner stars.
    void descend(Node const* node, std::size_t depth, std::size_t star, std::string const& path)
    {
        if (depth == own_segments_) {
            read_table(node, star, path);
            return;
        }
        auto const step = [&](std::string const& name, std::size_t next_star) {
            descend(node == nullptr ? nullptr : node->ask(name), depth + 1, next_star, join_key(path, name));
        };
        if (segments_[depth] != "*") {
            step(segments_[depth], star);
            return;
        }
        for (std::string const& id : scenario_.actors.ids(sets_[star])) {
            step(id, star + 1);
        }
    }

    /// `node` is the parameter's own table, a bare value, or null where the files are silent.
    void read_table(Node const* node, std::size_t star, std::string const& path)
    {
        if (node != nullptr && !node->is_table()) {
            faults_.add(node->where(), "S105",
                        fmt::format("{0} has no evidence: write {0} = {{ value, unit = \"{1}\", tag, source }}", path,
                                    declaration_.unit));
            return;
        }
        if (node == nullptr) {
            read_members({}, {}, star, path);
            return;
        }
        Node const* const factor = node->ask("factor");
        MemberNodes nodes{node->ask("value"), node->ask("range"), factor, node->ask("inert"), path};
        Evidence const evidence = read_evidence(*node, declaration_, path, faults_);
        if (nodes.range != nullptr && factor != nullptr) {
            faults_.add(factor->where(), "S119", path + " has both a range and a factor; give one of them");
            nodes.factor = nullptr;
        }
        if (nodes.range == nullptr && factor == nullptr && evidence.prior.value_or(Prior::fixed) != Prior::fixed) {
            faults_.add(node->ask("prior")->where(), "S110",
                        fmt::format("{} has a {} prior and no range", path, name_of(*evidence.prior)));
        }
        if (nodes.value == nullptr) {
            faults_.add(node->key_where(), "S103", path + " has no value");
            return;
        }
        read_members(nodes, evidence, star, path);
    }

    /// Recurses over the trailing stars: tables of values, and of ranges, nest by id. Silent members take the default.
    void read_members(MemberNodes const& nodes, Evidence const& evidence, std::size_t star, std::string const& path)
    {
        if (star == sets_.size()) {
            std::optional<Parameter> member;
            if (nodes.value == nullptr && !lies_in(declaration_.value, declaration_.allowed)) {
                faults_.add({scenario_.files.back().path, 1, 1}, "S115",
                            fmt::format("'{}' is missing: {}", path, declaration_.doc));
            }
            if (nodes.value != nullptr) {
                member = read_member(nodes, declaration_, evidence, path, faults_);
            }
            scenario_.parameters.push_back(member ? std::move(*member) : default_of(path));
            scenario_.parameters.back().family = position_;
            return;
        }
        if (nodes.value != nullptr && !nodes.value->is_table()) {
            faults_.add(nodes.value->where(), "S103",
                        fmt::format("{} needs a table with a value for each {}", path, name_of(sets_[star])));
            return;
        }
        for (std::string const& id : scenario_.actors.ids(sets_[star])) {
            std::string const member = join_key(path, id);
            bool const own_range = nodes.range != nullptr && nodes.range->is_table();
            bool const own_reason = nodes.inert != nullptr && nodes.inert->is_table();
            read_members({nodes.value == nullptr ? nullptr : nodes.value->ask(id),
                          own_range ? nodes.range->ask(id) : nodes.range, nodes.factor,
                          own_reason ? nodes.inert->ask(id) : nodes.inert, own_range ? member : nodes.range_path},
                         evidence, star + 1, member);
        }
    }

    [[nodiscard]] Parameter default_of(std::string const& path) const
    {
        return {.key = path,
                .value = declaration_.value,
                .range = {declaration_.value, declaration_.value},
                .prior = Prior::fixed,
                .null = declaration_.null,
                .tag = declaration_.tag,
                .source = std::string{declaration_.source},
                .note = {},
                .origin = {"default", 0, 0}};
    }

    Declaration const& declaration_;
    std::vector<IndexSet> const& sets_;
    std::size_t position_;
    Scenario& scenario_;
    Diagnostics& faults_;
    std::vector<std::string> segments_;
    std::size_t own_segments_;
};

} // namespace

void read_family(ParameterFamily const& family, std::size_t position, Node const& root, Scenario& scenario,
                 Diagnostics& faults)
{
    FamilyReader{family, position, scenario, faults}.read(root);
}

} // namespace steppe
