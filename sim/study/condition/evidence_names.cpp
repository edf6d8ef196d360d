#include "study/condition/evidence_names.hpp"

#include "base/calendar.hpp"
#include "scenario/csv_line.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace steppe {
namespace {

std::string text_of(std::chrono::year_month month)
{
    return fmt::format("{:04}-{:02}", static_cast<int>(month.year()), static_cast<unsigned>(month.month()));
}

std::optional<std::chrono::year_month> date_of(std::string_view text)
{
    std::size_t const dash = text.find('-');
    if (dash != 4 || text.size() != 7) {
        return std::nullopt;
    }
    std::optional<int> const year = number_of<int>(text.substr(0, dash));
    std::optional<unsigned> const month = number_of<unsigned>(text.substr(dash + 1));
    if (!year || !month) {
        return std::nullopt;
    }
    std::chrono::year_month const date{std::chrono::year{*year}, std::chrono::month{*month}};
    return date.ok() ? std::optional{date} : std::nullopt;
}

} // namespace

MeasureDeclaration const* EvidenceNames::measure(std::string_view name) const
{
    auto const found = std::find_if(scope_.measures.begin(), scope_.measures.end(),
                                    [&](MeasureDeclaration const& each) { return each.name == name; });
    if (found != scope_.measures.end()) {
        return &*found;
    }
    std::vector<std::string> known{"joined"};
    std::transform(scope_.measures.begin(), scope_.measures.end(), std::back_inserter(known),
                   [](MeasureDeclaration const& each) { return std::string{each.name}; });
    report_(name, "E102", fmt::format("unknown measure '{}'", name), closest_name(name, known));
    return nullptr;
}

std::size_t EvidenceNames::element(MeasureDeclaration const& measure, std::vector<std::string_view> const& actors,
                                   std::string_view part) const
{
    std::vector<IndexSet> const& sets = measure.sets;
    bool const hedger_is_clear =
        !sets.empty() && sets.front() == IndexSet::hedger && scope_.actors.ids(IndexSet::hedger).size() == 1;
    std::size_t const left_out = hedger_is_clear && actors.size() + 1 == sets.size() ? 1 : 0;
    if (actors.size() + left_out != sets.size()) {
        report_(part, "E103",
                sets.empty() ? fmt::format("{} has no actors", measure.name)
                             : fmt::format("{} is of {}: expected [{}]", measure.name, names_of(sets), names_of(sets)),
                {});
        return 0;
    }
    std::size_t element = 0;
    for (std::size_t s = 0; s < sets.size(); ++s) {
        std::vector<std::string> const& ids = scope_.actors.ids(sets[s]);
        std::size_t place = 0;
        if (s >= left_out) {
            std::string_view const name = actors[s - left_out];
            auto const found = std::find(ids.begin(), ids.end(), name);
            if (found == ids.end()) {
                report_(name, "E103",
                        fmt::format("'{}' is no {}: these are {}", name, name_of(sets[s]), fmt::join(ids, ", ")),
                        closest_name(name, ids));
            } else {
                place = static_cast<std::size_t>(found - ids.begin());
            }
        }
        element = element * ids.size() + place;
    }
    return element;
}

int EvidenceNames::month(std::string_view text) const
{
    std::optional<int> const number = number_of<int>(text);
    std::optional<std::chrono::year_month> const date = date_of(text);
    if (!number && !date) {
        report_(text, "E104", fmt::format("'{}' is no month", text), text_of(scope_.start));
        return 0;
    }
    int const month = date ? months_between(scope_.start, *date) : *number - 1;
    if (month < 0 || month >= scope_.months) {
        report_(text, "E104",
                fmt::format("month {} is outside the run, which goes from {} (1) to {} ({})", text, text_of(scope_.start),
                            text_of(scope_.start + std::chrono::months{scope_.months - 1}), scope_.months),
                {});
        return 0;
    }
    return month;
}

double EvidenceNames::number(std::string_view text) const
{
    std::optional<double> const value = number_of<double>(text.starts_with('+') ? text.substr(1) : text);
    if (!value || !std::isfinite(*value)) {
        report_(text, "E105", fmt::format("'{}' is no finite number", text), {});
        return 0.0;
    }
    return *value;
}

void EvidenceNames::check_within_bounds(MeasureDeclaration const& measure, double low, double high,
                                        std::string_view part) const
{
    if (high < measure.bounds.lower || low > measure.bounds.upper) {
        report_(part, "E105",
                fmt::format("{} lies between {} and {} ({})", measure.name, measure.bounds.lower, measure.bounds.upper,
                            measure.unit),
                {});
    }
}

} // namespace steppe
