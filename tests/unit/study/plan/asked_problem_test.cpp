// SPDX-License-Identifier: Apache-2.0
#include "framework/study/plan/asked_problem.hpp"
#include "tests/support/test_host.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

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

struct Echoes {
    RowMatrix mean = RowMatrix::Zero(2, 1);
    RowMatrix out_of_bag = RowMatrix::Zero(2, 1);
    RowMatrix covariance = RowMatrix::Zero(2, 1);
};

Echoes shown(const TransferModel& model) {
    const RowMatrix features = RowMatrix::Zero(2, 1);
    const std::vector<std::uint64_t> materials{1, 2};
    RowMatrix known(2, 2);
    known << 1, 2, 3, 4;
    const Candidates candidates{features, materials, known};
    Echoes all;
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
    return study::shown_only(std::make_shared<EchoStrategy>(asks),
                             study::asked_by(EchoStrategy(asks).needs()))
        ->fit(problem, host);
}

} // namespace

TEST_CASE("a strategy that does not ask for measured source labels is shown none, however it predicts") {
    const Echoes hidden = shown(*fitted(false));
    CHECK(hidden.mean.array().isNaN().all());
    CHECK(hidden.out_of_bag.array().isNaN().all());
    CHECK(hidden.covariance.array().isNaN().all());
    const Echoes asked = shown(*fitted(true));
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

namespace {

/// Says what its problem and its candidates show.
class LookingAround final : public TransferStrategy {
public:
    explicit LookingAround(StrategyNeeds needs) : needs_(std::move(needs)) {}
    [[nodiscard]] StrategyNeeds needs() const override { return needs_; }
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                           Host& host) const override {
        std::string seen = std::to_string(problem.compositions.size()) + " compositions";
        if (problem.candidates != nullptr) {
            seen += ", " + std::to_string(problem.candidates->features.rows()) + " candidates with " +
                    std::to_string(problem.candidates->compositions.size()) + " compositions";
        }
        host.log(LogLevel::info, seen);
        return std::make_shared<Echo>();
    }

private:
    StrategyNeeds needs_;
};

std::string seen_by(bool compositions, bool candidates) {
    StrategyNeeds needs;
    needs.reads_compositions = compositions;
    needs.reads_candidates = candidates;
    sinter_materials all{};
    all.struct_size = sizeof(all);
    all.count = 3;
    const RowMatrix features = RowMatrix::Zero(2, 1);
    const RowMatrix known = RowMatrix::Zero(2, 0);
    const std::vector<std::uint64_t> materials{1, 2};
    sinter_materials of_candidates = all;
    of_candidates.count = 2;
    const Candidates shown{features, materials, known, Materials(of_candidates)};
    TransferProblem problem;
    problem.compositions = Materials(all);
    problem.candidates = &shown;
    tests::TestHost host;
    static_cast<void>(study::shown_only(std::make_shared<LookingAround>(needs), study::asked_by(needs))
                          ->fit(problem, host));
    return host.lines.at(0).text;
}

} // namespace

TEST_CASE("a strategy is shown compositions and candidates only if it asks for them") {
    CHECK(seen_by(false, false) == "0 compositions");
    CHECK(seen_by(true, false) == "3 compositions");
    CHECK(seen_by(false, true) == "0 compositions, 2 candidates with 0 compositions");
    CHECK(seen_by(true, true) == "3 compositions, 2 candidates with 2 compositions");
}
