#include "base/diagnostics.hpp"

#include <algorithm>
#include <numeric>

namespace steppe {
namespace {

/// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
std::size_t edit_distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> previous(b.size() + 1);
    std::vector<std::size_t> current(b.size() + 1);
    std::iota(previous.begin(), previous.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        current[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t const substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
            current[j] = std::min({previous[j] + 1, current[j - 1] + 1, substitution});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                current[j] = std::min(current[j], before[j - 2] + 1);
            }
        }
        std::swap(before, previous);
        std::swap(previous, current);
    }
    return previous[b.size()];
}

std::string joined_text(std::vector<Diagnostic> const& faults)
{
    std::string text;
    for (Diagnostic const& fault : faults) {
        text += text.empty() ? "" : "\n";
        text += fault.text();
    }
    return text;
}

} // namespace

std::string Diagnostic::text() const
{
    std::string text = where.file;
    if (where.line > 0) {
        text += ":" + std::to_string(where.line) + ":" + std::to_string(where.column);
    }
    text += (text.empty() ? "" : ": ") + message;
    if (!suggestion.empty()) {
        text += "; did you mean '" + suggestion + "'?";
    }
    return text + " [" + code + "]";
}

void Diagnostics::add(SourceLocation where, std::string_view code, std::string message, std::string suggestion)
{
    faults_.push_back({std::move(where), std::move(message), std::move(suggestion), std::string{code}});
}

std::vector<Diagnostic> Diagnostics::sorted() const
{
    std::vector<Diagnostic> faults = faults_;
    std::stable_sort(faults.begin(), faults.end(),
                     [](Diagnostic const& a, Diagnostic const& b) { return a.where < b.where; });
    return faults;
}

void Diagnostics::throw_if_any() const
{
    if (!empty()) {
        throw InputError{sorted()};
    }
}

InputError::InputError(std::vector<Diagnostic> faults) : std::runtime_error{joined_text(faults)}, faults_{std::move(faults)}
{
}

std::string closest_name(std::string_view name, std::span<std::string const> known)
{
    std::string best;
    std::size_t best_distance = std::max<std::size_t>(1, name.size() / 3) + 1;
    for (std::string const& candidate : known) {
        std::size_t const distance = edit_distance(name, candidate);
        if (distance < best_distance) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

} // namespace steppe
