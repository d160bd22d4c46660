// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/latent_variable/latent_variable.hpp"
#include "tests/unit/strategies/small_problem.hpp"

#include <sinter/unknown.hpp>

#include <Eigen/QR>
#include <catch2/catch.hpp>

#include <cmath>

using namespace sinter;
using namespace sinter::tests;
using plugins::latent_variable::LatentVariable;

namespace {

/// Least squares on all features with an intercept; no bags. Its deviation is a constant, NaN: not known.
class Line final : public Model, private Uncertainty {
public:
    Line(Eigen::VectorXd w, double deviation) : w_(std::move(w)), deviation_(deviation) {}
    void predict(MatrixView x, MatrixOut mean) const override {
        for (Index i = 0; i < x.rows(); ++i) {
            double y = w_[0];
            for (Index j = 0; j < x.columns(); ++j) {
                y += w_[j + 1] * x(i, j);
            }
            mean(i, 0) = y;
        }
    }

    [[nodiscard]] const Uncertainty* uncertainty() const override {
        return std::isnan(deviation_) ? nullptr : this;
    }

private:
    void predict_with_deviations(MatrixView x, MatrixOut mean, MatrixOut sigma_mean,
                                 MatrixOut sigma_obs) const override {
        predict(x, mean);
        sigma_mean.map().setConstant(deviation_);
        sigma_obs.map().setConstant(deviation_);
    }
    Eigen::VectorXd w_;
    double deviation_;
};

class LineLearner final : public Learner {
public:
    explicit LineLearner(double deviation = unknown) : deviation_(deviation) {}
    [[nodiscard]] Capabilities capabilities() const override { return SINTER_CAN_REGRESS; }
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& t, Host& /*host*/) const override {
        Eigen::MatrixXd a(t.features.rows(), t.features.columns() + 1);
        a.col(0).setOnes();
        a.rightCols(t.features.columns()) = t.features.map();
        const Eigen::VectorXd y = t.labels.map().col(0);
        return std::make_shared<Line>(a.completeOrthogonalDecomposition().solve(y), deviation_);
    }

private:
    double deviation_;
};

double predict_line(const Options& options, const SmallProblem& small, double feature,
                    double known = unknown) {
    TestHost host;
    const Prediction y =
        predict_with<LatentVariable>([] { return std::make_unique<LineLearner>(); }, options, small,
                                     SmallCandidates(feature).with_known(known), host);
    CHECK(std::isnan(y.sigma_mean(0, 0))); // the learner knows no deviation, and none is made up
    return y.mean(0, 0);
}

/// What the learner of the target gets, after the fits of the sources.
RecordedFit target_fit(const Options& options, const SmallProblem& p) {
    std::vector<RecordedFit> fits;
    predict_all<LatentVariable>(options, p, SmallCandidates(1), {1, true, unknown, &fits});
    return fits.back();
}

const Options latent_variable_defaults = Options::defaults(LatentVariable::parameters());

/// Two targets, a source with classes and one without; materials 100 .. 103 share a feature.
SmallProblem mixed() {
    return {std::vector<double>{1, 1, 1, 1},
            {{{"crystal", "", 2}, {0, 1, 1, unknown}}, {{"gap", "eV", 0}, {1, 2, unknown, 3}}},
            {{{"crystal_dft", "", 3}, {0, 1, 1, 2}}, {{"gap_dft", "eV", 0}, {10, 20, 30, 40}}}};
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
    CHECK(needs.max_targets == 64);
    CHECK_FALSE(needs.same_unit);
    CHECK_FALSE(needs.numbers_only);
}

TEST_CASE("a source with classes gives one feature a class, its probability") {
    const RecordedFit fit = target_fit(latent_variable_defaults, mixed());
    REQUIRE(fit.feature_infos.size() == 5);
    CHECK(fit.feature_infos[1].name == "crystal_dft is class 0");
    CHECK(fit.feature_infos[3].name == "crystal_dft is class 2");
    CHECK(fit.feature_infos[4].name == "gap_dft");
    CHECK(fit.feature_infos[4].unit == "eV");
    // The second target: rows of materials 100, 101 and 103; each sees the other three materials' sources.
    RowMatrix features(3, 5);
    features << 1, 0, 2 / 3.0, 1 / 3.0, 30,     //
        1, 1 / 3.0, 1 / 3.0, 1 / 3.0, 80 / 3.0, //
        1, 1 / 3.0, 2 / 3.0, 0, 20;
    CHECK(fit.features.isApprox(features));
}

TEST_CASE("a source with classes is read in sample and measured as its policy says") {
    RowMatrix in_sample(1, 5);
    in_sample << 1, .25, .5, .25, 25;
    CHECK(target_fit(latent_variable_defaults.with("source_in_training", "in_sample"), mixed())
              .features.row(2)
              .isApprox(in_sample));
    RowMatrix measured(1, 5);
    measured << 1, 0, 0, 1, 40; // material 103
    CHECK(target_fit(latent_variable_defaults.with("source_in_training", "measured"), mixed())
              .features.row(2) == measured);
}

TEST_CASE("a training row that lacks one of the sources is predicted, or dropped") {
    SmallProblem p = mixed();
    p.sources[0] = {{"crystal_dft", "", 3}, {0, 1, unknown, unknown}};
    const auto measured = latent_variable_defaults.with("source_in_training", "measured");
    CHECK(target_fit(measured, p).features.rows() == 3);
    CHECK(target_fit(measured.with("missing_source", "drop"), p).features.rows() == 2);
    p.sources[0] = {{"crystal_dft", "", 3}, {unknown, unknown, 1, unknown}};
    p.targets.erase(p.targets.begin());
    CHECK_THROWS_WITH(target_fit(measured.with("missing_source", "drop"), p),
                      Catch::Contains("all source values"));
}

TEST_CASE("several targets, classes among them, share the sources and stand side by side") {
    std::vector<RecordedFit> fits;
    const Prediction y = predict_all<LatentVariable>(latent_variable_defaults, mixed(), SmallCandidates(1),
                                                     {1, true, 0.5, &fits});
    CHECK(fits.size() == 4);
    RowMatrix mean(1, 3);
    mean << 1 / 3.0, 2 / 3.0, 2;
    CHECK(y.mean.isApprox(mean));
    CHECK(std::isnan(y.sigma_mean(0, 0)));
    CHECK(std::isnan(y.sigma_mean(0, 1)));
    CHECK(y.sigma_mean(0, 2) == 0.5); // this learner does not look at the sources
    CHECK(y.sigma_obs(0, 2) == 1);
}

TEST_CASE("a known source reaches the target's model, whichever of the sources it is") {
    // The learner compares all features; a candidate that looks like material 103 in all of them is 103.
    SmallCandidates c(1);
    c.known(0, 0) = 2;
    c.known(0, 1) = 40;
    const auto known = latent_variable_defaults.with("source_in_training", "measured")
                           .with("source_at_prediction", "measured_if_known");
    // All features are compared by the target's learner only; the sources have just one.
    CHECK(predict_all<LatentVariable>(known, mixed(), c, {0, true, unknown, nullptr}).mean(0, 2) == 3);
    c.known(0, 1) = 20;
    CHECK(std::isnan(predict_all<LatentVariable>(known, mixed(), c, {0, true, unknown, nullptr}).mean(0, 2)));
}

TEST_CASE("latent sources that stay in the fit are read without the candidate's own material") {
    SmallProblem p = mixed();
    p.targets.erase(p.targets.begin());
    const auto asked_of_target = [&](bool out_of_bag) {
        p.source_rows = out_of_bag ? SourceRows::read_out_of_bag : SourceRows::held_out;
        std::vector<RowMatrix> asked;
        predict_all<LatentVariable>(latent_variable_defaults, p, SmallCandidates(1).of_material(103),
                                    {1, true, unknown, nullptr, &asked});
        return asked.back();
    };
    RowMatrix plain(1, 5);
    plain << 1, .25, .5, .25, 25;
    CHECK(asked_of_target(false).isApprox(plain));
    RowMatrix without_103(1, 5);
    without_103 << 1, 1 / 3.0, 2 / 3.0, 0, 20;
    CHECK(asked_of_target(true).isApprox(without_103));
}

TEST_CASE("the deviation of a number source goes through the target's model; that of classes does not") {
    // h_B = x + 3 s exactly, so Var = Var(h_B) + 9 Var(s); the class source is along.
    SmallProblem p({1, 2, 3, 4, 5, 6}, {{{"t", "eV", 0}, {7, 5, 12, 10, 20, 6}}},
                   {{{"s", "eV", 0}, {2, 1, 3, 2, 5, 0}}, {{"c", "", 2}, {0, 1, 1, 0, 1, 0}}});
    TestHost host;
    host.learners["h"] = [] { return std::make_unique<LineLearner>(0.5); };
    const auto options = latent_variable_defaults.with("source_in_training", "measured")
                             .with("source_learner", "s")
                             .with("learner", "h");
    host.learners["s"] = [] {
        return std::make_unique<SameFeatureMeanLearner>(SameFeatureMeanOptions{0, true, 0.2, nullptr});
    };
    const auto model = LatentVariable(options).fit(p.problem(), host);
    const SmallCandidates c(2);
    Prediction y(1, 1);
    model->predict({c.features, c.materials, c.known},
                   {MatrixOut(y.mean), MatrixOut(y.sigma_mean), MatrixOut()});
    CHECK(y.mean(0, 0) == Approx(5));
    CHECK(y.sigma_mean(0, 0) == Approx(std::sqrt(0.25 + 9 * 0.04)));
}
