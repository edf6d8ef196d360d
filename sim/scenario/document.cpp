#include "scenario/document.hpp"

#include "scenario/key_pattern.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace steppe {

bool Node::is_number() const
{
    return std::holds_alternative<std::int64_t>(value_) || std::holds_alternative<double>(value_);
}

double Node::number() const { return integer() != nullptr ? static_cast<double>(*integer()) : std::get<double>(value_); }

Node const* Node::ask(std::string const& name) const
{
    asked_.insert(name);
    auto const found = children_.find(name);
    return found == children_.end() ? nullptr : &found->second;
}

Node const* Node::ask(std::span<std::string const> path) const
{
    Node const* node = this;
    for (std::size_t i = 0; node != nullptr && i < path.size(); ++i) {
        node = node->ask(path[i]);
    }
    return node;
}

bool Node::has(std::span<std::string const> path) const
{
    if (path.empty()) {
        return true;
    }
    auto const found = children_.find(path.front());
    return found != children_.end() && found->second.has(path.subspan(1));
}

std::vector<std::string> Node::names() const
{
    std::vector<std::string> names;
    std::transform(children_.begin(), children_.end(), std::back_inserter(names),
                   [](auto const& child) { return child.first; });
    return names;
}

std::vector<std::string> Node::names_from_elsewhere(std::string const& name, std::string const& file) const
{
    std::vector<std::string> names;
    if (auto const table = children_.find(name); table != children_.end()) {
        for (auto const& [child, node] : table->second.children_) {
            if (node.key_where_.file != file) {
                names.push_back(child);
            }
        }
    }
    return names;
}

void Node::put(std::string const& name, SourceLocation key_where, Node child)
{
    child.key_where_ = std::move(key_where);
    children_.insert_or_assign(name, std::move(child));
}

void Node::merge(Node overlay)
{
    if (overlay.is_table() && is_table()) {
        auto const supersedes = [&](char const* name, char const* other) {
            if (overlay.children_.contains(name) && !overlay.children_.contains(other)) {
                children_.erase(other);
            }
        };
        supersedes("range", "factor");
        supersedes("factor", "range");
        for (auto& [name, node] : overlay.children_) {
            auto const found = children_.find(name);
            if (found == children_.end()) {
                children_.emplace(name, std::move(node));
            } else {
                found->second.merge(std::move(node));
            }
        }
        return;
    }
    auto const value = children_.find("value");
    if (is_table() && !overlay.is_table() && value != children_.end()) {
        value->second = std::move(overlay);
        return;
    }
    *this = std::move(overlay);
}

Node Node::moved_to(SourceLocation const& where) const
{
    Node moved{where, value_};
    if (list() != nullptr) {
        std::vector<Node> entries;
        std::transform(list()->begin(), list()->end(), std::back_inserter(entries),
                       [&](Node const& entry) { return entry.moved_to(where); });
        moved.value_ = std::move(entries);
    }
    for (auto const& [name, node] : children_) {
        moved.put(name, where, node.moved_to(where));
    }
    return moved;
}

bool Node::is_written_in(std::string const& file) const
{
    return key_where_.file == file || where_.file == file ||
           std::any_of(children_.begin(), children_.end(),
                       [&](auto const& child) { return child.second.is_written_in(file); });
}

void Node::report_unknown(std::string const& path, std::map<std::string, std::string> const& dropped,
                          Diagnostics& faults) const
{
    if (!is_table()) {
        if (!asked_.empty()) {
            faults.add(where_, "S103", "'" + path + "' must be a table");
        }
        return;
    }
    std::vector<std::string> const known{asked_.begin(), asked_.end()};
    for (auto const& [name, node] : children_) {
        std::string const full = join_key(path, name);
        if (asked_.contains(name)) {
            node.report_unknown(full, dropped, faults);
        } else if (auto const by = dropped.find(name); by == dropped.end() || node.is_written_in(by->second)) {
            faults.add(node.key_where(), "S102", "unknown key '" + full + "'", closest_name(name, known));
        }
    }
}

std::string place_text(SourceLocation const& where)
{
    return where.line > 0 ? fmt::format("{}:{}:{}", where.file, where.line, where.column) : where.file;
}

} // namespace steppe
