/// What a page calls. Texts come as UTF-8, in memory that `memory` gave; a fault does not return (raised.cpp).

#include "browser/live_run.hpp"
#include "browser/memory_files.hpp"
#include "ensemble/paired_effect.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <string_view>

#define STEPPE_EXPORT(name) extern "C" [[clang::export_name(#name)]]

namespace {

using steppe::browser::BlockSums;
using steppe::browser::LiveRun;

std::vector<std::string> lines_of(std::string_view lines)
{
    std::vector<std::string> all;
    while (!lines.empty()) {
        std::size_t const end = lines.find('\n');
        all.emplace_back(lines.substr(0, end));
        lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
    }
    return all;
}

std::vector<steppe::Override> overrides_of(std::string_view lines)
{
    std::vector<steppe::Override> overrides;
    for (std::string const& line : lines_of(lines)) {
        std::size_t const equals = line.find('=');
        overrides.push_back({line.substr(0, equals), equals == std::string::npos ? "" : line.substr(equals + 1)});
    }
    return overrides;
}

/// Valid until the next; the page reads it at once.
char const* reply(std::string text)
{
    static std::string kept;
    kept = std::move(text);
    return kept.c_str();
}

} // namespace

STEPPE_EXPORT(memory_for) void* memory_for(std::size_t size) { return std::malloc(size); }

STEPPE_EXPORT(release) void release(void* memory) { std::free(memory); }

STEPPE_EXPORT(keep_file)
void keep_file(char const* path, std::size_t path_size, char const* text, std::size_t text_size)
{
    steppe::browser::keep_file({path, path_size}, {text, text_size});
}

/// `sets`: lines of key=value, as of --set. `arms`: lines.
STEPPE_EXPORT(open_run)
LiveRun* open_run(char const* path, std::size_t path_size, char const* sets, std::size_t sets_size, char const* arms,
                  std::size_t arms_size)
{
    return new LiveRun{{path, path_size}, overrides_of({sets, sets_size}), lines_of({arms, arms_size})};
}

STEPPE_EXPORT(close_run) void close_run(LiveRun const* run) { delete run; }

/// Lines of words that tabs part: months, opening month, replicates, blocks; then a line for each measure (name, elements) and each outcome
/// (label, position of its measure, element).
STEPPE_EXPORT(describe_run) char const* describe_run(LiveRun const* run)
{
    steppe::RunLayout const& layout = run->layout();
    std::string text = fmt::format("run\t{}\t{}-{:02}\t{}\t{}\n", layout.months, static_cast<int>(layout.start.year()),
                                   static_cast<unsigned>(layout.start.month()), layout.replicates, run->block_count());
    for (steppe::MeasureDeclaration const& measure : layout.measures) {
        text += fmt::format("measure\t{}\t{}\n", measure.name, layout.elements(measure));
    }
    for (steppe::Outcome const& outcome : layout.outcomes) {
        text += fmt::format("outcome\t{}\t{}\t{}\n", outcome.label, outcome.measure, outcome.element);
    }
    return reply(std::move(text));
}

STEPPE_EXPORT(run_block) BlockSums const* run_block(LiveRun* run, int index) { return &run->run(index); }

STEPPE_EXPORT(block_outcomes) double const* block_outcomes(BlockSums const* sums) { return sums->outcomes.data(); }

STEPPE_EXPORT(block_outcomes_size) std::size_t block_outcomes_size(BlockSums const* sums) { return sums->outcomes.size(); }

STEPPE_EXPORT(block_series) double const* block_series(BlockSums const* sums) { return sums->series.data(); }

STEPPE_EXPORT(block_series_size) std::size_t block_series_size(BlockSums const* sums) { return sums->series.size(); }

STEPPE_EXPORT(block_pairs) int block_pairs(BlockSums const* sums) { return sums->pairs; }

STEPPE_EXPORT(block_failed) int block_failed(BlockSums const* sums) { return sums->failed; }

STEPPE_EXPORT(block_digest) char const* block_digest(BlockSums const* sums) { return reply(sums->digest); }

/// Statistics of treated - control, in this order: pairs, mean, its interval of 90 % (2), quantiles of 5 % and 95 % (2), share above 0, share
/// below 0. Valid until the next.
STEPPE_EXPORT(effect_of)
double const* effect_of(double const* treated, double const* control, std::size_t size)
{
    static std::array<double, 8> numbers{};
    steppe::PairedEffect const effect = steppe::paired_effect({treated, size}, {control, size});
    numbers = {static_cast<double>(effect.pairs),
               effect.mean,
               effect.mean_interval.low,
               effect.mean_interval.high,
               effect.spread.low,
               effect.spread.high,
               effect.share_positive,
               effect.share_negative};
    return numbers.data();
}
