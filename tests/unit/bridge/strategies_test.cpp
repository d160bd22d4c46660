// SPDX-License-Identifier: Apache-2.0
//
// Strategies from the host, and what a fitted one is able to do, are behind the C boundary what they are in process.
#include "tests/support/test_host.hpp"

#include <sinter/bridge/parameters.hpp>
#include <sinter/bridge/strategy.hpp>
#include <sinter/error.hpp>

#include <catch2/catch.hpp>

#include <memory>

using namespace sinter;
using namespace sinter::tests;

namespace {

class Able final : public TransferModel, private CompositeOutOfBag, private TaskCovariance {
public:
    explicit Able(bool able) : able_(able) {}
    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        out.mean.map() = candidates.features.map();
    }
    [[nodiscard]] const CompositeOutOfBag* out_of_bag() const override { return able_ ? this : nullptr; }
    [[nodiscard]] const TaskCovariance* task_covariance() const override { return able_ ? this : nullptr; }

private:
    void predict_out_of_bag(const Candidates& candidates, MatrixOut mean) const override {
        for (Index i = 0; i < mean.rows(); ++i) {
            mean(i, 0) = candidates.features(i, 0) + candidates.known_sources(i, 0) +
                         static_cast<double>(candidates.materials[static_cast<std::size_t>(i)]);
        }
    }
    void predict_task_covariance(const Candidates& candidates, Kind kind,
                                 MatrixOut covariance) const override {
        if (candidates.features(0, 0) < 0) {
            fail_invalid("negative");
        }
        covariance.map().setConstant(kind == Kind::trees ? 1 : 2);
    }
    bool able_;
};

/// Asks the host for another strategy, whose model it gives.
class Asking final : public TransferStrategy {
public:
    [[nodiscard]] StrategyNeeds needs() const override { return {}; }
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                           Host& host) const override {
        return host.make_strategy("other")->fit(problem, host);
    }
};
/// Its model is able if the problem says that sources keep candidates.
class Telling final : public TransferStrategy {
public:
    [[nodiscard]] StrategyNeeds needs() const override { return {}; }
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                           Host&) const override {
        return std::make_shared<Able>(problem.source_rows == SourceRows::kept);
    }
};

std::shared_ptr<const TransferModel> fitted(bool able, Host& host) {
    const RowMatrix x = RowMatrix::Zero(1, 1);
    const std::vector<std::uint64_t> materials{1};
    const std::vector<Feature> infos{{"x", "", {}, 0}};
    TransferProblem problem;
    problem.features = x;
    problem.materials = materials;
    problem.feature_infos = infos;
    problem.source_rows = able ? SourceRows::kept : SourceRows::held_out;
    return bridge::import_strategy(bridge::export_strategy(std::make_unique<Asking>()))->fit(problem, host);
}

} // namespace

TEST_CASE("a strategy behind the boundary gets another one, itself behind the boundary, from the host") {
    TestHost host;
    host.strategies["other"] = [] { return std::make_unique<Telling>(); };
    CHECK(fitted(false, host)->out_of_bag() == nullptr);
    CHECK(fitted(false, host)->task_covariance() == nullptr);
    const auto model = fitted(true, host);
    const RowMatrix x = (RowMatrix(2, 1) << 0.25, 0.5).finished();
    const std::vector<std::uint64_t> materials{7, 8};
    const RowMatrix known = (RowMatrix(2, 1) << 10, 20).finished();
    RowMatrix mean = RowMatrix::Zero(2, 1);
    REQUIRE(model->out_of_bag() != nullptr);
    model->out_of_bag()->predict_out_of_bag({x, materials, known}, MatrixOut(mean));
    CHECK(mean == (RowMatrix(2, 1) << 17.25, 28.5).finished());
    REQUIRE(model->task_covariance() != nullptr);
    for (const auto kind : {TaskCovariance::Kind::trees, TaskCovariance::Kind::jackknife}) {
        model->task_covariance()->predict_task_covariance({x, materials, known}, kind, MatrixOut(mean));
        CHECK(mean(1, 0) == (kind == TaskCovariance::Kind::trees ? 1 : 2));
    }
    const RowMatrix bad = -x;
    CHECK_THROWS_WITH(model->task_covariance()->predict_task_covariance(
                          {bad, materials, known}, TaskCovariance::Kind::trees, MatrixOut(mean)),
                      "negative");
    host.strategies.clear();
    CHECK_THROWS_WITH(fitted(true, host), "there is no strategy 'other'");
}

TEST_CASE("lists of names of strategies and learners cross") {
    Parameters p;
    p.strategies("candidates");
    p.learners("learners");
    const auto options = Options::defaults(p)
                             .with("candidates", std::vector<std::string>{"a", "b"})
                             .with("learners", std::vector<std::string>{"c"});
    const bridge::CValues values(options);
    const auto back = bridge::options_from_c(p, values.c());
    CHECK(back.strategies("candidates") == std::vector<std::string>{"a", "b"});
    CHECK(back.learners("learners") == std::vector<std::string>{"c"});
}
