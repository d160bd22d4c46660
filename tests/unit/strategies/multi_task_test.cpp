// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/multi_task/multi_task.hpp"
#include "plugins/strategies/single_task/single_task.hpp"
#include "tests/unit/strategies/small_problem.hpp"

#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

using namespace sinter;
using namespace sinter::tests;
using plugins::multi_task::MultiTask;
using plugins::single_task::SingleTask;

namespace {

const Options multi_task_defaults = Options::defaults(MultiTask::parameters());

/// What the learner of a multi-task fit gets.
RecordedFit fit_of(const SmallProblem& p, const Options& options = multi_task_defaults) {
    std::vector<RecordedFit> fits;
    predict_all<MultiTask>(options, p, SmallCandidates(1), {1, true, unknown, &fits});
    REQUIRE(fits.size() == 1);
    return fits.front();
}

} // namespace

TEST_CASE("multi-task with one label is the single task, to the bit") {
    SmallProblem p({1, 1, 2, 3}, {{{"gap", "eV", 0}, {2, 0, 1, 2, 3}, {5, 7.25, 0.1, 2, 8}}}, {});
    p.targets[0].weights = {1, 2, 3, 4, 5};
    std::vector<RecordedFit> fits;
    for (const double x : {1.0, 2.0, 3.0}) {
        const auto a =
            predict_all<MultiTask>(multi_task_defaults, p, SmallCandidates(x), {1, true, 0.5, &fits});
        const auto b = predict_all<SingleTask>(Options::defaults(SingleTask::parameters()), p,
                                               SmallCandidates(x), {1, true, 0.5, &fits});
        CHECK(same_bits(a, b));
    }
    // Rows stand in the order of their first label; row 2 has two records.
    CHECK(fits[0].labels == fits[1].labels);
    CHECK(fits[0].materials == fits[1].materials);
    CHECK(fits[0].weights == fits[1].weights);
    CHECK(fits[0].stream == fits[1].stream);
    CHECK(same_bits(fits[0].features, fits[1].features));
}

TEST_CASE("a row that several tasks label becomes one training row, with what it lacks missing") {
    const SmallProblem p({1, 2, 3, 4}, {{{"t", "eV", 0}, {10, 11, unknown, unknown}}},
                         {{{"a", "GPa", 0}, {20, unknown, 22, unknown}}, {{"c", "", 3}, {unknown, 1, 2, 0}}});
    const RecordedFit fit = fit_of(p);
    Eigen::MatrixXd labels(4, 3);
    labels << 10, 20, unknown, //
        11, unknown, 1,        //
        unknown, 22, 2,        //
        unknown, unknown, 0;
    CHECK(same_bits(fit.labels, labels));
    CHECK(fit.materials == std::vector<std::uint64_t>{100, 101, 102, 103});
    REQUIRE(fit.label_infos.size() == 3);
    CHECK(fit.label_infos[2].class_count == 3);
    CHECK(fit.weights.empty());
}

TEST_CASE("a second record of a label in the same row goes to a second training row of the material") {
    SmallProblem p({1, 2}, {{{"t", "eV", 0}, {0, 0, 1}, {10, 11, 12}}},
                   {{{"a", "eV", 0}, {1, 0, 1}, {21, 20, 22}}});
    const RecordedFit fit = fit_of(p);
    Eigen::MatrixXd labels(4, 2);
    labels << 10, 20, // row 0, first records
        11, unknown,  // row 0, second record
        12, 21,       // row 1, first records
        unknown, 22;  // row 1, second record
    CHECK(same_bits(fit.labels, labels));
    CHECK(fit.materials == std::vector<std::uint64_t>{100, 100, 101, 101});
    CHECK(fit.features(3, 0) == 2);
}

TEST_CASE("rows that carry several labels must have one weight") {
    SmallProblem p({1, 2, 3}, {{{"t", "eV", 0}, {10, 11, unknown}}}, {{{"a", "eV", 0}, {20, unknown, 22}}});
    p.targets[0].weights = {2, 3};
    p.sources[0].weights = {2, 5};
    CHECK(fit_of(p).weights == std::vector<double>{2, 3, 5});
    p.sources[0].weights = {4, 5};
    CHECK_THROWS_WITH(fit_of(p), Catch::Contains("row 0 weighs 2 with \"t\" and 4 with \"a\""));
    p.sources[0].weights.clear(); // a label without weights weighs one
    CHECK_THROWS_WITH(fit_of(p), Catch::Contains("row 0 weighs 2 with \"t\" and 1 with \"a\""));
}

TEST_CASE("the weights of the tasks reach the learner, one per task") {
    const SmallProblem p({1}, {{{"t", "eV", 0}, {10}}}, {{{"a", "eV", 0}, {20}}});
    CHECK(fit_of(p).label_weights.empty());
    CHECK(fit_of(p, with_reals(multi_task_defaults, "task_weights", {3, 1})).label_weights ==
          std::vector<double>{3, 1});
    CHECK_THROWS_WITH(fit_of(p, with_reals(multi_task_defaults, "task_weights", {3})),
                      Catch::Contains("1 numbers for 2 tasks"));
    CHECK_THROWS_WITH(fit_of(p, with_reals(multi_task_defaults, "task_weights", {3, 0})),
                      Catch::Contains("above 0"));
}

TEST_CASE("several targets come from one fit, and the sources' outputs are left out") {
    const SmallProblem p({1, 1}, {{{"c", "", 2}, {1, 1}}, {{"t", "eV", 0}, {10, 14}}},
                         {{{"a", "eV", 0}, {20, 30}}});
    std::vector<RecordedFit> fits;
    const Prediction y =
        predict_all<MultiTask>(multi_task_defaults, p, SmallCandidates(1), {1, true, 0.5, &fits});
    RowMatrix mean(1, 3);
    mean << 0, 1, 12;
    CHECK(same_bits(y.mean, mean));
    CHECK(std::isnan(y.sigma_mean(0, 1)));
    CHECK(y.sigma_mean(0, 2) == 0.5);
    CHECK(y.sigma_obs(0, 2) == 1);
    CHECK(fits.size() == 1);
}

TEST_CASE("multi-task never uses a known source label of a candidate") {
    const SmallProblem p{{1, 1}, {5, 7}, {3, 4}};
    CHECK(predict_one<MultiTask>(multi_task_defaults, p, 1, 999, 1e6) ==
          predict_one<MultiTask>(multi_task_defaults, p, 1, 999));
}

TEST_CASE("a joint fit that keeps a candidate's source rows is read without its material") {
    // The learner does not let labels talk to each other, so the candidate's material gets a target label here.
    SmallProblem p{{1, 1, 1, 1}, {5, 7, 100, 9}, {1, unknown, 2, 3}};
    CHECK(predict_one<MultiTask>(multi_task_defaults, p, 1, 102) == 121 / 4.0);
    p.source_rows = SourceRows::read_out_of_bag;
    for (const bool has_bags : {true, false}) {
        const Prediction y = predict_all<MultiTask>(
            multi_task_defaults, p, SmallCandidates(1).of_material(102), {1, has_bags, unknown, nullptr});
        CHECK(y.mean(0, 0) == 7);
    }
}

TEST_CASE("multi-task takes labels of any unit and number, also without sources") {
    const StrategyNeeds needs = MultiTask(multi_task_defaults).needs();
    CHECK(needs.min_sources == 0);
    CHECK(needs.max_sources == 64);
    CHECK(needs.max_targets == 64);
    CHECK_FALSE(needs.same_unit);
    CHECK_FALSE(needs.numbers_only);
}
