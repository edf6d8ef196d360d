#include "scenario/sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

namespace steppe {
namespace {

constexpr std::size_t deepest_chain = 8;
constexpr std::string_view format_name = "steppe/1";

void check_format(Node const& root, std::string const& file, bool required, Diagnostics& faults)
{
    Node const* const format = root.ask("schema");
    if (format == nullptr) {
        if (required) {
            faults.add({file, 1, 1}, "S113", fmt::format("the first line should say schema = \"{}\"", format_name));
        }
        return;
    }
    if (format->text() == nullptr || *format->text() != format_name) {
        faults.add(format->where(), "S113",
                   fmt::format("this version reads schema = \"{}\"; convert the file or use the version that wrote it",
                               format_name));
    }
}

/// Files from the one named by the user down to the one that extends nothing.
class Chain {
public:
    explicit Chain(Diagnostics& faults) : faults_{faults} {}

    void follow(std::string const& path, SourceLocation const& asked_at)
    {
        std::string const identity = std::filesystem::weakly_canonical(path).string();
        if (std::find(identities_.begin(), identities_.end(), identity) != identities_.end()) {
            faults_.add(asked_at, "S117", "'" + path + "' extends itself, by way of " + cycle(identity));
            return;
        }
        if (documents_.size() == deepest_chain) {
            faults_.add(asked_at, "S117", fmt::format("more than {} files extend one another", deepest_chain));
            return;
        }
        std::size_t const faults_before = faults_.faults().size();
        std::string text = read_source(path, asked_at, faults_);
        if (faults_.faults().size() > faults_before) {
            return;
        }
        Node document = parse_document(text, path, faults_);
        if (faults_.faults().size() > faults_before) {
            return;
        }
        identities_.push_back(identity);
        paths_.push_back(path);
        Node const* const base = document.ask("extends");
        check_format(document, path, base == nullptr, faults_);
        documents_.push_back(document);
        files_.push_back({path, std::move(text)});
        if (base == nullptr) {
            return;
        }
        if (base->text() == nullptr) {
            faults_.add(base->where(), "S117", "'extends' names one file, as text");
            return;
        }
        follow((std::filesystem::path{path}.parent_path() / *base->text()).lexically_normal().string(), base->where());
    }

    [[nodiscard]] MergedDocument merged() const
    {
        MergedDocument result;
        if (documents_.empty()) {
            return result;
        }
        result.root = documents_.back();
        for (std::size_t i = documents_.size() - 1; i-- > 0;) {
            result.root.merge(documents_[i]);
        }
        result.files.assign(files_.rbegin(), files_.rend());
        static_cast<void>(result.root.ask("schema"));
        static_cast<void>(result.root.ask("extends"));
        return result;
    }

private:
    [[nodiscard]] std::string cycle(std::string const& identity) const
    {
        std::string text;
        bool inside = false;
        for (std::size_t i = 0; i < identities_.size(); ++i) {
            inside = inside || identities_[i] == identity;
            if (inside) {
                text += (text.empty() ? "" : " -> ") + paths_[i];
            }
        }
        return text;
    }

    Diagnostics& faults_;
    std::vector<std::string> identities_, paths_;
    std::vector<Node> documents_; ///< the user's first
    std::vector<SourceText> files_;
};

/// Whether `segments` is a member of a pattern, and how many of them name the parameter's own table.
bool matches(std::string_view pattern, std::vector<std::string> const& segments, std::size_t& own)
{
    std::vector<std::string> parts;
    std::istringstream stream{std::string{pattern}};
    for (std::string part; std::getline(stream, part, '.');) {
        parts.push_back(part);
    }
    if (parts.size() != segments.size()) {
        return false;
    }
    own = parts.size();
    while (own > 0 && parts[own - 1] == "*") {
        --own;
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i] != "*" && parts[i] != segments[i]) {
            return false;
        }
    }
    return true;
}

/// The tree that one override stands for: a.b.c = value, with `value` where a family's members live under it.
Node override_tree(std::vector<std::string> const& segments, Schema const& schema, Node leaf, SourceLocation const& where)
{
    std::vector<std::string> path = segments;
    for (ParameterFamily const& family : schema.parameters) {
        std::size_t own = 0;
        if (matches(family.declaration.key, segments, own) && own < segments.size()) {
            path.insert(path.begin() + static_cast<std::ptrdiff_t>(own), "value");
            break;
        }
    }
    for (std::size_t i = path.size(); i-- > 0;) {
        Node table{where, std::monostate{}};
        table.put(path[i], where, std::move(leaf));
        leaf = std::move(table);
    }
    return leaf;
}

void apply(Override const& override_value, Schema const& schema, Node& root, Diagnostics& faults)
{
    std::string const shown = "--set " + override_value.key + "=" + override_value.value;
    SourceLocation const where{shown, 0, 0};
    Diagnostics own;
    Node document = parse_document("value = " + override_value.value + "\n", shown, own);
    if (!own.empty()) {
        // What is no TOML value is taken as text, so that --set run.start=2025-11 needs no quotes in a shell.
        document = Node{where, std::monostate{}};
        document.put("value", where, Node{where, override_value.value});
    }
    Node leaf{where, document.ask("value")->value()};
    std::vector<std::string> segments;
    std::istringstream stream{override_value.key};
    for (std::string segment; std::getline(stream, segment, '.');) {
        segments.push_back(segment);
    }
    if (segments.empty() || leaf.is_table()) {
        faults.add(where, "S118", "expected a key and a plain value");
        return;
    }
    root.merge(override_tree(segments, schema, std::move(leaf), where));
}

} // namespace

MergedDocument read_sources(std::string const& path, Schema const& schema, std::vector<Override> const& overrides,
                            Diagnostics& faults)
{
    Chain chain{faults};
    chain.follow(path, {});
    MergedDocument document = chain.merged();
    for (Override const& override_value : overrides) {
        apply(override_value, schema, document.root, faults);
    }
    return document;
}

} // namespace steppe
