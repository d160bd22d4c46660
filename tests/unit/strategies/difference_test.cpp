// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/difference/difference.hpp"
#include "plugins/strategies/single_task/single_task.hpp"
#include "tests/unit/strategies/small_problem.hpp"

#include <catch2/catch.hpp>

using namespace sinter;
using namespace sinter::tests;
using plugins::Difference;
using plugins::SingleTask;

namespace {
const Options defaults = Options::defaults(Difference::parameters());
}

TEST_CASE("a difference adds what target and source differ by to the source's prediction") {
    // Materials 100 and 101 share a feature: out of bag each is predicted by the other's source label.
    SmallProblem p{{1, 1, 2}, {5, 7, unknown}, {3, 4, 10}};
    // d: 5 - 4 and 7 - 3, mean 2.5. s(1) of a new material: (3 + 4) / 2.
    CHECK(predict_one<Difference>(defaults, p, 1, 999) == Approx(3.5 + 2.5));
}

TEST_CASE("with source_in_training = in_sample the fitted value is subtracted") {
    SmallProblem p{{1, 1, 2}, {5, 7, unknown}, {3, 4, 10}};
    // d: 5 - 3.5 and 7 - 3.5, mean 2.5; the same here, but with one source row of feature 1 it is not:
    p.source = {3, unknown, 10};
    // in sample s(100) = 3; d: 2 and 4, mean 3; s = 3.
    CHECK(predict_one<Difference>(defaults.with("source_in_training", "in_sample"), p, 1, 999) == Approx(6));
    // out of bag 100 has no other source row of its feature: that row is dropped; d = 7 - 3.
    CHECK(predict_one<Difference>(defaults, p, 1, 999) == Approx(3 + 4));
}

TEST_CASE("with source_in_training = measured the source's label is subtracted, or predicted or dropped "
          "where missing") {
    SmallProblem p{{1, 1, 1}, {5, 7, 12}, {3, 4, unknown}};
    const auto measured = defaults.with("source_in_training", "measured");
    // d: 2, 3 and 12 - 3.5; mean 4.5; s = 3.5
    CHECK(predict_one<Difference>(measured, p, 1, 999) == Approx(3.5 + (2 + 3 + 8.5) / 3));
    CHECK(predict_one<Difference>(measured.with("missing_source", "drop"), p, 1, 999) == Approx(3.5 + 2.5));
}

TEST_CASE("a candidate's measured source counts only where the policy says so") {
    SmallProblem p{{1, 1, 2}, {5, 7, unknown}, {3, 4, 10}};
    CHECK(predict_one<Difference>(defaults, p, 1, 999, 9.0) == Approx(3.5 + 2.5));
    const auto known = defaults.with("source_at_prediction", "measured_if_known");
    CHECK(predict_one<Difference>(known, p, 1, 999, 9.0) == Approx(9 + 2.5));
    CHECK(predict_one<Difference>(known, p, 1, 999) == Approx(3.5 + 2.5));
}

TEST_CASE("sources that stay in the fit are read without the candidate's own material") {
    SmallProblem p{{1, 1, 1}, {5, 7, unknown}, {3, 4, 100}};
    // Material 102 is the candidate; its source label 100 must not reach its own prediction.
    p.read_sources_out_of_bag = true;
    // s(102) = (3 + 4) / 2; d: 5 - (4 + 100)/2 and 7 - (3 + 100)/2
    CHECK(predict_one<Difference>(defaults, p, 1, 102) == Approx(3.5 + ((5 - 52.0) + (7 - 51.5)) / 2));
    p.read_sources_out_of_bag = false;
    CHECK(predict_one<Difference>(defaults, p, 1, 102) == Approx(107 / 3.0 + ((5 - 52.0) + (7 - 51.5)) / 2));
}

TEST_CASE("a difference to a source that is zero everywhere is the single task") {
    SmallProblem p{{1, 1, 2, 2}, {5, 7, 1, 2}, {0, 0, 0, 0}};
    const auto single = Options::defaults(SingleTask::parameters());
    for (const double feature : {1.0, 2.0}) {
        CHECK(predict_one<Difference>(defaults, p, feature, 999) ==
              Approx(predict_one<SingleTask>(single, p, feature, 999)));
    }
}

TEST_CASE("a difference without any usable training row says so") {
    SmallProblem p{{1, 2}, {5, unknown}, {unknown, 3}};
    CHECK_THROWS_WITH(predict_one<Difference>(defaults, p, 1, 999),
                      Catch::Contains("no training row of the target"));
}

TEST_CASE("a difference takes one source in the target's unit") {
    const StrategyNeeds needs = Difference(defaults.with("learner", "m")).needs();
    CHECK(needs.min_sources == 1);
    CHECK(needs.max_sources == 1);
    CHECK(needs.same_unit);
}
