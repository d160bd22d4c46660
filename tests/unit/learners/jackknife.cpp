// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/jackknife.hpp"

#include <sinter/random.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace sinter;
using namespace sinter::plugins::random_forest;

namespace {

BagCounts random_bags(Index trees, Index materials, std::uint64_t seed) {
    BagCounts bags{trees, materials, {}};
    for (Index i = 0; i < trees * materials; ++i) {
        bags.counts.push_back(
            static_cast<std::uint8_t>(Stream(seed).poisson1(static_cast<std::uint64_t>(i))));
    }
    return bags;
}

Eigen::MatrixXd centred_predictions(Index trees, Index rows, std::uint64_t seed) {
    Draws draws(Stream(seed).derive("predictions"));
    Eigen::MatrixXd t(trees, rows);
    for (Index i = 0; i < t.size(); ++i) {
        t(i) = draws.uniform();
    }
    t.rowwise() -= t.colwise().mean().eval();
    return t;
}

/// The terms of one prediction, summed over the trees as the papers write them: n B.
std::vector<double> written_out_terms(const BagCounts& bags, const Eigen::VectorXd& t) {
    const auto n = static_cast<double>(bags.materials);
    const auto trees = static_cast<double>(bags.trees);
    const double c = (n - 1) / (n * trees * trees) * t.squaredNorm();
    std::vector<double> terms;
    for (Index i = 0; i < bags.materials; ++i) {
        double mean = 0;
        for (Index b = 0; b < bags.trees; ++b) {
            mean += bags.of_tree(b)[i] / trees;
        }
        double infinitesimal = 0;
        double unseen = 0;
        double unseen_trees = 0;
        for (Index b = 0; b < bags.trees; ++b) {
            infinitesimal += (bags.of_tree(b)[i] - mean) * t(b) / trees;
            if (bags.of_tree(b)[i] == 0) {
                unseen += t(b);
                ++unseen_trees;
            }
        }
        const double j = unseen / unseen_trees;
        terms.push_back(unseen_trees > 0
                            ? 0.5 * (infinitesimal * infinitesimal + (n - 1) / n * j * j - std::exp(1.0) * c)
                            : infinitesimal * infinitesimal - c);
    }
    return terms;
}

double written_out_variance(const BagCounts& bags, const Eigen::VectorXd& t) {
    const auto terms = written_out_terms(bags, t);
    double sum = 0;
    for (const double term : terms) {
        sum += term;
    }
    if (sum > 0) {
        return sum;
    }
    const double largest = *std::max_element(terms.begin(), terms.end());
    return largest > 0 ? largest : -*std::min_element(terms.begin(), terms.end());
}

void require_written_out(const BagCounts& bags, const Eigen::MatrixXd& t) {
    const Eigen::VectorXd variances = Jackknife(bags).variances(t);
    for (Index row = 0; row < t.cols(); ++row) {
        REQUIRE(variances(row) == Approx(written_out_variance(bags, t.col(row))).epsilon(1e-9));
        REQUIRE(variances(row) > 0);
    }
}

} // namespace

TEST_CASE("the jackknife's quadratic form equals the sums written out") {
    require_written_out(random_bags(120, 30, 1), centred_predictions(120, 70, 1)); // most sums are positive
    require_written_out(random_bags(50, 600, 2), centred_predictions(50, 40, 2));  // many are negative
}

TEST_CASE("a material that is in every bag counts by its infinitesimal term alone") {
    const auto bags = random_bags(3, 40, 3); // a quarter of the materials
    require_written_out(bags, centred_predictions(3, 9, 3));
}

TEST_CASE("a negative jackknife sum becomes the largest term, or the size of the smallest") {
    // Predictions that all bags explain equally badly: every term is the bias alone.
    BagCounts bags{4, 2, {1, 0, 0, 1, 1, 0, 0, 1}};
    Eigen::MatrixXd t(4, 1);
    t << 1, 1, -1, -1; // orthogonal to both materials' counts
    const auto terms = written_out_terms(bags, t.col(0));
    REQUIRE(*std::max_element(terms.begin(), terms.end()) < 0);
    CHECK(Jackknife(bags).variances(t)(0) == Approx(-*std::min_element(terms.begin(), terms.end())));
}

TEST_CASE("a row's variance does not depend on the rows it is asked for with") {
    const auto bags = random_bags(37, 300, 4);
    const Jackknife jackknife(bags);
    const auto t = centred_predictions(37, 75, 4);
    const Eigen::VectorXd together = jackknife.variances(t);
    for (Index row = 0; row < t.cols(); ++row) {
        REQUIRE(jackknife.variances(t.middleCols(row, 1))(0) == together(row)); // bit for bit
    }
}

TEST_CASE("equal trees have no variance") {
    const auto bags = random_bags(20, 30, 5);
    CHECK(Jackknife(bags).variances(Eigen::MatrixXd::Zero(20, 3)) == Eigen::VectorXd::Zero(3));
}
