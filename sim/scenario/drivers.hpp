#pragma once
/// Which series of a driver file a scenario uses, and what of them it may know (docs/model.md 6.11).

#include "scenario/scenario.hpp"

#include <array>
#include <string>
#include <string_view>

namespace steppe {

/// As `drivers.mode` writes them, in the order of DriverMode.
inline constexpr std::array<std::string_view, 4> driver_mode_names{"known", "extrapolated", "placebo_shift",
                                                                   "placebo_permute"};

/// "drivers.use.NAME".
[[nodiscard]] std::string use_key(DriverReading const& reading);

/// Reads the driver file that `drivers.file` names, if it names one: takes the series that `drivers.use.*` names into
/// `scenario.drivers`, gives opening values to the parameters of readings, and the file's checksum to the setting
/// `drivers.checksum`, by which a result says which file it was made with. A series is left out where the user set an opening value or a
/// resting value of its reading by something read later than `drivers.use.*`: an overlay, or --set. Faults: S100, S124 to S131.
void read_drivers(Schema const& schema, Scenario& scenario, Diagnostics& faults);

} // namespace steppe
