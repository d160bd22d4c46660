// SPDX-License-Identifier: Apache-2.0
#include "framework/report/compare/run_comparison.hpp"
#include "framework/report/scores/scored_study.hpp"
#include "tests/unit/report/example_study.hpp"

#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

using namespace sinter;
using namespace sinter::report;
using Catch::Contains;

namespace {

/// Two records per fold, five folds; the error of each is `error` and 0.2 more in each further fold.
void add_strategy(study::StudyResults& results, const char* name, double error, double label = 0.5) {
    const auto index = results.strategies.size();
    results.strategies.push_back(tests::example_summary(name));
    for (int fold = 0; fold < 5; ++fold) {
        study::TrialResult trial;
        trial.key = {index, 0, fold, -1, 0};
        const double off = error + 0.2 * fold;
        trial.predictions = {{1, 1, "A", "A", label, label + off, unknown, unknown, {}},
                             {2, 2, "B", "B", 0.7, 0.7 - off, unknown, unknown, {}}};
        results.trials.push_back(trial);
    }
}

RunScores run_of(const char* name, const std::vector<std::pair<const char*, double>>& strategies,
                 double label = 0.5) {
    auto results = tests::empty_example();
    for (const auto& [strategy, error] : strategies) {
        add_strategy(results, strategy, error, label);
    }
    return RunScores(name, score_folds(results));
}

template <class... Runs>
std::vector<RunScores> all_of(Runs... run) {
    std::vector<RunScores> runs;
    (runs.push_back(std::move(run)), ...);
    return runs;
}

const RunComparisonRow& row_of(const std::vector<RunComparisonRow>& rows, const RunStrategy& who) {
    for (const auto& row : rows) {
        if (row.who == who) {
            return row;
        }
    }
    throw std::runtime_error("no such row");
}

} // namespace

TEST_CASE("strategies of several runs are paired with one by fold, p values adjusted together") {
    const auto runs = all_of(run_of("a", {{"along", 0.5}, {"alone", 1}}), run_of("b", {{"along", 0.8}}));
    const RunStrategy reference{0, 1};
    const auto rows = compare_strategies(runs, reference);
    REQUIRE(rows.size() == 3);
    double logs = 0;
    for (int fold = 0; fold < 5; ++fold) {
        logs += std::log((0.5 + 0.2 * fold) / (1 + 0.2 * fold)) / 5;
    }
    const auto& along = row_of(rows, {0, 0});
    CHECK(along.paired.ratio.ratio == Approx(std::exp(logs)).epsilon(1e-12));
    CHECK(along.paired.folds == 5);
    CHECK(along.paired.loss == Approx(0.9)); // the mean over the rows of all folds
    CHECK(std::isnan(row_of(rows, reference).paired.ratio.ratio));
    const auto& other = row_of(rows, {1, 0});
    const double larger = std::max(along.paired.ratio.p, other.paired.ratio.p);
    const double smaller = std::min(along.paired.ratio.p, other.paired.ratio.p);
    CHECK(std::max(along.p_holm, other.p_holm) == Approx(std::min(1.0, std::max(larger, 2 * smaller))));
    CHECK(std::min(along.p_holm, other.p_holm) == Approx(std::min(1.0, 2 * smaller)));
}

TEST_CASE("each strategy of the first run stands beside that of its name in the others, whatever its place") {
    const auto runs = all_of(run_of("a", {{"single_task", 1}, {"along", 0.5}}),
                             run_of("b", {{"along", 0.4}, {"new", 3}, {"single_task", 1}}));
    const auto rows = compare_runs(runs);
    REQUIRE(rows.size() == 4);
    CHECK((rows[0].who == RunStrategy{0, 0}));
    CHECK((rows[1].who == RunStrategy{1, 2}));
    CHECK(rows[1].paired.ratio.ratio == Approx(1));
    CHECK(rows[1].paired.same); // and so it is not tested
    CHECK(std::isnan(rows[1].p_holm));
    CHECK_FALSE(rows[3].paired.same);
    CHECK((rows[3].who == RunStrategy{1, 0}));
    CHECK(rows[3].paired.ratio.ratio < 1);
    const auto text = run_comparison_text(runs, rows);
    CHECK_THAT(text, Contains("run 2  b") && Contains("MAE (eV)") && Contains("ratio to run 1") &&
                         Contains("gap_expt, 100 % of the training groups") && !Contains("new"));
}

TEST_CASE("a fold with other records is counted and not compared; rounding makes no other records") {
    const auto runs = all_of(run_of("a", {{"alone", 1}}), run_of("b", {{"along", 0.5}}, 3.5),
                             run_of("c", {{"along", 0.5}}, 0.5 * (1 + 1e-15)));
    const auto rows = compare_strategies(runs, {0, 0});
    CHECK(row_of(rows, {1, 0}).paired.folds == 0);
    CHECK(row_of(rows, {1, 0}).paired.other_folds == 5);
    CHECK(row_of(rows, {2, 0}).paired.folds == 5);
    CHECK_THAT(run_comparison_text(runs, rows),
               Contains("0 (+5 with other records)") && Contains("no fold"));
}

TEST_CASE("losses over different numbers of folds are said to be so") {
    auto results = tests::empty_example();
    add_strategy(results, "alone", 1);
    add_strategy(results, "along", 0.5);
    results.trials.pop_back();
    const auto runs = all_of(RunScores("a", score_folds(results)));
    CHECK_THAT(run_comparison_text(runs, compare_strategies(runs, {0, 0})),
               Contains("different"));
}

TEST_CASE("classes are compared by their Brier score, as in the report") {
    const auto results = tests::class_study();
    const auto runs = all_of(RunScores("a", score_folds(results)));
    const auto rows = compare_strategies(runs, {0, 0});
    const auto scored = score(results);
    const auto& row = row_of(rows, {0, 1});
    CHECK(row.paired.ratio.ratio == Approx(scored.comparisons[0].ratio.ratio));
    CHECK(row.paired.ratio.lower == Approx(scored.comparisons[0].ratio.lower));
    CHECK_THAT(run_comparison_text(runs, rows), Contains("Brier score"));
}
