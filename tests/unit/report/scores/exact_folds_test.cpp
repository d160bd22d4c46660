// SPDX-License-Identifier: Apache-2.0
#include "framework/report/page/html_page.hpp"
#include "framework/report/scores/exact_folds.hpp"
#include "framework/report/tables/csv_tables.hpp"
#include "framework/report/terminal/summary_text.hpp"
#include "framework/report/words/findings.hpp"
#include "tests/unit/report/example_study.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace sinter;
using namespace sinter::report;
using namespace sinter::tests;
using Catch::Contains;

namespace {

const Target number{"gap_expt", "eV", {}};

study::TrialResult exact_trial(const std::vector<double>& labels, double error = 0) {
    study::TrialResult trial;
    for (const double label : labels) {
        study::RowPrediction row;
        row.label = label;
        row.mean = label + error;
        trial.predictions.push_back(row);
    }
    return trial;
}

/// The example with this strategy right in every row of the given fold of repeat 0.
study::StudyResults with_exact_fold(const std::string& strategy, int fold) {
    auto results = example_study();
    for (auto& trial : results.trials) {
        for (auto& row : trial.predictions) {
            if (strategy_of(results, trial) == strategy && trial.key.repeat == 0 && trial.key.fold == fold) {
                row.mean = row.label;
            }
        }
    }
    return results;
}

} // namespace

TEST_CASE("no error at all in a fold is exact, but for rounding; a small error is not") {
    CHECK(is_exact(exact_trial({1.1, 1.4, 0.7, 3.3, 1.5}), number));
    CHECK(is_exact(exact_trial({1.1, 1.4, 0.7, 3.3, 1.5}, 1e-15), number));
    CHECK_FALSE(is_exact(exact_trial({1.1, 1.4, 0.7, 3.3, 1.5}, 1e-6), number));
    CHECK_FALSE(is_exact(exact_trial({1.1, 1.4, 0.7, 3.3, 1.5}, std::nan("")), number));
    auto one_off = exact_trial({1.1, 1.4, 0.7, 3.3, 1.5});
    one_off.predictions[3].mean = 3.2;
    CHECK_FALSE(is_exact(one_off, number));
}

TEST_CASE("few rows, labels that do not vary, and classes tell nothing") {
    CHECK_FALSE(is_exact(exact_trial({1.1, 1.4, 0.7, 3.3}), number));
    CHECK_FALSE(is_exact(exact_trial({2, 2, 2, 2, 2, 2, 2}), number));
    CHECK_FALSE(is_exact(exact_trial({0, 1, 0, 1, 1, 1, 0}), number));
    CHECK_FALSE(is_exact(exact_trial({0, 1, 2, 1, 0, 2}), {"phase", "", {"a", "b", "c"}}));
    CHECK_FALSE(is_exact({}, number));
}

TEST_CASE("summary, page and log name a strategy that is right in every row of a fold") {
    const auto scored = score(with_exact_fold("difference", 2));
    const auto found = findings(scored, number);
    const auto caution = std::find_if(found.begin(), found.end(), [](const Finding& finding) {
        return finding.text.find("Too good") != std::string::npos;
    });
    REQUIRE(caution != found.end());
    CHECK(caution->tone == Tone::caution);
    CHECK_THAT(caution->text, Contains("difference predicts gap_expt without any error in 1 of 10 folds") &&
                                  Contains("a source (gap_pbe)") && Contains("input column"));
    CHECK_THAT(summary_text(scored), Contains("Too good: difference"));
    CHECK_THAT(html_page(scored), Contains("Too good: difference"));
    CHECK_THAT(log_csv(scored), Contains("difference,1,0,2,,detail,1,gap_expt is predicted without any error "
                                         "in all 24 test rows"));
    const auto sound = score(example_study());
    CHECK_THAT(summary_text(sound), !Contains("Too good"));
    CHECK(sound.results.log.empty());
}

TEST_CASE("a strategy without sources is not told to look at them, and the log stays in the trials' order") {
    auto results = with_exact_fold("single_task", 3);
    for (auto& row : results.trials.front().predictions) { // single_task, repeat 0, fold 0
        row.mean = row.label;
    }
    results.log = {{trial_key(results, "single_task", 0, 1), {{"said", 1, false}}},
                   {trial_key(results, "single_task", 0, 3), {{"said too", 1, false}}}};
    const auto scored = score(results);
    REQUIRE(scored.results.log.size() == 3);
    CHECK(scored.results.log[0].key.fold == 0);
    CHECK(scored.results.log[1].key.fold == 1);
    CHECK(scored.results.log[2].notices.size() == 2);
    CHECK_THAT(findings(scored, number)[1].text, Contains("in 2 of 10 folds") && !Contains("source"));
}
