// SPDX-License-Identifier: Apache-2.0
#include "framework/report/page/html_page.hpp"
#include "framework/report/scores/far_rows.hpp"
#include "framework/report/tables/csv_far_rows.hpp"
#include "framework/report/terminal/summary_text.hpp"
#include "tests/unit/report/example_study.hpp"

#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <string>

using namespace sinter;
using namespace sinter::report;
using Catch::Contains;

namespace {

/// One strategy, one fold; each row is (label, mean, sigma_obs) and stands on line 10, 11 ...
ScoredStudy scored_rows(const std::vector<std::array<double, 3>>& rows) {
    study::StudyResults results;
    results.name = "small";
    results.targets = {"gap"};
    results.strategies = {tests::example_summary("single_task")};
    study::LabelSummary label;
    label.name = "gap";
    label.unit = "eV";
    label.file = "gaps.csv";
    study::TrialResult trial;
    trial.training_rows = 5;
    trial.training_mean = 1;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        study::RowPrediction row;
        row.row = row.record = static_cast<std::int64_t>(i);
        row.material = row.group = "M" + std::to_string(i);
        row.label = rows[i][0];
        row.mean = rows[i][1];
        row.sigma_obs = rows[i][2];
        trial.predictions.push_back(row);
        label.lines.push_back(static_cast<std::uint32_t>(10 + i));
    }
    results.labels = {label};
    results.trials = {trial};
    results.finished_trials = results.planned_trials = 1;
    return score(std::move(results));
}

} // namespace

TEST_CASE("a row more than 6 sigma_obs from its label is named with its file and line, one within is not") {
    const auto scored =
        scored_rows({{1.0, 1.59, 0.1}, {1.0, 1.61, 0.1}, {1.0, -1.0, 0.1}, {5.0, 9.0, unknown}});
    const auto rows = far_rows(scored);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].prediction->material == "M1");
    CHECK(rows[0].line == 11);
    CHECK(rows[1].sigmas == Approx(20));
    CHECK(worst(rows).front().prediction->material == "M2");
    const auto csv = far_rows_csv(scored);
    CHECK_THAT(
        csv,
        Contains("strategy,target,fraction,repeat,fold,material,label,mean,sigma_obs,sigmas,file,line\n"));
    CHECK_THAT(csv, Contains("single_task,gap,1,0,0,M2,1,-1,0.1,20,gaps.csv,12\n") && !Contains("M0") &&
                        !Contains("M3"));
    CHECK_THAT(summary_text(scored), Contains("Far from the label") && Contains("gaps.csv:12"));
    CHECK_THAT(html_page(scored), Contains("Far from the label") && Contains("gaps.csv:12"));
}

TEST_CASE("a sigma of 0 is far from any error but rounding") {
    const auto scored = scored_rows({{1.0, 1.0, 0},
                                     {0.3, 0.1 + 0.2, 0},
                                     {0.0, 1e-17, 0},
                                     {1.0, 1.1, 0},
                                     {1.0, 1.1, 1e-17},
                                     {2.0, 2.0, 1e-17}});
    const auto rows = far_rows(scored);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].prediction->material == "M3");
    CHECK(std::isinf(rows[0].sigmas));
    CHECK(rows[1].prediction->material == "M4");
    CHECK_THAT(far_rows_csv(scored), Contains(",1,1.1,0,inf,gaps.csv,13\n"));
}

TEST_CASE("where no row is far nothing is said, and of many the ten furthest are shown") {
    const auto near = scored_rows({{1.0, 1.1, 0.1}, {2.0, 2.3, 0.1}});
    CHECK(far_rows_csv(near).empty());
    CHECK_THAT(summary_text(near), !Contains("Far from the label"));
    CHECK_THAT(html_page(near), !Contains("Far from the label"));
    std::vector<std::array<double, 3>> many;
    for (int i = 0; i < 50; ++i) {
        many.push_back({0.0, 10.0 + i, 1.0});
    }
    const auto scored = scored_rows(many);
    CHECK(worst(far_rows(scored)).size() == 10);
    const auto summary = summary_text(scored);
    CHECK_THAT(summary, Contains("50 predictions are more than 6 sigma_obs") && Contains("M49 ") &&
                            Contains("gaps.csv:59") && !Contains("M39 "));
}
