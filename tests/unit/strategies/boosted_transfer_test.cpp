// SPDX-License-Identifier: Apache-2.0
//
// Against a plain implementation of the paper's algorithms 2 and 3, with a learner that can be written in a line.
#include "plugins/strategies/boosted_transfer/boosted_transfer.hpp"
#include "plugins/strategies/boosted_transfer/boosting.hpp"
#include "tests/support/test_host.hpp"
#include "tests/unit/strategies/small_problem.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace sinter;
using namespace sinter::tests;
using namespace sinter::plugins::boosted_transfer;

namespace {

/// y = a + b x.
struct Line {
    double a = 0;
    double b = 0;
    [[nodiscard]] double at(double x) const { return a + b * x; }
};

/// Weighted least squares.
Line fitted_line(const std::vector<double>& x, const std::vector<double>& y, const std::vector<double>& w) {
    double sw = 0;
    double sx = 0;
    double sy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        sw += w[i];
        sx += w[i] * x[i];
        sy += w[i] * y[i];
    }
    double sxx = 0;
    double sxy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        sxx += w[i] * (x[i] - sx / sw) * (x[i] - sx / sw);
        sxy += w[i] * (x[i] - sx / sw) * (y[i] - sy / sw);
    }
    const double b = sxx > 0 ? sxy / sxx : 0;
    return {sy / sw - b * sx / sw, b};
}

class LineModel final : public Model {
public:
    explicit LineModel(Line line) : line_(line) {}
    void predict(MatrixView x, MatrixOut mean) const override {
        for (Index i = 0; i < x.rows(); ++i) {
            mean(i, 0) = line_.at(x(i, 0));
        }
    }

private:
    Line line_;
};

class LineLearner final : public Learner {
public:
    [[nodiscard]] Capabilities capabilities() const override {
        return SINTER_CAN_REGRESS | SINTER_CAN_WEIGHTS;
    }
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& t, Host& /*host*/) const override {
        std::vector<double> x;
        std::vector<double> y;
        std::vector<double> w;
        for (Index i = 0; i < t.features.rows(); ++i) {
            x.push_back(t.features(i, 0));
            y.push_back(t.labels(i, 0));
            w.push_back(t.weights.empty() ? 1 : t.weights[static_cast<std::size_t>(i)]);
        }
        return std::make_shared<LineModel>(fitted_line(x, y, w));
    }
};

/// A source that is the target plus an offset below x = 1/2, and something else above; bent, so that no line fits.
SmallProblem bent_problem() {
    const Draws draws{Stream(5)};
    std::vector<double> x;
    std::vector<double> target;
    std::vector<double> source;
    for (int i = 0; i < 24; ++i) {
        x.push_back(i / 23.0);
        const double y = std::sin(3 * x.back()) + 0.05 * std::cos(40.0 * i);
        target.push_back(i % 3 == 0 ? y : unknown);
        source.push_back(i % 3 == 1 ? unknown : x.back() < 0.7 ? y + 0.1 : y - 3 * x.back());
    }
    return {x, target, source};
}

/// The paper's notation: the first n rows are the source's.
struct Plain {
    std::vector<double> x;
    std::vector<double> y;
    std::size_t n = 0;

    explicit Plain(const SmallProblem& p) {
        for (const SmallTask* task : {&p.sources[0], &p.targets[0]}) {
            for (std::size_t i = 0; i < task->rows.size(); ++i) {
                x.push_back(p.features(task->rows[i], 0));
                y.push_back(task->labels[i]);
            }
        }
        n = p.sources[0].rows.size();
    }
    [[nodiscard]] std::vector<double> losses(const Line& h) const {
        std::vector<double> e;
        for (std::size_t i = 0; i < x.size(); ++i) {
            e.push_back(std::abs(y[i] - h.at(x[i])));
        }
        const double largest = *std::max_element(e.begin(), e.end());
        for (double& one : e) {
            one /= largest;
        }
        return e;
    }
    [[nodiscard]] double share_of_target(const std::vector<double>& w) const {
        return std::accumulate(w.begin() + static_cast<std::ptrdiff_t>(n), w.end(), 0.0) /
               std::accumulate(w.begin(), w.end(), 0.0);
    }
};

struct PlainEnsemble {
    std::vector<Line> members;
    std::vector<double> votes;

    [[nodiscard]] double at(double x) const {
        std::vector<std::pair<double, double>> all;
        for (std::size_t t = 0; t < members.size(); ++t) {
            all.emplace_back(members[t].at(x), votes[t]);
        }
        std::sort(all.begin(), all.end());
        const double half = std::accumulate(votes.begin(), votes.end(), 0.0) / 2;
        double sum = 0;
        for (const auto& [value, vote] : all) {
            sum += vote;
            if (sum >= half) {
                return value;
            }
        }
        return unknown;
    }
};

/// Algorithm 2.
PlainEnsemble plain_one_stage(const Plain& p, int rounds) {
    std::vector<double> w(p.x.size(), 1.0 / static_cast<double>(p.x.size()));
    const double beta = 1 / (1 + std::sqrt(2 * std::log(static_cast<double>(p.n)) / rounds));
    PlainEnsemble all;
    for (int t = 0; t < rounds; ++t) {
        const Line h = fitted_line(p.x, p.y, w);
        const auto e = p.losses(h);
        double error = 0;
        double sum = 0;
        for (std::size_t i = p.n; i < w.size(); ++i) {
            error += e[i] * w[i];
            sum += w[i];
        }
        error /= sum;
        if (error >= 0.5) {
            break;
        }
        const double beta_t = error / (1 - error);
        all.members.push_back(h);
        all.votes.push_back(std::log(1 / beta_t));
        for (std::size_t i = 0; i < w.size(); ++i) {
            w[i] *= i < p.n ? std::pow(beta, e[i]) : std::pow(beta_t, -e[i]);
        }
    }
    const auto first = static_cast<std::ptrdiff_t>((all.members.size() + 1) / 2) - 1;
    all.members.erase(all.members.begin(), all.members.begin() + first);
    all.votes.erase(all.votes.begin(), all.votes.begin() + first);
    return all;
}

/// AdaBoost.R2' of algorithm 3: the source's weights are never modified.
PlainEnsemble plain_second_stage(const Plain& p, std::vector<double> w, int rounds) {
    PlainEnsemble all;
    for (int t = 0; t < rounds; ++t) {
        const Line h = fitted_line(p.x, p.y, w);
        const auto e = p.losses(h);
        double error = 0;
        double sum = 0;
        double target = 0;
        for (std::size_t i = 0; i < w.size(); ++i) {
            error += e[i] * w[i];
            sum += w[i];
            target += i >= p.n ? w[i] : 0;
        }
        error /= sum;
        if (error >= 0.5) {
            break;
        }
        const double beta_t = error / (1 - error);
        all.members.push_back(h);
        all.votes.push_back(std::log(1 / beta_t));
        double after = 0;
        for (std::size_t i = p.n; i < w.size(); ++i) {
            w[i] *= std::pow(beta_t, 1 - e[i]);
            after += w[i];
        }
        for (std::size_t i = p.n; i < w.size(); ++i) {
            w[i] *= target / after;
        }
    }
    return all;
}

Eigen::VectorXd grid() { return Eigen::VectorXd::LinSpaced(31, -0.2, 1.2); }

void require_same(const Ensemble& ensemble, const PlainEnsemble& plain) {
    const RowMatrix x = grid();
    const std::vector<std::uint64_t> materials(31, 7);
    const Eigen::VectorXd predicted = ensemble.predict(x, materials, false);
    for (Index i = 0; i < x.rows(); ++i) {
        CHECK(predicted[i] == Approx(plain.at(x(i, 0))).epsilon(1e-10));
    }
}

Options options_of(std::int64_t stages) {
    return Options::defaults(BoostedTransfer::parameters())
        .with("stages", stages)
        .with("steps", std::int64_t{5});
}

} // namespace

TEST_CASE("one stage of boosting is algorithm 2 of the paper") {
    const SmallProblem small = bent_problem();
    const TransferProblem problem = small.problem();
    const Pool pool(problem);
    const LineLearner learner;
    TestHost host;
    for (const int rounds : {1, 2, 7, 10}) {
        INFO(rounds << " rounds");
        require_same(boost_sources_down(pool, {learner, host, rounds, false}, Stream(1)),
                     plain_one_stage(Plain(small), rounds));
    }
}

TEST_CASE("the second stage of boosting is AdaBoost.R2 with the weights of sources as they are") {
    const SmallProblem small = bent_problem();
    const TransferProblem problem = small.problem();
    const Pool pool(problem);
    const LineLearner learner;
    TestHost host;
    const Boosting boosting{learner, host, 10, false};
    for (const Eigen::ArrayXd& weights : source_weights(pool, boosting, 5, Stream(1))) {
        require_same(boost_target(pool, weights, boosting, Stream(2)),
                     plain_second_stage(Plain(small), {weights.begin(), weights.end()}, 10));
    }
}

TEST_CASE(
    "the first stage gives the target the shares of weight of the paper, and takes it from the worst sources") {
    const SmallProblem small = bent_problem();
    const TransferProblem problem = small.problem();
    const Pool pool(problem);
    const Plain plain(small);
    const LineLearner learner;
    TestHost host;
    const int steps = 6;
    const auto all = source_weights(pool, {learner, host, 10, false}, steps, Stream(1));
    REQUIRE(all.size() == 6);
    const double first = 8.0 / 24.0; // m / (n + m)
    for (int s = 0; s < steps; ++s) {
        const auto& weights = all[static_cast<std::size_t>(s)];
        CHECK(plain.share_of_target({weights.begin(), weights.end()}) ==
              Approx(first + s / 5.0 * (1 - first)).epsilon(1e-10));
    }
    // Within a step, ln(w_i / w_j) of two source rows falls by their losses: the same b for all.
    const Line h = fitted_line(plain.x, plain.y, {all[0].begin(), all[0].end()});
    const auto e = plain.losses(h);
    const double b = std::log(all[1][0] / all[1][1]) / (e[0] - e[1]);
    CHECK(b < 0);
    for (Index i = 2; i < pool.sources; ++i) {
        CHECK(std::log(all[1][0] / all[1][i]) ==
              Approx(b * (e[0] - e[static_cast<std::size_t>(i)])).epsilon(1e-8));
    }
}

TEST_CASE("a boosted strategy predicts with one deviation for all, and asks for weights") {
    const SmallProblem small = bent_problem();
    TestHost host;
    const auto make = [] { return std::make_unique<LineLearner>(); };
    const SmallCandidates candidates{RowMatrix(grid())};
    for (const std::int64_t stages : {1, 2}) {
        const Prediction p = predict_with<BoostedTransfer>(make, options_of(stages), small, candidates, host);
        CHECK(p.mean.allFinite());
        CHECK(p.sigma_mean.array().isNaN().all());
        CHECK(p.sigma_obs(0, 0) > 0.01);
        CHECK((p.sigma_obs.array() == p.sigma_obs(0, 0)).all());
    }
    const auto needs = BoostedTransfer(options_of(2).with("learner", "m")).needs();
    REQUIRE(needs.learners.size() == 1);
    CHECK(needs.learners[0].option == "learner");
    CHECK((needs.learners[0].capabilities & SINTER_CAN_WEIGHTS) != 0);
}

TEST_CASE("two stages leave out a source that is nonsense, and keep one that is the target") {
    std::vector<double> x;
    std::vector<double> target;
    std::vector<double> same;
    std::vector<double> nonsense;
    for (int i = 0; i < 30; ++i) {
        x.push_back(i / 29.0);
        target.push_back(i % 5 == 0 ? 2 * x.back() + 0.2 * std::cos(9.0 * i) : unknown);
        same.push_back(2 * x.back());
        nonsense.push_back(40 - 30 * x.back());
    }
    const auto make = [] { return std::make_unique<LineLearner>(); };
    const auto error = [&](const std::vector<double>& source) {
        TestHost host;
        const SmallProblem small(x, target, source);
        const auto p = predict_with<BoostedTransfer>(make, options_of(2), small,
                                                     SmallCandidates{RowMatrix(grid())}, host);
        return (p.mean.col(0) - 2 * grid()).cwiseAbs().maxCoeff();
    };
    const double without = [&] { // the target's rows alone
        std::vector<double> own_x;
        std::vector<double> own_y;
        for (std::size_t i = 0; i < x.size(); i += 5) {
            own_x.push_back(x[i]);
            own_y.push_back(target[i]);
        }
        const Line h = fitted_line(own_x, own_y, std::vector<double>(own_x.size(), 1));
        return std::max(std::abs(h.at(-0.2) + 0.4), std::abs(h.at(1.2) - 2.4));
    }();
    CHECK(error(same) < without);
    CHECK(error(nonsense) < 4 * without + 0.2);
}

TEST_CASE("a member that fits every row ends boosting; a target of one material has no deviation") {
    const SmallProblem exact({0, 1, 2, 3, 4, 5}, {0, unknown, 2, unknown, 4, unknown}, {0, 1, 2, 3, 4, 5});
    TestHost host;
    const auto make = [] { return std::make_unique<LineLearner>(); };
    const auto p = predict_with<BoostedTransfer>(make, options_of(1), exact, SmallCandidates(2.5), host);
    CHECK(p.mean(0, 0) == Approx(2.5));
    CHECK(p.sigma_obs(0, 0) == 0);
    const SmallProblem one({0, 1, 2, 3}, {unknown, 1, unknown, unknown}, {0, 1, 2.5, 3});
    const auto alone = predict_with<BoostedTransfer>(make, options_of(2), one, SmallCandidates(2.0), host);
    CHECK(std::isfinite(alone.mean(0, 0)));
    CHECK(std::isnan(alone.sigma_obs(0, 0)));
}
