// SPDX-License-Identifier: Apache-2.0
#include "framework/study/plan/trial_id.hpp"
#include "framework/study/run/journal.hpp"
#include "framework/study/run/journal_line.hpp"
#include "framework/study/run/run_trials.hpp"
#include "tests/support/program.hpp"
#include "tests/unit/study/run/correlated_study.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <utility>

using namespace sinter;
using namespace sinter::tests;
using Catch::Contains;

namespace {

const study::TrialResult& result_of(const study::Plan& plan, const study::TrialOutcome& outcome,
                                    const std::string& target) {
    for (const auto& result : outcome.results) {
        if (study::target_name(plan, result.target) == target) {
            return result;
        }
    }
    throw std::runtime_error("no result for " + target);
}

bool has_notice(const study::TrialOutcome& outcome, const std::string& text) {
    return std::any_of(outcome.notices.begin(), outcome.notices.end(),
                       [&](const auto& notice) { return notice.text.find(text) != std::string::npos; });
}

} // namespace

TEST_CASE("the errors' correlation is found, and narrows the law of a difference") {
    const CorrelatedStudy made(0.8);
    auto plan = made.plan(derived_section("gap", "a - b"));
    const auto outcome = made.run(plan, {});
    const auto& gap = result_of(plan, outcome, "gap");
    CHECK(gap.joint.law == "residuals");
    REQUIRE(gap.joint.correlations.size() == 1);
    const double r = gap.joint.correlations[0];
    CHECK(r == Approx(0.8).margin(0.08));
    REQUIRE_FALSE(gap.predictions.empty());
    REQUIRE(gap.joint.independent.size() == gap.predictions.size());
    for (std::size_t i = 0; i < gap.predictions.size(); ++i) {
        CHECK(gap.predictions[i].mean == 0);
        CHECK(gap.predictions[i].sigma_obs == Approx(std::sqrt(2 - 2 * r)));
        CHECK(gap.joint.independent[i].sigma_obs == Approx(std::sqrt(2.0)));
    }
}

TEST_CASE(
    "the truth is the expression of the measured labels, of repeated ones of their mean, where all are known") {
    const CorrelatedStudy made;
    auto plan = made.plan(derived_section("gap", "a - b"));
    const auto outcome = made.run(plan, {});
    std::map<std::int64_t, std::pair<double, int>> a;
    std::map<std::int64_t, std::pair<double, int>> b;
    for (const auto& row : result_of(plan, outcome, "a").predictions) {
        a[row.row].first += row.label;
        a[row.row].second += 1;
    }
    for (const auto& row : result_of(plan, outcome, "b").predictions) {
        b[row.row].first += row.label;
        b[row.row].second += 1;
    }
    REQUIRE(a.size() > b.size());
    const auto& gap = result_of(plan, outcome, "gap");
    CHECK(gap.predictions.size() == b.size()); // every material has a
    bool repeated = false;
    for (const auto& row : gap.predictions) {
        const auto [sum_a, count_a] = a.at(row.row);
        const auto [sum_b, count_b] = b.at(row.row);
        CHECK(row.label == Approx(sum_a / count_a - sum_b / count_b));
        CHECK(row.record == row.row);
        repeated = repeated || count_a > 1;
    }
    CHECK(repeated);
    CHECK(gap.training_rows > 100);
    CHECK(gap.training_groups == gap.training_rows);
}

TEST_CASE("without the ability the labels are independent, and that is said") {
    const CorrelatedStudy made;
    auto plan = made.plan(derived_section("gap", "a - b"));
    FakeAbilities abilities;
    abilities.residuals = false;
    const auto outcome = made.run(plan, abilities);
    CHECK(result_of(plan, outcome, "gap").joint.law == "independent");
    CHECK(result_of(plan, outcome, "gap").predictions[0].sigma_obs == Approx(std::sqrt(2.0)));
    CHECK(has_notice(outcome, "gap takes the errors of its labels as independent: the strategy has no "
                              "composite out-of-bag predictions"));
}

TEST_CASE("few common materials tell no correlation") {
    const CorrelatedStudy made(0.8, 14);
    auto plan = made.plan(derived_section("gap", "a - b"));
    const auto outcome = made.run(plan, {});
    CHECK(result_of(plan, outcome, "gap").joint.law == "independent");
    CHECK(has_notice(outcome, "fewer than 10 training materials have all labels"));
}

TEST_CASE("trees and jackknife read the members' covariances") {
    const CorrelatedStudy made;
    FakeAbilities abilities;
    abilities.trees = 0.5;
    for (const std::string law : {"trees", "jackknife"}) {
        auto plan = made.plan(derived_section("gap", "a - b", "law = \"" + law + "\""));
        const auto gap = result_of(plan, made.run(plan, abilities), "gap");
        CHECK(gap.joint.law == law);
        CHECK(gap.predictions[0].sigma_obs == Approx(1));
        const auto without = made.run(plan, {});
        CHECK(result_of(plan, without, "gap").joint.law == "independent");
        CHECK(has_notice(without, "no covariances"));
    }
}

TEST_CASE("auto takes the law that is likeliest inside the training rows") {
    const auto law_of = [](double truth, const FakeAbilities& abilities) {
        const CorrelatedStudy made(truth);
        auto plan = made.plan(derived_section("gap", "a - b", "law = \"auto\""));
        const auto outcome = made.run(plan, abilities);
        const auto& strategy = dynamic_cast<const FakeStrategy&>(*plan.strategies[0].strategy);
        CHECK(strategy.fits == 4); // the trial's own and three inner folds
        return result_of(plan, outcome, "gap").joint.law;
    };
    FakeAbilities wrong_trees;
    wrong_trees.trees = -0.6;
    CHECK(law_of(0.8, wrong_trees) == "residuals");
    wrong_trees.residuals = false;
    CHECK(law_of(0.8, wrong_trees) == "independent");
    FakeAbilities right_trees;
    right_trees.residuals = false;
    right_trees.trees = 0.8;
    CHECK(law_of(0.8, right_trees) == "trees");
    FakeAbilities without_sigma;
    without_sigma.sigma = std::nan("");
    CHECK(law_of(0.8, without_sigma) == "independent");
}

TEST_CASE("a class has the probability of each argument") {
    const CorrelatedStudy made(0.8);
    auto plan = made.plan(derived_section("larger", "argmax(a, b, 0.5)"));
    const auto outcome = made.run(plan, {});
    const auto& larger = result_of(plan, outcome, "larger");
    for (std::size_t i = 0; i < larger.predictions.size(); ++i) {
        const auto& row = larger.predictions[i];
        REQUIRE(row.shares.size() == 3);
        CHECK(row.shares[0] + row.shares[1] + row.shares[2] == Approx(1));
        CHECK((row.label == 0 || row.label == 1 || row.label == 2));
        CHECK(std::isnan(row.sigma_obs));
        // Independent, 0.5 is the largest with probability Phi(1/2)^2; correlated labels leave it more.
        CHECK(larger.joint.independent[i].shares[2] == Approx(0.4781).margin(5e-3));
        CHECK(row.shares[2] > 0.55);
    }
}

TEST_CASE("without deviations there is a mean, no sigma, and a notice") {
    const CorrelatedStudy made;
    auto plan = made.plan(derived_section("gap", "a - b") + derived_section("larger", "argmax(a, b)"));
    FakeAbilities abilities;
    abilities.sigma = std::nan("");
    const auto outcome = made.run(plan, abilities);
    CHECK(std::isnan(result_of(plan, outcome, "gap").predictions[0].sigma_obs));
    CHECK(result_of(plan, outcome, "larger").predictions[0].shares[0] > 0.99); // of equals the first
    CHECK(has_notice(outcome, "has no uncertainty if its labels have none"));
}

TEST_CASE("a derived number may be used by others, and one label is enough for a quantity") {
    const CorrelatedStudy made;
    auto plan = made.plan(derived_section("twice", "2 * gap + a") + derived_section("gap", "a - b") +
                          derived_section("size", "abs(a)"));
    CHECK(plan.derived[0].expression.names() == std::vector<std::string>{"a", "b"});
    const auto outcome = made.run(plan, {});
    const double r = result_of(plan, outcome, "gap").joint.correlations[0];
    // 3 a - 2 b
    CHECK(result_of(plan, outcome, "twice").predictions[0].sigma_obs == Approx(std::sqrt(13 - 12 * r)));
    const auto& size = result_of(plan, outcome, "size");
    CHECK(size.joint.correlations.empty());
    CHECK(size.predictions[0].mean == Approx(std::sqrt(2 / std::numbers::pi)).margin(1e-3));
    const auto only_a = study::empty_results(plan, plan.trials[1]);
    REQUIRE(only_a.size() == 2);
    CHECK(study::target_name(plan, only_a[1].target) == "size");
}

TEST_CASE("the journal gives derived results back") {
    const CorrelatedStudy made;
    auto plan = made.plan(derived_section("gap", "a - b") + derived_section("larger", "argmax(a, b)"));
    const auto outcome = made.run(plan, {});
    const auto line = study::journal_line(plan, plan.trials[0], outcome);
    const auto back = study::outcome_of(plan, plan.trials[0], line);
    REQUIRE(back.results.size() == 4);
    CHECK(study::journal_line(plan, plan.trials[0], back) == line);
    const auto& gap = result_of(plan, back, "gap");
    CHECK(gap.joint.law == "residuals");
    CHECK(gap.joint.correlations == result_of(plan, outcome, "gap").joint.correlations);
    CHECK(gap.joint.independent[3].sigma_obs ==
          result_of(plan, outcome, "gap").joint.independent[3].sigma_obs);
    CHECK(result_of(plan, back, "larger").joint.independent[3].shares ==
          result_of(plan, outcome, "larger").joint.independent[3].shares);
    std::string other = edited(line, "\"joint\":", "\"joined\":");
    CHECK_THROWS_WITH(study::outcome_of(plan, plan.trials[0], other), Contains("not a trial's line"));
    other = edited(line, "\"correlations\":[", "\"correlations\":[0,");
    CHECK_THROWS_WITH(study::outcome_of(plan, plan.trials[0], other),
                      Contains("`correlations` is not a list"));
}

TEST_CASE("a trial's id holds the expression and the law of what its strategy predicts") {
    const CorrelatedStudy made;
    const auto ids = [&](const std::string& derived) {
        const auto plan = made.plan(derived);
        return std::pair(plan.trials[0].id, plan.trials[1].id); // both labels, a only
    };
    const auto plain = ids("");
    const auto gap = ids(derived_section("gap", "a - b"));
    CHECK(gap.first != plain.first);
    CHECK(gap.second == plain.second);
    CHECK(ids(derived_section("gap", " a-(b) ", "unit = \"eV\"")) == gap);
    CHECK(ids(derived_section("gap", "b - a")).first != gap.first);
    CHECK(ids(derived_section("gap", "a - b", "law = \"auto\"")).first != gap.first);
    CHECK(ids(derived_section("other", "a - b")).first != gap.first);
    const auto inner = [&](const std::string& expression) {
        return ids(derived_section("x", "2 * y") + derived_section("y", expression)).first;
    };
    CHECK(inner("a - b") != inner("a + b"));
}
