// SPDX-License-Identifier: Apache-2.0
//
// Reading trees: whatever the way and the company, each row gets the leaf that the plain reading gives it.
#include "plugins/learners/random_forest/random_forest.hpp"
#include "tests/unit/learners/training_data.hpp"
#include "tests/unit/random_forest/fitted_forest.hpp"
#include "tests/unit/random_forest/random_tree.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstring>
#include <memory>

using namespace sinter;
using namespace sinter::tests;
using forest::ForestModel;
using forest::LabelForest;
using forest::Node;
using forest::RowBlock;
using forest::Tree;

namespace {

std::vector<double> plain_leaves(const Tree& tree, const RowMatrix& x) {
    std::vector<double> leaves;
    for (Index row = 0; row < x.rows(); ++row) {
        leaves.push_back(plain_leaf(tree, x.row(row)));
    }
    return leaves;
}

std::vector<double> quick_leaves(const Tree& tree, const RowMatrix& x) {
    const RowBlock block(x, 0, x.rows());
    std::vector<double> leaves(block.size());
    tree.predict(block.guarded(), leaves.data());
    return leaves;
}

/// The mean over a label's trees of what their leaves say, in the order of the trees.
double plain_mean(const LabelForest& label, const RowMatrix& x, Index row, Index output) {
    double sum = 0;
    double trees = 0;
    for (std::size_t b = 0; b < label.trees.size(); ++b) {
        if (!label.trees[b].empty()) {
            sum += label.leaf_output(b, plain_leaf(label.trees[b], x.row(row)), output);
            ++trees;
        }
    }
    return trees > 0 ? sum / trees : label.training_mean.at(static_cast<std::size_t>(output));
}

const TreeShape numbers{6, 40, 0, 0};
const TreeShape categories{6, 40, 3, 0};

} // namespace

TEST_CASE("a walk in company gives the leaf that a plain walk gives, for any number of rows") {
    Draws draws(Stream(11));
    for (const TreeShape& shape : {numbers, categories, TreeShape{1, 200, 0, 0}, TreeShape{2, 90, 1, 0}}) {
        Tree tree = random_tree(shape, draws);
        for (const double missing : {0.0, 0.2}) {
            for (const Index rows : {1, 3, 4, 5, 15, 16, 17, 21, 127, 128, 129, 300}) {
                const RowMatrix x = random_rows(rows, shape, missing, draws);
                const auto plain = plain_leaves(tree, x);
                CHECK(quick_leaves(tree, x) == plain);
                Tree laid_out = tree;
                lay_out(laid_out);
                CHECK(quick_leaves(laid_out, x) == plain);
            }
        }
    }
}

TEST_CASE("a tree that is one leaf says the same of every row") {
    Tree tree;
    tree.nodes = {Node::leaf(2.5)};
    lay_out(tree);
    CHECK(quick_leaves(tree, RowMatrix::Random(37, 2)) == std::vector<double>(37, 2.5));
    CHECK(quick_leaves(tree, RowMatrix(18, 0)) == std::vector<double>(18, 2.5));
}

TEST_CASE("infinite values and values at the cut go where the comparison says") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    Tree tree;
    tree.nodes = {Node::split(0, 0.5, false, 1), Node::leaf(-1), Node::leaf(1)};
    lay_out(tree);
    RowMatrix x(5, 1);
    x << 0.5, std::nextafter(0.5, 1), -infinity, infinity, -0.0;
    CHECK(quick_leaves(tree, x) == std::vector<double>{-1, 1, -1, 1, -1});

    tree.nodes[0] = Node::split(0, infinity, false, 1); // right holds nothing but missing values
    x(1) = std::numeric_limits<double>::quiet_NaN();
    CHECK(quick_leaves(tree, x) == std::vector<double>{-1, 1, -1, -1, -1});
}

TEST_CASE("a category without a bit goes to the default side") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    for (const bool missing_left : {false, true}) {
        Tree tree;
        tree.left_categories = {0, std::uint64_t{1} << 63U, 1}; // of the second run: categories 63 and 64
        tree.nodes = {Node::category_split(0, 1, 2, missing_left, 1), Node::leaf(-1), Node::leaf(1)};
        CHECK(tree.nodes[0].first_word() == 1);
        CHECK(tree.nodes[0].words() == 2);
        lay_out(tree);
        RowMatrix x(10, 1);
        x << 63, 64, 0, 127, 128, -1, 1e300, infinity, -infinity, std::numeric_limits<double>::quiet_NaN();
        const double beyond = missing_left ? -1 : 1;
        CHECK(quick_leaves(tree, x) ==
              std::vector<double>{-1, -1, 1, 1, beyond, beyond, beyond, beyond, beyond, beyond});
    }
}

TEST_CASE("laying a tree out keeps its nodes, weights and categories") {
    Draws draws(Stream(13));
    const Tree tree = random_tree(categories, draws);
    Tree laid_out = tree;
    laid_out.nodes.reserve(1000);
    lay_out(laid_out);
    REQUIRE(laid_out.nodes.size() == tree.nodes.size());
    CHECK(laid_out.weights == tree.weights);
    CHECK(laid_out.left_categories == tree.left_categories);
    CHECK(laid_out.bytes() ==
          20 * tree.nodes.size() + 8 * tree.left_categories.size()); // 16 a node and 4 a weight
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
        CHECK(laid_out.nodes[i].is_leaf() == tree.nodes[i].is_leaf());
    }
}

TEST_CASE("a forest predicts the mean of its trees, empty ones left out, whatever the label") {
    Draws draws(Stream(17));
    const TreeShape classes{6, 40, 2, 3};
    const LabelForest none{0, std::vector<Tree>(12), {}, {7.5}};
    const ForestModel model(
        random_forest_of({random_label(numbers, 12, draws), random_label(classes, 12, draws), none,
                          random_label(categories, 12, draws)},
                         6, 10));
    const RowMatrix x = random_rows(300, classes, 0.1, draws);
    const RowMatrix mean = predict(model, x, 6);
    Index column = 0;
    for (const LabelForest& label : model.forest().labels) {
        for (Index output = 0; output < label.outputs(); ++output, ++column) {
            for (Index row = 0; row < x.rows(); ++row) {
                REQUIRE(mean(row, column) == plain_mean(label, x, row, output));
            }
        }
    }
}

TEST_CASE("a row's prediction does not depend on the rows beside it") {
    Draws draws(Stream(19));
    const ForestModel model(random_forest_of({random_label(numbers, 15, draws)}, 6, 10));
    RowMatrix x = random_rows(261, numbers, 0, draws);
    x(130, 2) = std::numeric_limits<double>::quiet_NaN(); // this row's block takes the way of missing values
    const RowMatrix together = predict(model, x);
    const Deviations with_deviations = deviations(model, x);
    CHECK(same(with_deviations.mean, together));
    for (const Index size : {1, 2, 19, 128, 129}) {
        RowMatrix apart(x.rows(), 1);
        for (Index first = 0; first < x.rows(); first += size) {
            const Index count = std::min(size, x.rows() - first);
            apart.middleRows(first, count) = predict(model, x.middleRows(first, count));
        }
        CHECK(same(apart, together));
    }
}

TEST_CASE("rows may lie in memory in any way") {
    Draws draws(Stream(23));
    const ForestModel model(random_forest_of({random_label(categories, 9, draws)}, 6, 10));
    const RowMatrix x = random_rows(150, categories, 0.1, draws);
    const RowMatrix expected = predict(model, x);

    const Eigen::MatrixXd by_column = x;
    RowMatrix mean(150, 1);
    model.predict(by_column, mean);
    CHECK(same(mean, expected));

    const RowMatrix wide = x.replicate(1, 2);
    model.predict(MatrixView(wide.data() + 6, 150, 6, 12, 1), mean);
    CHECK(same(mean, expected));

    const RowMatrix reversed = x.colwise().reverse();
    model.predict(MatrixView(reversed.data() + 149 * 6, 150, 6, -6, 1), mean);
    CHECK(same(mean, expected));
}

TEST_CASE("a forest beyond the cache reads more rows at once and predicts the same") {
    Draws draws(Stream(29));
    const TreeShape large{6, 500000, 0, 0};
    const ForestModel model(random_forest_of({random_label(large, 1, draws)}, 6, 10));
    REQUIRE(forest::rows_at_once_for(model.forest().labels) > forest::rows_at_once);
    const RowMatrix x = random_rows(forest::rows_at_once_for(model.forest().labels) + 5, large, 0.1, draws);
    const RowMatrix mean = predict(model, x);
    for (Index row = 0; row < x.rows(); ++row) {
        REQUIRE(mean(row, 0) == plain_mean(model.forest().labels[0], x, row, 0));
    }
}

TEST_CASE("no rows give no predictions") {
    Draws draws(Stream(31));
    const ForestModel model(random_forest_of({random_label(numbers, 3, draws)}, 6, 10));
    CHECK(predict(model, RowMatrix(0, 6)).rows() == 0);
}

TEST_CASE("the trees of a fitted forest are laid out, and its prediction is their mean") {
    auto train = friedman(120, 6, 1);
    train.x(7, 3) = std::numeric_limits<double>::quiet_NaN();
    auto test = friedman(200, 6, 2);
    test.x(100, 3) = std::numeric_limits<double>::quiet_NaN();
    TestHost host;
    const auto model = fit<forest::RandomForest>(
        train, default_options<forest::RandomForest>().with("trees", std::int64_t{15}), host);
    for (const Tree& tree : trees_of(*model)) {
        CHECK(tree.laid_out);
    }
    const RowMatrix mean = predict(*model, test.x);
    for (Index row = 0; row < test.x.rows(); ++row) {
        CHECK(mean(row, 0) == plain_mean(forest_of(*model).labels[0], test.x, row, 0));
    }
}
