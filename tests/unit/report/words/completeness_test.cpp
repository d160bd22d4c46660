// SPDX-License-Identifier: Apache-2.0
#include "framework/report/page/html_page.hpp"
#include "framework/report/tables/csv_tables.hpp"
#include "framework/report/terminal/summary_text.hpp"
#include "framework/report/words/completeness.hpp"
#include "framework/report/words/findings.hpp"
#include "tests/support/text.hpp"
#include "tests/unit/report/csv_cells.hpp"
#include "tests/unit/report/example_study.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sinter;
using namespace sinter::report;
using sinter::tests::contains;

namespace {

study::StudyResults with_failures(int count) {
    auto results = tests::example_study();
    for (int i = 0; i < count; ++i) {
        results.failed.push_back(
            {tests::trial_key(results, "union", i / 5, i % 5), "too few rows <" + std::to_string(i) + ">"});
    }
    results.planned_trials = results.finished_trials + count + 7;
    return results;
}

} // namespace

TEST_CASE("the page and the summary say how many trials finished, failed and were not run") {
    const auto scored = score(with_failures(2));
    const std::string words = "40 of 49 trials finished, 2 failed, 7 have not been run.";
    CHECK(completeness_in_words(scored.results) == words);
    CHECK(contains(html_page(scored), words));
    CHECK(leading_findings(scored)[0].tone == Tone::caution);
    CHECK(contains(leading_findings(scored)[0].text, words + " The numbers are over what has finished."));
    CHECK(contains(summary_text(scored), "Failed\n  - union, repeat 0, fold 0: too few rows <0>\n"));
    CHECK(contains(html_page(scored), "<li>union, repeat 0, fold 1: too few rows &lt;1&gt;</li>"));
}

TEST_CASE("a study that is all done says so and warns of nothing") {
    const auto scored = score(tests::example_study());
    CHECK(completeness_in_words(scored.results) == "All 40 trials finished.");
    CHECK(leading_findings(scored).empty());
    CHECK(study_findings(scored).empty());
    CHECK(contains(html_page(scored), "All 40 trials finished."));
    CHECK_FALSE(contains(html_page(scored), "<h2>Failed</h2>"));
}

TEST_CASE("how many were planned may be unknown; then nothing is said") {
    auto results = tests::example_study();
    results.planned_trials = results.finished_trials = 0;
    CHECK(completeness_in_words(results).empty());
    CHECK_FALSE(incomplete(results));
}

TEST_CASE("ten failures are named, the others counted; failures.csv has them all") {
    const auto scored = score(with_failures(13));
    const auto summary = summary_text(scored);
    CHECK(contains(summary, "too few rows <9>"));
    CHECK_FALSE(contains(summary, "too few rows <10>"));
    CHECK(contains(summary, "And 3 more, in failures.csv."));
    CHECK(contains(html_page(scored), "And 3 more, in failures.csv."));
    CHECK(tests::rows_of(failures_csv(scored)).size() == 13);
}

TEST_CASE("what is missing, then labels that contradict each other, stand above the answer") {
    auto results = with_failures(1);
    results.contradictions = {"one and two contradict each other."};
    const auto scored = score(results);
    const auto summary = summary_text(scored);
    const auto page = html_page(scored);
    for (const auto& text : {summary, page}) {
        const auto missing = text.find("40 of 48 trials finished, 1 failed");
        const auto contradiction = text.find("one and two contradict each other. No comparison holds");
        const auto answer = text.find("difference has the lowest error");
        REQUIRE(answer != std::string::npos);
        CHECK(missing < contradiction);
        CHECK(contradiction < answer);
    }
}

TEST_CASE("the folds of a strategy are counted against all that were planned, also those that none has met") {
    auto results = tests::example_study();
    std::erase_if(results.trials,
                  [](const auto& trial) { return trial.key.repeat == 1 && trial.key.fold > 1; });
    results.finished_trials = static_cast<std::int64_t>(results.trials.size());
    results.planned_folds = {{0, 0, 10}};
    CHECK(contains(summary_text(score(results)), "difference finished 7 of 10 folds"));
}

TEST_CASE("failures with one error are one line that counts them and names the first") {
    auto results = tests::example_study();
    for (int i = 0; i < 10; ++i) {
        results.failed.push_back({tests::trial_key(results, "union", i / 5, i % 5), "took too long"});
    }
    results.failed.push_back({tests::trial_key(results, "difference", 0, 2), "too few rows"});
    results.planned_trials += 11;
    const auto scored = score(results);
    CHECK(contains(summary_text(scored),
                   "Failed\n  - difference, repeat 0, fold 2: too few rows\n"
                   "  - 10 trials failed alike, first union, repeat 0, fold 0: took too long\n\n"));
    CHECK(contains(html_page(scored), "<li>10 trials failed alike, first union, "
                                      "repeat 0, fold 0: took too long</li>"));
    CHECK(tests::rows_of(failures_csv(scored)).size() == 11);
}

TEST_CASE("failures go by strategy, size, repeat, fold and inner fold, and tell which") {
    auto results = tests::example_study();
    results.fractions = {0.125, 1.0};
    results.failed = {{tests::trial_key(results, "union", 0, 0), "c"},
                      {tests::trial_key(results, "difference", 1, 0, 2, 0.125), "b"},
                      {tests::trial_key(results, "difference", 0, 4, -1, 0.125), "a"}};
    const auto names = results.trial_names();
    const auto failures = ordered_failures(results);
    CHECK(failure_in_words(*failures[0], names) ==
          "difference, repeat 0, fold 4, 12.5 % of the training groups: a");
    CHECK(failure_in_words(*failures[1], names) ==
          "difference, repeat 1, fold 0, inner fold 2, 12.5 % of the training groups: b");
    const auto rows = tests::rows_of(failures_csv(score(results)));
    CHECK(rows[1].at("inner_fold") == "2");
    CHECK(rows[1].at("fraction") == "0.125");
    CHECK(rows[2].at("inner_fold").empty());
    CHECK(rows[2].at("strategy") == "union");
    CHECK(rows[2].at("error") == "c");
    CHECK(failures_csv(score(tests::example_study())).empty());
}

TEST_CASE("an error of several lines stays one field of failures.csv, and keeps its lines in the summary") {
    auto results = tests::example_study();
    results.failed = {{tests::trial_key(results, "union", 0, 0), "first\nsecond, \x1B[2J"}};
    CHECK(contains(failures_csv(score(results)), "union,1,0,0,,\"first\nsecond, <U+001B>[2J\"\n"));
    CHECK(
        contains(summary_text(score(results)), "union, repeat 0, fold 0: first\n    second, <U+001B>[2J\n"));
}
