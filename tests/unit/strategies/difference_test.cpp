// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/difference/difference.hpp"
#include "plugins/strategies/single_task/single_task.hpp"
#include "tests/unit/strategies/small_problem.hpp"

#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <cmath>

using namespace sinter;
using namespace sinter::tests;
using plugins::difference::Difference;
using plugins::single_task::SingleTask;

namespace {
const Options difference_defaults = Options::defaults(Difference::parameters());
const Options single = Options::defaults(SingleTask::parameters());
} // namespace

TEST_CASE("a difference adds what target and source differ by to the source's prediction") {
    // Materials 100 and 101 share a feature: out of bag each is predicted by the other's source label.
    SmallProblem p{{1, 1, 2}, {5, 7, unknown}, {3, 4, 10}};
    // d: 5 - 4 and 7 - 3, mean 2.5. s(1) of a new material: (3 + 4) / 2.
    CHECK(predict_one<Difference>(difference_defaults, p, 1, 999) == Approx(3.5 + 2.5));
}

TEST_CASE("with source_in_training = in_sample the fitted value is subtracted") {
    // d: 5 - 3.5 and 7 - 3.5, mean 2.5; the same as out of bag, but with one source row of feature 1 it is not:
    const SmallProblem p{{1, 1, 2}, {5, 7, unknown}, {3, unknown, 10}};
    // in sample s(100) = 3; d: 2 and 4, mean 3; s = 3.
    CHECK(predict_one<Difference>(difference_defaults.with("source_in_training", "in_sample"), p, 1, 999) ==
          Approx(6));
    // out of bag 100 has no other source row of its feature: that row is dropped; d = 7 - 3.
    CHECK(predict_one<Difference>(difference_defaults, p, 1, 999) == Approx(3 + 4));
}

TEST_CASE("with source_in_training = measured the source's label "
          "is subtracted, or predicted or dropped where missing") {
    SmallProblem p{{1, 1, 1}, {5, 7, 12}, {3, 4, unknown}};
    const auto measured = difference_defaults.with("source_in_training", "measured");
    // d: 2, 3 and 12 - 3.5; mean 4.5; s = 3.5
    CHECK(predict_one<Difference>(measured, p, 1, 999) == Approx(3.5 + (2 + 3 + 8.5) / 3));
    CHECK(predict_one<Difference>(measured.with("missing_source", "drop"), p, 1, 999) == Approx(3.5 + 2.5));
}

TEST_CASE("a candidate's measured source counts only where the policy says so") {
    SmallProblem p{{1, 1, 2}, {5, 7, unknown}, {3, 4, 10}};
    CHECK(predict_one<Difference>(difference_defaults, p, 1, 999, 9.0) == Approx(3.5 + 2.5));
    const auto known = difference_defaults.with("source_at_prediction", "measured_if_known");
    CHECK(predict_one<Difference>(known, p, 1, 999, 9.0) == Approx(9 + 2.5));
    CHECK(predict_one<Difference>(known, p, 1, 999) == Approx(3.5 + 2.5));
}

TEST_CASE("sources that stay in the fit are read without the candidate's own material") {
    SmallProblem p{{1, 1, 1}, {5, 7, unknown}, {3, 4, 100}};
    // Material 102 is the candidate; its source label 100 must not reach its own prediction.
    p.source_rows = SourceRows::read_out_of_bag;
    // s(102) = (3 + 4) / 2; d: 5 - (4 + 100)/2 and 7 - (3 + 100)/2
    CHECK(predict_one<Difference>(difference_defaults, p, 1, 102) ==
          Approx(3.5 + ((5 - 52.0) + (7 - 51.5)) / 2));
    p.source_rows = SourceRows::held_out;
    CHECK(predict_one<Difference>(difference_defaults, p, 1, 102) ==
          Approx(107 / 3.0 + ((5 - 52.0) + (7 - 51.5)) / 2));
}

TEST_CASE("a difference to a source that is zero everywhere is the single task, to the bit") {
    const SmallProblem p{{1, 1, 2, 2}, {5, 7.1, 0.3, 2}, {0, 0, 0, 0}};
    for (const double feature : {1.0, 2.0}) {
        CHECK(predict_one<Difference>(difference_defaults, p, feature, 999) ==
              predict_one<SingleTask>(single, p, feature, 999));
    }
}

TEST_CASE("a difference of scale zero is the single task, to the bit, whatever the source") {
    const SmallProblem p{{1, 1, 2, 2}, {5, 7.1, 0.3, 2}, {3, 4, -50, 0.7}};
    for (const double feature : {1.0, 2.0}) {
        CHECK(predict_one<Difference>(difference_defaults.with("scale", 0.0), p, feature, 999) ==
              predict_one<SingleTask>(single, p, feature, 999));
    }
}

TEST_CASE("the scale is a factor of the source in the fit and in the prediction") {
    // Out of bag s(100) = 4 and s(101) = 3; s(1) of a new material is 3.5.
    const SmallProblem p{{1, 1, 2}, {5, 7, unknown}, {3, 4, 10}};
    for (const double rho : {0.5, 1.5, -2.0}) {
        const double d = ((5 - rho * 4) + (7 - rho * 3)) / 2;
        CHECK(predict_one<Difference>(difference_defaults.with("scale", rho), p, 1, 999) ==
              Approx(rho * 3.5 + d));
        const auto known =
            difference_defaults.with("scale", rho).with("source_at_prediction", "measured_if_known");
        CHECK(predict_one<Difference>(known, p, 1, 999, 9.0) == Approx(rho * 9 + d));
    }
}

TEST_CASE(
    "the deviation of a difference is that of both parts, and a measurement's is that of the remainder") {
    const SmallProblem p{{1, 1, 2}, {5, 7, unknown}, {3, 4, 10}};
    const SameFeatureMeanOptions learner{1, true, 0.5, nullptr};
    const Prediction y =
        predict_all<Difference>(difference_defaults.with("scale", 2.0), p, SmallCandidates(1), learner);
    CHECK(y.sigma_mean(0, 0) == Approx(std::sqrt(0.25 + 4 * 0.25)));
    CHECK(y.sigma_obs(0, 0) == 1);
    const auto known = difference_defaults.with("source_at_prediction", "measured_if_known");
    CHECK(predict_all<Difference>(known, p, SmallCandidates(1).with_known(9), learner).sigma_mean(0, 0) ==
          0.5);
}

TEST_CASE("one source serves several targets, each with a difference of its own") {
    const SmallProblem p({1, 1}, {{{"a", "eV", 0}, {5, 7}}, {{"b", "eV", 0}, {1, unknown}}},
                         {{{"s", "eV", 0}, {3, 4}}});
    std::vector<RecordedFit> fits;
    const Prediction y =
        predict_all<Difference>(difference_defaults, p, SmallCandidates(1), {1, true, unknown, &fits});
    CHECK(y.mean(0, 0) == Approx(3.5 + 2.5));
    CHECK(y.mean(0, 1) == Approx(3.5 + 1 - 4)); // only material 100 has it, and sees 101's source label
    CHECK(fits.size() == 3);
}

TEST_CASE("a difference without any usable training row says so") {
    SmallProblem p{{1, 2}, {5, unknown}, {unknown, 3}};
    CHECK_THROWS_WITH(predict_one<Difference>(difference_defaults, p, 1, 999),
                      Catch::Contains("no training row of the target"));
}

TEST_CASE("a difference takes sources in the target's unit, numbers only, and several targets") {
    const StrategyNeeds needs = Difference(difference_defaults.with("learner", "m")).needs();
    CHECK(needs.min_sources == 1);
    CHECK(needs.max_sources == 64);
    CHECK(needs.max_targets == 64);
    CHECK(needs.same_unit);
    CHECK(needs.numbers_only);
}

namespace {
/// Pairs of materials with equal features and equal source labels, so that out of bag each source is exact.
SmallProblem two_sources(double share, double offset) {
    const std::vector<double> a{1, 1, 5, 5, 2, 2};
    const std::vector<double> b{4, 4, 3, 3, 9, 9};
    std::vector<double> y;
    for (std::size_t i = 0; i < a.size(); ++i) {
        y.push_back(share * a[i] + (1 - share) * b[i] + offset);
    }
    return {{1, 1, 2, 2, 3, 3}, {{{"t", "eV", 0}, y}}, {{{"a", "eV", 0}, a}, {{"b", "eV", 0}, b}}};
}

/// The label that each difference was fitted on, the last three fits apart from the sources'.
Eigen::MatrixXd last_remainder(const Options& options, const SmallProblem& p) {
    std::vector<RecordedFit> fits;
    static_cast<void>(predict_all<Difference>(options, p, SmallCandidates(1), {1, true, unknown, &fits}));
    return fits.back().labels;
}
} // namespace

TEST_CASE("several sources of a difference are averaged, stacked, or the best of them is taken") {
    CHECK(last_remainder(difference_defaults, two_sources(0.5, 2)).isConstant(2, 1e-12));
    CHECK(last_remainder(difference_defaults.with("combine", "stack"), two_sources(0.25, 0)).isZero(1e-9));
    CHECK(last_remainder(difference_defaults.with("combine", "stack"), two_sources(1, 0)).isZero(1e-9));
    TestHost host;
    const auto make = [] { return std::make_unique<SameFeatureMeanLearner>(SameFeatureMeanOptions{}); };
    SmallProblem noisy = two_sources(0, 3); // b plus a constant; a differs from it within each pair
    noisy.sources[0].labels = {1, 8, 5, 1, 2, 7};
    const auto best = difference_defaults.with("combine", "best");
    CHECK(predict_with<Difference>(make, best, noisy, SmallCandidates(1), host).mean(0, 0) == Approx(7));
    CHECK(host.lines.at(0).text == "difference: t from 0 x a + 1 x b");
}
