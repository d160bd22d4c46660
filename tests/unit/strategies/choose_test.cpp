// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/ridge/ridge.hpp"
#include "plugins/strategies/choose/choose.hpp"
#include "plugins/strategies/difference/difference.hpp"
#include "plugins/strategies/single_task/single_task.hpp"
#include "tests/unit/strategies/small_problem.hpp"

#include <sinter/inner_folds.hpp>
#include <sinter/simplex_weights.hpp>

#include <catch2/catch.hpp>

#include <cmath>

using namespace sinter;
using namespace sinter::tests;

namespace {

Options choose_options(const char* rule) {
    return Options::defaults(plugins::choose::Choose::parameters())
        .with("candidates", std::vector<std::string>{"alone", "with_source"})
        .with("rule", rule);
}

template <class Strategy>
std::unique_ptr<TransferStrategy> make(const Options& options) {
    return std::make_unique<Strategy>(options.with("learner", "m"));
}
const Options single_options = Options::defaults(plugins::single_task::SingleTask::parameters());
const Options difference_options = Options::defaults(plugins::difference::Difference::parameters())
                                       .with("source_in_training", "measured")
                                       .with("source_at_prediction", "measured_if_known");

void arm(TestHost& host) {
    host.learners["m"] = [] {
        return std::make_unique<plugins::ridge::Ridge>(
            Options::defaults(plugins::ridge::Ridge::parameters()));
    };
    host.strategies["alone"] = [] { return make<plugins::single_task::SingleTask>(single_options); };
    host.strategies["with_source"] = [] { return make<plugins::difference::Difference>(difference_options); };
}

/// Thirty materials. The source is no linear function of the features; the target follows it by `share`.
SmallProblem thirty(double share) {
    Draws draws{Stream(8)};
    RowMatrix x(30, 2);
    std::vector<double> source;
    std::vector<double> target;
    for (Index i = 0; i < x.rows(); ++i) {
        x(i, 0) = draws.uniform();
        x(i, 1) = draws.uniform();
        source.push_back(std::sin(40 * x(i, 0)));
        target.push_back(share * source.back() + 3 * x(i, 1) + 0.05 * draws.uniform());
    }
    return {x, {{{"t", "eV", 0}, target}}, {{{"s", "eV", 0}, source}}};
}

SmallCandidates some() {
    RowMatrix x(3, 2);
    x << 0.1, 0.2, 0.5, 0.9, 0.7, 0.3;
    SmallCandidates c(x);
    c.known.col(0) << 0.4, -0.9, 0.2;
    return c;
}

Prediction predicted(const TransferStrategy& strategy, const SmallProblem& p, TestHost& host) {
    const SmallCandidates c = some();
    const auto model = strategy.fit(p.problem(), host);
    Prediction y(3, 1);
    model->predict({c.features, c.materials, c.known},
                   {MatrixOut(y.mean), MatrixOut(y.sigma_mean), MatrixOut(y.sigma_obs)});
    return y;
}

} // namespace

TEST_CASE(
    "choose gives what the chosen strategy gives, to the bit: the better one where it is clearly better") {
    TestHost host;
    arm(host);
    const plugins::choose::Choose choose(choose_options("best"));
    CHECK(same_bits(predicted(choose, thirty(1), host),
                    predicted(*host.make_strategy("with_source"), thirty(1), host)));
    CHECK(host.lines.front().text == "choose: t by with_source");
    host.lines.clear();
    CHECK(same_bits(predicted(choose, thirty(0), host),
                    predicted(*host.make_strategy("alone"), thirty(0), host)));
    CHECK(host.lines.front().text == "choose: t by alone");
}

TEST_CASE("an average puts its weight where the losses are low, and predicts between its members") {
    TestHost host;
    arm(host);
    const plugins::choose::Choose choose(choose_options("average"));
    const Prediction a = predicted(*host.make_strategy("alone"), thirty(0.5), host);
    const Prediction b = predicted(*host.make_strategy("with_source"), thirty(0.5), host);
    const Prediction y = predicted(choose, thirty(0.5), host);
    // Halfway between following the source and not; both are off by half the source.
    CHECK((y.mean - (a.mean + b.mean) / 2).cwiseAbs().maxCoeff() <
          0.2 * (a.mean - b.mean).cwiseAbs().maxCoeff());
    // Their errors cancel each other, so the mixture is surer than either.
    CHECK(y.sigma_obs.maxCoeff() < 0.5 * a.sigma_obs.minCoeff());
    CHECK(predicted(choose, thirty(0), host)
              .mean.isApprox(predicted(*host.make_strategy("alone"), thirty(0), host).mean, 1e-2));
}

TEST_CASE("the first candidate is kept unless another beats it by the guard") {
    RowMatrix losses(4, 3);
    losses << 2, 1, 1.9, //
        2, 1.2, 1.9,     //
        2, 3.0, 1.9,     //
        2, 1.6, 1.8;
    // Gains over the first: mean .3, standard error .451; and mean .125, standard error .025. Three folds
    // share half of their training rows: 1 + 3/2.
    const auto gains = plugins::choose::gains_over_first(losses, 3);
    CHECK(gains[1].standard_error == Approx(std::sqrt((0.49 + 0.25 + 1.69 + 0.01) / 3 / 4 * 2.5)));
    CHECK(gains[2].standard_error == Approx(0.025 * std::sqrt(2.5)));
    CHECK(plugins::choose::guarded_choice(gains, 0) == 1);
    CHECK(plugins::choose::guarded_choice(gains, 0.41) == 1);
    CHECK(plugins::choose::guarded_choice(gains, 0.43) == 2);
    CHECK(plugins::choose::guarded_choice(gains, 3.1) == 2);
    CHECK(plugins::choose::guarded_choice(gains, 3.2) == 0);
}

TEST_CASE("what is predicted out of fold has not seen the material, in target or source") {
    TestHost host;
    arm(host);
    const auto out_of_fold = [&](const SmallProblem& p) {
        std::vector<std::unique_ptr<TransferStrategy>> candidates;
        candidates.push_back(make<plugins::single_task::SingleTask>(single_options));
        candidates.push_back(make<plugins::difference::Difference>(
            Options::defaults(plugins::difference::Difference::parameters())));
        return plugins::choose::predict_out_of_fold(candidates, p.problem(), 5, Stream(3), host);
    };
    SmallProblem p = thirty(1);
    const auto before = out_of_fold(p);
    p.targets[0].labels[7] = 1e6;
    p.sources[0].labels[7] = -1e6;
    const auto after = out_of_fold(p);
    for (std::size_t k = 0; k < 2; ++k) {
        const RowMatrix moved = after[0].by_candidate[k].mean - before[0].by_candidate[k].mean;
        for (std::size_t i = 0; i < 30; ++i) {
            const bool same_fold = before[0].folds[i] == before[0].folds[7];
            CHECK((moved(static_cast<Index>(i), 0) == 0) == same_fold);
        }
    }
}

TEST_CASE("a held-out material takes its source rows along unless the study keeps them") {
    const SmallProblem small = thirty(1);
    TransferProblem p = small.problem();
    const InnerFolds folds(p, 5, Stream(1));
    CHECK(folds.count() == 5);
    const auto source_rows = [&] { return InnerProblem(p, folds, 2).problem().sources[0].rows.size(); };
    const InnerProblem inner(p, folds, 2);
    CHECK(inner.problem().targets[0].rows.size() == 24);
    CHECK(inner.candidates().features.rows() == 6);
    CHECK(source_rows() == 24);
    for (Index i = 0; i < 6; ++i) {
        const auto material = inner.candidates().materials[static_cast<std::size_t>(i)];
        CHECK(folds.holds_out(2, inner.rows()[static_cast<std::size_t>(i)]));
        CHECK(inner.candidates().known_sources(i, 0) == small.sources[0].labels[material - 100]);
    }
    p.source_rows = SourceRows::kept;
    CHECK(source_rows() == 30);
    p.source_rows = SourceRows::read_out_of_bag;
    CHECK(source_rows() == 30);
}

TEST_CASE("weights on the simplex are the best of a fine grid") {
    Draws draws{Stream(4)};
    RowMatrix z(25, 3);
    Eigen::VectorXd y(25);
    Eigen::VectorXd v(25);
    RowMatrix p(25, 3);
    for (Index i = 0; i < 25; ++i) {
        for (Index k = 0; k < 3; ++k) {
            z(i, k) = draws.uniform() + (k == 2 ? 0.5 : 0);
            p(i, k) = 0.05 + 0.9 * draws.uniform();
        }
        y[i] = 0.6 * z(i, 0) + 0.4 * z(i, 1) + 0.3 * draws.uniform();
        v[i] = 0.5 + draws.uniform();
    }
    const auto squared = [&](const Eigen::VectorXd& w) { return v.dot((y - z * w).cwiseAbs2()); };
    const auto absolute = [&](const Eigen::VectorXd& w) { return v.dot((y - z * w).cwiseAbs()); };
    const auto logarithm = [&](const Eigen::VectorXd& w) {
        return -v.dot(Eigen::VectorXd((p * w).array().log()));
    };
    const auto check = [&](const Eigen::VectorXd& w, const auto& loss) {
        CHECK(w.minCoeff() >= 0);
        CHECK(w.sum() == Approx(1));
        double least = loss(w);
        const double found = least;
        for (int a = 0; a <= 100; ++a) {
            for (int b = 0; a + b <= 100; ++b) {
                least = std::min(least, loss(Eigen::Vector3d(a, b, 100 - a - b) / 100));
            }
        }
        CHECK(found <= least * (1 + 1e-6) + 1e-9);
    };
    check(simplex_least_squares(z, y, v), squared);
    check(simplex_least_absolute(z, y, v), absolute);
    check(simplex_log_loss(p, v), logarithm);
}
