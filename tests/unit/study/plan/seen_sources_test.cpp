// SPDX-License-Identifier: Apache-2.0
#include "framework/study/plan/seen_sources.hpp"
#include "tests/support/test_host.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace sinter;

namespace {

/// Predicts what it is shown of the last source, by each of its three ways.
class Echo final : public TransferModel, private CompositeOutOfBag, private TaskCovariance {
public:
    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        echo(candidates, out.mean);
    }
    [[nodiscard]] const CompositeOutOfBag* out_of_bag() const override { return this; }
    [[nodiscard]] const TaskCovariance* task_covariance() const override { return this; }

private:
    static void echo(const Candidates& candidates, MatrixOut out) {
        out.map().col(0) = candidates.known_sources.map().rightCols(1);
    }
    void predict_out_of_bag(const Candidates& candidates, MatrixOut mean) const override {
        echo(candidates, mean);
    }
    void predict_task_covariance(const Candidates& candidates, Kind /*kind*/,
                                 MatrixOut covariance) const override {
        echo(candidates, covariance);
    }
};

class EchoStrategy final : public TransferStrategy {
public:
    explicit EchoStrategy(bool asks) : asks_(asks) {}
    [[nodiscard]] StrategyNeeds needs() const override {
        StrategyNeeds needs;
        needs.max_sources = 2;
        needs.reads_known_sources = asks_;
        return needs;
    }
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& /*problem*/,
                                                           Host& /*host*/) const override {
        return std::make_shared<Echo>();
    }

private:
    bool asks_;
};

struct Shown {
    RowMatrix mean = RowMatrix::Zero(2, 1);
    RowMatrix out_of_bag = RowMatrix::Zero(2, 1);
    RowMatrix covariance = RowMatrix::Zero(2, 1);
};

Shown shown(const TransferModel& model) {
    const RowMatrix features = RowMatrix::Zero(2, 1);
    const std::vector<std::uint64_t> materials{1, 2};
    RowMatrix known(2, 2);
    known << 1, 2, 3, 4;
    const Candidates candidates{features, materials, known};
    Shown all;
    model.predict(candidates, {MatrixOut(all.mean), {}, {}});
    model.out_of_bag()->predict_out_of_bag(candidates, MatrixOut(all.out_of_bag));
    model.task_covariance()->predict_task_covariance(candidates, TaskCovariance::Kind::trees,
                                                     MatrixOut(all.covariance));
    return all;
}

std::shared_ptr<const TransferModel> fitted(bool asks) {
    TransferProblem problem;
    problem.sources.resize(2);
    tests::TestHost host;
    return study::without_unasked_sources(std::make_shared<EchoStrategy>(asks))->fit(problem, host);
}

} // namespace

TEST_CASE("a strategy that does not ask for measured source labels is shown none, however it predicts") {
    const Shown hidden = shown(*fitted(false));
    CHECK(hidden.mean.array().isNaN().all());
    CHECK(hidden.out_of_bag.array().isNaN().all());
    CHECK(hidden.covariance.array().isNaN().all());
    const Shown asked = shown(*fitted(true));
    CHECK(asked.mean(0, 0) == 2);
    CHECK(asked.out_of_bag(1, 0) == 4);
    CHECK(asked.covariance(1, 0) == 4);
}

TEST_CASE("a strategy that names some sources is shown those, in its own order") {
    const auto swapped = study::shown_sources(std::make_shared<Echo>(), {1, 0});
    CHECK(shown(*swapped).mean(0, 0) == 1);
    const auto one = study::shown_sources(std::make_shared<Echo>(), {0, study::hidden_source});
    CHECK(std::isnan(shown(*one).mean(0, 0)));
}
