// What a hindcast is made of: operators, the state of trade at an origin, points in UN votes, deliveries, drivers by year.
#include "study/hindcast/deliveries.hpp"
#include "study/hindcast/member_draws.hpp"
#include "study/hindcast/operators.hpp"
#include "study/hindcast/trade_state.hpp"
#include "study/hindcast/voting.hpp"
#include "study/hindcast/yearly_driver.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <numeric>
#include <string>
#include <vector>

namespace steppe {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string const header = "operator,group,variable,state,other,numerator,denominator,unit,error_sd,spread,source\n";
std::string const share = "share.B,trade,share_of_tracked_21_partner_turnover,A,B,B,B+R,percent,fitted,,x\n";
std::string const rest = "market.R,market,exports_goods,A,,C+D,,mln USD current,fitted,,x\n";

std::vector<std::string> faults_in(std::string const& text)
{
    Diagnostics faults;
    static_cast<void>(parse_operators(text, "o.csv", faults));
    std::vector<std::string> told;
    for (Diagnostic const& fault : faults.sorted()) {
        told.push_back(fault.text());
    }
    return told;
}

Operators parsed(std::string const& text)
{
    Diagnostics faults;
    Operators found = parse_operators(text, "o.csv", faults);
    EXPECT_TRUE(faults.empty()) << faults.sorted().front().text();
    return found;
}

Observation trade(ObservedVariable variable, std::string const& with, int year, double value)
{
    return {{variable, "A", with}, year, value, 0};
}

std::vector<Observation> two_years()
{
    using enum ObservedVariable;
    std::vector<Observation> all;
    for (int year : {2000, 2001}) {
        for (std::string const partner : {"B", "C", "D"}) {
            all.push_back(trade(exports_goods, partner, year, partner == "B" ? 30.0 : 10.0));
            all.push_back(trade(imports_goods, partner, year, partner == "B" ? 10.0 : 20.0));
        }
    }
    return all;
}

Scenario with_driver(std::vector<double> const& values)
{
    Scenario scenario;
    DriverSeries series{.name = "un.B", .unit = "1", .kind = SeriesKind::coordinate, .yearly = true, .rows = {}};
    for (std::size_t i = 0; i < values.size(); ++i) {
        DriverRow row;
        row.month = 12 * (2000 + static_cast<int>(i));
        row.value = values[i];
        series.rows.push_back(row);
    }
    scenario.drivers.used.push_back({"un", "B", series});
    return scenario;
}

double variance(std::vector<double> const& values)
{
    double const n = static_cast<double>(values.size());
    double const mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    double sum = 0.0;
    for (double const one : values) {
        sum += (one - mean) * (one - mean);
    }
    return sum / (n - 1.0);
}

} // namespace

TEST(Operators, EveryGroupIsReadAsItSays)
{
    Operators const found =
        parsed(header + "arms.B,arms,arms_deliveries_tiv,A,B,B,,mln SIPRI TIV,1.3,2.5,x\n" + share + rest +
               "point.A,un_point,idealpointall,A,,,,ideal point units,.05,,x\n"
               "distance.B,un_distance,abs_distance_idealpointall,A,B,B,,ideal point units,fitted,,x\n"
               "ratio,ratio,exports_goods,A,,,,1,.06,.03,x\n");
    ASSERT_EQ(found.all.size(), 4U);
    EXPECT_EQ(found.all[0].name, "share.B"); // groups in their order, whatever the file's
    EXPECT_THAT(found.all[0].denominator, ElementsAre("B", "R"));
    EXPECT_FALSE(found.all[0].error_sd.has_value());
    EXPECT_EQ(found.all[2].error_sd, 0.05);
    EXPECT_EQ(found.all[3].spread, 2.5);
    EXPECT_THAT(found.states_of("R"), ElementsAre("C", "D"));
    EXPECT_THAT(found.states_of("B"), ElementsAre("B"));
    EXPECT_EQ(found.ratio_error, 0.06);
    EXPECT_EQ(found.ratio_walk, 0.03);
}

TEST(Operators, FaultsAreLocatedAllAtOnce)
{
    std::vector<std::string> const told =
        faults_in(header + "a,trad,share_of_tracked_21_partner_turnover,A,B,B,B,percent,fitted,,x\n" +
                  "b,trade,idealpointall,A,B,X,B,percent,-1,,x\n" + "b,un_point,idealpointall,,,,,metres,fitted,,x\n" +
                  "c,arms,arms_deliveries_tiv,A,B,B,,mln SIPRI TIV,0,0,x\n" + "short,row\n");
    ASSERT_GE(told.size(), 6U);
    EXPECT_THAT(told[0], HasSubstr("o.csv:2"));
    EXPECT_THAT(told[0], HasSubstr("H111"));
    EXPECT_THAT(told[0], HasSubstr("trade"));
    std::string all;
    for (std::string const& one : told) {
        all += one + "\n";
    }
    EXPECT_THAT(all, HasSubstr("o.csv:3"));
    EXPECT_THAT(all, HasSubstr("'X' is no part of the denominator"));
    EXPECT_THAT(all, HasSubstr("named twice"));
    EXPECT_THAT(all, HasSubstr("o.csv:5"));
    EXPECT_THAT(all, HasSubstr("o.csv:6"));
    EXPECT_THAT(faults_in("")[0], HasSubstr("H110"));
    EXPECT_THAT(faults_in("year,what\n")[0], HasSubstr("H110"));
    EXPECT_THAT(faults_in(header + "\x01,,,,,,,,,,\n")[0], HasSubstr("H110"));
}

TEST(Operators, ShareOfTrackedTurnoverIsNumeratorOverDenominator)
{
    Operators const operators = parsed(header + share + rest);
    std::vector<Observation> all = two_years();
    // exports 30 + 10 + 10, imports 10 + 20 + 20: B has 40 of 100
    EXPECT_THAT(record_of(operators, operators.all[0], all), ElementsAre(DatedValue{2000, 40.0}, DatedValue{2001, 40.0}));
    all.push_back({{ObservedVariable::partner_share, "A", "B"}, 2001, 41.0, 0}); // what is stated goes first
    EXPECT_EQ(record_of(operators, operators.all[0], all)[1], (DatedValue{2001, 41.0}));
    std::erase_if(all, [](Observation const& one) { return one.series.b == "D" && one.year == 2000; });
    EXPECT_THAT(record_of(operators, operators.all[0], all), ElementsAre(DatedValue{2001, 41.0})); // 2000 is not whole
}

TEST(Operators, YearsWithoutADeliveryAreZeroAndNotMissing)
{
    Operators const operators = parsed(header + "arms.B,arms,arms_deliveries_tiv,A,B,B,,mln SIPRI TIV,1.3,2.5,x\n"
                                                "arms.o,arms,arms_deliveries_tiv,A,,*,,mln SIPRI TIV,1.3,2.5,x\n");
    std::vector<Observation> const all{{{ObservedVariable::arms_deliveries, "B", "A"}, 2000, 5.0, 0},
                                       {{ObservedVariable::arms_deliveries, "C", "A"}, 2002, 2.0, 0},
                                       {{ObservedVariable::arms_deliveries, "D", "A"}, 2002, 3.0, 0},
                                       {{ObservedVariable::arms_deliveries, "B", "X"}, 2001, 9.0, 0}};
    EXPECT_THAT(record_of(operators, operators.all[0], all),
                ElementsAre(DatedValue{2000, 5.0}, DatedValue{2001, 0.0}, DatedValue{2002, 0.0}));
    EXPECT_THAT(record_of(operators, operators.all[1], all),
                ElementsAre(DatedValue{2000, 0.0}, DatedValue{2001, 0.0}, DatedValue{2002, 5.0}));
}

TEST(Operators, EveryCodeStandsInTheDocument)
{
    std::ifstream file{STEPPE_SOURCE_DIR "/docs/studies.md"};
    std::string const document{std::istreambuf_iterator<char>{file}, {}};
    for (ObservationFault const& fault : operator_faults) {
        EXPECT_THAT(document, HasSubstr("| " + std::string{fault.code} + " | " + std::string{fault.meaning} + " |"));
    }
}

TEST(TradeState, WeightsBehindSharesGiveTheirChangesBack)
{
    std::vector<double> const shares{0.5, 0.3, 0.2};
    std::vector<double> const sd{0.1, 0.12, 0.2};
    std::vector<double> const weights = weights_behind(shares, sd);
    for (std::size_t j = 0; j < 3; ++j) {
        double found = std::pow(weights[j] * (1.0 - shares[j]), 2);
        for (std::size_t k = 0; k < 3; ++k) {
            found += k == j ? 0.0 : std::pow(shares[k] * weights[k], 2);
        }
        EXPECT_NEAR(std::sqrt(found), sd[j], 1e-9);
    }
}

TEST(TradeState, SeesNothingAfterTheCutoffAndNeedsThreeYears)
{
    Operators const operators = parsed(header + share + rest);
    Observations const two{two_years(), {}};
    std::vector<std::string> const markets{"B", "R"};
    EXPECT_FALSE(filter_trade(operators, "A", markets, two.fit_view(2001), two.fit_view(2001), 2001).has_value());
    using enum ObservedVariable;
    std::vector<Observation> all = two_years();
    for (int year : {2002, 2003, 2004}) {
        for (std::string const partner : {"B", "C", "D"}) {
            all.push_back(trade(exports_goods, partner, year, partner == "B" ? 31.0 : 10.0));
            all.push_back(trade(imports_goods, partner, year, year == 2004 ? 1e6 : 20.0));
        }
    }
    Observations const five{all, {}};
    auto const state = filter_trade(operators, "A", markets, five.fit_view(2003), five.fit_view(2003), 2003);
    ASSERT_TRUE(state.has_value());
    EXPECT_EQ(state->year, 2003);
    EXPECT_NEAR(state->ratio, 51.0 / 60.0, 1e-12);
    EXPECT_NEAR(state->exports.share[0] + state->exports.share[1], 1.0, 1e-12);
    EXPECT_GT(state->exports.share[0], 0.6);
    EXPECT_LT(state->exports.share[0], 31.0 / 51.0 + 1e-9);
}

TEST(Voting, WithoutNoiseAPointStandsStill)
{
    std::vector<DatedValue> const record{{2000, 1.0}, {2001, 1.0}, {2002, 1.0}, {2003, 1.0}, {2004, 1.0}};
    VotingForecast const still{{0.0, 0.0, 0.5, 1e-9}, record, record, nullptr, 2004, 3, 20, 1, "A"};
    EXPECT_NEAR(still.at(7, 3), 1.0, 1e-6);
    EXPECT_EQ(still.peer_weight(), 0.0);
}

TEST(Voting, SpreadIsThatOfTheFilter)
{
    std::vector<DatedValue> const record{{2000, 0.3}, {2001, 0.1}, {2002, 0.2}, {2003, 0.4}, {2004, 0.3}};
    DampedDrift const model{0.1, 0.03, 0.8, 0.05};
    VotingForecast const forecast{model, record, record, nullptr, 2004, 4, 4000, 3, "A"};
    std::vector<double> last;
    for (std::size_t member = 0; member < 4000; ++member) {
        last.push_back(forecast.at(member, 4));
    }
    LevelForecast const exact = ahead(model, filtered(model, record, 2004), 4);
    EXPECT_NEAR(variance(last) / exact.variance, 1.0, 4.0 * std::sqrt(2.0 / 4000.0));
    EXPECT_NEAR(std::accumulate(last.begin(), last.end(), 0.0) / 4000.0, exact.mean,
                4.0 * std::sqrt(exact.variance / 4000.0));
}

TEST(Voting, PeersThatLeadAreFollowed)
{
    std::vector<double> const moves{0.0, 0.5, 0.2, 0.9, 0.4, 1.1, 0.6, 1.5, 1.0, 1.7};
    std::vector<DatedValue> record;
    for (std::size_t i = 0; i < moves.size(); ++i) {
        record.push_back({2000 + static_cast<int>(i), 2.0 + moves[i]});
    }
    YearlyDriver const peers{with_driver(moves), "un", "B", 2009, DriverMode::known, 0, 1};
    VotingForecast const forecast{{0.01, 0.001, 0.5, 0.01}, record, record, &peers, 2009, 1, 20, 1, "A"};
    EXPECT_NEAR(forecast.peer_weight(), 1.0, 1e-6);
}

TEST(YearlyDriver, EachModeSaysWhatItMay)
{
    Scenario const scenario = with_driver({0.0, 1.0, 3.0, 6.0, 10.0, 15.0});
    auto const driver = [&](DriverMode mode) { return YearlyDriver{scenario, "un", "B", 2003, mode, 2, 5}; };
    EXPECT_EQ(driver(DriverMode::known).path(2), 15.0);
    EXPECT_EQ(driver(DriverMode::known).path(3), std::nullopt); // the series is over: the process goes on
    EXPECT_EQ(driver(DriverMode::extrapolated).path(1), std::nullopt);
    EXPECT_EQ(driver(DriverMode::placebo_shift).path(1), 6.0 + 2.0); // from 2001 to 2002
    EXPECT_EQ(driver(DriverMode::placebo_shift).path(2), 6.0 + 5.0);
    EXPECT_EQ(driver(DriverMode::placebo_shift).path(3), std::nullopt); // would take a change after the origin
    EXPECT_EQ(driver(DriverMode::placebo_permute).path(3), 6.0 + 6.0);  // all changes up to the origin, in another order
    EXPECT_EQ(driver(DriverMode::placebo_permute).path(4), std::nullopt);
    EXPECT_EQ(driver(DriverMode::known).past().size(), 4U);
    EXPECT_NEAR(driver(DriverMode::known).change_sd(), std::sqrt((1.0 + 4.0 + 9.0) / 3.0), 1e-12);
}

TEST(Deliveries, KeepTheRecordsMean)
{
    std::vector<DatedValue> const record{{2000, 10.0}, {2001, 40.0}, {2002, 0.0}, {2003, 30.0}};
    DeliveryModel const model = fit_deliveries(record, 1.0, 2.0);
    EXPECT_NEAR(model.count_mean * std::exp(model.log_worth_mean + 0.5), 20.0, 1e-9);
    double sum = 0.0;
    constexpr std::size_t members = 20000;
    for (std::size_t member = 0; member < members; ++member) {
        sum += draw_deliveries(model, 1.0, 4, member, 2003, 1, "B");
    }
    double const of_year = std::exp(1.0) / model.count_mean + 0.5;
    double const spread =
        std::sqrt((1.0 + of_year) * (1.0 + of_year / 4.0) - 1.0); // of total and of what the mean is off by
    EXPECT_NEAR(sum / members, 20.0, 5.0 * 20.0 * spread / std::sqrt(static_cast<double>(members)));
    EXPECT_EQ(draw_deliveries(model, 0.0, 4, 1, 2003, 1, "B"), 0.0);
}

TEST(MemberDraws, DifferByAllThatAddressesThem)
{
    MemberDraws const draws{1, 2, 2000};
    double const one = draws.uniform(1, 26, "A");
    EXPECT_EQ(one, (MemberDraws{1, 2, 2000}.uniform(1, 26, "A")));
    EXPECT_NE(one, (MemberDraws{1, 2, 2001}.uniform(1, 26, "A")));
    EXPECT_NE(one, (MemberDraws{1, 3, 2000}.uniform(1, 26, "A")));
    EXPECT_NE(one, draws.uniform(2, 26, "A"));
    EXPECT_NE(one, draws.uniform(1, 27, "A"));
    EXPECT_NE(one, draws.uniform(1, 26, "B"));
    EXPECT_NE(one, draws.uniform(1, 26, "A", 1));
}

} // namespace steppe
