#include "study/sweep/study.hpp"

#include "scenario/key_pattern.hpp"
#include "scenario/source_file.hpp"
#include "scenario/text_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace steppe {
namespace {

constexpr std::string_view format_name = "steppe-study/1";
constexpr std::int64_t most_points = 10'000'000;

/// Reads keys of one file; every fault goes to `faults`.
class Reader {
public:
    Reader(std::string file, Diagnostics& faults) : file_{std::move(file)}, faults_{faults} {}

    [[nodiscard]] std::string text(Node const& table, std::string const& key, bool required = false) const
    {
        Node const* const node = table.ask(key);
        if (node == nullptr) {
            if (required) {
                faults_.add({file_, 1, 1}, "T201", fmt::format("'{}' is missing", key));
            }
            return {};
        }
        if (node->text() == nullptr) {
            faults_.add(node->where(), "S103", fmt::format("{} must be text in quotes", key));
            return {};
        }
        return *node->text();
    }

    [[nodiscard]] std::vector<std::string> texts(Node const& table, std::string const& key) const
    {
        std::vector<std::string> entries;
        Node const* const node = table.ask(key);
        if (node == nullptr) {
            return entries;
        }
        std::vector<Node> const* const list = node->list();
        if (list == nullptr || list->empty()) {
            faults_.add(node->where(), "S103", fmt::format("{} must be a list of texts", key));
            return entries;
        }
        for (Node const& entry : *list) {
            if (entry.text() == nullptr) {
                faults_.add(entry.where(), "S103", fmt::format("{} must be a list of texts", key));
            } else {
                entries.push_back(*entry.text());
            }
        }
        return entries;
    }

    /// One of `choices`, as its position.
    template <std::size_t N>
    [[nodiscard]] std::size_t choice(Node const& table, std::string const& key,
                                     std::array<std::string_view, N> const& choices) const
    {
        std::string const given = text(table, key, true);
        auto const found = std::find(choices.begin(), choices.end(), given);
        if (found == choices.end() && !given.empty()) {
            std::vector<std::string> const known{choices.begin(), choices.end()};
            faults_.add(table.ask(key)->where(), "T201",
                        fmt::format("{} = '{}', must be one of {}", key, given, fmt::join(known, ", ")),
                        closest_name(given, known));
        }
        return found == choices.end() ? 0 : static_cast<std::size_t>(found - choices.begin());
    }

    /// A whole number of [least, most]; nothing where it is absent or at fault.
    [[nodiscard]] std::optional<std::int64_t> integer(Node const& table, std::string const& key, std::int64_t least,
                                                      std::int64_t most) const
    {
        Node const* const node = table.ask(key);
        if (node == nullptr) {
            return std::nullopt;
        }
        if (node->integer() == nullptr) {
            faults_.add(node->where(), "S103", fmt::format("{} must be a whole number", key));
            return std::nullopt;
        }
        if (*node->integer() < least || *node->integer() > most) {
            faults_.add(node->where(), "T204",
                        fmt::format("{} = {}, must lie in [{}, {}]", key, *node->integer(), least, most));
            return std::nullopt;
        }
        return *node->integer();
    }

    void axes(Node const& table, std::string const& path, std::vector<DesignAxis>& found) const
    {
        for (std::string const& name : table.names()) {
            Node const& child = *table.ask(name);
            std::string const key = join_key(path, name);
            if (says_how(child)) {
                found.push_back({key, child.key_where(), child});
                // Known by name here; what is asked of the copy does not count for the original.
                for (char const* const part : {"range", "values", "prior", "levels", "scale"}) {
                    static_cast<void>(child.ask(part));
                }
            } else if (!child.is_table() || child.names().empty()) {
                faults_.add(child.key_where(), "T203",
                            fmt::format("say how {} varies: {{ range = [low, high] }}, {{ values = [..] }} or "
                                        "{{ prior = true }}",
                                        key));
            } else {
                axes(child, key, found);
            }
        }
    }

    void check_format(Node const& root) const
    {
        Node const* const format = root.ask("schema");
        if (format == nullptr || format->text() == nullptr || *format->text() != format_name) {
            faults_.add(format == nullptr ? SourceLocation{file_, 1, 1} : format->where(), "S113",
                        fmt::format("not a study that this version of steppe reads; a study begins with schema = \"{}\"",
                                    format_name));
        }
    }

private:
    [[nodiscard]] static bool says_how(Node const& node)
    {
        std::vector<std::string> const names = node.names();
        return std::any_of(names.begin(), names.end(),
                           [](std::string const& name) { return name == "range" || name == "values" || name == "prior"; });
    }

    std::string file_;
    Diagnostics& faults_;
};

std::string beside(std::filesystem::path const& study, std::string const& name)
{
    return name.empty() ? name : (study.parent_path() / name).lexically_normal().string();
}

Design read_design(Node const& table, std::filesystem::path const& path, Reader const& reader, Diagnostics& faults)
{
    Design design;
    design.where = table.key_where();
    design.kind = static_cast<DesignKind>(reader.choice(table, "kind", design_kinds));
    design.seed = static_cast<std::uint64_t>(reader.integer(table, "seed", 0, std::int64_t{1} << 53U).value_or(1));
    bool const counted = design.kind != DesignKind::grid && design.kind != DesignKind::list;
    std::optional<std::int64_t> const points = reader.integer(table, "points", 1, most_points);
    design.points = static_cast<int>(points.value_or(0));
    if (counted && table.ask("points") == nullptr) {
        faults.add(design.where, "T201", "'design.points' is missing: how many points the design shall have");
    } else if (!counted && points) {
        faults.add(table.ask("points")->where(), "T204", "the number of points follows from the values of a grid or list");
    }
    if (design.kind == DesignKind::sobol && (design.points & (design.points - 1)) != 0) {
        faults.add(table.ask("points")->where(), "T204",
                   fmt::format("points = {}; a Sobol sequence is balanced only for powers of two", design.points),
                   std::to_string(1 << static_cast<int>(std::lround(std::log2(design.points)))));
    }
    std::string const file = reader.text(table, "file", design.kind == DesignKind::list);
    if (!file.empty() && design.kind != DesignKind::list) {
        faults.add(table.ask("file")->where(), "T203", "only a list has a file");
    }
    design.file = beside(path, file);
    if (Node const* const parameters = table.ask("parameters")) {
        reader.axes(*parameters, "", design.axes);
        std::stable_sort(design.axes.begin(), design.axes.end(),
                         [](DesignAxis const& a, DesignAxis const& b) { return a.where < b.where; }); // as written
    }
    bool const needs_axes = design.kind != DesignKind::list && design.kind != DesignKind::priors;
    if (needs_axes && design.axes.empty() && faults.empty()) {
        faults.add(design.where, "T203", "'design.parameters' names no parameter to vary");
    }
    if (design.kind == DesignKind::list && !design.axes.empty()) {
        faults.add(design.axes.front().where, "T203", "the columns of a list say what it varies");
    }
    return design;
}

} // namespace

bool is_study(std::filesystem::path const& path)
{
    try {
        Diagnostics ignored;
        std::optional<std::string> const text = read_source(path.string(), {}, ignored);
        if (!text || !is_parsable(*text, path.string(), ignored)) {
            return false;
        }
        std::optional<Node> const root = parse_document(*text, path.string(), ignored);
        Node const* const format = root ? root->ask(std::string{"schema"}) : nullptr;
        return format != nullptr && format->text() != nullptr && format->text()->starts_with("steppe-study/");
    } catch (EnvironmentError const&) {
        return false;
    }
}

Study read_study(std::filesystem::path const& path)
{
    Diagnostics faults;
    Study study;
    study.file.path = path.string();
    std::optional<std::string> text = read_source(path.string(), {}, faults);
    std::optional<Node> root;
    if (text && is_parsable(*text, path.string(), faults)) {
        root = parse_document(*text, path.string(), faults);
    }
    if (!root) {
        throw InputError{faults.sorted()};
    }
    study.file.text = std::move(*text);
    Reader const reader{path.string(), faults};
    reader.check_format(*root);
    study.title = reader.text(*root, "title", true);
    static_cast<void>(reader.text(*root, "description"));
    study.scenario = beside(path, reader.text(*root, "scenario", true));
    study.arms = reader.texts(*root, "arms");
    struct Limits {
        char const* key{};
        std::int64_t least{}, most{};
    };
    for (Limits const& limits :
         {Limits{"replicates", 1, 100'000'000}, Limits{"months", 1, 1200}, Limits{"seed", 0, std::int64_t{1} << 53U}}) {
        if (std::optional<std::int64_t> const value = reader.integer(*root, limits.key, limits.least, limits.most)) {
            study.settings.push_back({fmt::format("run.{}", limits.key), std::to_string(*value)});
        }
    }
    if (root->ask(std::string{"shocks"}) != nullptr) {
        static constexpr std::array<std::string_view, 2> shocks{"own", "same"};
        study.settings.push_back({"run.shocks", std::string{shocks[reader.choice(*root, "shocks", shocks)]}});
    }
    if (root->ask(std::string{"record"}) != nullptr) {
        static constexpr std::array<std::string_view, 2> records{"final", "trajectories"};
        study.record = records[reader.choice(*root, "record", records)];
    }
    study.measures = reader.texts(*root, "measures");
    if (Node const* const design = root->ask(std::string{"design"})) {
        study.design = read_design(*design, path, reader, faults);
    } else {
        faults.add({path.string(), 1, 1}, "T201", "'[design]' is missing: what the study varies");
    }
    root->report_unknown("", {}, faults);
    faults.throw_if_any();
    return study;
}

} // namespace steppe
