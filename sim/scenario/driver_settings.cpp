#include "scenario/drivers.hpp"

namespace steppe {

std::string use_key(DriverReading const& reading) { return "drivers.use." + std::string{reading.name}; }

std::vector<SettingDeclaration> driver_settings(std::vector<DriverReading> const& readings)
{
    using enum SettingKind;
    std::vector<SettingDeclaration> settings{
        {.key = "drivers.file",
         .kind = text,
         .doc = "A driver file beside the scenario or below it: observed series that readings of the world follow."},
        {.key = "drivers.checksum",
         .kind = text,
         .doc = "Checksum of that file. A scenario that states one refuses another file; the engine fills in what it read."},
        {.key = "drivers.until", .kind = month, .doc = "Last month that may be known; that of run.start where absent."},
        {.key = "drivers.mode",
         .kind = text,
         .fallback = "extrapolated",
         .choices = {driver_mode_names.begin(), driver_mode_names.end()},
         .doc =
             "Whether the run follows the series, their processes from the last known month, or changes of other months."},
        {.key = "drivers.placebo_shift",
         .kind = integer,
         .fallback = "0",
         .allowed = {0, 1200},
         .doc = "Months by which placebo_shift takes changes from earlier."},
    };
    for (DriverReading const& reading : readings) {
        settings.push_back({.key = use_key(reading), .kind = text, .doc = reading.doc});
    }
    return settings;
}

} // namespace steppe
