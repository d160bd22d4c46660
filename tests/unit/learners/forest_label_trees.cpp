// SPDX-License-Identifier: Apache-2.0
//
// Trees grown on several labels: against plain ones, against those of the single number, and by hand.
#include "plain_label_tree.hpp"
#include "plugins/learners/random_forest/coded_features.hpp"
#include "plugins/learners/random_forest/grow_label_trees.hpp"
#include "plugins/learners/random_forest/grow_tree.hpp"
#include "plugins/learners/random_forest/label_tree.hpp"
#include "tests/support/test_host.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

using namespace sinter;
using namespace sinter::tests;
using namespace sinter::plugins::random_forest;

namespace {

constexpr double absent = std::numeric_limits<double>::quiet_NaN();

/// How a random training set is made.
struct Recipe {
    std::vector<std::uint32_t> class_counts = {0};
    std::vector<double> label_weights = {};
    double missing_labels = 0;      ///< share
    std::uint64_t label_levels = 0; ///< distinct values of a number; 0: continuous
    Index rows = 30;
    Index features = 5;
    std::uint64_t levels = 0; ///< distinct values of a feature; 0: continuous
    double missing_features = 0;
    bool user_weights = false;
    double in_bag = 0.63;
};

double random_label(Draws& draws, std::uint32_t class_count, std::uint64_t levels) {
    if (class_count > 0) {
        return static_cast<double>(draws.below(class_count));
    }
    return levels > 0 ? static_cast<double>(draws.below(levels)) / 16 : draws.uniform() - 0.3;
}

LabelledRows make_rows(const Recipe& recipe, std::uint64_t seed) {
    Draws draws(Stream(seed).derive("labelled rows"));
    const auto labels = static_cast<Index>(recipe.class_counts.size());
    LabelledRows made{RowMatrix(recipe.rows, recipe.features),
                      RowMatrix(recipe.rows, labels),
                      recipe.class_counts,
                      recipe.label_weights,
                      {}};
    made.label_weights.resize(recipe.class_counts.size(), 1.0);
    for (Index row = 0; row < recipe.rows; ++row) {
        for (Index f = 0; f < recipe.features; ++f) {
            const double value =
                recipe.levels > 0 ? static_cast<double>(draws.below(recipe.levels)) : draws.uniform() - 0.5;
            made.x(row, f) = draws.uniform() < recipe.missing_features ? absent : value;
        }
        for (Index k = 0; k < labels; ++k) {
            const double value =
                random_label(draws, recipe.class_counts[static_cast<std::size_t>(k)], recipe.label_levels);
            made.y(row, k) = draws.uniform() < recipe.missing_labels ? absent : value;
        }
        const auto count = static_cast<double>(1 + draws.below(3));
        const double weight = recipe.user_weights ? draws.uniform() + 0.01 : 1;
        if (draws.uniform() < recipe.in_bag || made.bag.empty()) {
            made.bag.push_back({static_cast<std::uint32_t>(row), count * weight});
        }
    }
    return made;
}

LabelTable table_of(const LabelledRows& rows) {
    LabelTable table;
    for (std::size_t k = 0; k < rows.class_counts.size(); ++k) {
        table.kinds.push_back({rows.class_counts[k], rows.label_weights[k]});
    }
    table.values.assign(rows.y.data(), rows.y.data() + rows.y.size());
    return table;
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
    REQUIRE(node.value() == expected.cut);
    REQUIRE(node.missing_left() == expected.missing_left);
    require_label(plain, *expected.left, tree, node.first_child(), label);
    require_label(plain, *expected.right, tree, node.first_child() + 1, label);
}

void require_structure(const PlainLabelNode& plain, const SharedTree& shared, std::size_t place) {
    const Node& node = shared.nodes.at(place);
    REQUIRE(node.is_leaf() == !plain.left);
    if (!node.is_leaf()) {
        REQUIRE(node.feature() == plain.feature);
        REQUIRE(node.value() == plain.cut);
        require_structure(*plain.left, shared, node.first_child());
        require_structure(*plain.right, shared, node.first_child() + 1);
    }
}

template <class Code>
void compare(const Recipe& recipe, const TreeLimits& limits, Normalise normalise, std::uint64_t seed) {
    CAPTURE(seed, limits.mtry, limits.min_leaf, static_cast<int>(normalise));
    const LabelledRows rows = make_rows(recipe, seed);
    TestHost host;
    const CodedFeatures<Code> coded(rows.x, host);
    const LabelTable table = table_of(rows);
    const Stream splits = Stream(seed).derive("split");
    const SharedTree shared = grow_label_trees(coded, table, rows.bag, limits, normalise, splits);
    const PlainLabelTree plain(rows, limits, normalise, splits);
    require_structure(plain.root(), shared, 0);
    for (std::size_t k = 0; k < table.kinds.size(); ++k) {
        const LabelTree tree = tree_of_label(shared, table, k, 4.0);
        REQUIRE(tree.tree.empty() == !plain.has(rows.bag, k));
        if (!tree.tree.empty()) {
            require_label(plain, plain.root(), tree, 0, k);
        }
    }
}

void compare_many(const Recipe& recipe, std::uint64_t seeds = 30) {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        const TreeLimits limits{1 + seed % 5, 1 + (seed / 3) % 3, seed % 7 == 0 ? 3U : 0U};
        for (const auto normalise : {Normalise::root, Normalise::count, Normalise::sum}) {
            compare<std::uint16_t>(recipe, limits, normalise, seed);
        }
        compare<std::uint32_t>(recipe, limits, Normalise::root, seed);
    }
}

/// Grown on one number alone, through the grower of several labels.
LabelTree one_number_among_labels(const LabelledRows& rows, const TreeLimits& limits, Stream splits) {
    TestHost host;
    const CodedFeatures<std::uint16_t> coded(rows.x, host);
    const LabelTable table = table_of(rows);
    return tree_of_label(grow_label_trees(coded, table, rows.bag, limits, Normalise::root, splits), table, 0,
                         1.0);
}

Tree one_number_alone(const LabelledRows& rows, const TreeLimits& limits, Stream splits) {
    TestHost host;
    const CodedFeatures<std::uint16_t> coded(rows.x, host);
    std::vector<BagRow> bag;
    for (const auto& row : rows.bag) {
        bag.push_back({row.row, row.weight, rows.y(row.row, 0)});
    }
    return grow_tree(coded, bag, limits, splits, 1.0);
}

void require_equal_trees(const Tree& a, const Tree& b) {
    REQUIRE(a.nodes.size() == b.nodes.size());
    for (std::size_t i = 0; i < a.nodes.size(); ++i) {
        REQUIRE(a.nodes[i].is_leaf() == b.nodes[i].is_leaf());
        REQUIRE(a.nodes[i].first_child() == b.nodes[i].first_child());
        REQUIRE(a.nodes[i].feature() == b.nodes[i].feature());
        REQUIRE(a.nodes[i].missing_left() == b.nodes[i].missing_left());
        REQUIRE(a.nodes[i].value() == Approx(b.nodes[i].value()).epsilon(1e-12).margin(1e-15));
    }
}

/// Rows 0, 1, ... of one rising feature, each once in the bag.
LabelledRows in_a_row(const std::vector<std::uint32_t>& class_counts, const RowMatrix& y) {
    LabelledRows rows{RowMatrix(y.rows(), 1), y, class_counts, {}, {}};
    rows.label_weights.assign(class_counts.size(), 1.0);
    for (Index row = 0; row < y.rows(); ++row) {
        rows.x(row, 0) = static_cast<double>(row);
        rows.bag.push_back({static_cast<std::uint32_t>(row), 1});
    }
    return rows;
}

SharedTree grow_on(const LabelledRows& rows, const TreeLimits& limits = {1, 1, 0}) {
    TestHost host;
    const CodedFeatures<std::uint16_t> coded(rows.x, host);
    return grow_label_trees(coded, table_of(rows), rows.bag, limits, Normalise::root, Stream(1));
}

} // namespace

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
TEST_CASE("trees of several labels equal the plain ones in nodes that are sorted by digits") {
    compare_many({.class_counts = {0, 3}, .missing_labels = 0.3, .rows = 130, .features = 3, .in_bag = 0.9},
                 4);
}

TEST_CASE("one number through the grower of several labels gives the tree of the single number") {
    const std::vector<Recipe> recipes = {{.rows = 60},
                                         {.label_levels = 4, .rows = 60, .features = 12, .levels = 3},
                                         {.rows = 60, .missing_features = 0.25, .user_weights = true},
                                         {.rows = 400, .features = 4, .user_weights = true, .in_bag = 0.9}};
    for (const Recipe& recipe : recipes) {
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            const LabelledRows rows = make_rows(recipe, seed);
            const TreeLimits limits{1 + seed % 4, 1 + seed % 3, seed % 5 == 0 ? 4U : 0U};
            const Stream splits = Stream(seed).derive("split");
            const LabelTree among = one_number_among_labels(rows, limits, splits);
            REQUIRE(among.shares.empty());
            require_equal_trees(among.tree, one_number_alone(rows, limits, splits));
        }
    }
}

TEST_CASE("the tree of a label keeps a node only where both children have rows with the label") {
    RowMatrix y(4, 2);
    y << 0, absent, 1, absent, absent, 5, absent, 7;
    const LabelledRows rows = in_a_row({0, 0}, y);
    // Either label's own cut takes away its whole impurity, so the lower one is first, then the other's.
    const SharedTree shared = grow_on(rows);
    REQUIRE(shared.nodes.size() == 5);
    CHECK(shared.nodes[0].value() == 0.5);
    CHECK(shared.nodes[2].value() == 2.5);

    const Tree first = tree_of_label(shared, table_of(rows), 0, 1.0).tree;
    REQUIRE(first.nodes.size() == 3);
    CHECK(first.nodes[0].value() == 0.5);
    CHECK(first.nodes[1].value() == 0);
    CHECK(first.nodes[2].value() == 1); // passes through the cut at 2.5, whose right side lacks the label

    const Tree second = tree_of_label(shared, table_of(rows), 1, 1.0).tree;
    REQUIRE(second.nodes.size() == 3);
    CHECK(second.nodes[0].value() == 2.5); // passes through the root, whose left side lacks the label
    CHECK(second.nodes[1].value() == 5);
    CHECK(second.nodes[2].value() == 7);
}

TEST_CASE("a label missing from every row of a bag gives no tree, not a NaN") {
    RowMatrix y(3, 2);
    y << 1, absent, 2, absent, 3, absent;
    const LabelledRows rows = in_a_row({0, 2}, y);
    const SharedTree shared = grow_on(rows);
    CHECK(tree_of_label(shared, table_of(rows), 0, 1.0).tree.nodes.size() == 5);
    CHECK(tree_of_label(shared, table_of(rows), 1, 1.0).tree.empty());
}

TEST_CASE("a leaf holds the weighted shares of its classes, those of equal pure leaves once") {
    RowMatrix y(6, 1);
    y << 0, 2, 0, 1, 1, 0;
    LabelledRows rows = in_a_row({3}, y);
    rows.bag[1].weight = 3;
    const LabelTree stump = tree_of_label(grow_on(rows, {1, 3, 0}), table_of(rows), 0, 1.0);
    REQUIRE(stump.tree.nodes.size() == 3);
    REQUIRE(stump.shares.size() == 6);
    CHECK(stump.shares[0] == Approx(0.4)); // rows 0, 1, 2: weights 1 + 1 of class 0 and 3 of class 2
    CHECK(stump.shares[1] == 0);
    CHECK(stump.shares[2] == Approx(0.6));
    CHECK(stump.shares[3] == Approx(1.0 / 3));
    CHECK(stump.shares[4] == Approx(2.0 / 3));
    CHECK(stump.shares[5] == 0);
    const LabelTree full = tree_of_label(grow_on(rows), table_of(rows), 0, 1.0);
    CHECK(full.tree.nodes.size() == 9); // leaves of classes 0, 2, 0, 1, 0
    CHECK(full.shares.size() == 9);     // three classes, a row each
}

TEST_CASE("labels that never vary leave a single leaf") {
    RowMatrix y(3, 3);
    y << 1, 1, 0.25, 1, absent, 0.25, 1, 1, 0.25;
    const LabelledRows rows = in_a_row({2, 4, 0}, y);
    const SharedTree shared = grow_on(rows);
    CHECK(shared.nodes.size() == 1);
    CHECK(tree_of_label(shared, table_of(rows), 2, 8.0).tree.nodes[0].value() == 2);
}

TEST_CASE("an empty bag gives no tree to any label") {
    LabelledRows rows = in_a_row({0, 2}, RowMatrix::Zero(3, 2));
    rows.bag.clear();
    const SharedTree shared = grow_on(rows);
    CHECK(shared.nodes.empty());
    CHECK(tree_of_label(shared, table_of(rows), 0, 1.0).tree.empty());
    CHECK(tree_of_label(shared, table_of(rows), 1, 1.0).tree.empty());
}
