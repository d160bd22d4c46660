// SPDX-License-Identifier: Apache-2.0
#include "framework/report/page/html_page.hpp"
#include "framework/report/tables/csv_predictions.hpp"
#include "framework/report/tables/csv_tables.hpp"
#include "framework/report/terminal/summary_text.hpp"
#include "framework/report/text/text_layout.hpp"
#include "framework/report/words/findings.hpp"
#include "framework/report/words/verdict_words.hpp"
#include "tests/support/text.hpp"
#include "tests/unit/report/csv_cells.hpp"
#include "tests/unit/report/example_study.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <sstream>
#include <string>
#include <vector>

using namespace sinter;
using namespace sinter::report;
using sinter::tests::contains;

namespace {

/// One strategy, one repeat of two folds; the second has only the first class.
study::StudyResults two_folds() {
    study::StudyResults results;
    results.targets = {"phase"};
    results.labels = {{"phase", "", "", {"a", "b"}, 0, 0, 0, ""}};
    results.test_to_training = 1;
    results.strategies = {tests::example_summary("single_task")};
    study::TrialResult trial;
    trial.training_rows = 4;
    trial.predictions = {tests::class_row(0, 0, {0.8, 0.2}), tests::class_row(1, 1, {0.6, 0.4})};
    results.trials.push_back(trial);
    trial.key.fold = 1;
    trial.predictions = {tests::class_row(2, 0, {0.9, 0.1}), tests::class_row(3, 0, {0.5, 0.5})};
    results.trials.push_back(trial);
    return results;
}

} // namespace

TEST_CASE("of classes there are the metrics of classes and none of numbers") {
    const auto rows = tests::rows_of(metrics_csv(score(two_folds())));
    REQUIRE(rows.size() == 2 + 1 + 2);
    const auto& pooled = rows[2];
    CHECK(pooled.at("fold") == "pooled");
    CHECK(pooled.at("n_test") == "4");
    CHECK(pooled.at("accuracy") == "0.75");
    // a: 3 rows, all right, predicted 4 times: P 3/4, R 1, F1 6/7. b: never predicted: 0.
    CHECK(std::stod(pooled.at("f1")) == Approx(0.75 * 6 / 7));
    CHECK(std::stod(pooled.at("macro_f1")) == Approx(0.5 * 6 / 7));
    CHECK(std::stod(pooled.at("balanced_accuracy")) == Approx(0.5));
    CHECK(std::stod(pooled.at("log_loss")) ==
          Approx(-(std::log(0.8) + std::log(0.4) + std::log(0.9) + std::log(0.5)) / 4));
    CHECK(std::stod(pooled.at("brier")) == Approx(2 * (0.04 + 0.36 + 0.01 + 0.25) / 4));
    // Bins of the predicted class: 0.5 right; 0.6 wrong; 0.8 right; 0.9 right.
    CHECK(std::stod(pooled.at("calibration_error")) == Approx((0.5 + 0.6 + 0.2 + 0.1) / 4));
    for (const auto* column : {"mae", "rmse", "r2", "ndme", "nll", "coverage_95"}) {
        CHECK(pooled.at(column).empty());
    }
    CHECK(pooled.at("n_sigma") == "0");
}

TEST_CASE("F1, macro F1 and balanced accuracy are only pooled: a fold may lack a class") {
    const auto rows = tests::rows_of(metrics_csv(score(two_folds())));
    for (const std::size_t fold : {std::size_t{0}, std::size_t{1}, std::size_t{4}}) { // and the mean of folds
        for (const auto* column : {"f1", "macro_f1", "balanced_accuracy", "calibration_error"}) {
            CHECK(rows[fold].at(column).empty());
        }
        CHECK_FALSE(rows[fold].at("accuracy").empty());
        CHECK_FALSE(rows[fold].at("brier").empty());
    }
    CHECK(rows[1].at("accuracy") == "1");
    CHECK_FALSE(rows[3].at("macro_f1").empty()); // the number to quote
}

TEST_CASE("predictions.csv names classes, and gives the share of each") {
    const auto rows = tests::rows_of(predictions_csv(score(two_folds())));
    REQUIRE(rows.size() == 4);
    CHECK(rows[1].at("label") == "b");
    CHECK(rows[1].at("mean") == "a");
    CHECK(rows[1].at("shares") == "a=0.6;b=0.4");
    CHECK(rows[1].at("sigma_obs").empty());
}

TEST_CASE("signs that separate shares are marked in the names of classes") {
    const Target target{"phase", "", {"x=1;y", "back\\slash"}};
    CHECK(shares_text(target, {0.25, 0.75}) == "x\\=1\\;y=0.25;back\\\\slash=0.75");
    CHECK(class_name(target, 1) == "back\\slash");
    CHECK(class_name(target, 2) == "2"); // no class: the number
    CHECK(class_name(target, 0.5) == "0.5");
    CHECK(class_name(target, std::nan("")).empty());
}

TEST_CASE("classes are compared by Brier score and log loss, materials by the Brier score") {
    const auto scored = score(tests::class_study());
    REQUIRE(scored.comparisons.size() == 2);
    const auto& brier = scored.comparisons[0];
    CHECK(brier.metric == ErrorMetric::brier);
    CHECK(scored.comparisons[1].metric == ErrorMetric::log_loss);
    CHECK(brier.verdict == evaluation::Verdict::better);
    CHECK(brier.by_group.groups == 120);
    CHECK(brier.by_group.difference ==
          Approx(headline(scored.metrics, tests::key_of(scored.results, "difference", "phase"))
                     ->classification.brier -
                 headline(scored.metrics, tests::key_of(scored.results, "single_task", "phase"))
                     ->classification.brier));
    CHECK(brier.wilcoxon.p < 1e-6);
    CHECK(scored.comparisons[1].by_group.groups == 0);
}

TEST_CASE("a fold whose shares are all right has no ratio, and no verdict is made of it") {
    auto results = tests::class_study();
    for (auto& trial : results.trials) {
        if (trial.key.strategy == 1 && trial.key.fold == 0) {
            for (auto& row : trial.predictions) {
                row.shares = row.label == 0 ? std::vector<double>{1, 0} : std::vector<double>{0, 1};
            }
        }
    }
    const auto scored = score(results);
    for (const auto& row : scored.comparisons) {
        CHECK(std::isnan(row.ratio.ratio));
        CHECK(row.verdict == evaluation::Verdict::undecided);
        CHECK(verdict_in_words(row) == "not tested");
        CHECK(harmless_in_words(row) == "-");
    }
    CHECK(contains(findings(scored, targets_of(scored.results)[0])[0].text,
                   "Fold by fold it cannot be compared with the baseline single_task: a Brier score is 0"));
    CHECK_FALSE(contains(metrics_csv(scored), ",-0,"));
}

TEST_CASE("a row without shares makes the metrics of its fold unknown, not wrong") {
    auto results = two_folds();
    results.trials[0].predictions[0].shares.clear();
    const auto rows = tests::rows_of(metrics_csv(score(results)));
    CHECK(rows[0].at("accuracy").empty());
    CHECK(rows[1].at("accuracy") == "1");
    CHECK(rows[2].at("brier").empty());
}

TEST_CASE("reliability.csv has ten bins for the predicted class and for each class") {
    const auto rows = tests::rows_of(reliability_csv(score(two_folds())));
    REQUIRE(rows.size() == 3 * 10);
    CHECK(rows[8].at("event") == "predicted");
    CHECK(rows[8].at("lower") == "0.8");
    CHECK(rows[8].at("count") == "1");
    CHECK(rows[8].at("mean_predicted") == "0.8");
    CHECK(rows[8].at("observed") == "1");
    CHECK(rows[0].at("count") == "0");
    CHECK(rows[0].at("observed").empty());
    const auto& of_b = rows[20 + 4]; // class b, 0.4 to 0.5: the row with 0.4
    CHECK(of_b.at("event") == "class");
    CHECK(of_b.at("class") == "b");
    CHECK(of_b.at("observed") == "1");
    CHECK(reliability_csv(score(tests::example_study())).empty());
    CHECK(calibration_csv(score(two_folds())).find('\n') == calibration_csv(score(two_folds())).size() - 1);
}

TEST_CASE("the page shows a confusion table in place of a parity plot, with every class escaped") {
    auto results = two_folds();
    results.labels[0].classes = {"a", "<b>"};
    const auto html = html_page(score(results));
    CHECK_FALSE(contains(html, "class=\"parity\""));
    CHECK(contains(html, "as &lt;b&gt;"));
    CHECK_FALSE(contains(html, "<b>"));
    // Three of class a predicted as a; one of class b predicted as a.
    CHECK(contains(
        html,
        "<tr><th scope=\"row\">a</th><td><span class=\"hit\">3</span></td><td>0</td><td>100 %</td></tr>"));
    CHECK(contains(
        html,
        "<tr><th scope=\"row\">&lt;b&gt;</th><td>1</td><td><span class=\"hit\">0</span></td><td>0 %</td>"));
    CHECK(contains(html, "share of the predicted class"));
    CHECK(contains(html, "macro F1"));
}

TEST_CASE("the summary of classes has their metrics and is no wider than 80 columns") {
    const auto text = summary_text(score(tests::class_study()));
    CHECK(contains(text, "has the lowest Brier score of 2 strategies: Brier score 0."));
    CHECK(contains(text, "log loss"));
    CHECK(contains(text, "accuracy"));
    CHECK_FALSE(contains(text, "NDME"));
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        CHECK(width_of(line) <= 80);
    }
}
