// SPDX-License-Identifier: Apache-2.0
#include "framework/report/page/html_page.hpp"
#include "framework/report/tables/csv_predictions.hpp"
#include "framework/report/tables/csv_tables.hpp"
#include "framework/report/terminal/summary_text.hpp"
#include "framework/report/text/text_layout.hpp"
#include "framework/report/words/findings.hpp"
#include "tests/support/text.hpp"
#include "tests/unit/report/csv_cells.hpp"
#include "tests/unit/report/example_study.hpp"

#include <catch2/catch.hpp>

#include <sstream>
#include <string>
#include <vector>

using namespace sinter;
using namespace sinter::report;
using evaluation::Verdict;
using sinter::tests::contains;

TEST_CASE("every target has its own errors, unit and comparison") {
    const auto scored = score(tests::two_target_study());
    const auto verdict_of = [&](const char* strategy, const char* target) {
        return find_comparison(scored.comparisons, tests::key_of(scored.results, strategy, target),
                               ErrorMetric::mae)
            ->verdict;
    };
    CHECK(verdict_of("difference", "gap_expt") == Verdict::better);
    CHECK(verdict_of("difference", "bulk") == Verdict::worse);
    CHECK(verdict_of("union", "bulk") == Verdict::better);
    CHECK(scored.comparisons.size() == 12);
    for (const auto& csv : {metrics_csv(scored), learning_curve_csv(scored), calibration_csv(scored),
                            significance_csv(scored)}) {
        for (const auto& row : tests::rows_of(csv)) {
            CHECK(row.at("unit") == (row.at("target") == "bulk" ? "GPa" : "eV"));
        }
    }
}

TEST_CASE("tables go by target, then by strategy") {
    std::vector<std::string> order;
    for (const auto& row : tests::rows_of(predictions_csv(score(tests::two_target_study())))) {
        const auto place = row.at("target") + " " + row.at("strategy");
        if (order.empty() || order.back() != place) {
            order.push_back(place);
        }
    }
    CHECK(order == std::vector<std::string>{"gap_expt single_task", "gap_expt difference",
                                            "gap_expt latent_variable", "gap_expt union", "bulk single_task",
                                            "bulk difference", "bulk latent_variable", "bulk union"});
}

TEST_CASE("a target that the baseline doesn't predict is compared with nothing, and it is said") {
    auto results = tests::two_target_study();
    results.strategies[0].targets = {0};
    std::erase_if(results.trials,
                  [](const auto& trial) { return trial.key.strategy == 0 && trial.target == 1; });
    const auto scored = score(results);
    CHECK(scored.comparisons.size() == 6);
    const auto all = findings(scored, targets_of(scored.results)[1]);
    CHECK(contains(all[0].text, "union has the lowest error of 3 strategies"));
    CHECK(contains(all[1].text, "No strategy is marked as the baseline"));
}

TEST_CASE("another strategy may be the baseline of another target") {
    auto results = tests::two_target_study();
    results.strategies[0].targets = {0};
    results.strategies[2].targets = {1};
    results.strategies[2].baseline = true;
    std::erase_if(results.trials, [](const auto& trial) {
        return (trial.key.strategy == 0 && trial.target == 1) ||
               (trial.key.strategy == 2 && trial.target == 0);
    });
    const auto table = score(results).comparisons;
    CHECK(find_comparison(table, tests::key_of(results, "union", "bulk"), ErrorMetric::mae)->baseline == 2);
    CHECK(find_comparison(table, tests::key_of(results, "union", "gap_expt"), ErrorMetric::mae)->baseline ==
          0);
}

TEST_CASE("a label that a strategy was not asked for is predicted by the others only") {
    auto results = tests::two_target_study();
    results.strategies[3].targets = {0};
    std::erase_if(results.trials,
                  [](const auto& trial) { return trial.key.strategy == 3 && trial.target == 1; });
    const auto scored = score(results);
    CHECK(find_comparison(scored.comparisons, tests::key_of(results, "union", "bulk"), ErrorMetric::mae) ==
          nullptr);
    for (const auto& finding : findings(scored, targets_of(scored.results)[1])) {
        CHECK_FALSE(contains(finding.text, "union"));
    }
}

TEST_CASE("with several targets the page and the summary have a part for each, else no heading for one") {
    const auto two = score(tests::two_target_study());
    const auto page = html_page(two);
    CHECK(contains(page, "Predicting gap_expt (eV) and bulk (GPa)."));
    CHECK(contains(page, "<h2 class=\"target\">gap_expt (eV)</h2>"));
    CHECK(contains(page, "<h2 class=\"target\">bulk (GPa)</h2>"));
    CHECK(contains(page, "<h3>Did transfer help?</h3>"));
    CHECK(contains(page, "MAE (GPa)"));
    CHECK(contains(page, "union has the lowest error of 4 strategies"));
    const auto summary = summary_text(two);
    CHECK(contains(summary, "\nbulk (GPa)\n----------\n"));
    CHECK(contains(summary, "MAE (GPa)"));
    std::istringstream lines(summary);
    for (std::string line; std::getline(lines, line);) {
        CHECK(width_of(line) <= 80);
    }
    const auto one = html_page(score(tests::example_study()));
    CHECK_FALSE(contains(one, "<h2 class=\"target\">"));
    CHECK(contains(one, "<h2>Did transfer help?</h2>"));
    CHECK_FALSE(contains(summary_text(score(tests::example_study())), "-----"));
}

TEST_CASE("a target of numbers and one with classes stand side by side") {
    auto results = tests::class_study();
    const auto numbers = tests::example_study();
    results.targets.push_back("gap_expt");
    results.labels.push_back(numbers.labels[0]);
    for (auto& strategy : results.strategies) {
        strategy.targets.push_back(1);
    }
    for (const auto& trial : numbers.trials) {
        if (trial.key.strategy < 2) { // single_task and difference
            results.trials.push_back(trial);
            results.trials.back().target = 1;
        }
    }
    const auto scored = score(results);
    CHECK(scored.comparisons.size() == 4);
    const auto rows = tests::rows_of(metrics_csv(scored));
    for (const auto& row : rows) {
        CHECK(row.at("mae").empty() == (row.at("target") == "phase"));
        CHECK(row.at("brier").empty() == (row.at("target") == "gap_expt"));
    }
    CHECK(contains(html_page(scored), "class=\"parity\""));
    CHECK(contains(html_page(scored), "as non-metal"));
}
