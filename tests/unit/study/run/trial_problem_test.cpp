// SPDX-License-Identifier: Apache-2.0
//
// What a trial shows of labels beyond their numbers, of materials, and of what it will predict.
#include "framework/data/tables/label_transform.hpp"
#include "framework/study/run/trial_problem.hpp"
#include "tests/unit/study/small_study.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace sinter;
using namespace sinter::tests;

TEST_CASE("a task has the fidelity, the cost and the stated errors of its label") {
    const std::string config = small_config();
    const auto labels = config.find("labels.gap =");
    REQUIRE(labels != std::string::npos);
    INFO(config);
    const auto at = config.find('{', labels) + 1;
    std::string with = config;
    with.insert(at, " fidelity = 3, cost = 20.5,");
    const SmallStudy small("kind = \"k_fold\"\nfolds = 3", with);
    const auto plan = small.plan();
    const auto features = study::features_of(plan, small.workers());
    const study::TrialProblem trial(plan, *features, plan.trials.front());
    const Task& target = trial.problem().targets.at(0);
    CHECK(target.fidelity == 3);
    CHECK(target.cost == 20.5);
    CHECK(target.errors.empty());
    for (const auto* wrong : {" fidelity = inf,", " cost = -1,", " cost = \"much\","}) {
        std::string messages;
        std::string bad = config;
        bad.insert(at, wrong);
        CHECK_FALSE(SmallStudy("kind = \"k_fold\"\nfolds = 3", bad).plan(messages));
        CHECK_THAT(messages, Catch::Contains("labels.gap"));
    }
}

TEST_CASE(
    "compositions are there if the strategy reads them, in the order of the rows; candidates without labels") {
    const SmallStudy small;
    auto plan = small.plan();
    const auto features = study::features_of(plan, small.workers());
    const study::TrialProblem without(plan, *features, plan.trials[1]);
    CHECK(without.problem().compositions.size() == 0);
    CHECK(without.candidates().compositions.size() == 0);
    plan.strategies[1].reads_compositions = true;
    const study::TrialProblem trial(plan, *features, plan.trials[1]);
    REQUIRE(trial.problem().compositions.size() == trial.problem().features.rows());
    REQUIRE(trial.candidates().compositions.size() == trial.candidates().features.rows());
    for (Index i = 0; i < trial.candidates().features.rows(); ++i) {
        const auto row = trial.candidate_rows()[static_cast<std::size_t>(i)];
        CHECK(trial.candidates().compositions.name(i) == trial.problem().compositions.name(row));
    }
    REQUIRE(trial.problem().candidates != nullptr);
    CHECK(trial.problem().candidates->features.rows() == trial.candidates().features.rows());
    CHECK(trial.problem().candidates->known_sources.map().array().isNaN().all());
}

TEST_CASE("a stated error is that of the number that is fitted") {
    using data::LabelTransform;
    CHECK(data::transformed_error(4, 0.5, LabelTransform::none) == 0.5);
    CHECK(data::transformed_error(4, 0.5, LabelTransform::log) == 0.125);
    CHECK(data::transformed_error(4, 0.5, LabelTransform::log10) == Approx(0.125 / std::log(10.0)));
}
