#include "output/value_digest.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <bit>
#include <cmath>
#include <limits>
#include <span>
#include <stdexcept>
#include <string_view>

namespace steppe {
namespace {

/// A job by what it is, wherever it stands in a block.
struct JobName {
    std::string_view arm;
    int point{};
    std::int64_t replicate{};
};

/// Little-endian, whatever the machine has.
template <class Number>
void append(std::string& bytes, Number number)
{
    for (std::size_t byte = 0; byte < sizeof number; ++byte) {
        bytes.push_back(static_cast<char>(number >> (8U * byte)));
    }
}

void append(std::string& bytes, std::string_view text)
{
    append(bytes, static_cast<std::uint64_t>(text.size()));
    bytes += text;
}

void append(std::string& bytes, JobName const& job)
{
    append(bytes, job.arm);
    append(bytes, static_cast<std::uint64_t>(job.point));
    append(bytes, static_cast<std::uint64_t>(job.replicate));
}

DigestSum hash_of(std::string const& bytes)
{
    XXH128_hash_t const hash = XXH3_128bits(bytes.data(), bytes.size());
    return {hash.high64, hash.low64};
}

DigestSum hash_of(JobName const& job, JobState state)
{
    std::string bytes;
    append(bytes, job);
    bytes.push_back(static_cast<char>(state));
    return hash_of(bytes);
}

DigestSum hash_of(JobName const& job, std::string_view measure, std::span<float const> series)
{
    std::string bytes;
    bytes.reserve(series.size() * sizeof(float) + 128);
    append(bytes, job);
    append(bytes, measure);
    for (float const value : series) {
        append(bytes, std::bit_cast<std::uint32_t>(std::isnan(value) ? std::numeric_limits<float>::quiet_NaN() : value));
    }
    return hash_of(bytes);
}

} // namespace

void DigestSum::add(DigestSum const& other)
{
    low += other.low;
    high += other.high + (low < other.low ? 1U : 0U);
}

void ValueDigest::begin(RunLayout const& layout)
{
    layout_ = layout;
    sum_ = {};
}

InOrder ValueDigest::prepare(ResultBlock const& block)
{
    if (block.series.size() != layout_.measures.size()) {
        throw std::logic_error{"a digest of values was given a block without its series"};
    }
    DigestSum sum;
    std::size_t job = 0;
    for (std::string const& arm : layout_.arms) {
        for (int run = 0; run < block.range.jobs_per_arm(); ++run, ++job) {
            JobName const name{arm, block.range.first_point + run / block.range.replicates,
                               block.range.first_replicate + run % block.range.replicates};
            sum.add(hash_of(name, block.states[job]));
            for (std::size_t m = 0; m < layout_.measures.size() && block.states[job] == JobState::ok; ++m) {
                std::size_t const values = layout_.values_per_job(layout_.measures[m]);
                sum.add(hash_of(name, layout_.measures[m].name, std::span{block.series[m]}.subspan(job * values, values)));
            }
        }
    }
    return [this, sum] { sum_.add(sum); };
}

std::string ValueDigest::text() const { return fmt::format("{:016x}{:016x}", sum_.high, sum_.low); }

} // namespace steppe
