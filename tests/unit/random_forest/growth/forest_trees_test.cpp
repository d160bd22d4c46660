// SPDX-License-Identifier: Apache-2.0
//
// Grown trees against plain ones, cut for cut, and by hand.
#include "plugins/learners/random_forest/growth/label_tree.hpp"
#include "tests/unit/learners/training_data.hpp"
#include "tests/unit/random_forest/grown_tree.hpp"

#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

using namespace sinter;
using namespace sinter::tests;
using namespace sinter::plugins::random_forest;

namespace {

/// Of a category: the levels that the plain node sends left are on the left.
void require_cut(const PlainLabelNode& plain, const Node& node, const std::vector<std::uint64_t>& sets) {
    REQUIRE(node.is_category_split() == !plain.left_levels.empty());
    if (!node.is_category_split()) {
        REQUIRE(node.value() == plain.cut);
        return;
    }
    for (const double level : plain.left_levels) {
        REQUIRE(node.child(level, sets.data()) == node.first_child());
    }
}

void require_leaf(const LabelTree& tree, double leaf, const std::vector<double>& expected, double scale) {
    if (tree.shares.empty()) {
        REQUIRE(leaf == Approx(expected.at(0) * scale).epsilon(1e-12).margin(1e-14));
        return;
    }
    for (std::size_t c = 0; c < expected.size(); ++c) {
        const std::size_t place = static_cast<std::size_t>(leaf) * expected.size() + c;
        REQUIRE(tree.shares.at(place) == Approx(expected[c]).epsilon(1e-12).margin(1e-14));
    }
}

/// The label's tree is what the plain structure leaves of itself for the label.
void require_label(const PlainLabelTree& plain, const PlainLabelNode& from, const LabelTree& tree,
                   std::size_t place, std::size_t label) {
    const PlainLabelNode& expected = plain.kept(from, label);
    const Node& node = tree.tree.nodes.at(place);
    REQUIRE(node.is_leaf() == !expected.left);
    if (node.is_leaf()) {
        require_leaf(tree, node.value(), plain.outputs(expected.rows, label), 4.0);
        return;
    }
    REQUIRE(node.feature() == expected.feature);
    REQUIRE(node.missing_left() == expected.missing_left);
    require_cut(expected, node, tree.tree.left_categories);
    require_label(plain, *expected.left, tree, node.first_child(), label);
    require_label(plain, *expected.right, tree, node.first_child() + 1, label);
}

void require_structure(const PlainLabelNode& plain, const SharedTree& shared, std::size_t place) {
    const Node& node = shared.nodes.at(place);
    REQUIRE(node.is_leaf() == !plain.left);
    if (!node.is_leaf()) {
        REQUIRE(node.feature() == plain.feature);
        require_cut(plain, node, shared.left_categories);
        require_structure(*plain.left, shared, node.first_child());
        require_structure(*plain.right, shared, node.first_child() + 1);
    }
}

void compare(const Recipe& recipe, const Growth& growth, std::uint64_t seed) {
    CAPTURE(seed, growth.limits.mtry, growth.limits.min_leaf, growth.subtree_rows,
            static_cast<int>(growth.normalise));
    const LabelledRows rows = make_rows(recipe, seed);
    const LabelTable table = table_of(rows);
    const Stream splits = Stream(seed).derive("split");
    const SharedTree shared = grow_on(rows, growth, splits);
    const PlainLabelTree plain(rows, growth, splits);
    require_structure(plain.root(), shared, 0);
    for (std::size_t k = 0; k < table.kinds.size(); ++k) {
        const LabelTree tree = tree_of_label(shared, table, k, 4.0);
        REQUIRE(tree.tree.empty() == !plain.has(rows.bag, k));
        if (!tree.tree.empty()) {
            require_label(plain, plain.root(), tree, 0, k);
        }
    }
}

/// With nodes of all sizes searched by histograms, by lists, and by both.
void compare_many(const Recipe& recipe, std::uint64_t seeds = 40) {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        for (const std::size_t subtree_rows : {1U, 9U, 1024U}) {
            Growth growth;
            growth.limits = {1 + seed % 6, 1 + (seed / 3) % 4, seed % 7 == 0 ? 3U : 0U};
            growth.normalise = std::vector{Normalise::root, Normalise::count, Normalise::sum}[seed % 3];
            growth.subtree_rows = subtree_rows;
            growth.weight_unit = recipe.user_weights || seed % 5 == 4 ? 0 : 1;
            compare(recipe, growth, seed);
        }
    }
}

Tree grown(const RowMatrix& x, const std::vector<double>& labels, const TreeLimits& limits) {
    const LabelledRows rows = labelled(x, labels);
    Growth growth;
    growth.limits = limits;
    return tree_of_label(grow_on(rows, growth, Stream(1)), table_of(rows), 0, 1.0).tree;
}

double predict_one(const Tree& tree, const std::vector<double>& row) {
    const double* pointer = row.data();
    double out = 0;
    tree.predict(&pointer, 1, &out);
    return out;
}

} // namespace

TEST_CASE("a tree equals the plain one cut for cut on continuous features") {
    compare_many({.rows = 40, .features = 6});
}
TEST_CASE("a tree equals the plain one cut for cut where features and labels have ties") {
    compare_many({.label_levels = 4, .rows = 50, .levels = 3});
    compare_many({.label_levels = 2, .rows = 30, .features = 12, .levels = 2});
}
TEST_CASE("a tree equals the plain one cut for cut with user weights") {
    compare_many({.rows = 40, .levels = 7, .user_weights = true});
}
TEST_CASE("a tree equals the plain one cut for cut with missing feature values") {
    compare_many({.rows = 40, .missing_features = 0.2});
    compare_many({.label_levels = 3, .rows = 40, .levels = 3, .missing_features = 0.4, .user_weights = true});
}
TEST_CASE("a tree equals the plain one cut for cut where features are categories") {
    compare_many({.rows = 50, .features = 4, .levels = 6, .categories = 2});
    compare_many({.rows = 40, .features = 3, .levels = 70, .categories = 2, .missing_features = 0.2});
    compare_many({.class_counts = {2}, .rows = 40, .features = 3, .levels = 5, .categories = 3});
}
TEST_CASE("a tree equals the plain one in nodes of hundreds of rows") {
    compare_many({.rows = 400, .features = 3, .in_bag = 0.9}, 6);
    compare_many({.rows = 700, .features = 2, .missing_features = 0.1}, 3);
}
TEST_CASE("trees of several numbers equal the plain ones cut for cut") {
    compare_many({.class_counts = {0, 0}});
    compare_many({.class_counts = {0, 0, 0}, .label_weights = {1, 0.1, 5}, .label_levels = 3, .levels = 4});
}
TEST_CASE("trees of classes equal the plain ones cut for cut") {
    compare_many({.class_counts = {2}});
    compare_many({.class_counts = {4}, .levels = 3});
    compare_many({.class_counts = {3, 2}, .user_weights = true});
}
TEST_CASE("trees of numbers and classes with missing labels equal the plain ones cut for cut") {
    compare_many({.class_counts = {0, 0}, .missing_labels = 0.4});
    compare_many({.class_counts = {0, 3}, .missing_labels = 0.3, .levels = 5});
    compare_many({.class_counts = {2, 0, 5},
                  .label_weights = {2, 1, 0.5},
                  .missing_labels = 0.6,
                  .label_levels = 4,
                  .user_weights = true});
}
TEST_CASE("trees of several labels equal the plain ones cut for cut where features are missing too") {
    compare_many({.class_counts = {0, 2}, .missing_labels = 0.3, .missing_features = 0.2});
    compare_many({.class_counts = {3, 0},
                  .missing_labels = 0.2,
                  .label_levels = 3,
                  .levels = 3,
                  .missing_features = 0.4,
                  .user_weights = true});
}

TEST_CASE("a cut lies strictly below the upper value even when no double is in between") {
    const double low = 1.0;
    const double high = std::nextafter(low, 2.0);
    RowMatrix x(2, 1);
    x << low, high;
    const Tree tree = grown(x, {0.25, 0.75}, {1, 1, 0});
    CHECK(predict_one(tree, {low}) == 0.25);
    CHECK(predict_one(tree, {high}) == 0.75);
}

TEST_CASE("a cut between the largest doubles does not overflow") {
    const double most = std::numeric_limits<double>::max();
    RowMatrix x(2, 1);
    x << -most, most;
    const Tree tree = grown(x, {0.25, 0.75}, {1, 1, 0});
    CHECK(tree.nodes[0].value() == 0);
}

TEST_CASE("a feature that is constant in the node does not use up a draw") {
    // One feature of thirty varies; with mtry 1 the root still finds it, whatever is drawn first.
    RowMatrix x = RowMatrix::Constant(4, 30, 2.0);
    x.col(17) << 1, 2, 3, 4;
    const Tree tree = grown(x, {0.1, 0.2, 0.7, 0.8}, {1, 1, 0});
    CHECK(tree.nodes.size() == 7);
    CHECK(tree.nodes[0].feature() == 17);
    CHECK(tree.nodes[0].value() == 2.5);
}

TEST_CASE("a tree grows through a cut without a fall when a later one has it") {
    RowMatrix x(4, 2);
    x << 0, 0, 0, 1, 1, 0, 1, 1;
    const Tree tree = grown(x, {0, 1, 1, 0}, {2, 1, 0}); // exclusive or: no single cut helps
    CHECK(predict_one(tree, {0, 0}) == 0);
    CHECK(predict_one(tree, {0, 1}) == 1);
    CHECK(predict_one(tree, {1, 1}) == 0);
}

TEST_CASE("missing values are told apart where being missing is what matters") {
    RowMatrix x(4, 1);
    x << 1, unknown, 1, unknown;
    const Tree tree = grown(x, {0.2, 0.8, 0.2, 0.8}, {1, 1, 0});
    CHECK(predict_one(tree, {1}) == 0.2);
    CHECK(predict_one(tree, {1e300}) == 0.2);
    CHECK(predict_one(tree, {unknown}) == 0.8);
}

TEST_CASE("a value missing only at prediction goes to the heavier side") {
    RowMatrix x(3, 1);
    x << 1, 2, 3;
    const Tree tree = grown(x, {0.5, 0.5, 1}, {1, 1, 1});
    CHECK(predict_one(tree, {unknown}) == 0.5);
}

TEST_CASE("a leaf of equal labels holds exactly that label") {
    RowMatrix x = RowMatrix::Constant(3, 1, 1.0);
    const Tree tree = grown(x, {0.1, 0.1, 0.1}, {1, 1, 0});
    REQUIRE(tree.nodes.size() == 1);
    CHECK(tree.nodes[0].value() == 0.1);
}

TEST_CASE("an empty bag gives an empty tree") {
    RowMatrix x = RowMatrix::Constant(3, 1, 1.0);
    CHECK(grown(x, {}, {1, 1, 0}).empty());
}
