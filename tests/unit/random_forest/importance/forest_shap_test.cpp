// SPDX-License-Identifier: Apache-2.0
//
// Shapley values of trees and forests, against the definition written out over all subsets of features.
#include "plugins/learners/random_forest/importance/tree_shap.hpp"
#include "plugins/learners/random_forest/random_forest.hpp"
#include "tests/unit/learners/class_data.hpp"
#include "tests/unit/learners/training_data.hpp"
#include "tests/unit/random_forest/fitted_forest.hpp"
#include "tests/unit/random_forest/random_tree.hpp"

#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <cmath>

using namespace sinter;
using namespace sinter::tests;
using forest::ForestModel;
using forest::LabelForest;
using forest::Node;
using forest::Tree;
using forest::TreeShap;

namespace {

/// What a tree predicts where only the features in `known` (a bit each) are known: splits on others send the
/// row down both sides, by weight.
double expectation(const LabelForest& label, std::size_t b, const Eigen::RowVectorXd& row, unsigned known,
                   Index output, std::size_t at = 0) {
    const Tree& tree = label.trees[b];
    const Node& node = tree.nodes.at(at);
    if (node.is_leaf()) {
        return label.leaf_output(b, node.value(), output);
    }
    const std::size_t first = node.first_child();
    const auto below = [&](std::size_t child) { return expectation(label, b, row, known, output, child); };
    if ((known & (1U << node.feature())) != 0) {
        return below(goes_left(tree, node, row(static_cast<Index>(node.feature()))) ? first : first + 1);
    }
    const double left = tree.weights.at(first);
    const double right = tree.weights.at(first + 1);
    return (left * below(first) + right * below(first + 1)) / (left + right);
}

double factorial(int n) { return n <= 1 ? 1 : n * factorial(n - 1); }

/// sum_S |S|! (d - 1 - |S|)! / d! (f(S and i) - f(S)) over the subsets S of the d - 1 other features.
double plain_shapley(const LabelForest& label, std::size_t b, const Eigen::RowVectorXd& row, Index feature,
                     Index output) {
    const auto d = static_cast<int>(row.size());
    const unsigned own = 1U << static_cast<unsigned>(feature);
    double sum = 0;
    for (unsigned known = 0; known < (1U << static_cast<unsigned>(d)); ++known) {
        if ((known & own) == 0) {
            const int size = __builtin_popcount(known);
            const double share = factorial(size) * factorial(d - 1 - size) / factorial(d);
            sum += share * (expectation(label, b, row, known | own, output) -
                            expectation(label, b, row, known, output));
        }
    }
    return sum;
}

void require_plain_values(const LabelForest& label, std::size_t b, const RowMatrix& x) {
    TreeShap shap(label, b);
    for (Index row = 0; row < x.rows(); ++row) {
        RowMatrix values = RowMatrix::Zero(label.outputs(), x.cols());
        shap.add(x.data() + row * x.cols(), values);
        for (Index output = 0; output < label.outputs(); ++output) {
            REQUIRE(shap.base()(output) ==
                    Approx(expectation(label, b, x.row(row), 0, output)).margin(1e-13));
            for (Index f = 0; f < x.cols(); ++f) {
                REQUIRE(values(output, f) ==
                        Approx(plain_shapley(label, b, x.row(row), f, output)).epsilon(1e-11).margin(1e-13));
            }
        }
    }
}

struct ShapValues {
    RowMatrix values, base;
};
ShapValues shap_of(const Model& model, const RowMatrix& x, Index outputs) {
    ShapValues result{RowMatrix(x.rows(), outputs * x.cols()), RowMatrix(1, outputs)};
    model.shap()->shap_values(x, result.values, result.base);
    return result;
}

/// The largest difference between a prediction and base + values.
double gap(const Model& model, const RowMatrix& x, Index outputs) {
    const ShapValues shap = shap_of(model, x, outputs);
    const RowMatrix mean = predict(model, x, outputs);
    double largest = 0;
    for (Index output = 0; output < outputs; ++output) {
        const Eigen::VectorXd sums = shap.values.middleCols(output * x.cols(), x.cols()).rowwise().sum();
        const Eigen::ArrayXd differences = sums.array() + shap.base(output) - mean.col(output).array();
        largest = std::max(largest, differences.abs().maxCoeff());
    }
    return largest;
}

} // namespace

TEST_CASE("Gauss-Legendre gives the integral of every power up to twice its points, less one") {
    for (const Index points : {1, 2, 3, 5, 8, 20, 66}) {
        const auto q = forest::gauss_legendre(points);
        for (Index power = 0; power < 2 * points; ++power) {
            const double integral = (q.weights * q.places.pow(static_cast<double>(power))).sum();
            REQUIRE(integral == Approx(1 / static_cast<double>(power + 1)).epsilon(1e-13));
        }
    }
}

TEST_CASE("Shapley values of a tree equal the sum over all subsets of features") {
    Draws draws(Stream(71));
    // From a stump to trees whose paths use the same few features again and again.
    for (const TreeShape& shape : {TreeShape{3, 1, 0, 0}, TreeShape{6, 12, 0, 0}, TreeShape{6, 40, 2, 0},
                                   TreeShape{2, 40, 0, 0}, TreeShape{1, 15, 0, 0}, TreeShape{5, 25, 2, 3}}) {
        for (int repeat = 0; repeat < 3; ++repeat) {
            const LabelForest label = random_label(shape, 1, draws);
            require_plain_values(label, 0, random_rows(6, shape, 0.25, draws));
        }
    }
}

TEST_CASE("Shapley values of a tree that is one leaf are 0, and the base is its value") {
    LabelForest label;
    label.trees.resize(1);
    label.trees[0].nodes = {Node::leaf(4)};
    TreeShap shap(label, 0);
    const RowMatrix x = RowMatrix::Random(1, 3);
    RowMatrix values = RowMatrix::Zero(1, 3);
    shap.add(x.data(), values);
    CHECK(values.cwiseAbs().sum() == 0);
    CHECK(shap.base()(0) == 4);
}

TEST_CASE("splits without weights have no Shapley values") {
    Draws draws(Stream(73));
    LabelForest label = random_label({3, 5, 0, 0}, 1, draws);
    label.trees[0].weights.clear();
    CHECK_THROWS_AS(TreeShap(label, 0), Error);
}

TEST_CASE("a feature shared with nobody gets what a stump's split makes of it") {
    LabelForest label;
    label.trees.resize(1);
    label.trees[0].nodes = {Node::split(1, 0.5, true, 1), Node::leaf(10), Node::leaf(2)};
    label.trees[0].weights = {4, 1, 3};
    TreeShap shap(label, 0);
    CHECK(shap.base()(0) == Approx(4)); // (10 + 3 x 2) / 4
    RowMatrix row(1, 2);
    row << 0, std::numeric_limits<double>::quiet_NaN(); // goes left
    RowMatrix values = RowMatrix::Zero(1, 2);
    shap.add(row.data(), values);
    CHECK(values(0) == 0);
    CHECK(values(1) == Approx(6));
}

TEST_CASE("Shapley values of a forest are the mean of its trees' and add up to its prediction") {
    Draws draws(Stream(79));
    const TreeShape numbers{5, 30, 2, 0};
    const TreeShape classes{5, 20, 2, 3};
    const LabelForest none{0, std::vector<Tree>(8), {}, {7.5}};
    const ForestModel model(
        random_forest_of({random_label(numbers, 8, draws), none, random_label(classes, 8, draws)}, 5, 10));
    const RowMatrix x = random_rows(20, numbers, 0.2, draws);
    CHECK(gap(model, x, 5) < 1e-13);

    const ShapValues shap = shap_of(model, x, 5);
    CHECK(shap.values.middleCols(5, 5).cwiseAbs().maxCoeff() == 0);
    CHECK(shap.base(1) == 7.5);
    const LabelForest& label = model.forest().labels[0];
    double sum = 0;
    double trees = 0;
    for (std::size_t b = 0; b < label.trees.size(); ++b) {
        if (!label.trees[b].empty()) {
            sum += plain_shapley(label, b, x.row(4), 3, 0);
            ++trees;
        }
    }
    CHECK(shap.values(4, 3) == Approx(sum / trees).epsilon(1e-12));
    const Eigen::MatrixXd by_column = x;
    RowMatrix values(20, 25);
    model.shap()->shap_values(by_column, values, MatrixOut());
    CHECK(same(values, shap.values));
}

TEST_CASE("deep trees of many features keep the sum of Shapley values") {
    Draws draws(Stream(83));
    TreeShape deep{60, 0, 0, 0};
    LabelForest label = random_label(deep, 1, draws);
    Tree& tree = label.trees[0];
    std::size_t tip = 0; // a chain: every split has a leaf on its left
    for (std::size_t i = 0; i < 400; ++i) {
        tree.nodes[tip] = Node::split(i * 7 % 60, 0.02, false, tree.nodes.size());
        for (const float share : {0.05F, 0.95F}) {
            tree.nodes.push_back(Node::leaf(draws.uniform()));
            tree.weights.push_back(tree.weights[tip] * share);
        }
        tip = tree.nodes.size() - 1;
    }
    const ForestModel model(random_forest_of({label}, 60, 10));
    CHECK(gap(model, random_rows(10, deep, 0.1, draws), 1) < 1e-12);
}

TEST_CASE("Shapley values of a fitted forest add up to its prediction") {
    auto train = mixed(150, 5);
    train.x(3, 2) = unknown;
    auto test = mixed(40, 6);
    test.x(8, 2) = unknown;
    TestHost host;
    const auto model = fit<forest::RandomForest>(
        train, default_options<forest::RandomForest>().with("trees", std::int64_t{30}), host);
    CHECK(gap(*model, test.x, mixed_outputs) < 1e-9);
}

TEST_CASE("the nodes of a fitted tree weigh what their children weigh together") {
    auto train = mixed(150, 5);
    TestHost host;
    const auto model = fit<forest::RandomForest>(
        train, default_options<forest::RandomForest>().with("trees", std::int64_t{10}), host);
    for (std::size_t label = 0; label < 3; ++label) {
        for (const Tree& tree : trees_of(*model, label)) {
            REQUIRE(tree.weights.size() == tree.nodes.size());
            for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
                REQUIRE(tree.weights[i] > 0);
                if (!tree.nodes[i].is_leaf()) {
                    const std::size_t first = tree.nodes[i].first_child();
                    CHECK(tree.weights[i] == Approx(tree.weights[first] + tree.weights[first + 1]));
                }
            }
        }
    }
}
