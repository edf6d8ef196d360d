#include "scenario/document.hpp"

#include <fmt/format.h>

#include <vector>

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

void Node::put(std::string const& name, SourceLocation key_where, Node child)
{
    child.key_where_ = std::move(key_where);
    children_.insert_or_assign(name, std::move(child));
}

std::vector<std::string> Node::names() const
{
    std::vector<std::string> names;
    for (auto const& [name, node] : children_) {
        names.push_back(name);
    }
    return names;
}

void Node::merge(Node overlay)
{
    if (overlay.is_table() && is_table()) {
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

void Node::report_unknown(std::string const& path, Diagnostics& faults) const
{
    std::vector<std::string> const known{asked_.begin(), asked_.end()};
    for (auto const& [name, node] : children_) {
        std::string const full = join_key(path, name);
        if (asked_.contains(name)) {
            node.report_unknown(full, faults);
        } else {
            faults.add(node.key_where(), "S102", "unknown key '" + full + "'", closest_name(name, known));
        }
    }
}

std::string join_key(std::string const& table, std::string const& name)
{
    return table.empty() ? name : fmt::format("{}.{}", table, name);
}

} // namespace steppe
