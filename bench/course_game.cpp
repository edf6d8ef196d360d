/// The two questions of a month alone, for many random games: lanes of the engine, their scalar reference, and the same equations and steps
/// vectorised by hand (support/by_arrays.hpp). Answers are compared before anything is timed.
///
///   bench_course_game --write FILE    writes games and answers as raw doubles, for bench/course_game.py

#include "model/powers/accord_question.hpp"
#include "model/powers/threat_worth.hpp"
#include "support/course_fields.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <random>
#include <string_view>
#include <vector>

namespace {

using namespace steppe;

constexpr std::size_t replicates = 65536;

Sizes course_sizes()
{
    Sizes sizes;
    sizes.set(IndexSet::principal, bench::principals);
    sizes.set(IndexSet::action, bench::actions);
    return sizes;
}

/// Draws games of plausible size, in G.
std::vector<double> random_fields()
{
    namespace field = bench::field;
    std::mt19937_64 generator{1};
    std::vector<double> fields(static_cast<std::size_t>(field::count) * replicates);
    auto const fill = [&](int first, int count, auto const& draw) {
        for (std::size_t n = static_cast<std::size_t>(first) * replicates;
             n < static_cast<std::size_t>(first + count) * replicates; ++n) {
            fields[n] = draw();
        }
    };
    auto const uniform = [&](double low, double high) {
        return [&generator, low, high] { return std::uniform_real_distribution<double>{low, high}(generator); };
    };
    auto const normal = [&](double deviation) {
        return [&generator, deviation] { return std::normal_distribution<double>{0.0, deviation}(generator); };
    };
    constexpr int principals = bench::principals;
    fill(field::precision, 1, uniform(6.0, 20.0));
    fill(field::base_rate, bench::actions, [&] { return -std::log(uniform(1e-9, 1.0)()); });
    fill(field::utility, bench::actions, normal(0.1));
    fill(field::cap, principals, uniform(0.05, 1.0));
    fill(field::exchange, principals, uniform(0.6, 1.5));
    fill(field::threatens, principals, [&] { return uniform(0.0, 1.0)() < 0.1 ? 1.0 : 0.0; });
    fill(field::hurt, principals, uniform(0.1, 0.8));
    fill(field::capacity, principals, uniform(0.05, 0.5));
    fill(field::threat_cost, principals, uniform(0.0, 0.3));
    fill(field::posture, principals, uniform(0.01, 0.3));
    fill(field::value, principals * bench::actions, normal(0.2));
    fill(field::gain, principals, normal(0.4));
    fill(field::cap_change, principals, uniform(0.05, 1.0));
    fill(field::cap_keep, principals, uniform(0.05, 1.0));
    fill(field::log_odds_without_offers, 1, normal(2.0));
    return fields;
}

/// One game after another through lanes, from fields to answers.
template <class R>
class LaneContender {
public:
    void solve(double const* fields, double* answers)
    {
        constexpr auto width = static_cast<std::size_t>(LaneTraits<R>::width);
        for (std::size_t first = 0; first + width <= replicates; first += width) {
            in_ = fields + first;
            out_ = answers + first;
            read();
            weigh_courses_alone(sizes_, game_);
            solve_course_game(sizes_, bench::steps, game_);
            weigh_threats(sizes_, game_, worth_);
            answer_accord_question(sizes_, question_);
            write();
        }
    }

private:
    void load(R& target, int field) const
    {
        std::memcpy(static_cast<void*>(&target), in_ + static_cast<std::size_t>(field) * replicates, sizeof(R));
    }
    void store(R const& value, int answer) const
    {
        std::memcpy(out_ + static_cast<std::size_t>(answer) * replicates, &value, sizeof(R));
    }

    void read()
    {
        namespace field = bench::field;
        load(game_.precision, field::precision);
        question_.precision = game_.precision;
        load(question_.log_odds_without_offers, field::log_odds_without_offers);
        for (ActionId a : sizes_.actions()) {
            load(game_.base_rate[a], field::base_rate + a.value);
            load(game_.utility[a], field::utility + a.value);
        }
        for (PrincipalId i : sizes_.principals()) {
            load(game_.cap[i], field::cap + i.value);
            load(game_.exchange[i], field::exchange + i.value);
            load(game_.threatens[i], field::threatens + i.value);
            load(game_.hurt[i], field::hurt + i.value);
            load(game_.capacity[i], field::capacity + i.value);
            load(game_.threat_cost[i], field::threat_cost + i.value);
            load(posture_[i], field::posture + i.value);
            game_.delivery[i] = 1.0;
            game_.reservation[i] = 0.0;
            for (ActionId a : sizes_.actions()) {
                load(game_.value(i, a), field::value + i.value * bench::actions + a.value);
                game_.harm_share(i, a) =
                    threatened_share(game_.value(i, a), bench::threat_threshold, bench::threat_steepness);
            }
            question_.exchange[i] = game_.exchange[i];
            load(question_.gain[i], field::gain + i.value);
            load(question_.cap_change[i], field::cap_change + i.value);
            load(question_.cap_keep[i], field::cap_keep + i.value);
        }
    }

    void write() const
    {
        namespace answer = bench::answer;
        for (PrincipalId i : sizes_.principals()) {
            store(game_.reservation[i], answer::reservation + i.value);
            store(worth_[i], answer::worth + i.value);
        }
        for (ActionId a : sizes_.actions()) {
            store(game_.choice[a], answer::choice + a.value);
        }
        store(log_inclusive_value(sizes_, game_, posture_), answer::inclusive);
        store(question_.log_odds, answer::log_odds);
    }

    Sizes sizes_ = course_sizes();
    CourseGame<R> game_{sizes_};
    AccordQuestion<R> question_{sizes_};
    Table<R, PrincipalId> posture_{sizes_}, worth_{sizes_};
    double const* in_ = nullptr;
    double* out_ = nullptr;
};

std::vector<double> const& games()
{
    static std::vector<double> const fields = random_fields();
    return fields;
}

std::vector<double> room_for_answers()
{
    return std::vector<double>(static_cast<std::size_t>(bench::answer::count) * replicates);
}

void count_games(benchmark::State& state)
{
    state.counters["games"] =
        benchmark::Counter(static_cast<double>(state.iterations()) * replicates, benchmark::Counter::kIsRate);
}

template <class R>
void lanes(benchmark::State& state)
{
    LaneContender<R> contender;
    std::vector<double> answers = room_for_answers();
    for (auto _ : state) {
        contender.solve(games().data(), answers.data());
        benchmark::ClobberMemory();
    }
    count_games(state);
}

void arrays(benchmark::State& state)
{
    std::vector<double> answers = room_for_answers();
    for (auto _ : state) {
        bench::solve_by_arrays(games().data(), answers.data(), replicates);
        benchmark::ClobberMemory();
    }
    count_games(state);
}

BENCHMARK(lanes<Lanes<native_width>>)->Name("questions/lanes")->Unit(benchmark::kMillisecond);
BENCHMARK(arrays)->Name("questions/arrays")->Unit(benchmark::kMillisecond);
BENCHMARK(lanes<double>)->Name("questions/reference")->Unit(benchmark::kMillisecond);

/// The share of games in which two contenders differ by more than 1e-9 in some answer, and the largest difference.
void report_differences(std::vector<double> const& first, std::vector<double> const& second)
{
    std::size_t apart = 0;
    double largest = 0.0;
    for (std::size_t r = 0; r < replicates; ++r) {
        double difference = 0.0;
        for (std::size_t n = 0; n < static_cast<std::size_t>(bench::answer::count); ++n) {
            double const gap = std::abs(first[n * replicates + r] - second[n * replicates + r]);
            difference = std::isnan(gap) ? HUGE_VAL : std::max(difference, gap);
        }
        apart += difference > 1e-9 ? 1 : 0;
        largest = std::max(largest, difference);
    }
    std::printf("lanes and arrays: %zu of %zu games differ by more than 1e-9, at most by %.1e\n", apart, replicates,
                largest);
}

} // namespace

int main(int argc, char** argv)
{
    std::vector<double> own = room_for_answers();
    std::vector<double> by_arrays = room_for_answers();
    LaneContender<Lanes<native_width>>{}.solve(games().data(), own.data());
    if (argc == 3 && std::string_view{argv[1]} == "--write") {
        std::ofstream file{argv[2], std::ios::binary};
        for (auto const* part : {&games(), static_cast<std::vector<double> const*>(&own)}) {
            file.write(reinterpret_cast<char const*>(part->data()),
                       static_cast<std::streamsize>(part->size() * sizeof(double)));
        }
        return file.good() ? 0 : 1;
    }
    bench::solve_by_arrays(games().data(), by_arrays.data(), replicates);
    report_differences(own, by_arrays);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
