// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/latent_variable/latent_variable.hpp"
#include "tests/unit/strategies/small_problem.hpp"

#include <Eigen/QR>
#include <catch2/catch.hpp>

#include <cmath>

using namespace sinter;
using namespace sinter::tests;
using plugins::LatentVariable;

namespace {

/// Least squares on all features with an intercept; no bags, no deviations.
class Line final : public Model {
public:
    explicit Line(Eigen::VectorXd w) : w_(std::move(w)) {}
    void predict(MatrixView x, MatrixOut mean) const override {
        for (Index i = 0; i < x.rows(); ++i) {
            double y = w_[0];
            for (Index j = 0; j < x.columns(); ++j) {
                y += w_[j + 1] * x(i, j);
            }
            mean(i, 0) = y;
        }
    }

private:
    Eigen::VectorXd w_;
};

class LineLearner final : public Learner {
public:
    [[nodiscard]] Capabilities capabilities() const override { return SINTER_CAN_REGRESS; }
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& t, Host& /*host*/) const override {
        Eigen::MatrixXd a(t.features.rows(), t.features.columns() + 1);
        a.col(0).setOnes();
        a.rightCols(t.features.columns()) = t.features.map();
        const Eigen::VectorXd y = t.labels.map().col(0);
        return std::make_shared<Line>(a.completeOrthogonalDecomposition().solve(y));
    }
};

double predict_line(const Options& options, SmallProblem& small, double feature, double known = unknown) {
    TestHost host;
    host.learners["line"] = [] { return std::make_unique<LineLearner>(); };
    const LatentVariable strategy(options.with("learner", "line"));
    const auto model = strategy.fit(small.problem(), host);
    RowMatrix x(1, 1);
    x << feature;
    RowMatrix s(1, 1);
    s << known;
    const std::vector<std::uint64_t> materials{999};
    Eigen::MatrixXd mean(1, 1);
    Eigen::MatrixXd unused(1, 1);
    model->predict({x, materials, s}, {MatrixOut(mean), MatrixOut(unused), MatrixOut()});
    CHECK(std::isnan(unused(0, 0))); // the learner knows no deviation, and none is made up
    return mean(0, 0);
}

} // namespace

TEST_CASE("a latent variable gives the source's value to the target's model") {
    // target = 2 source + 1 exactly, and the source has nothing to do with the feature.
    SmallProblem p{{1, 2, 3, 4, 5, 6}, {7, 3, 9, 1, 5, unknown}, {3, 1, 4, 0, 2, 8}};
    const auto options = Options::defaults(LatentVariable::parameters())
                             .with("source_in_training", "measured")
                             .with("source_at_prediction", "measured_if_known");
    CHECK(predict_line(options, p, 2.5, 10.0) == Approx(21));
    CHECK(predict_line(options, p, 4.5, -1.0) == Approx(-1));
}

TEST_CASE("a latent variable that is not known is predicted from the features") {
    // source = 3 feature, target = source + 1: a line through the feature gives both.
    SmallProblem p{{1, 2, 3, 4, 5, 6, 7}, {4, 7, 10, 13, 16, unknown, unknown}, {3, 6, 9, 12, 15, 18, 21}};
    CHECK(predict_line(Options::defaults(LatentVariable::parameters()), p, 10) == Approx(31));
}

TEST_CASE("a latent variable takes sources of any unit and several of them") {
    const StrategyNeeds needs =
        LatentVariable(Options::defaults(LatentVariable::parameters()).with("learner", "m")).needs();
    CHECK(needs.min_sources == 1);
    CHECK(needs.max_sources > 1);
    CHECK_FALSE(needs.same_unit);
}
