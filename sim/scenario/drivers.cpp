#include "scenario/drivers.hpp"

#include "scenario/driver_file.hpp"
#include "scenario/source_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace steppe {
namespace {

constexpr int longest_gap = 24; // months
constexpr std::string_view power_mark = "{power}";

int count_of(std::chrono::year_month month)
{
    return static_cast<int>(month.year()) * 12 + static_cast<int>(static_cast<unsigned>(month.month())) - 1;
}

class DriverUse {
public:
    DriverUse(Schema const& schema, Scenario& scenario, Diagnostics& faults)
        : schema_{schema}, scenario_{scenario}, faults_{faults}
    {
    }

    void read()
    {
        if (setting("drivers.file").value.empty()) {
            refuse_use_without_file();
            return;
        }
        std::optional<std::string> const path = path_of_file();
        std::optional<std::string> const text =
            path ? read_source(*path, setting("drivers.file").origin, faults_) : std::nullopt;
        if (!text) {
            return;
        }
        scenario_.read_besides.push_back(*path);
        file_ = parse_driver_file(*text, *path, faults_);
        settle_checksum();
        settle_times();
        for (DriverReading const& reading : schema_.readings) {
            if (!setting(use_key(reading)).value.empty()) {
                use(reading);
            }
        }
    }

private:
    [[nodiscard]] Setting& setting(std::string const& key) { return scenario_.settings.at(key); }

    void refuse_use_without_file()
    {
        for (DriverReading const& reading : schema_.readings) {
            Setting const& use = setting(use_key(reading));
            if (!use.value.empty()) {
                faults_.add(use.origin, "S131", use_key(reading) + " names a series, and drivers.file no file");
            }
        }
    }

    /// The file, relative to the scenario that names it. It must lie in that scenario's folder or below.
    std::optional<std::string> path_of_file()
    {
        Setting const& named = setting("drivers.file");
        std::filesystem::path const relative = std::filesystem::path{named.value}.lexically_normal();
        if (relative.is_absolute() || relative.begin() == relative.end() || *relative.begin() == "..") {
            faults_.add(named.origin, "S124",
                        fmt::format("drivers.file = '{}' must lie beside the scenario or below it", named.value));
            return std::nullopt;
        }
        bool const in_a_file = rank_of(named.origin) < scenario_.files.size();
        std::string const& beside = in_a_file ? named.origin.file : scenario_.files.back().path;
        return (std::filesystem::path{beside}.parent_path() / relative).string();
    }

    void settle_checksum()
    {
        Setting& stated = setting("drivers.checksum");
        if (!stated.value.empty() && stated.value != file_.checksum) {
            faults_.add(stated.origin, "S131",
                        fmt::format("the scenario is made for the driver file with checksum {}, and '{}' has {}",
                                    stated.value, setting("drivers.file").value, file_.checksum));
        }
        stated.value = file_.checksum;
        if (stated.origin.file == "default") {
            stated.origin = setting("drivers.file").origin;
        }
    }

    void settle_times()
    {
        start_ = count_of(scenario_.month("run.start"));
        until_ = setting("drivers.until").value.empty() ? start_ : count_of(scenario_.month("drivers.until"));
        auto const mode = std::find(driver_mode_names.begin(), driver_mode_names.end(), setting("drivers.mode").value);
        mode_ = static_cast<DriverMode>(mode - driver_mode_names.begin());
        scenario_.drivers.mode = mode_;
        scenario_.drivers.start = start_;
        scenario_.drivers.last = mode_ == DriverMode::known ? until_ : std::min(until_, start_);
        scenario_.drivers.shift = static_cast<int>(scenario_.integer("drivers.placebo_shift"));
        if (mode_ == DriverMode::placebo_shift && scenario_.drivers.shift == 0) {
            faults_.add(setting("drivers.mode").origin, "S131",
                        "placebo_shift needs drivers.placebo_shift, the months from which changes are taken");
        }
    }

    /// The position of a file in what was read, later for what is laid over it, and more for --set; 0 for what nobody wrote.
    [[nodiscard]] std::size_t rank_of(SourceLocation const& origin) const
    {
        auto const found = std::find_if(scenario_.files.begin(), scenario_.files.end(),
                                        [&](SourceText const& file) { return file.path == origin.file; });
        return origin.file == "default" ? 0 : static_cast<std::size_t>(found - scenario_.files.begin());
    }

    /// The parameter by which the user took the reading into hand, or null.
    [[nodiscard]] Parameter const* kept_out_by(DriverReading const& reading)
    {
        for (std::string_view const key : {reading.opening, reading.reverts_to}) {
            Parameter const* const parameter = key.empty() ? nullptr : scenario_.find(key);
            if (parameter != nullptr && parameter->origin.file != "default" &&
                rank_of(parameter->origin) > rank_of(setting(use_key(reading)).origin)) {
                return parameter;
            }
        }
        return nullptr;
    }

    void use(DriverReading const& reading)
    {
        if (Parameter const* const user = kept_out_by(reading)) {
            note("{}: {} is set by hand, so no series is used", reading.name, user->key);
            return;
        }
        std::string const pattern = setting(use_key(reading)).value;
        std::size_t const mark = pattern.find(power_mark);
        if (reading.per_power != (mark != std::string::npos)) {
            faults_.add(setting(use_key(reading)).origin, "S130",
                        fmt::format("{} = '{}': {}", use_key(reading), pattern,
                                    reading.per_power ? "each power has a series of its own; write {power} for its id"
                                                      : "one series stands for it, whose name has no {power}"));
            return;
        }
        if (!reading.per_power) {
            use_series(reading, "", pattern, true);
            return;
        }
        bool any = false;
        for (std::string const& power : scenario_.actors.ids(IndexSet::power)) {
            std::string name = pattern;
            name.replace(mark, power_mark.size(), power);
            any = use_series(reading, power, name, false) || any;
        }
        if (!any) {
            faults_.add(setting(use_key(reading)).origin, "S130",
                        fmt::format("{} = '{}': no power has such a series", use_key(reading), pattern));
        }
    }

    bool use_series(DriverReading const& reading, std::string const& power, std::string const& name, bool required)
    {
        SourceLocation const& asked_at = setting(use_key(reading)).origin;
        DriverSeries const* const series = file_.find(name);
        if (series == nullptr) {
            if (required) {
                faults_.add(asked_at, "S130", fmt::format("there is no series '{}' in '{}'", name, file_.path),
                            closest_name(name, file_.names()));
            } else {
                note("{} of {}: no series {}, so its process runs", reading.name, power, name);
            }
            return false;
        }
        if (series->kind != reading.kind || (!reading.unit.empty() && series->unit != reading.unit)) {
            auto const name_of_kind = [](SeriesKind kind) { return series_kind_names.at(static_cast<std::size_t>(kind)); };
            faults_.add(asked_at, "S130",
                        fmt::format("series '{}' is {} in {}; {} needs {} in {}", name, name_of_kind(series->kind),
                                    series->unit, reading.name, name_of_kind(reading.kind),
                                    reading.unit.empty() ? "any unit" : reading.unit));
            return false;
        }
        check_gaps(*series);
        check_reach(*series);
        scenario_.drivers.used.push_back({std::string{reading.name}, power, known_rows(*series)});
        open(reading, scenario_.drivers.used.back());
        return true;
    }

    void check_gaps(DriverSeries const& series)
    {
        for (std::size_t i = 1; series.kind != SeriesKind::event && i < series.rows.size(); ++i) {
            int const gap = series.rows[i].month - series.rows[i - 1].month - series.months_of_a_row();
            if (gap > longest_gap) {
                faults_.add(series.rows[i].where, "S129",
                            fmt::format("{} has no value for {} months before {}; at most {} are interpolated", series.name,
                                        gap, month_text(series.rows[i].month), longest_gap));
            }
        }
    }

    /// Changes of months that many earlier must be known.
    void check_reach(DriverSeries const& series)
    {
        int const from = start_ - scenario_.drivers.shift;
        if (mode_ == DriverMode::placebo_shift && !series.rows.empty() && series.rows.front().month > from) {
            faults_.add(setting("drivers.placebo_shift").origin, "S131",
                        fmt::format("{} begins in {}, after {}, from which changes are to be taken", series.name,
                                    month_text(series.rows.front().month), month_text(from)));
        }
    }

    /// The rows that the mode lets the run know: of a year, only when it is over.
    [[nodiscard]] DriverSeries known_rows(DriverSeries const& series) const
    {
        DriverSeries known = series;
        std::erase_if(known.rows, [&](DriverRow const& row) {
            bool const is_past = row.month + series.months_of_a_row() - 1 <= scenario_.drivers.last;
            return row.projected ? mode_ != DriverMode::known : !is_past;
        });
        return known;
    }

    /// Gives the last value before the run to the parameter that opens the reading.
    void open(DriverReading const& reading, UsedSeries const& used)
    {
        auto const is_before = [&](DriverRow const& row) { return row.month + used.series.months_of_a_row() - 1 <= start_; };
        auto const after = std::find_if_not(used.series.rows.begin(), used.series.rows.end(), is_before);
        bool const is_event = reading.kind == SeriesKind::event;
        std::string const label = used.power.empty() ? used.reading : used.reading + " of " + used.power;
        int const end = used.series.rows.empty() ? 0 : used.series.rows.back().month + used.series.months_of_a_row() - 1;
        std::string const last = is_event  ? month_text(std::max(end, scenario_.drivers.last)) // 0 where there is no row
                                 : end > 0 ? month_text(end)
                                           : std::string{"never"};
        if (after == used.series.rows.begin() && !is_event) {
            note("{}: {} has no value before the run; the resting value holds until it begins", label, used.series.name);
        } else if (mode_ == DriverMode::known) {
            note("{}: {}, known to {}, then {}", label, used.series.name, last, is_event ? "the calendar" : "its process");
        } else {
            note("{}: {} to {}, then {}", label, used.series.name, last,
                 mode_ == DriverMode::extrapolated ? (is_event ? "the calendar" : "its process")
                                                   : "changes of other months");
        }
        if (reading.opening.empty()) {
            return;
        }
        auto const parameter = std::find_if(scenario_.parameters.begin(), scenario_.parameters.end(),
                                            [&](Parameter const& p) { return p.key == reading.opening; });
        Parameter const* const resting = scenario_.find(reading.resting);
        if (parameter == scenario_.parameters.end() || resting == nullptr) {
            return; // it is at fault, and that was said
        }
        if (after == used.series.rows.begin()) {
            parameter->value = resting->value;
            parameter->range = {resting->value, resting->value};
            parameter->prior = Prior::fixed;
            parameter->source = fmt::format("{}, until {} begins: {}", resting->key, used.series.name, resting->source);
            return;
        }
        DriverRow const& row = *std::prev(after);
        Interval const& allowed = schema_.parameters.at(parameter->family).declaration.allowed;
        if (row.value < allowed.low || row.value > allowed.high) {
            faults_.add(row.where, "S104",
                        fmt::format("{} = {} of {}, must lie in [{}, {}]", parameter->key, row.value, used.series.name,
                                    allowed.low, allowed.high));
        }
        parameter->value = row.value;
        parameter->range = {row.value, row.value};
        parameter->prior = Prior::fixed;
        parameter->tag = EvidenceTag::estimated;
        parameter->source = fmt::format("{}, {}: {}", used.series.name, month_text(row.month), row.source);
        parameter->note.clear();
        parameter->origin = row.where;
    }

    template <class... Values>
    void note(fmt::format_string<Values...> format, Values&&... values)
    {
        scenario_.drivers.notes.push_back(fmt::format(format, std::forward<Values>(values)...));
    }

    Schema const& schema_;
    Scenario& scenario_;
    Diagnostics& faults_;
    DriverFile file_;
    DriverMode mode_{DriverMode::extrapolated};
    int start_{}, until_{};
};

} // namespace

void read_drivers(Schema const& schema, Scenario& scenario, Diagnostics& faults)
{
    if (!schema.readings.empty() && scenario.settings.contains("drivers.mode")) {
        DriverUse{schema, scenario, faults}.read();
    }
}

} // namespace steppe
