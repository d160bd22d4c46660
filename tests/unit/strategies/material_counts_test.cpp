// SPDX-License-Identifier: Apache-2.0
//
// A material counts once in what strategies choose and calibrate by, however often it was measured.
#include "plugins/strategies/difference/remainder.hpp"
#include "plugins/strategies/source_only/source_only.hpp"
#include "tests/unit/strategies/small_problem.hpp"

#include <sinter/task_rows.hpp>

#include <catch2/catch.hpp>

#include <cmath>

using namespace sinter;
using namespace sinter::tests;
using plugins::source_only::SourceOnly;

namespace {

/// Every row of the target `copies` times.
SmallProblem repeated(SmallProblem p, int copies) {
    SmallTask& target = p.targets[0];
    const auto rows = target.rows;
    const auto labels = target.labels;
    for (int i = 1; i < copies; ++i) {
        target.rows.insert(target.rows.end(), rows.begin(), rows.end());
        target.labels.insert(target.labels.end(), labels.begin(), labels.end());
    }
    return p;
}

} // namespace

TEST_CASE("copies of all rows leave sigma_obs of an affine source what it is") {
    const auto affine = Options::defaults(SourceOnly::parameters()).with("calibrate", "affine");
    const SmallProblem p{{1, 1, 2, 2, 3, 3}, {5, 7, 9, 8, 12, 15}, {3, 4, 6, 7, 9, 10}};
    const SameFeatureMeanOptions learner{1, true, 0.25, nullptr};
    const auto once = predict_all<SourceOnly>(affine, p, SmallCandidates(1), learner);
    const auto many = predict_all<SourceOnly>(affine, repeated(p, 7), SmallCandidates(1), learner);
    CHECK(many.mean(0, 0) == Approx(once.mean(0, 0)));
    CHECK(many.sigma_obs(0, 0) == Approx(once.sigma_obs(0, 0)));
}

TEST_CASE("the rows of a material weigh one together where a difference chooses its scale and its sources") {
    SmallProblem p{{1, 2, 3}, {5, 7, 9}, {3, 4, 6}};
    p.targets[0].rows = {0, 0, 0, 1, 2, 2};
    p.targets[0].labels = {5, 5, 5, 7, 9, 9};
    p.targets[0].weights = {1, 1, 1, 4, 2, 2};
    const TransferProblem problem = p.problem();
    const Eigen::VectorXd weights =
        plugins::difference::weights_by_material(TaskRows(problem, problem.targets[0]));
    CHECK(weights.head(3).sum() == Approx(1));
    CHECK(weights[3] == Approx(4));
    CHECK(weights.tail(2).sum() == Approx(2));
}
