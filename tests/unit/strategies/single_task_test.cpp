// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/single_task/single_task.hpp"
#include "tests/unit/strategies/small_problem.hpp"

#include <sinter/per_target.hpp>
#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

using namespace sinter;
using namespace sinter::tests;
using plugins::single_task::SingleTask;

namespace {
const Options single_task_defaults = Options::defaults(SingleTask::parameters());
}

TEST_CASE("a single task predicts the target's labels and no other") {
    const SmallProblem p{{1, 1, 2}, {5, 7, unknown}, {100, 100, 100}};
    CHECK(predict_one<SingleTask>(single_task_defaults, p, 1, 999) == 6);
}

TEST_CASE("a single task with classes predicts their probabilities, which have no deviations") {
    const SmallProblem p({1, 1, 1, 1}, {{{"crystal", "", 3}, {0, 2, 2, 2}}}, {});
    const Prediction y =
        predict_all<SingleTask>(single_task_defaults, p, SmallCandidates(1), {1, true, 0.5, nullptr});
    REQUIRE(y.mean.cols() == 3);
    CHECK(y.mean(0, 0) == 0.25);
    CHECK(y.mean(0, 1) == 0);
    CHECK(y.mean(0, 2) == 0.75);
    CHECK(y.sigma_mean.array().isNaN().all());
    CHECK(y.sigma_obs.array().isNaN().all());
}

TEST_CASE("several targets stand side by side, each as if it were alone") {
    const SmallProblem p({1, 1, 2},
                         {{{"gap", "eV", 0}, {5, 7, unknown}},
                          {{"crystal", "", 2}, {1, unknown, 0}},
                          {{"density", "", 0}, {unknown, 2, 8}}},
                         {});
    const Prediction y =
        predict_all<SingleTask>(single_task_defaults, p, SmallCandidates(1), {1, true, 0.5, nullptr});
    RowMatrix mean(1, 4);
    mean << 6, 0, 1, 2;
    CHECK(same_bits(y.mean, mean));
    CHECK(y.sigma_mean(0, 0) == 0.5);
    CHECK(std::isnan(y.sigma_mean(0, 2)));
    CHECK(y.sigma_obs(0, 3) == 1);
}

TEST_CASE("the weights of the target's rows reach the learner") {
    SmallProblem p({1, 1}, {5, 8}, {});
    p.targets[0].weights = {1, 2};
    CHECK(predict_one<SingleTask>(single_task_defaults, p, 1, 999) == 7);
}

TEST_CASE("an output that is not wanted is left out for every target") {
    const SmallProblem p({1}, {{{"gap", "eV", 0}, {5}}, {{"density", "", 0}, {2}}}, {});
    TestHost host;
    host.learners["m"] = [] { return std::make_unique<SameFeatureMeanLearner>(); };
    const auto model = SingleTask(single_task_defaults.with("learner", "m")).fit(p.problem(), host);
    const SmallCandidates c(1);
    Eigen::MatrixXd mean(1, 2);
    model->predict({c.features, c.materials, c.known}, {MatrixOut(mean), MatrixOut(), MatrixOut()});
    CHECK(mean(0, 0) == 5);
    CHECK(mean(0, 1) == 2);
}

TEST_CASE("a target's output columns are its own, in either memory order") {
    RowMatrix by_row = RowMatrix::Zero(2, 4);
    Eigen::MatrixXd by_column = Eigen::MatrixXd::Zero(2, 4);
    const PredictionsOut part = output_columns({MatrixOut(by_row), MatrixOut(by_column), MatrixOut()}, 1, 2);
    part.mean.map().setConstant(1);
    part.sigma_mean.map().setConstant(2);
    CHECK_FALSE(part.sigma_obs.wanted());
    Eigen::MatrixXd ones(2, 4);
    ones << 0, 1, 1, 0, 0, 1, 1, 0;
    CHECK(by_row == ones);
    CHECK(by_column == 2 * ones);
}

TEST_CASE("a single task takes no source and several targets") {
    const StrategyNeeds needs = SingleTask(single_task_defaults).needs();
    CHECK(needs.max_sources == 0);
    CHECK(needs.max_targets == 64);
    CHECK_FALSE(needs.same_unit);
    CHECK_FALSE(needs.numbers_only);
}
