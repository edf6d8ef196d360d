#include "model/prior.hpp"

#include "lanes/draws.hpp"
#include "lanes/elementary.hpp"
#include "model/streams.hpp"

namespace steppe {

double prior_quantile(Prior prior, Interval range, double value, double u, double null)
{
    double const width = range.high - range.low;
    switch (prior) {
    case Prior::fixed:
        return value;
    case Prior::uniform:
        return range.low + u * width;
    case Prior::loguniform:
        return range.low * exponential(u * logarithm(range.high / range.low));
    case Prior::claim:
        return u < 0.5 ? null : range.low + (2.0 * u - 1.0) * width;
    case Prior::triangular:
        break;
    }
    if (width <= 0.0) {
        return value;
    }
    double const mode = (value - range.low) / width;
    return u < mode ? range.low + width * square_root(u * mode) : range.high - width * square_root((1.0 - u) * (1.0 - mode));
}

PriorSampler::PriorSampler(std::span<Parameter const> parameters, std::vector<JointDraws> joint) : joint_{std::move(joint)}
{
    for (Parameter const& parameter : parameters) {
        entries_.push_back({parameter.prior, parameter.range, parameter.value, parameter.null, identity_of(parameter.key)});
    }
}

void PriorSampler::sample(std::uint64_t seed, std::int64_t draw, std::vector<double>& values) const
{
    Draws<double> const draws{seed, draw};
    values.resize(entries_.size());
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        Entry const& entry = entries_[i];
        double const u = entry.prior == Prior::fixed ? 0.5 : draws.uniform(0, stream::prior, entry.identity);
        values[i] = prior_quantile(entry.prior, entry.range, entry.value, u, entry.null);
    }
    for (JointDraws const& joint : joint_) {
        joint.put_row(draw, draws.uniform(0, stream::prior, identity_of(joint.key)), values);
    }
}

} // namespace steppe
