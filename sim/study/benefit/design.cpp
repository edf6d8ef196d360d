#include "study/benefit/design.hpp"

#include "ensemble/summariser.hpp"
#include "model/schema_of_model.hpp"

#include <algorithm>
#include <filesystem>

namespace steppe {
namespace {

/// Order of names in which R2 comes before R10: digits count as the number that they make.
bool comes_before(std::filesystem::path const& one, std::filesystem::path const& other)
{
    std::string const a = one.stem().string(), b = other.stem().string();
    auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
    auto const first_difference = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    auto const digits_from = [&](std::string::const_iterator from, std::string::const_iterator end) {
        return std::distance(from, std::find_if_not(from, end, is_digit));
    };
    auto const in_a = digits_from(first_difference.first, a.end());
    auto const in_b = digits_from(first_difference.second, b.end());
    bool const within_number =
        (in_a > 0 && in_b > 0) || (first_difference.first != a.begin() && is_digit(*std::prev(first_difference.first)));
    return within_number && in_a != in_b ? in_a < in_b : a < b;
}

/// Files as they are named, and of folders the scenarios in them by name.
std::vector<std::filesystem::path> list_rivals(std::vector<std::string> const& names)
{
    std::vector<std::filesystem::path> paths;
    for (std::filesystem::path const path : names) {
        std::error_code ignored;
        if (!std::filesystem::is_directory(path, ignored)) {
            paths.push_back(path);
            continue;
        }
        std::vector<std::filesystem::path> inside;
        for (auto const& entry : std::filesystem::directory_iterator{path}) {
            if (entry.path().extension() == ".toml") {
                inside.push_back(entry.path());
            }
        }
        std::sort(inside.begin(), inside.end(), comes_before);
        paths.insert(paths.end(), inside.begin(), inside.end());
    }
    return paths;
}

} // namespace

BenefitDesign make_benefit_design()
{
    std::vector<std::string> names;
    for (std::string const& contrast : contrast_names()) {
        static_cast<void>(find_contrast(contrast, names));
    }
    BenefitDesign design{.arms = {}, .contrasts = list_contrasts(names)};
    for (std::string const& name : names) {
        design.arms.push_back(find_arm(name).value());
    }
    return design;
}

std::vector<Rival> read_rivals(std::vector<std::string> const& names, std::vector<Override> const& overrides,
                               Scenario const& base, std::string const& base_name)
{
    std::vector<Rival> rivals;
    Diagnostics faults;
    for (std::filesystem::path const& path : list_rivals(names)) {
        try {
            rivals.push_back({path.stem().string(), read_scenario(path, model_schema(), overrides)});
        } catch (InputError const& error) {
            for (Diagnostic const& fault : error.faults()) {
                faults.add(fault.where, fault.code, fault.message, fault.suggestion);
            }
            continue;
        }
        if (!(rivals.back().scenario.actors == base.actors)) {
            faults.add({path.string(), 0, 0}, "C114", "has other actors than " + base_name);
        }
        auto const same = [&](Rival const& before) { return before.id == rivals.back().id; };
        if (std::count_if(rivals.begin(), rivals.end(), same) > 1) {
            faults.add({path.string(), 0, 0}, "C114", "another rival is called '" + rivals.back().id + "' too");
        }
    }
    faults.throw_if_any();
    return rivals;
}

} // namespace steppe
