// SPDX-License-Identifier: Apache-2.0
//
// Predictions out of bag of whole strategies, and how sigma_obs is measured by them.
#include "plugins/strategies/chain/chain.hpp"
#include "plugins/strategies/difference/difference.hpp"
#include "plugins/strategies/latent_variable/latent_variable.hpp"
#include "plugins/strategies/multi_task/multi_task.hpp"
#include "plugins/strategies/single_task/single_task.hpp"
#include "plugins/strategies/source_only/source_only.hpp"
#include "plugins/strategies/stacking/stacking.hpp"
#include "plugins/strategies/union/union.hpp"
#include "tests/unit/strategies/small_problem.hpp"

#include <sinter/residual_ratio.hpp>
#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

using namespace sinter;
using namespace sinter::tests;

namespace {

template <class Strategy>
Options plain() {
    return Options::defaults(Strategy::parameters()).with("learner", "m");
}
Options stack_of_one() {
    return Options::defaults(plugins::stacking::Stacking::parameters())
        .with("learners", std::vector<std::string>{"m"})
        .with("meta_learner", "line");
}

/// Predicts its first feature: a meta-learner that trusts the first member.
class FirstFeature final : public Model, private OutOfBag {
public:
    void predict(MatrixView x, MatrixOut mean) const override { mean.map() = x.map().leftCols(1); }
    [[nodiscard]] const OutOfBag* out_of_bag() const override { return this; }

private:
    void predict_out_of_bag(MatrixView x, Span<std::uint64_t> /*materials*/, MatrixOut mean) const override {
        predict(x, mean);
    }
};
class FirstFeatureLearner final : public Learner {
public:
    explicit FirstFeatureLearner(std::vector<RecordedFit>* fits) : fits_(fits) {}
    [[nodiscard]] Capabilities capabilities() const override { return SINTER_CAN_REGRESS; }
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& training, Host&) const override {
        fits_->emplace_back(training);
        return std::make_shared<FirstFeature>();
    }

private:
    std::vector<RecordedFit>* fits_;
};

/// Out of bag for material 100 of feature 1.
template <class Strategy>
double out_of_bag(const Options& options, const SmallProblem& p, Index columns = 1, double known = unknown) {
    TestHost host;
    std::vector<RecordedFit> fits;
    host.learners["m"] = [&] {
        return std::make_unique<SameFeatureMeanLearner>(SameFeatureMeanOptions{columns});
    };
    host.learners["line"] = [&] { return std::make_unique<FirstFeatureLearner>(&fits); };
    const auto model = Strategy(options).fit(p.problem(), host);
    const auto c = SmallCandidates(1).of_material(100).with_known(known);
    RowMatrix mean(1, 1);
    REQUIRE(model->out_of_bag() != nullptr);
    model->out_of_bag()->predict_out_of_bag({c.features, c.materials, c.known}, MatrixOut(mean));
    return mean(0, 0);
}

const SmallProblem three{{1, 1, 1}, {5, 7, 12}, {3, 4, 8}};

} // namespace

TEST_CASE("out of bag a strategy predicts by what it knows of other materials, in all its parts") {
    // Of material 100 the others' labels: target 7 and 12, source 4 and 8.
    CHECK(out_of_bag<plugins::single_task::SingleTask>(plain<plugins::single_task::SingleTask>(), three) ==
          Approx(9.5));
    CHECK(out_of_bag<plugins::source_only::SourceOnly>(plain<plugins::source_only::SourceOnly>(), three) ==
          Approx(6));
    CHECK(out_of_bag<plugins::union_of_tasks::Union>(plain<plugins::union_of_tasks::Union>(), three) ==
          Approx((7 + 12 + 4 + 8) / 4.0));
    CHECK(out_of_bag<plugins::multi_task::MultiTask>(plain<plugins::multi_task::MultiTask>(), three) ==
          Approx(9.5));
    // d of 101 and 102: 7 - (3 + 8)/2 and 12 - (3 + 4)/2.
    const double d = (7 - 5.5 + 12 - 3.5) / 2;
    CHECK(out_of_bag<plugins::difference::Difference>(plain<plugins::difference::Difference>(), three) ==
          Approx(6 + d));
    CHECK(out_of_bag<plugins::latent_variable::LatentVariable>(
              plain<plugins::latent_variable::LatentVariable>(), three) == Approx(9.5));
    CHECK(out_of_bag<plugins::chain::Chain>(plain<plugins::chain::Chain>(), three) == Approx(9.5));
    CHECK(out_of_bag<plugins::chain::Chain>(plain<plugins::chain::Chain>().with("kind", "difference"),
                                            three) == Approx(6 + d));
    CHECK(out_of_bag<plugins::stacking::Stacking>(stack_of_one(), three) == Approx(9.5));
}

TEST_CASE("out of bag a known source label counts where candidates see it") {
    const auto known =
        plain<plugins::difference::Difference>().with("source_at_prediction", "measured_if_known");
    const double d = (7 - 5.5 + 12 - 3.5) / 2;
    CHECK(out_of_bag<plugins::difference::Difference>(known, three, 1, 3) == Approx(3 + d));
}

TEST_CASE("a line through the source is fitted without the material that is out of bag") {
    // Pairs give each other's source: s is 1, 1, 2, 2 out of bag; without material 100 the line goes through
    // (1, 8), (2, 4), (2, 6).
    const SmallProblem p{{1, 1, 2, 2}, {100, 8, 4, 6}, {1, 1, 2, 2}};
    CHECK(out_of_bag<plugins::source_only::SourceOnly>(
              plain<plugins::source_only::SourceOnly>().with("calibrate", "affine"), p) == Approx(8));
}

TEST_CASE("a learner without bags leaves a single task without predictions out of bag") {
    TestHost host;
    host.learners["m"] = [] {
        return std::make_unique<SameFeatureMeanLearner>(SameFeatureMeanOptions{1, false});
    };
    CHECK(plugins::single_task::SingleTask(plain<plugins::single_task::SingleTask>())
              .fit(three.problem(), host)
              ->out_of_bag() == nullptr);
    CHECK(plugins::difference::Difference(plain<plugins::difference::Difference>())
              .fit(three.problem(), host)
              ->out_of_bag() == nullptr);
}

TEST_CASE("a chain of one source is the difference, or the latent variable, to the bit") {
    const SameFeatureMeanOptions learner{0, true, 0.5};
    const SmallProblem p{{1, 1, 2, 2}, {5, 7.1, 0.3, 2}, {3, 3, -5, 0.7}};
    for (const char* policy : {"out_of_bag", "in_sample", "measured"}) {
        const auto with = [&](const Options& options) { return options.with("source_in_training", policy); };
        for (const double x : {1.0, 2.0}) {
            const SmallCandidates c(x);
            CHECK(same_bits(
                predict_all<plugins::chain::Chain>(with(plain<plugins::chain::Chain>()), p, c, learner).mean,
                predict_all<plugins::latent_variable::LatentVariable>(
                    with(plain<plugins::latent_variable::LatentVariable>()), p, c, learner)
                    .mean));
            CHECK(predict_all<plugins::chain::Chain>(
                      with(plain<plugins::chain::Chain>()).with("kind", "difference"), p, c, learner)
                      .mean(0, 0) == Approx(predict_all<plugins::difference::Difference>(
                                                with(plain<plugins::difference::Difference>()), p, c, learner)
                                                .mean(0, 0)));
        }
    }
}

TEST_CASE("a difference chain adds up its links, and all orders are the mean of each") {
    // Out of bag: a is 2, 1; b is 7, 4, so b - a is 4 - 2 and 7 - 1; t - b is 9 - 7 and 3 - 4, by pairs.
    const auto problem = [](bool swapped) {
        SmallTask a({"a", "eV", 0}, {1, 2});
        SmallTask b({"b", "eV", 0}, {4, 7});
        return SmallProblem({1, 1}, {{{"t", "eV", 0}, {9, 3}}},
                            swapped ? std::vector{b, a} : std::vector{a, b});
    };
    for (const char* kind : {"difference", "latent"}) {
        const auto options = plain<plugins::chain::Chain>().with("kind", kind);
        const auto of = [&](bool swapped, const Options& o) {
            return predict_all<plugins::chain::Chain>(o, problem(swapped), SmallCandidates(1)).mean(0, 0);
        };
        const double both = (of(false, options) + of(true, options)) / 2;
        CHECK(of(false, options.with("orders", "all")) == Approx(both));
        CHECK(of(true, options.with("orders", "all")) == Approx(both));
    }
    const double a = 1.5;
    const double b = ((4 - 2.0) + (7 - 1.0)) / 2; // on b less a
    // b's chain out of bag: 100 sees a = 2 and the other's difference 6; 101 a = 1 and 2.
    const double t = ((9 - (2 + 6.0)) + (3 - (1 + 2.0))) / 2;
    CHECK(predict_all<plugins::chain::Chain>(plain<plugins::chain::Chain>().with("kind", "difference"),
                                             problem(false), SmallCandidates(1))
              .mean(0, 0) == Approx(a + b + t));
}

TEST_CASE("the meta-learner of a stack sees each member as a new material would") {
    TestHost host;
    std::vector<RecordedFit> meta;
    host.learners["m"] = [] { return std::make_unique<SameFeatureMeanLearner>(SameFeatureMeanOptions{}); };
    host.learners["bagless"] = [] {
        return std::make_unique<SameFeatureMeanLearner>(SameFeatureMeanOptions{1, false});
    };
    host.learners["line"] = [&] { return std::make_unique<FirstFeatureLearner>(&meta); };
    const auto options = stack_of_one().with("learners", std::vector<std::string>{"m", "bagless"});
    const auto model = plugins::stacking::Stacking(options).fit(three.problem(), host);
    REQUIRE(meta.size() == 1);
    RowMatrix z(3, 4); // the target by both, then the source by both, each from the other two materials
    z << 9.5, 9.5, 6, 6, 8.5, 8.5, 5.5, 5.5, 6, 6, 3.5, 3.5;
    CHECK(meta[0].features.isApprox(z));
    CHECK(meta[0].labels.col(0) == Eigen::Vector3d(5, 7, 12));
    CHECK(meta[0].feature_infos[1].name == "gap_expt by bagless");
    RowMatrix mean(1, 1);
    const SmallCandidates c(1);
    model->predict({c.features, c.materials, c.known}, {MatrixOut(mean), {}, {}});
    CHECK(mean(0, 0) == Approx(8));
}

TEST_CASE("the ratio of errors and deviations is the learner's quantile, each material counting once") {
    const double none = unknown;
    Eigen::ArrayXd errors(6);
    errors << 1, -2, 3, 4, none, 0;
    const Eigen::ArrayXd ones = Eigen::ArrayXd::Ones(6);
    CHECK(residual_ratio({errors, ones, {1, 2, 3, 4, 5, 6}}) == 3); // of 0 1 2 3 4: place floor(0.68 x 5)
    CHECK(residual_ratio({errors, 2 * ones, {1, 2, 3, 4, 5, 6}}) == 1.5);
    CHECK(residual_ratio({errors, ones, {1, 2, 4, 4, 5, 6}}) ==
          2); // of 0 1 2 and, half each, 3 and 4: 3 > 2.72
    CHECK(std::isnan(residual_ratio({errors.segment(4, 1), ones.head(1), {5}})));
    CHECK(residual_ratio({Eigen::ArrayXd::Zero(2), Eigen::ArrayXd::Zero(2), {1, 2}}) == 1);
    CHECK(calibration_factor(3, 1.5) == 2);
    CHECK(calibration_factor(none, 1) == 1);
    CHECK(calibration_factor(1, 0) == 1);
}
