// SPDX-License-Identifier: Apache-2.0
#include "framework/report/drawings/svg_calibration_plot.hpp"
#include "framework/report/page/html_page.hpp"
#include "framework/report/tables/csv_tables.hpp"
#include "tests/support/text.hpp"
#include "tests/unit/report/csv_cells.hpp"
#include "tests/unit/report/example_study.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <string>

using namespace sinter;
using namespace sinter::report;
using sinter::tests::contains;

TEST_CASE("calibration.csv has the coverage and width of twenty levels, over all folds and repeats") {
    // Errors of 0.1, 0.5, 1 and 2 with sigma 1; one row without.
    auto results = tests::empty_example();
    results.strategies = {tests::example_summary("single_task")};
    study::TrialResult trial;
    for (const double error : {0.1, 0.5, 1.0, 2.0, 9.0}) {
        trial.predictions.push_back({0, 0, "M", "M", 0, error, 0, error == 9 ? std::nan("") : 1, {}});
    }
    results.trials = {trial, trial};
    results.trials[1].key.repeat = 1;
    const auto rows = tests::rows_of(calibration_csv(score(results)));
    REQUIRE(rows.size() == 20);
    for (const auto& row : rows) {
        CHECK(row.at("n") == "8");
        CHECK(row.at("unit") == "eV");
    }
    CHECK(rows[0].at("level") == "0.05"); // z = 0.0627
    CHECK(rows[0].at("coverage") == "0");
    CHECK(rows[9].at("level") == "0.5"); // z = 0.6745
    CHECK(rows[9].at("coverage") == "0.5");
    CHECK(std::stod(rows[9].at("width")) == Approx(2 * 0.6744898));
    CHECK(rows[19].at("level") == "0.95"); // z = 1.96 < 2
    CHECK(rows[19].at("coverage") == "0.75");
}

TEST_CASE("coverage of the curve is the coverage that metrics.csv quotes") {
    const auto scored = score(tests::example_study());
    const auto* metrics = headline(scored.metrics, tests::key_of(scored.results, "union", "gap_expt"));
    const auto rows = tests::rows_of(calibration_csv(scored));
    CHECK(std::stod(rows.back().at("coverage")) == Approx(metrics->uncertainty.coverage_95));
    CHECK(rows.back().at("strategy") == "union");
}

TEST_CASE("the calibration plot has a line per strategy that gives an uncertainty, and the diagonal") {
    auto results = tests::example_study();
    for (auto& trial : results.trials) {
        for (auto& row : trial.predictions) {
            row.sigma_obs = tests::strategy_of(results, trial) == "union" ? std::nan("") : row.sigma_obs;
        }
    }
    const auto scored = score(results);
    const auto targets = targets_of(scored.results);
    const auto svg = svg_calibration_plot(subject_of(scored, targets[0]));
    CHECK(contains(svg, "class=\"ideal\""));
    CHECK(contains(svg, "difference: the 95 % interval holds"));
    CHECK_FALSE(contains(svg, ">union<"));
    CHECK(contains(html_page(scored), "sharpness (eV)"));
}

TEST_CASE("where no strategy gives an uncertainty there is no calibration, and the page says so") {
    auto results = tests::example_study();
    for (auto& trial : results.trials) {
        for (auto& row : trial.predictions) {
            row.sigma_obs = std::nan("");
        }
    }
    const auto scored = score(results);
    const auto targets = targets_of(scored.results);
    CHECK(scored.calibration.empty());
    CHECK(svg_calibration_plot(subject_of(scored, targets[0])).empty());
    CHECK(contains(html_page(scored), "No strategy gives an uncertainty."));
    CHECK_FALSE(contains(html_page(scored), "<h2>Calibration</h2>"));
}
