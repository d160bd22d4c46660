// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/single_task/single_task.hpp"
#include "plugins/strategies/union/union.hpp"
#include "tests/unit/strategies/small_problem.hpp"

#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

using namespace sinter;
using namespace sinter::tests;
using plugins::single_task::SingleTask;
using plugins::union_of_tasks::Union;

namespace {
const Options union_defaults = Options::defaults(Union::parameters());
const Options pooled = with_boolean(union_defaults, "context_feature", false);
} // namespace

TEST_CASE("a union without context is the mean over target and source alike") {
    const SmallProblem p{{1, 1, 2}, {5, 7, unknown}, {3, unknown, 10}};
    CHECK(predict_one<Union>(pooled, p, 1, 999) == 5);
    CHECK(predict_one<Union>(pooled, p, 2, 999) == 10); // only the source knows it
}

TEST_CASE("a union with a source equal to the target is the single task on doubled data, to the bit") {
    const std::vector<double> y{5, 7.25, 0.1, 2};
    SmallProblem both({1, 1, 2, 3}, y, y);
    SmallProblem doubled = both;
    doubled.sources.clear();
    doubled.targets[0] = {
        {"gap_expt", "eV", 0}, {0, 1, 2, 3, 0, 1, 2, 3}, {5, 7.25, 0.1, 2, 5, 7.25, 0.1, 2}};
    std::vector<RecordedFit> fits;
    for (const double x : {1.0, 2.0, 3.0}) {
        const auto a = predict_all<Union>(pooled, both, SmallCandidates(x), {1, true, 0.5, &fits});
        const auto b = predict_all<SingleTask>(Options::defaults(SingleTask::parameters()), doubled,
                                               SmallCandidates(x), {1, true, 0.5, &fits});
        CHECK(same_bits(a, b));
    }
    CHECK(same_bits(fits[0].features, fits[1].features)); // any learner sees the same training set
    CHECK(fits[0].labels == fits[1].labels);
    CHECK(fits[0].materials == fits[1].materials);
    CHECK(fits[0].stream == fits[1].stream);
}

TEST_CASE("the context is one feature a task, and a candidate is asked about as a row of the target") {
    const SmallProblem p({1, 1, 1}, {{{"t", "eV", 0}, {5, 7, unknown}}},
                         {{{"a", "eV", 0}, {unknown, 3, unknown}}, {{"b", "eV", 0}, {unknown, 4, 10}}});
    std::vector<RecordedFit> fits;
    // A learner that compares all features tells the tasks apart.
    const Prediction y = predict_all<Union>(union_defaults, p, SmallCandidates(1), {0, true, unknown, &fits});
    CHECK(y.mean(0, 0) == 6);
    REQUIRE(fits.size() == 1);
    RowMatrix features(5, 4);
    features << 1, 1, 0, 0, //
        1, 1, 0, 0,         //
        1, 0, 1, 0,         //
        1, 0, 0, 1,         //
        1, 0, 0, 1;
    CHECK(same_bits(fits[0].features, features));
    CHECK(fits[0].feature_infos.size() == 4);
    CHECK(fits[0].feature_infos[1].kind == FeatureKind::number); // every learner takes it
    CHECK(fits[0].materials == std::vector<std::uint64_t>{100, 101, 101, 101, 102});
    CHECK(fits[0].label_infos.front().name == "t");
}

TEST_CASE("rows without weights weigh one beside rows with weights") {
    SmallProblem p{{1, 1, 1}, {5, unknown, unknown}, {unknown, 3, 9}};
    std::vector<RecordedFit> fits;
    p.sources[0].weights = {2, 3};
    predict_all<Union>(union_defaults, p, SmallCandidates(1), {1, true, unknown, &fits});
    CHECK(fits[0].weights == std::vector<double>{1, 2, 3});
    p.sources[0].weights.clear();
    p.targets[0].weights = {4};
    predict_all<Union>(union_defaults, p, SmallCandidates(1), {1, true, unknown, &fits});
    CHECK(fits[1].weights == std::vector<double>{4, 1, 1});
    p.targets[0].weights.clear();
    predict_all<Union>(union_defaults, p, SmallCandidates(1), {1, true, unknown, &fits});
    CHECK(fits[2].weights.empty());
}

TEST_CASE("a union of classes predicts their probabilities") {
    const SmallProblem p({1, 1, 1, 1}, {{{"crystal", "", 3}, {0, unknown, unknown, unknown}}},
                         {{{"crystal_dft", "", 3}, {1, 2, 2, unknown}}});
    const Prediction y = predict_all<Union>(pooled, p, SmallCandidates(1), {1, true, 0.5, nullptr});
    RowMatrix shares(1, 3);
    shares << 0.25, 0.25, 0.5;
    CHECK(same_bits(y.mean, shares));
    CHECK(y.sigma_mean.array().isNaN().all());
}

TEST_CASE("a union that keeps a candidate's source rows is read without its material, with bags or folds") {
    SmallProblem p{{1, 1, 1, 1}, {5, 7, unknown, 9}, {unknown, unknown, 100, unknown}};
    CHECK(predict_all<Union>(pooled, p, SmallCandidates(1).of_material(102)).mean(0, 0) == 121 / 4.0);
    p.source_rows = SourceRows::read_out_of_bag;
    for (const bool has_bags : {true, false}) {
        const SameFeatureMeanOptions learner{1, has_bags, unknown, nullptr};
        CHECK(predict_all<Union>(pooled, p, SmallCandidates(1).of_material(102), learner).mean(0, 0) == 7);
        CHECK(predict_all<Union>(pooled, p, SmallCandidates(1), learner).mean(0, 0) == 121 / 4.0);
    }
}

TEST_CASE("several targets of a union do not see each other") {
    const SmallProblem p({1, 1, 1}, {{{"a", "eV", 0}, {5, 7, unknown}}, {{"b", "eV", 0}, {1, unknown, 2}}},
                         {{{"s", "eV", 0}, {3, unknown, unknown}}});
    const Prediction y = predict_all<Union>(pooled, p, SmallCandidates(1));
    CHECK(y.mean(0, 0) == 5);
    CHECK(y.mean(0, 1) == 2);
}

TEST_CASE("a union tells the tasks apart unless it is told otherwise, and needs one unit") {
    CHECK(union_defaults.boolean("context_feature"));
    const StrategyNeeds needs = Union(union_defaults).needs();
    CHECK(needs.min_sources == 1);
    CHECK(needs.max_sources == 64);
    CHECK(needs.max_targets == 64);
    CHECK(needs.same_unit);
    CHECK_FALSE(needs.numbers_only);
}

TEST_CASE("sigma_obs of a union fits the target's rows, not those of the larger source") {
    // Out of bag target rows are off by 4 and 4; source rows, of two features, by 1 each.
    const SmallProblem p{{1, 1, 2, 2, 3, 3, 4, 4},
                         {0, 4, unknown, unknown, unknown, unknown, unknown, unknown},
                         {unknown, unknown, 1, 2, 1, 2, 1, 2}};
    const SameFeatureMeanOptions learner{1, true, 0.25, nullptr};
    const Prediction y = predict_all<plugins::union_of_tasks::Union>(
        Options::defaults(plugins::union_of_tasks::Union::parameters()), p, SmallCandidates(1), learner);
    CHECK(y.sigma_mean(0, 0) == 0.25);
    CHECK(y.sigma_obs(0, 0) == Approx(4));
}
