// SPDX-License-Identifier: Apache-2.0
#include "framework/report/page/html_page.hpp"
#include "framework/report/scores/nested_choice.hpp"
#include "framework/report/scores/scored_study.hpp"
#include "framework/report/tables/csv_predictions.hpp"
#include "framework/report/tables/csv_tables.hpp"
#include "framework/report/words/findings.hpp"
#include "tests/support/text.hpp"
#include "tests/unit/report/csv_cells.hpp"
#include "tests/unit/report/example_study.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <string>
#include <vector>

using namespace sinter;
using namespace sinter::report;
using sinter::tests::contains;

namespace {

/// One row with this error.
study::TrialResult trial(const std::string& strategy, int fold, int inner, double error) {
    study::TrialResult result;
    result.key = {strategy == "single_task" ? std::size_t{0} : std::size_t{1}, 0, fold, inner, 0};
    result.training_rows = 8;
    const auto name = "M" + std::to_string(fold);
    result.predictions = {{fold, fold, name, name, 1, 1 + error, std::nan(""), std::nan(""), {}}};
    return result;
}

study::StudyResults two_strategies() {
    study::StudyResults results;
    results.targets = {"gap"};
    results.labels = {{"gap", "eV", "", {}, 0, 0, 0, ""}};
    results.test_to_training = 1;
    for (const auto* name : {"single_task", "difference"}) {
        results.strategies.push_back(tests::example_summary(name));
    }
    return results;
}

NestedChoice choice_of(const study::StudyResults& results) {
    return nested_choice(results, make_series(results));
}

/// difference is chosen in fold 0, single_task in fold 1; the folds' own errors say the opposite.
study::StudyResults nested_study() {
    auto results = two_strategies();
    results.trials = {
        trial("single_task", 0, -1, 0.1), trial("single_task", 0, 0, 3), trial("single_task", 0, 1, 1),
        trial("single_task", 1, -1, 5),   trial("single_task", 1, 0, 1), trial("single_task", 1, 1, 1),
        trial("difference", 0, -1, 4),    trial("difference", 0, 0, 1),  trial("difference", 0, 1, 2),
        trial("difference", 1, -1, 0.2),  trial("difference", 1, 0, 0),  trial("difference", 1, 1, 3)};
    return results;
}

} // namespace

TEST_CASE("in each fold the strategy with the lowest mean inner error is taken, whatever its own error is") {
    const auto choice = choice_of(nested_study());
    REQUIRE(choice.scores.size() == 4);
    CHECK(choice.scores[0].key.strategy == 0);
    CHECK(choice.scores[0].error == 2);
    CHECK(choice.scores[1].error == 1.5);
    CHECK(choice.scores[1].chosen);
    CHECK_FALSE(choice.scores[0].chosen);
    CHECK(choice.scores[2].chosen);
    REQUIRE(choice.trials.size() == 2);
    CHECK(choice.name == "nested choice");
    CHECK(choice.trials[0].key.strategy == 2);
    CHECK(choice.trials[0].predictions[0].mean == 5); // difference's
    CHECK(choice.trials[1].predictions[0].mean == 6); // single_task's
}

TEST_CASE("results of inner folds are in no ordinary table; the nested choice is") {
    const auto scored = score(nested_study());
    CHECK(scored.results.strategies[scored.nested.value()].name == "nested choice");
    const auto predictions = tests::rows_of(predictions_csv(scored));
    REQUIRE(predictions.size() == 2 + 2 + 2);
    CHECK(predictions[4].at("strategy") == "nested choice");
    CHECK(predictions[4].at("mean") == "5");
    CHECK(headline(scored.metrics, tests::key_of(scored.results, "single_task", "gap"))->regression.mae ==
          Approx(2.55));
    CHECK(headline(scored.metrics, tests::key_of(scored.results, "nested choice", "gap"))->regression.mae ==
          Approx(4.5));
    CHECK(find_comparison(scored.comparisons, tests::key_of(scored.results, "nested choice", "gap"),
                          ErrorMetric::mae)
              ->ratio.ratio == Approx(std::sqrt(4 / 0.1 * 1)));
}

TEST_CASE("of equal inner errors the first strategy is taken") {
    auto results = two_strategies();
    results.trials = {trial("difference", 0, 0, 1), trial("single_task", 0, 0, 1),
                      trial("single_task", 0, -1, 7), trial("difference", 0, -1, 8)};
    CHECK(choice_of(results).trials.at(0).predictions[0].mean == 8); // single_task's 1 + 7
}

TEST_CASE("a strategy that lacks an inner fold, or whose inner error isn't known, is not taken") {
    auto results = nested_study();
    results.trials.erase(results.trials.begin() + 8); // difference, fold 0, inner 1
    auto choice = choice_of(results);
    CHECK(choice.scores[1].inner_folds == 1);
    CHECK_FALSE(choice.scores[1].complete);
    CHECK(choice.scores[0].chosen);
    results = nested_study();
    results.trials[7].predictions[0].mean = std::nan("");
    choice = choice_of(results);
    CHECK(std::isnan(choice.scores[1].error));
    CHECK(choice.scores[0].chosen);
}

TEST_CASE("where the chosen strategy did not finish the fold itself, the fold is missing and not another's") {
    auto results = nested_study();
    std::erase_if(results.trials,
                  [](const auto& u) { return u.key.strategy == 1 && u.key.fold == 0 && u.key.inner < 0; });
    const auto choice = choice_of(results);
    CHECK(choice.scores[1].chosen);
    REQUIRE(choice.trials.size() == 1);
    CHECK(choice.trials[0].key.fold == 1);
}

TEST_CASE("of classes the choice is by log loss") {
    auto results = two_strategies();
    results.labels[0].classes = {"a", "b"};
    const auto add = [&](const char* name, int inner, double right) {
        results.trials.push_back(trial(name, 0, inner, 0));
        results.trials.back().predictions = {tests::class_row(0, 0, {right, 1 - right})};
    };
    add("single_task", 0, 0.6);
    add("single_task", -1, 0.6);
    add("difference", 0, 0.7);
    add("difference", -1, 0.5);
    const auto choice = choice_of(results);
    CHECK(choice.scores[1].chosen);
    CHECK(choice.scores[1].metric == ErrorMetric::log_loss);
    CHECK(choice.scores[1].error == Approx(-std::log(0.7)));
}

TEST_CASE("each target and each size has its own choice") {
    const auto scored = score(tests::two_target_study({60, 5, 1, {0.5, 1.0}, 2}));
    for (const auto& inner : scored.inner_scores) {
        CHECK(inner.chosen == (inner.key.strategy == (inner.target == 1 ? 3 : 1)));
    }
    CHECK(scored.inner_scores.size() == 2 * 2 * 5 * 4);
    CHECK(headline(scored.metrics, tests::key_of(scored.results, "nested choice", "bulk", 0.5))
              ->regression.mae ==
          headline(scored.metrics, tests::key_of(scored.results, "union", "bulk", 0.5))->regression.mae);
}

TEST_CASE("the findings say what was taken how often, and don't rank the choice among the strategies") {
    const auto scored = score(nested_study());
    const auto all = findings(scored, targets_of(scored.results)[0]);
    CHECK(contains(all[0].text, "difference has the lowest error of 2 strategies"));
    CHECK(contains(all[1].text,
                   "nested choice, the strategy with the lowest error in the inner folds: MAE 4.50 eV"));
    CHECK(contains(all[1].text, "It took single_task in 1 of 2 folds, difference in 1."));
    CHECK(contains(html_page(scored), "It took single_task in 1 of 2 folds"));
}

TEST_CASE("nested_choice.csv has a row per fold and strategy") {
    const auto rows = tests::rows_of(nested_choice_csv(score(nested_study())));
    REQUIRE(rows.size() == 4);
    CHECK(rows[1].at("target") == "gap");
    CHECK(rows[1].at("strategy") == "difference");
    CHECK(rows[1].at("inner_folds") == "2");
    CHECK(rows[1].at("metric") == "mae");
    CHECK(rows[1].at("error") == "1.5");
    CHECK(rows[1].at("chosen") == "yes");
    CHECK(rows[0].at("chosen") == "no");
    CHECK(nested_choice_csv(score(tests::example_study())).empty());
}

TEST_CASE("a strategy that is called nested choice keeps its name to itself") {
    auto results = nested_study();
    results.strategies[1].name = "nested choice";
    CHECK(score(results).results.strategies.back().name == "nested choice (inner folds)");
}

TEST_CASE("without inner folds there is no nested choice") {
    const auto scored = score(tests::example_study());
    CHECK_FALSE(scored.nested.has_value());
    CHECK(scored.inner_scores.empty());
    CHECK(scored.results.strategies.size() == 4);
}
