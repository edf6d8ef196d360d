#include "support/by_arrays.hpp"

namespace bench {
namespace {

struct alignas(64) Question {
    double most[I][block], most_change[I][block], most_keep[I][block], lower[I][block], upper[I][block], sponsor[I][block];
    double start[block], x[block], u[block], f[block], below[block], above[block];
};

void evaluate(Question& q)
{
    LANES q.f[r] = q.start[r] - q.x[r];
    for (int i = 0; i < I; ++i) {
        LANES
        {
            q.f[r] += std::fmin(q.most_change[i][r], std::fmax(q.most[i][r] - q.u[r], 0.0)) -
                      std::fmin(q.most_keep[i][r], std::fmax(q.most[i][r] - 1.0 / q.u[r], 0.0));
        }
    }
}

bool move(Question& q)
{
    double towards[block] = {}, away[block] = {};
    for (int i = 0; i < I; ++i) {
        LANES
        {
            bool const up = q.f[r] > 0.0;
            double const u = q.u[r];
            bool const bids = (u > q.lower[i][r] && u < q.upper[i][r]) || (up && u == q.lower[i][r] && u < q.upper[i][r]) ||
                              (!up && u == q.upper[i][r] && u > q.lower[i][r]);
            towards[r] += bids ? q.sponsor[i][r] : 0.0;
            away[r] += bids ? 1.0 - q.sponsor[i][r] : 0.0;
        }
    }
    double x[block], u[block], last[block];
    LANES
    {
        bool const up = q.f[r] > 0.0;
        bool const moving = std::fabs(q.f[r]) > 1e-12;
        q.below[r] = moving && up ? q.u[r] : q.below[r];
        q.above[r] = moving && !up ? q.u[r] : q.above[r];
        double const rising = towards[r] * q.u[r], falling = away[r] / q.u[r];
        double const slope = 1.0 + rising + falling;
        double const bend = 2.0 * slope * slope + q.f[r] * (rising - falling);
        double const step = bend > slope * slope ? 2.0 * q.f[r] * slope / bend : q.f[r] / slope;
        x[r] = std::fmin(std::fmax(q.x[r] + step, -700.0), 700.0);
        u[r] = std::exp(x[r]);
        last[r] = up ? q.below[r] : q.above[r];
    }
    for (int i = 0; i < 2 * I; ++i) {
        double const* kinks = i < I ? q.lower[i] : q.upper[i - I];
        LANES
        {
            bool const up = q.f[r] > 0.0;
            bool const within = kinks[r] > q.below[r] && kinks[r] < q.above[r];
            double const higher = within && kinks[r] <= u[r] && kinks[r] > last[r] ? kinks[r] : last[r];
            double const lower = within && kinks[r] >= u[r] && kinks[r] < last[r] ? kinks[r] : last[r];
            last[r] = up ? higher : lower;
        }
    }
    double any_stop = 0.0;
#pragma omp simd reduction(+ : any_stop)
    for (int r = 0; r < block; ++r) {
        any_stop += last[r] != q.u[r] || u[r] < q.below[r] || u[r] > q.above[r] ? 1.0 : 0.0;
    }
    if (any_stop > 0.0) {
        LANES
        {
            bool const passes = last[r] != q.u[r];
            bool const stops = passes || u[r] < q.below[r] || u[r] > q.above[r];
            double const stop = passes ? last[r] : (u[r] < q.below[r] ? q.below[r] : q.above[r]);
            x[r] = stops ? std::log(stop) : x[r];
            u[r] = stops ? stop : u[r];
        }
    }
    LANES
    {
        bool const moving = std::fabs(q.f[r]) > 1e-12;
        q.x[r] = moving ? x[r] : q.x[r];
        q.u[r] = moving ? u[r] : q.u[r];
    }
    evaluate(q);
    double left = 0.0;
#pragma omp simd reduction(+ : left)
    for (int r = 0; r < block; ++r) {
        left += std::fabs(q.f[r]) > 1e-12 ? 1.0 : 0.0;
    }
    return left > 0.0;
}

void answer_question(Question& q, double const* in, double* out, std::size_t n)
{
    auto const given = [&](int field) { return in + static_cast<std::size_t>(field) * n; };
    for (int i = 0; i < I; ++i) {
        double const* gains = given(field::gain + i);
        double const* exchange = given(field::exchange + i);
        double const* cap_change = given(field::cap_change + i);
        double const* cap_keep = given(field::cap_keep + i);
        double const* precision = given(field::precision);
        LANES
        {
            double const scale = precision[r] * exchange[r];
            double const gain = scale * gains[r];
            bool const sponsor = gain > 0.0;
            double const most = std::fabs(gain) - 1.0;
            double const cap = scale * (sponsor ? cap_change[r] : cap_keep[r]);
            double const below_cap = most - cap;
            q.most[i][r] = most;
            q.most_change[i][r] = sponsor ? cap : 0.0;
            q.most_keep[i][r] = sponsor ? 0.0 : cap;
            q.lower[i][r] = sponsor ? below_cap : (most > 0.0 ? 1.0 / most : never);
            q.upper[i][r] = sponsor ? most : (below_cap > 0.0 ? 1.0 / below_cap : never);
            q.sponsor[i][r] = sponsor ? 1.0 : 0.0;
        }
    }
    double const* start = given(field::log_odds_without_offers);
    LANES
    {
        q.start[r] = q.x[r] = start[r];
        q.u[r] = std::exp(start[r]);
        q.below[r] = 0.0;
        q.above[r] = never;
    }
    evaluate(q);
    for (int n_moves = 0; n_moves < 23 && move(q); ++n_moves) {
    }
    std::memcpy(out + static_cast<std::size_t>(answer::log_odds) * n, q.x, sizeof(q.x));
}

} // namespace

void answer_accord_by_arrays(double const* fields, double* answers, std::size_t n)
{
    static Question question;
    answer_question(question, fields, answers, n);
}

} // namespace bench
