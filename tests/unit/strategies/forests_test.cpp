// SPDX-License-Identifier: Apache-2.0
//
// The strategies with the learner that most studies use.
#include "plugins/learners/random_forest/random_forest.hpp"
#include "plugins/strategies/difference/difference.hpp"
#include "plugins/strategies/latent_variable/latent_variable.hpp"
#include "plugins/strategies/multi_task/multi_task.hpp"
#include "plugins/strategies/single_task/single_task.hpp"
#include "plugins/strategies/source_only/source_only.hpp"
#include "plugins/strategies/union/union.hpp"
#include "tests/unit/strategies/small_problem.hpp"

#include <sinter/random.hpp>
#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <cmath>

using namespace sinter;
using namespace sinter::tests;
using plugins::random_forest::RandomForest;

namespace {

std::unique_ptr<Learner> forest() {
    return std::make_unique<RandomForest>(
        Options::defaults(RandomForest::parameters()).with("trees", std::int64_t{40}));
}

RowMatrix random_rows(Index rows, std::uint64_t seed) {
    Draws draws{Stream(seed)};
    RowMatrix x(rows, 4);
    for (Index i = 0; i < rows; ++i) {
        for (Index j = 0; j < 4; ++j) {
            x(i, j) = draws.uniform();
        }
    }
    return x;
}

/// Forty materials: the source on all, the target on every second one.
SmallProblem smooth() {
    const RowMatrix x = random_rows(40, 5);
    std::vector<double> target;
    std::vector<double> source;
    for (Index i = 0; i < x.rows(); ++i) {
        source.push_back(std::sin(3 * x(i, 0)) + x(i, 1));
        target.push_back(i % 2 == 0 ? 1.3 * source.back() + 0.2 * x(i, 2) : unknown);
    }
    return {x, {{{"t", "eV", 0}, target}}, {{{"s", "eV", 0}, source}}};
}

template <class Strategy>
Options forest_defaults() {
    return Options::defaults(Strategy::parameters());
}

template <class Strategy>
Prediction predict_forest(const SmallProblem& p, const Options& options = forest_defaults<Strategy>(),
                          std::size_t threads = 1) {
    TestHost host(threads);
    return predict_with<Strategy>(forest, options, p, SmallCandidates(random_rows(7, 6)), host);
}

/// How far the prediction of material 101, which has a source label only, moves with that label.
template <class Strategy>
double moved_by_own_source(SmallProblem p) {
    SmallCandidates c(RowMatrix(p.features.row(1)));
    c.materials = {101};
    const auto predict = [&] {
        TestHost host;
        return predict_with<Strategy>(forest, forest_defaults<Strategy>(), p, c, host).mean(0, 0);
    };
    const double before = predict();
    p.sources[0].labels[1] = 1e6;
    return std::abs(predict() - before);
}

template <class Strategy>
void check_threads(const Options& options = forest_defaults<Strategy>()) {
    SmallProblem p = smooth();
    for (const bool out_of_bag : {false, true}) {
        p.source_rows = out_of_bag ? SourceRows::read_out_of_bag : SourceRows::held_out;
        CHECK(same_bits(predict_forest<Strategy>(p, options, 1), predict_forest<Strategy>(p, options, 4)));
    }
}

} // namespace

TEST_CASE("with forests a difference to a zero source is the single task, to the bit") {
    SmallProblem p = smooth();
    const Prediction single = predict_forest<plugins::single_task::SingleTask>(p);
    for (auto& label : p.sources[0].labels) {
        label = 0;
    }
    const Prediction difference = predict_forest<plugins::difference::Difference>(p);
    CHECK(same_bits(difference.mean, single.mean));
    CHECK(same_bits(difference.sigma_obs, single.sigma_obs));
}

TEST_CASE("with forests a difference of scale zero is the single task, to the bit") {
    const SmallProblem p = smooth();
    CHECK(same_bits(predict_forest<plugins::difference::Difference>(
                        p, forest_defaults<plugins::difference::Difference>().with("scale", 0.0))
                        .mean,
                    predict_forest<plugins::single_task::SingleTask>(p).mean));
}

TEST_CASE("with forests a union with the target itself is the single task on doubled data, to the bit") {
    SmallProblem p = smooth();
    p.sources[0] = p.targets[0];
    const Prediction both = predict_forest<plugins::union_of_tasks::Union>(
        p, with_boolean(forest_defaults<plugins::union_of_tasks::Union>(), "context_feature", false));
    SmallTask& target = p.targets[0];
    const SmallTask once = target;
    target.rows.insert(target.rows.end(), once.rows.begin(), once.rows.end());
    target.labels.insert(target.labels.end(), once.labels.begin(), once.labels.end());
    CHECK(same_bits(both, predict_forest<plugins::single_task::SingleTask>(p)));
}

TEST_CASE("with forests multi-task with one label is the single task, to the bit") {
    SmallProblem p = smooth();
    p.sources.clear();
    CHECK(same_bits(predict_forest<plugins::multi_task::MultiTask>(p),
                    predict_forest<plugins::single_task::SingleTask>(p)));
}

TEST_CASE("with forests a candidate's own source label stays out of its prediction where asked") {
    SmallProblem p = smooth();
    p.source_rows = SourceRows::read_out_of_bag;
    CHECK(moved_by_own_source<plugins::source_only::SourceOnly>(p) == 0);
    CHECK(moved_by_own_source<plugins::union_of_tasks::Union>(p) == 0);
    CHECK(moved_by_own_source<plugins::multi_task::MultiTask>(p) == 0);
    p.source_rows = SourceRows::held_out;
    CHECK(moved_by_own_source<plugins::source_only::SourceOnly>(p) > 0);
    CHECK(moved_by_own_source<plugins::union_of_tasks::Union>(p) > 0);
    CHECK(moved_by_own_source<plugins::multi_task::MultiTask>(p) > 0);
}

TEST_CASE("with forests every strategy that takes classes predicts probabilities that sum to one") {
    SmallProblem p = smooth();
    for (SmallTask* task : {&p.targets[0], &p.sources[0]}) {
        task->label.class_count = 3;
        task->label.unit.clear();
        for (auto& label : task->labels) {
            label = label < 1 ? 0 : label < 1.5 ? 1 : 2;
        }
    }
    const auto check = [](const Prediction& y) {
        REQUIRE(y.mean.cols() == 3);
        CHECK((y.mean.array() >= 0).all());
        CHECK((y.mean.rowwise().sum().array() - 1).abs().maxCoeff() < 1e-12);
        CHECK(y.mean.rowwise().maxCoeff().maxCoeff() > 0.5); // and they know something
        CHECK(y.sigma_mean.array().isNaN().all());
    };
    check(predict_forest<plugins::single_task::SingleTask>(p));
    check(predict_forest<plugins::source_only::SourceOnly>(p));
    check(predict_forest<plugins::union_of_tasks::Union>(p));
    check(predict_forest<plugins::multi_task::MultiTask>(p));
    check(predict_forest<plugins::latent_variable::LatentVariable>(p));
}

TEST_CASE("every strategy predicts the same on one thread and on four", "[threads]") {
    check_threads<plugins::single_task::SingleTask>();
    check_threads<plugins::source_only::SourceOnly>();
    check_threads<plugins::source_only::SourceOnly>(
        forest_defaults<plugins::source_only::SourceOnly>().with("calibrate", "affine"));
    check_threads<plugins::union_of_tasks::Union>();
    check_threads<plugins::multi_task::MultiTask>();
    check_threads<plugins::multi_task::MultiTask>(
        with_reals(forest_defaults<plugins::multi_task::MultiTask>(), "task_weights", {3, 1}));
    check_threads<plugins::difference::Difference>();
    check_threads<plugins::difference::Difference>(
        forest_defaults<plugins::difference::Difference>().with("scale", "auto"));
    check_threads<plugins::latent_variable::LatentVariable>();
}
