#pragma once
/// The faults that a scenario can have, by code. A code never changes its meaning.

#include <array>
#include <string_view>

namespace steppe {

struct FaultCode {
    std::string_view code;
    std::string_view meaning;
};

inline constexpr std::array<FaultCode, 33> scenario_fault_codes{{
    {"S100", "the file does not exist, is not a regular file, or is larger than 1 MiB"},
    {"S101", "the file is not valid TOML in UTF-8, is nested more than 64 deep, or holds a control character"},
    {"S102", "a key that the schema does not know"},
    {"S103", "a value of the wrong kind, a value where a table belongs, or none"},
    {"S104", "a value outside the interval that the schema allows"},
    {"S105", "a parameter without an evidence tag"},
    {"S106", "a parameter without a source"},
    {"S107", "a parameter without its unit, or in another one"},
    {"S108", "an evidence tag other than E, L, A, J, D"},
    {"S109", "an unknown prior"},
    {"S110", "a range that is no pair of numbers, is empty, or does not suit its parameter or prior"},
    {"S111", "a value outside its own range"},
    {"S112", "a range that leaves the interval that the schema allows"},
    {"S113", "a missing or different format version"},
    {"S114", "a fault in the lists of actors"},
    {"S115", "a required setting, or a parameter without a default, that is missing"},
    {"S116", "a setting with a value that it cannot have"},
    {"S117", "a fault in 'extends': a cycle, a chain of more than 8 files, no text"},
    {"S118", "an override that is not key=value"},
    {"S119", "both a range and a factor"},
    {"S120", "a number that is not finite"},
    {"S121", "more than 50 faults in one file; the others are counted, not shown"},
    {"S122", "a null value of a parameter whose prior is no claim"},
    {"S123", "a parameter that is called inert without a reason"},
    {"S124", "a driver file outside the folder of the scenario that names it"},
    {"S125", "a row of a driver file that is none, or too many of them"},
    {"S126", "a date that a series has twice, or a series of both years and months"},
    {"S127", "a series whose unit or kind changes"},
    {"S128", "a value that the kind of its series does not allow"},
    {"S129", "a gap of more than 24 months within a series that is used"},
    {"S130", "a series that does not exist, or does not suit the reading that it shall stand for"},
    {"S131", "settings of drivers that do not fit together, or another driver file than the scenario was made for"},
    {"S132",
     "a fault in a file of joint draws: an unknown parameter, two columns of one, a value that is none or not allowed"},
}};

/// What `steppe check` says of a scenario that is valid.
inline constexpr std::array<FaultCode, 4> scenario_warning_codes{{
    {"W101", "a world that is empty: nothing at stake, nothing offered, no sponsor, or an accession that is worth nothing "
             "to anyone"},
    {"W102", "sources or series of a state that the scenario does not have: left over from what it was made of"},
    {"W103", "placeholders: values whose source says so, as those of `steppe new`"},
    {"W104", "parameters that no file states, in tables of which no file states a member: they have the engine's defaults"},
}};

} // namespace steppe
