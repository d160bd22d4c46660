// SPDX-License-Identifier: Apache-2.0
#include "framework/report/drawings/svg_learning_curve.hpp"
#include "framework/report/page/html_page.hpp"
#include "framework/report/tables/csv_tables.hpp"
#include "framework/report/terminal/summary_text.hpp"
#include "framework/report/words/findings.hpp"
#include "framework/report/words/verdict_words.hpp"
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

/// Two strategies, two folds, one row per fold and group; errors by size are given.
study::StudyResults curve_study(const std::vector<double>& sizes, const std::vector<double>& of_baseline,
                                const std::vector<double>& of_strategy) {
    study::StudyResults results;
    results.targets = {"gap"};
    results.labels = {{"gap", "eV", "", {}, 0, 0, 0, ""}};
    results.test_to_training = 1;
    results.strategies = {tests::example_summary("single_task"), tests::example_summary("difference")};
    results.fractions.clear();
    for (const double size : sizes) {
        results.fractions.push_back(size / sizes.back());
    }
    for (std::size_t size = 0; size < sizes.size(); ++size) {
        for (const auto* name : {"single_task", "difference"}) {
            for (int fold = 0; fold < 2; ++fold) {
                study::TrialResult trial;
                trial.key = {tests::strategy_index(results, name), 0, fold, -1, size};
                trial.training_rows = static_cast<std::int64_t>(sizes[size]);
                trial.training_groups = trial.training_rows / 2;
                const double error = trial.key.strategy == 1 ? of_strategy[size] : of_baseline[size];
                const auto group = "M" + std::to_string(fold);
                trial.predictions = {
                    {fold, fold, group, group, 1, 1 + error, std::nan(""), std::nan(""), {}}};
                results.trials.push_back(trial);
            }
        }
    }
    return results;
}

const LearningCurveRow& row_of(const ScoredStudy& scored, const std::string& strategy, double fraction) {
    const auto key = tests::key_of(scored.results, strategy, scored.results.targets[0], fraction);
    for (const auto& row : scored.learning_curve) {
        if (row.key == key && row.metric == ErrorMetric::mae) {
            return row;
        }
    }
    throw std::runtime_error("no such row");
}

std::string curve_of(const ScoredStudy& scored) {
    const auto target = target_of(scored.results, 0);
    return svg_learning_curve(subject_of(scored, target));
}

} // namespace

TEST_CASE("a row of the learning curve has the error, its spreads, and the interval that folds give it") {
    auto results = curve_study({40}, {1, 1}, {1, 1});
    // Errors of the folds: 1 and 2 in repeat 0, 2 and 3 in repeat 1.
    results.trials.resize(2);
    results.trials[1].predictions[0].mean = 3;
    for (int fold = 0; fold < 2; ++fold) {
        results.trials.push_back(results.trials[static_cast<std::size_t>(fold)]);
        results.trials.back().key.repeat = 1;
        results.trials.back().predictions[0].mean = 3 + fold;
    }
    results.trials[3].training_rows = 44;
    const auto scored = score(results);
    const auto& row = row_of(scored, "single_task", 1);
    CHECK(row.error == Approx((1.5 + 2.5) / 2));
    CHECK(row.folds == 4);
    CHECK(row.n_training == 41);
    CHECK(row.n_training_groups == 20);
    CHECK(row.spread_folds == Approx(std::sqrt((1 + 0 + 0 + 1) / 3.0)));
    CHECK(row.spread_repeats == Approx(std::sqrt(2 * 0.25)));
    // t(0.975; 3) = 3.18245, and test_to_training is 1
    const double reach = 3.18245 * std::sqrt((0.25 + 1) * 2 / 3);
    CHECK(row.upper == Approx(2 + reach).epsilon(1e-5));
    CHECK(row.lower == 0); // 2 - 2.9: an error is not negative
}

TEST_CASE("with one fold there is an error and neither spread nor interval") {
    auto results = curve_study({40}, {1}, {1});
    results.trials.resize(1);
    const auto scored = score(results);
    const auto& row = row_of(scored, "single_task", 1);
    CHECK(row.error == 1);
    CHECK(std::isnan(row.spread_folds));
    CHECK(std::isnan(row.spread_repeats));
    CHECK(std::isnan(row.upper));
}

TEST_CASE("labels saved: where the baseline's curve reaches the strategy's error, on the logarithm of n") {
    const auto scored = score(curve_study({10, 20, 40}, {4, 2, 1}, {3, 1.5, 0.5}));
    // 3 is half way between 4 and 2, so n' = 10 sqrt(2)
    CHECK(row_of(scored, "difference", 0.25).saved.factor.value == Approx(std::sqrt(2.0)));
    CHECK(row_of(scored, "difference", 0.5).saved.factor.value == Approx(std::sqrt(2.0)));
    CHECK(row_of(scored, "difference", 0.5).saved.size == 20);
    const auto& full = row_of(scored, "difference", 1).saved;
    CHECK(full.factor.reach == evaluation::Reach::beyond);
    CHECK(full.factor.value == 1);
    CHECK(saved_in_words(full) == "> 1.0");
    CHECK(std::isnan(row_of(scored, "single_task", 0.5).saved.factor.value)); // the baseline saves nothing
    CHECK(row_of(scored, "difference", 0.5).ratio.ratio == Approx(0.75));
    CHECK(row_of(scored, "difference", 0.5).baseline == std::size_t{0});
    CHECK_FALSE(row_of(scored, "single_task", 0.5).baseline.has_value());
}

TEST_CASE(
    "a strategy that is worse with all labels than the baseline with the fewest saves less than a bound") {
    const auto scored = score(curve_study({10, 40}, {2, 1}, {5, 3}));
    const auto& saved = row_of(scored, "difference", 1).saved;
    CHECK(saved.factor.reach == evaluation::Reach::below);
    CHECK(saved.factor.value == 0.25);
    CHECK(saved_in_words(saved) == "< 0.25");
}

TEST_CASE("one size, or sizes that don't grow, are no curve: no labels saved and no plot") {
    const auto one = score(curve_study({40}, {2}, {1}));
    CHECK(std::isnan(row_of(one, "difference", 1).saved.factor.value));
    CHECK(curve_of(one).empty());
    auto results = curve_study({39, 40}, {2, 2}, {1, 1});
    for (auto& trial : results.trials) {
        trial.training_rows = 40; // so few groups that both fractions are all of them
    }
    const auto equal = score(results);
    CHECK(std::isnan(row_of(equal, "difference", 1).saved.factor.value));
    CHECK_FALSE(curve_of(equal).empty());
}

TEST_CASE("labels saved stand only on folds that both strategies finished at every size") {
    auto results = curve_study({10, 20, 40}, {4, 2, 1}, {3, 1.5, 0.5});
    results.trials[0].predictions[0].mean = 100; // baseline, smallest size, fold 0
    std::erase_if(results.trials, [](const auto& trial) {
        return trial.key.strategy == 1 && trial.key.size == 2 && trial.key.fold == 0;
    });
    CHECK(row_of(score(results), "difference", 0.25).saved.factor.value == Approx(std::sqrt(2.0)));
}

TEST_CASE("learning_curve.csv has a row per strategy, size and metric") {
    const auto csv = learning_curve_csv(score(curve_study({10, 20, 40}, {4, 2, 1}, {3, 1.5, 0.5})));
    CHECK(csv.substr(0, csv.find('\n')) ==
          "strategy,target,unit,fraction,metric,folds,n_training,n_training_groups,error,"
          "error_lower,error_upper,spread_folds,spread_repeats,baseline,ratio,ratio_lower,"
          "ratio_upper,labels_saved,labels_saved_reach,labels_saved_lower,labels_saved_lower_reach,"
          "labels_saved_upper,labels_saved_upper_reach,share_beyond,share_below");
    const auto rows = tests::rows_of(csv);
    REQUIRE(rows.size() == 2 * 3 * 2);
    const auto& row = rows[6 + 2]; // difference, 0.5, mae
    CHECK(row.at("strategy") == "difference");
    CHECK(row.at("fraction") == "0.5");
    CHECK(row.at("metric") == "mae");
    CHECK(row.at("unit") == "eV");
    CHECK(row.at("n_training") == "20");
    CHECK(row.at("n_training_groups") == "10");
    CHECK(row.at("error") == "1.5");
    CHECK(row.at("ratio") == "0.75");
    CHECK(row.at("labels_saved_reach") == "within");
    CHECK(rows[6 + 4].at("labels_saved_reach") == "beyond");
    CHECK(rows[6 + 4].at("share_beyond") == "1");
    CHECK(rows[6 + 3].at("metric") == "rmse");
    CHECK(rows[6 + 3].at("labels_saved").empty());
    CHECK(rows[0].at("baseline").empty());
}

TEST_CASE("the plot has a line per strategy with its band, told apart by colour, marker and dashes") {
    const auto scored = score(tests::example_study({120, 5, 2, {0.25, 0.5, 1.0}, 0}));
    const auto svg = curve_of(scored);
    const auto count = [&](const std::string& part) {
        std::size_t n = 0;
        for (auto at = svg.find(part); at != std::string::npos; at = svg.find(part, at + 1)) {
            ++n;
        }
        return n;
    };
    CHECK(count("class=\"band\"") == 4);
    CHECK(count("class=\"line\"") == 4 + 4); // and in the legend
    CHECK(count("class=\"marker\"") == 4 * 3 + 4);
    CHECK(count("stroke=\"#0072b2\" stroke-dasharray=\"7 4\"") == 2);
    CHECK(contains(svg, "difference, 24 training labels: MAE 0."));
    CHECK(contains(svg, " times the baseline"));
    for (const auto* before : {"\"", " ", "M", "L", "V", "H"}) {
        CHECK_FALSE(contains(svg, before + std::string("nan")));
        CHECK_FALSE(contains(svg, before + std::string("inf")));
    }
}

TEST_CASE("the page and the summary tell how many labels were saved") {
    const auto scored = score(tests::example_study({120, 5, 2, {0.25, 0.5, 1.0}, 0}));
    const auto page = html_page(scored);
    CHECK(contains(page, "Learning curve"));
    CHECK(contains(page, "labels saved (95 %)"));
    const auto summary = summary_text(scored);
    CHECK(contains(summary, "MAE (eV) by share of the training groups"));
    CHECK(contains(summary, "25 %   50 %  100 %"));
    const auto text = findings(scored, targets_of(scored.results)[0]).front().text;
    CHECK(contains(text, "labels it is as good as single_task with "));
    CHECK_FALSE(contains(html_page(score(tests::example_study())), "Learning curve"));
}

TEST_CASE("the strategy that never reaches within the baseline's curve is given its bound") {
    const auto beyond = score(curve_study({10, 40}, {2, 1}, {0.5, 0.25}));
    CHECK(
        contains(findings(beyond, targets_of(beyond.results)[0]).front().text,
                 "With 10 labels it is better than single_task with all it has: labels saved > 4.0 times."));
}
