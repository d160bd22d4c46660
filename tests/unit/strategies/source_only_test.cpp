// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/source_only/source_only.hpp"
#include "tests/unit/strategies/small_problem.hpp"

#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <cmath>

using namespace sinter;
using namespace sinter::tests;
using plugins::source_only::SourceOnly;

namespace {
const Options source_only_defaults = Options::defaults(SourceOnly::parameters());
const Options affine = source_only_defaults.with("calibrate", "affine");
} // namespace

TEST_CASE("the source as it is does not look at the target's labels") {
    SmallProblem p{{1, 1, 2}, {5, 7, unknown}, {3, 4, 10}};
    CHECK(predict_one<SourceOnly>(source_only_defaults, p, 1, 999) == 3.5);
    p.targets[0].labels = {1000, -1000};
    CHECK(predict_one<SourceOnly>(source_only_defaults, p, 1, 999) == 3.5);
}

TEST_CASE(
    "the source as it is keeps its own deviation of the mean; that of a measurement fits the target's") {
    const SmallProblem p{{1, 1, 2, 2}, {5, 8, unknown, unknown}, {3, 4, 10, 10.5}};
    const SameFeatureMeanOptions learner{1, true, 0.25, nullptr};
    const Prediction y = predict_all<SourceOnly>(source_only_defaults, p, SmallCandidates(1), learner);
    CHECK(y.sigma_mean(0, 0) == 0.25);
    // Out of bag it is off the target by 5 - 4 and 8 - 3, of which the second, 5, is the 0.68 quantile. Both
    // rows have the same deviation, so the law can't but be flat.
    CHECK(y.sigma_obs(0, 0) == Approx(5));
    // A learner without bags keeps what it says.
    CHECK(predict_all<SourceOnly>(source_only_defaults, p, SmallCandidates(1), {1, false, 0.25, nullptr})
              .sigma_obs(0, 0) == 0.5);
}

TEST_CASE("a known source label of a candidate stands for the prediction only where the policy says so") {
    const SmallProblem p{{1, 1, 2}, {5, 7, unknown}, {3, 4, 10}};
    CHECK(predict_one<SourceOnly>(source_only_defaults, p, 1, 999, 9.0) == 3.5);
    const auto known = source_only_defaults.with("source_at_prediction", "measured_if_known");
    CHECK(predict_one<SourceOnly>(known, p, 1, 999, 9.0) == 9);
    CHECK(predict_one<SourceOnly>(known, p, 1, 999) == 3.5);
    const Prediction y =
        predict_all<SourceOnly>(known, p, SmallCandidates(1).with_known(9), {1, true, 0.25, nullptr});
    CHECK(y.sigma_mean(0, 0) == 0);
    CHECK(y.sigma_obs(0, 0) == Approx(3)); // the target is 5 - 3 and 7 - 4 off the measured source
}

TEST_CASE("a source with classes gives its probabilities, and a known class all of it") {
    const SmallProblem p({1, 1, 1, 1}, {{{"crystal", "", 3}, {0, 0, 0, unknown}}},
                         {{{"crystal_dft", "", 3}, {1, 1, 2, 1}}});
    CHECK(predict_all<SourceOnly>(source_only_defaults, p, SmallCandidates(1)).mean(0, 1) == 0.75);
    const Prediction y =
        predict_all<SourceOnly>(source_only_defaults.with("source_at_prediction", "measured_if_known"), p,
                                SmallCandidates(1).with_known(2), {1, true, 0.25, nullptr});
    RowMatrix third(1, 3);
    third << 0, 0, 1;
    CHECK(same_bits(y.mean, third));
    CHECK(y.sigma_mean.array().isNaN().all());
}

TEST_CASE("a straight line through the source's prediction is found by least squares") {
    // Pairs of equal feature and equal source label: out of bag each gives the other's, so s = 1, 2, 4.
    // y = 10 - 3 s, and errors of +-1 in each pair that cancel.
    const SmallProblem p{{1, 1, 2, 2, 3, 3}, {8, 6, 5, 3, -1, -3}, {1, 1, 2, 2, 4, 4}};
    CHECK(predict_one<SourceOnly>(affine, p, 1, 999) == Approx(7));
    CHECK(predict_one<SourceOnly>(affine, p, 3, 999) == Approx(-2));
    const Prediction y = predict_all<SourceOnly>(affine, p, SmallCandidates(1), {1, true, 0.25, nullptr});
    CHECK(y.sigma_mean(0, 0) == Approx(3 * 0.25));
    CHECK(y.sigma_obs(0, 0) == Approx(std::sqrt(6.0 / 4))); // six residuals of one, two coefficients
}

TEST_CASE("the line weighs the target's rows") {
    // Two values of s: the line goes through the weighted mean of each pair.
    SmallProblem p{{1, 1, 2, 2}, {0, 3, 10, 20}, {1, 1, 2, 2}};
    p.targets[0].weights = {2, 1, 1, 4};
    CHECK(predict_one<SourceOnly>(affine, p, 1, 999) == Approx(1));
    CHECK(predict_one<SourceOnly>(affine, p, 2, 999) == Approx(18));
}

TEST_CASE("the line is fitted on the source column that source_in_training says") {
    const SmallProblem p{{1, 1, 2, 2}, {10, 20, 30, 40}, {1, 2, 3, 4}};
    // Out of bag s is 2, 1, 4, 3: sums 25 + (s - 2.5) b with b = (0.5 * -15 + 1.5 * 5 + ...) / 5 = 6.
    CHECK(predict_one<SourceOnly>(affine, p, 1, 999) == Approx(25 + 6 * (1.5 - 2.5)));
    // In sample s is 1.5, 1.5, 3.5, 3.5: b = 20 / 2.
    const auto in_sample = affine.with("source_in_training", "in_sample");
    CHECK(predict_one<SourceOnly>(in_sample, p, 1, 999) == Approx(15));
    // Measured: b = 10.
    const auto measured = affine.with("source_in_training", "measured");
    CHECK(predict_one<SourceOnly>(measured, p, 1, 999) == Approx(15));
    CHECK(predict_one<SourceOnly>(measured.with("source_at_prediction", "measured_if_known"), p, 1, 999, 7) ==
          Approx(70));
}

TEST_CASE("a training row without a source value is predicted or dropped") {
    const SmallProblem p{{1, 1, 2, 2, 2}, {10, 20, 30, 40, 1000}, {1, 2, 3, 4, unknown}};
    const auto measured = affine.with("source_in_training", "measured");
    CHECK(predict_one<SourceOnly>(measured.with("missing_source", "drop"), p, 1, 999) == Approx(15));
    CHECK(predict_one<SourceOnly>(measured, p, 1, 999) != Approx(15));
}

TEST_CASE("a source that does not vary has no slope to find: the line only shifts it") {
    const SmallProblem p{{1, 1, 2}, {5, 7, unknown}, {0.1, 0.1, 3}};
    CHECK(predict_one<SourceOnly>(affine, p, 1, 999) == Approx(6));
    CHECK(predict_one<SourceOnly>(affine, p, 2, 999) == Approx(3 + 5.9));
    const Prediction y = predict_all<SourceOnly>(affine, p, SmallCandidates(1), {1, true, 0.25, nullptr});
    CHECK(y.sigma_mean(0, 0) == 0.25);
    CHECK(std::isnan(y.sigma_obs(0, 0))); // two rows, two coefficients
}

TEST_CASE("a line without any usable training row says so") {
    const SmallProblem p{{1, 2}, {5, unknown}, {unknown, 3}};
    CHECK_THROWS_WITH(predict_one<SourceOnly>(affine, p, 1, 999),
                      Catch::Contains("no training row of the target"));
}

TEST_CASE("a lone source that stays in the fit is read without the candidate's own material") {
    SmallProblem p{{1, 1, 1}, {5, 7, unknown}, {3, 4, 100}};
    CHECK(predict_one<SourceOnly>(source_only_defaults, p, 1, 102) == Approx(107 / 3.0));
    p.source_rows = SourceRows::read_out_of_bag;
    CHECK(predict_one<SourceOnly>(source_only_defaults, p, 1, 102) == 3.5);
}

TEST_CASE("one source serves several targets, each with a line of its own") {
    const SmallProblem p({1, 1, 2, 2}, {{{"a", "eV", 0}, {1, 1, 2, 2}}, {{"b", "K", 0}, {30, 30, 20, 20}}},
                         {{{"s", "eV", 0}, {1, 1, 2, 2}}});
    std::vector<RecordedFit> fits;
    const Prediction y = predict_all<SourceOnly>(affine, p, SmallCandidates(2), {1, true, 0.25, &fits});
    CHECK(y.mean(0, 0) == Approx(2));
    CHECK(y.mean(0, 1) == Approx(20));
    CHECK(y.sigma_mean(0, 1) == Approx(10 * 0.25));
    CHECK(fits.size() == 1);
}

TEST_CASE("the source as it is needs the target's unit, a line needs numbers") {
    const StrategyNeeds plain = SourceOnly(source_only_defaults).needs();
    CHECK(plain.min_sources == 1);
    CHECK(plain.max_sources == 1);
    CHECK(plain.max_targets == 64);
    CHECK(plain.same_unit);
    CHECK_FALSE(plain.numbers_only);
    const StrategyNeeds line = SourceOnly(affine).needs();
    CHECK_FALSE(line.same_unit);
    CHECK(line.numbers_only);
}
