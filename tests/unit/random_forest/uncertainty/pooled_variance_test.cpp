// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/random_forest.hpp"
#include "plugins/learners/random_forest/uncertainty/pooled_variance.hpp"
#include "tests/unit/learners/training_data.hpp"
#include "tests/unit/random_forest/fitted_forest.hpp"
#include "tests/unit/random_forest/plain_jackknife.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace sinter;
using namespace sinter::plugins::random_forest;
using namespace sinter::tests;

namespace {

Options pooled(std::int64_t trees) {
    return default_options<RandomForest>().with("sigma_mean", "pooled").with("trees", trees);
}

/// The jackknife's sum without any bias taken off.
double plain_raw_sum(const BagCounts& bags, const Eigen::VectorXd& t) {
    const auto n = static_cast<double>(bags.materials);
    double sum = 0;
    const auto terms = plain_terms(bags, t);
    for (Index i = 0; i < bags.materials; ++i) {
        const PlainTerm& term = terms[static_cast<std::size_t>(i)];
        bool unseen = false;
        for (Index b = 0; b < bags.trees; ++b) {
            unseen = unseen || bags.of_tree(b)[i] == 0;
        }
        const double ij = term.infinitesimal * term.infinitesimal;
        sum += unseen ? 0.5 * (ij + (n - 1) / n * term.after * term.after) : ij;
    }
    return sum;
}

double plain_trace(const BagCounts& bags) {
    double trace = 0;
    for (Index b = 0; b < bags.trees; ++b) {
        Eigen::VectorXd t = Eigen::VectorXd::Constant(bags.trees, -1.0 / static_cast<double>(bags.trees));
        t(b) += 1;
        trace += plain_raw_sum(bags, t);
    }
    return trace;
}

/// Root mean square of sigma - truth over forests and rows.
struct Accuracy {
    double jackknife = 0;
    double pooled = 0;
};

/// The standard deviation of the forests' means over training sets, less the luck of their bags.
Eigen::ArrayXd true_sigma(const std::vector<Eigen::ArrayXd>& means, const Eigen::ArrayXd& luck) {
    const auto sets = static_cast<double>(means.size());
    Eigen::ArrayXd sum = Eigen::ArrayXd::Zero(luck.size());
    Eigen::ArrayXd squares = sum;
    for (const auto& mean : means) {
        sum += mean;
        squares += mean.square();
    }
    return ((squares - sum.square() / sets) / (sets - 1) - luck).max(1e-6).sqrt();
}

Accuracy accuracy(Index rows, std::int64_t trees, int sets) {
    const auto test = friedman(40, 6, 900);
    TestHost host;
    std::vector<Eigen::ArrayXd> means, jackknives, pools;
    Eigen::ArrayXd luck = Eigen::ArrayXd::Zero(test.x.rows());
    for (int set = 0; set < sets; ++set) {
        auto data = friedman(rows, 6, 5000 + static_cast<std::uint64_t>(set));
        data.stream = Stream(static_cast<std::uint64_t>(set));
        for (const char* kind : {"jackknife", "pooled"}) {
            const auto model = fit<RandomForest>(data, pooled(trees).with("sigma_mean", kind), host);
            Eigen::VectorXd mean(test.x.rows()), sigma(test.x.rows());
            model->uncertainty()->predict_with_deviations(test.x, MatrixOut(mean), MatrixOut(sigma),
                                                          MatrixOut());
            (kind[0] == 'j' ? jackknives : pools).emplace_back(sigma);
            if (kind[0] == 'p') {
                means.emplace_back(mean);
                luck += sigma.array().square() / forest_of(*model).pooled_ratios.at(0) /
                        static_cast<double>(trees) / sets;
            }
        }
    }
    const Eigen::ArrayXd truth = true_sigma(means, luck);
    const auto rms = [&](const std::vector<Eigen::ArrayXd>& sigmas) {
        double squares = 0;
        for (const auto& sigma : sigmas) {
            squares += (sigma - truth).square().mean() / static_cast<double>(sigmas.size());
        }
        return std::sqrt(squares) / truth.mean();
    };
    return {rms(jackknives), rms(pools)};
}

} // namespace

TEST_CASE("the pooled ratio is that of the written-out sums, its bias taken off exactly") {
    auto data = friedman(25, 5, 31);
    TestHost host;
    const auto model = fit<RandomForest>(data, pooled(30), host);
    const Forest& forest = forest_of(*model);
    const auto set = data.set();
    const std::vector<Feature> infos(5);
    const RowMatrix between = rows_between(set.features, infos, 500, data.stream.derive("between"));
    const double extra = plain_trace(forest.bags) / 29;
    double jackknife = 0;
    double trees = 0;
    for (Index row = 0; row < between.rows(); ++row) {
        Eigen::VectorXd t(30);
        for (Index b = 0; b < 30; ++b) {
            t(b) = tree_prediction(trees_of(*model)[static_cast<std::size_t>(b)], between, row);
        }
        t.array() -= t.mean();
        jackknife += plain_raw_sum(forest.bags, t) - extra * t.squaredNorm();
        trees += t.squaredNorm() / 29;
    }
    CHECK(forest.pooled_ratios.at(0) == Approx(std::max(jackknife / trees, 1.0 / 30)).epsilon(1e-9));
}

TEST_CASE("pooled: sigma_mean is the trees' standard deviation times one factor, its luck known") {
    auto data = friedman(60, 5, 32);
    const auto test = friedman(20, 5, 33);
    TestHost host;
    const auto model = fit<RandomForest>(data, pooled(40), host);
    const double ratio = forest_of(*model).pooled_ratios.at(0);
    Eigen::VectorXd sigma(20), one(1), luck(20), replaced(20);
    model->uncertainty()->predict_with_deviations(test.x, MatrixOut(), MatrixOut(sigma), MatrixOut());
    model->monte_carlo_error()->predict_monte_carlo(test.x, MatrixOut(luck), MatrixOut(replaced));
    for (Index row = 0; row < 20; ++row) {
        Eigen::VectorXd t(40);
        for (Index b = 0; b < 40; ++b) {
            t(b) = tree_prediction(trees_of(*model)[static_cast<std::size_t>(b)], test.x, row);
        }
        t.array() -= t.mean();
        CHECK(sigma(row) == Approx(std::sqrt(ratio * t.squaredNorm() / 39)).epsilon(1e-10));
        CHECK(luck(row) == Approx(sigma(row) / std::sqrt(78.0)).epsilon(1e-10));
        CHECK(replaced(row) == 0);
        const RowMatrix alone = test.x.row(row);
        model->uncertainty()->predict_with_deviations(alone, MatrixOut(), MatrixOut(one), MatrixOut());
        CHECK(one(0) == sigma(row));
    }
}

TEST_CASE("rows between two rows have the mean of their numbers and the level of one of them") {
    RowMatrix x(2, 3);
    x << 1, 0, 2, 5, 3, std::nan("");
    std::vector<Feature> infos(3);
    infos[1].kind = FeatureKind::category;
    infos[1].level_count = 4;
    const RowMatrix between = rows_between(x, infos, 200, Stream(3));
    bool low = false;
    bool high = false;
    for (Index i = 0; i < between.rows(); ++i) {
        CHECK((between(i, 0) == 1 || between(i, 0) == 3 || between(i, 0) == 5));
        CHECK((between(i, 1) == 0 || between(i, 1) == 3));
        CHECK((between(i, 0) == 1 ? between(i, 2) == 2 : std::isnan(between(i, 2))));
        low = low || (between(i, 0) == 3 && between(i, 1) == 0);
        high = high || (between(i, 0) == 3 && between(i, 1) == 3);
    }
    CHECK(low);
    CHECK(high);
}

TEST_CASE("a label with one tree has no pooled sigma_mean") {
    auto data = friedman(30, 5, 34);
    TestHost host;
    const auto model = fit<RandomForest>(data, pooled(1), host);
    Eigen::VectorXd sigma(30);
    model->uncertainty()->predict_with_deviations(data.x, MatrixOut(), MatrixOut(sigma), MatrixOut());
    CHECK(sigma.array().isNaN().all());
}

TEST_CASE("with few trees the pooled sigma_mean is nearer to the spread over training sets") {
    const Accuracy found = accuracy(150, 60, 40);
    INFO("root mean square error over sigma: jackknife " << found.jackknife << ", pooled " << found.pooled);
    CHECK(found.pooled < 0.6 * found.jackknife);
    CHECK(found.pooled < 0.8);
}
