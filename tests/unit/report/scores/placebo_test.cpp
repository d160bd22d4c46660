// SPDX-License-Identifier: Apache-2.0
#include "framework/report/page/html_page.hpp"
#include "framework/report/scores/nested_choice.hpp"
#include "framework/report/scores/scored_study.hpp"
#include "framework/report/words/findings.hpp"
#include "tests/unit/report/example_study.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace sinter;
using namespace sinter::report;
using Catch::Contains;

namespace {

/// The strategy with the lowest error is a placebo, or the one with the highest.
study::StudyResults with_placebo(const std::string& name) {
    auto results = tests::example_study();
    for (auto& strategy : results.strategies) {
        strategy.placebo = strategy.name == name;
    }
    return results;
}

std::string findings_of(const study::StudyResults& results) {
    const auto scored = score(results);
    std::string text;
    for (const auto& finding : study_findings(scored)) {
        text += finding.text + "\n";
    }
    for (const auto& finding : findings(scored, targets_of(scored.results)[0])) {
        text += finding.text + "\n";
    }
    return text;
}

} // namespace

TEST_CASE("a placebo is named as one and is never the answer, even with the lowest error") {
    const auto plain = findings_of(tests::example_study());
    CHECK_THAT(plain, Contains("difference has the lowest error of 4 strategies") && !Contains("lacebo"));
    const auto text = findings_of(with_placebo("difference"));
    CHECK_THAT(text, Contains("Placebo: the source labels of difference are shuffled") &&
                         !Contains("difference has the lowest error"));
    CHECK_THAT(text, Contains("of 3 strategies"));
}

TEST_CASE("a placebo that is worse than the baseline is no negative transfer") {
    CHECK_THAT(findings_of(tests::example_study()), Contains("Negative transfer: union"));
    CHECK_THAT(findings_of(with_placebo("union")), !Contains("Negative transfer"));
}

TEST_CASE("the page marks a placebo") {
    CHECK_THAT(html_page(score(with_placebo("difference"))), Contains("<span class=\"mark\">placebo</span>"));
}

TEST_CASE("the nested choice never falls on a placebo") {
    auto results = tests::example_study();
    for (const auto& trial : std::vector<study::TrialResult>(results.trials)) {
        results.trials.push_back(trial);
        results.trials.back().key.inner = 0;
    }
    const auto chosen = [](const study::StudyResults& of) {
        std::string names;
        for (const auto& one : nested_choice(of, make_series(of)).scores) {
            names += one.chosen ? of.strategies[one.key.strategy].name + " " : "";
        }
        return names;
    };
    CHECK_THAT(chosen(results), Contains("difference"));
    for (auto& strategy : results.strategies) {
        strategy.placebo = strategy.name == "difference";
    }
    CHECK_THAT(chosen(results), !Contains("difference") && Contains(" "));
}
