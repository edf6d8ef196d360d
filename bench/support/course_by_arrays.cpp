#include "support/by_arrays.hpp"

namespace bench {
namespace {

struct alignas(64) Block {
    double precision[block];
    double plain[A][block], threatened[A][block], before[A][block], others[A][block];
    double scale[I][block], least[I][block], cap[I][block], full_factor[I][block], k[I][block], k_before[I][block],
        change[I][block];
    double v[I][A][block], value_factor[I][A][block], offer_factor[I][A][block], after[I][A][block];
    double share[I][A][block], threat_factor[I][A][block];
    double made[I][block];
};

void post_menu(Block& b, int i)
{
    double discount[block];
    LANES discount[r] = std::exp(-b.k[i][r]);
    for (int a = 0; a < A; ++a) {
        LANES
        {
            double const margin = b.v[i][a][r] - b.k[i][r];
            double const offered = margin >= b.cap[i][r] ? b.full_factor[i][r] : b.value_factor[i][a][r] * discount[r];
            b.offer_factor[i][a][r] = margin <= 0.0 ? 1.0 : offered;
        }
    }
}

void open_game(Block& b, double const* in, std::size_t n)
{
    auto const at = [&](int field) { return in + static_cast<std::size_t>(field) * n; };
    std::memcpy(b.precision, at(field::precision), sizeof(b.precision));
    for (int a = 0; a < A; ++a) {
        double const* base = at(field::base_rate + a);
        double const* utility = at(field::utility + a);
        LANES b.threatened[a][r] = b.plain[a][r] = base[r] * std::exp(b.precision[r] * utility[r]);
    }
    for (int i = 0; i < I; ++i) {
        double const* exchange = at(field::exchange + i);
        double const* hurt = at(field::hurt + i);
        double const* capacity = at(field::capacity + i);
        double const* cap = at(field::cap + i);
        double const* threatens = at(field::threatens + i);
        double const* hold = at(field::value + i * A);
        LANES
        {
            b.scale[i][r] = b.precision[r] * exchange[r];
            b.cap[i][r] = b.scale[i][r] * cap[r];
            b.full_factor[i][r] = std::exp(b.cap[i][r]);
            b.made[i][r] = threatens[r];
            b.least[i][r] = 0.0;
            b.change[i][r] = 0.0;
        }
        for (int a = 0; a < A; ++a) {
            double const* value = at(field::value + i * A + a);
            LANES
            {
                double const scaled = b.scale[i][r] * (value[r] - hold[r]);
                b.v[i][a][r] = scaled;
                b.least[i][r] = std::fmin(b.least[i][r], scaled);
                b.value_factor[i][a][r] = std::exp(scaled);
                double const share = 1.0 / (1.0 + std::exp((value[r] + threat_threshold) * threat_steepness));
                b.share[i][a][r] = share;
                double const factor = std::exp(-b.precision[r] * hurt[r] * capacity[r] * share);
                b.threat_factor[i][a][r] = factor;
                b.threatened[a][r] *= threatens[r] != 0.0 ? factor : 1.0;
            }
        }
        LANES b.k[i][r] = std::fmax(0.0, b.least[i][r]);
        post_menu(b, i);
    }
}

double lambert_step(double w, double z)
{
    double const next = 1.0 + w;
    double const q = 2.0 * next * (next + 2.0 / 3.0 * z);
    return w + w * z * (q - z) / (next * (q - 2.0 * z));
}

void best_reservation(Block const& b, int i, double const* k, double* best)
{
    double none_weight[block] = {}, none_worth[block] = {}, full_weight[block] = {}, full_worth[block] = {},
           inside[block] = {};
    for (int a = 0; a < A; ++a) {
        LANES
        {
            double const v = b.v[i][a][r];
            double const margin = v - k[r];
            double const z = b.others[a][r];
            bool const none = margin <= 0.0;
            bool const full = margin >= b.cap[i][r];
            none_weight[r] += none ? z : 0.0;
            none_worth[r] += none ? z * v : 0.0;
            full_weight[r] += full && !none ? z : 0.0;
            full_worth[r] += full && !none ? z * v : 0.0;
            inside[r] += none || full ? 0.0 : z * b.value_factor[i][a][r];
        }
    }
    double base[block], ratio[block], w[block], excess[block], cold[block];
    double any_cold = 0.0;
#pragma omp simd reduction(+ : any_cold)
    for (int r = 0; r < block; ++r) {
        double const outside = 1.0 / (none_weight[r] + b.full_factor[i][r] * full_weight[r]);
        base[r] = (none_worth[r] + b.full_factor[i][r] * (full_worth[r] - b.cap[i][r] * full_weight[r])) * outside + 1.0;
        ratio[r] = inside[r] * outside;
        w[r] = k[r] - base[r];
        bool const positive = w[r] > 0.0 && inside[r] > 0.0;
        double const z = std::log(positive ? ratio[r] / w[r] : 1.0) - base[r] - w[r];
        excess[r] = z;
        bool const near = positive && std::fabs(z) < 1.0;
        cold[r] = inside[r] > 0.0 && !near ? 1.0 : 0.0;
        any_cold += cold[r];
    }
    if (any_cold > 0.0) {
        LANES
        {
            double const y = std::log(inside[r] > 0.0 ? ratio[r] : 1.0) - base[r];
            double const small = std::exp(-std::fabs(y));
            // Below e^-30 the sum would lose the small one.
            double const softplus = std::fmax(y, 0.0) + (small < 1e-13 ? small : std::log(1.0 + small));
            double const start = softplus * (1.0 - std::log(1.0 + softplus) / (2.0 + softplus));
            double const z = y - std::log(start) - start;
            w[r] = cold[r] != 0.0 ? start : w[r];
            excess[r] = cold[r] != 0.0 ? z : excess[r];
        }
    }
    LANES
    {
        double const found = base[r] + (inside[r] > 0.0 ? lambert_step(w[r], excess[r]) : 0.0);
        best[r] = std::fmax(found, b.least[i][r]);
    }
}

void reply(Block& b, int i)
{
    for (int a = 0; a < A; ++a) {
        LANES b.others[a][r] = b.before[a][r] * b.after[i][a][r];
    }
    double k[block], low[block], high[block], searching[block], best[block], again[block];
    LANES
    {
        k[r] = b.k[i][r];
        low[r] = b.least[i][r];
        high[r] = never;
        searching[r] = 1.0;
    }
    for (int pass = 0; pass < 2; ++pass) {
        best_reservation(b, i, k, best);
        LANES again[r] = 0.0;
        for (int a = 0; a < A; ++a) {
            LANES
            {
                double const from = std::fmin(k[r], best[r]);
                double const to = std::fmax(k[r], best[r]);
                double const v = b.v[i][a][r];
                double const full_below = v - b.cap[i][r];
                again[r] = (v > from && v <= to) || (full_below >= from && full_below < to) ? 1.0 : again[r];
            }
        }
        double any_searching = 0.0;
#pragma omp simd reduction(+ : any_searching)
        for (int r = 0; r < block; ++r) {
            bool const higher = best[r] > k[r];
            low[r] = higher ? k[r] : low[r];
            high[r] = higher ? high[r] : k[r];
            double const next =
                again[r] == 0.0 || (best[r] > low[r] && best[r] < high[r]) ? best[r] : 0.5 * (low[r] + high[r]);
            k[r] = searching[r] != 0.0 ? next : k[r];
            searching[r] *= again[r];
            any_searching += searching[r];
        }
        if (any_searching == 0.0) {
            break;
        }
    }
    LANES b.k[i][r] = k[r];
    post_menu(b, i);
    for (int a = 0; a < A; ++a) {
        LANES b.before[a][r] *= b.offer_factor[i][a][r];
    }
}

void extrapolate(Block& b, bool jump)
{
    double product[block] = {}, square[block] = {};
    for (int i = 0; i < I; ++i) {
        LANES
        {
            double const change = b.k[i][r] - b.k_before[i][r];
            product[r] += change * b.change[i][r];
            square[r] += b.change[i][r] * b.change[i][r];
            b.change[i][r] = change;
        }
    }
    if (!jump) {
        return;
    }
    for (int i = 0; i < I; ++i) {
        LANES
        {
            double const ratio = std::fmin(std::fmax(square[r] > 0.0 ? product[r] / square[r] : 0.0, -3.0), 0.95);
            b.k[i][r] = std::fmax(b.k[i][r] + ratio / (1.0 - ratio) * b.change[i][r], b.least[i][r]);
        }
        post_menu(b, i);
    }
}

void solve_course(Block& b)
{
    for (int n = 0; n < steps; ++n) {
        for (int a = 0; a < A; ++a) {
            LANES
            {
                b.before[a][r] = b.threatened[a][r];
                double product = 1.0;
                for (int i = I - 1; i >= 0; --i) {
                    b.after[i][a][r] = product;
                    product *= b.offer_factor[i][a][r];
                }
            }
        }
        std::memcpy(b.k_before, b.k, sizeof(b.k));
        for (int i = 0; i < I; ++i) {
            reply(b, i);
        }
        if (n + 1 < steps) {
            extrapolate(b, n >= 2 && n % 2 == 0);
        }
    }
}

void close_game(Block& b, double const* in, double* out, std::size_t n)
{
    auto const given = [&](int field) { return in + static_cast<std::size_t>(field) * n; };
    auto const answer = [&](int field) { return out + static_cast<std::size_t>(field) * n; };
    double sum[block] = {}, inclusive[block] = {};
    double calm_others[A][block];
    for (int a = 0; a < A; ++a) {
        LANES
        {
            sum[r] += b.before[a][r];
            double offers = b.plain[a][r];
            double threats = 1.0;
            for (int i = I - 1; i >= 0; --i) {
                b.after[i][a][r] = threats;
                threats *= b.made[i][r] != 0.0 ? b.threat_factor[i][a][r] : 1.0;
                offers *= b.offer_factor[i][a][r];
            }
            calm_others[a][r] = offers;
            double weight = offers;
            for (int i = 0; i < I; ++i) {
                weight *= 1.0 + given(field::posture + i)[r] * (b.threat_factor[i][a][r] - 1.0);
            }
            inclusive[r] += weight;
        }
    }
    for (int a = 0; a < A; ++a) {
        LANES answer(answer::choice + a)[r] = b.before[a][r] / sum[r];
    }
    LANES answer(answer::inclusive)[r] = std::log(inclusive[r]);
    for (int i = 0; i < I; ++i) {
        double const* cost = given(field::threat_cost + i);
        double calm[block] = {}, calm_worth[block] = {}, threatened[block] = {}, threatened_worth[block] = {};
        for (int a = 0; a < A; ++a) {
            double const* value = given(field::value + i * A + a);
            LANES
            {
                double const offered = std::fmin(b.cap[i][r], std::fmax(b.v[i][a][r] - b.k[i][r], 0.0)) / b.scale[i][r];
                double const profit = value[r] - offered;
                double const without = calm_others[a][r] * b.after[i][a][r];
                double const with = without * b.threat_factor[i][a][r];
                calm[r] += without;
                calm_worth[r] += without * profit;
                threatened[r] += with;
                threatened_worth[r] += with * (profit - cost[r] * b.share[i][a][r]);
                calm_others[a][r] *= b.made[i][r] != 0.0 ? b.threat_factor[i][a][r] : 1.0;
            }
        }
        LANES
        {
            answer(answer::worth + i)[r] = threatened_worth[r] / threatened[r] - calm_worth[r] / calm[r];
            answer(answer::reservation + i)[r] = b.k[i][r] / b.scale[i][r];
        }
    }
}

} // namespace

void solve_course_by_arrays(double const* fields, double* answers, std::size_t n)
{
    static Block game;
    open_game(game, fields, n);
    solve_course(game);
    close_game(game, fields, answers, n);
}

void solve_by_arrays(double const* fields, double* answers, std::size_t replicates)
{
    for (std::size_t first = 0; first + block <= replicates; first += block) {
        solve_course_by_arrays(fields + first, answers + first, replicates);
        answer_accord_by_arrays(fields + first, answers + first, replicates);
    }
}

} // namespace bench
