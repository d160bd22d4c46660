// SPDX-License-Identifier: Apache-2.0
#include "framework/report/compare/strategy_comparison.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace sinter;
using namespace sinter::report;

namespace {

/// Two records a fold, five folds.
Folds folds_with(double loss, const char* record = "1 0.5") {
    Folds folds;
    for (int fold = 0; fold < 5; ++fold) {
        folds[{"gap", "1", 0, fold}] = {{record, "2 0.7"}, {loss, loss + 0.1 * fold}};
    }
    return folds;
}

const StrategyComparisonRow& row_of(const std::vector<StrategyComparisonRow>& rows, const RunStrategy& who) {
    for (const auto& row : rows) {
        if (row.who == who) {
            return row;
        }
    }
    throw std::runtime_error("no such row");
}

} // namespace

TEST_CASE("strategies of several runs are paired with one by fold, p values adjusted together") {
    const std::vector<RunPredictions> runs{
        {"a", {{"alone", folds_with(1)}, {"along", folds_with(0.5)}}, {"along", "alone"}},
        {"b", {{"along", folds_with(0.8)}}, {"along"}}};
    const RunStrategy reference{0, "alone"};
    const auto rows = compare_strategies(runs, reference);
    REQUIRE(rows.size() == 3);
    CHECK(rows[1].who == reference); // as in the file
    double logs = 0;
    for (int fold = 0; fold < 5; ++fold) {
        logs += std::log((0.5 + 0.05 * fold) / (1 + 0.05 * fold)) / 5;
    }
    const auto& along = row_of(rows, {0, "along"});
    CHECK(along.paired.ratio.ratio == Approx(std::exp(logs)).epsilon(1e-12));
    CHECK(along.paired.folds == 5);
    CHECK(along.p_holm == Approx(along.paired.ratio.p)); // the larger of two
    CHECK(std::isnan(row_of(rows, reference).paired.ratio.ratio));
    const auto& other = row_of(rows, {1, "along"});
    CHECK(other.paired.ratio.p < along.paired.ratio.p);
    CHECK(other.p_holm == Approx(2 * other.paired.ratio.p));
}

TEST_CASE("a fold with other records is counted and not compared") {
    const std::vector<RunPredictions> runs{{"a", {{"alone", folds_with(1)}}, {"alone"}},
                                           {"b", {{"along", folds_with(0.5, "3 0.5")}}, {"along"}}};
    const auto rows = compare_strategies(runs, {0, "alone"});
    CHECK(row_of(rows, {1, "along"}).paired.folds == 0);
    CHECK(row_of(rows, {1, "along"}).paired.other_folds == 5);
    CHECK_THAT(strategy_comparison_text(runs, {0, "alone"}, rows),
               Catch::Contains("0 (+5 with other records)"));
    CHECK(compare_strategies(runs, {0, "absent"}).empty());
}

TEST_CASE("losses over different numbers of folds are said to be so") {
    Folds some = folds_with(0.5);
    some.erase(some.begin());
    const std::vector<RunPredictions> runs{
        {"a", {{"alone", folds_with(1)}, {"along", some}}, {"alone", "along"}}};
    const auto text = strategy_comparison_text(runs, {0, "alone"}, compare_strategies(runs, {0, "alone"}));
    CHECK_THAT(text, Catch::Contains("compare the ratios, not the losses"));
}
