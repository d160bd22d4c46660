// SPDX-License-Identifier: Apache-2.0
#include "plain_tree.hpp"
#include "plugins/learners/random_forest/coded_features.hpp"
#include "plugins/learners/random_forest/grow_tree.hpp"
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
    Index rows = 40;
    Index features = 6;
    std::uint64_t levels = 0; ///< distinct values a feature; 0: continuous
    double missing = 0;       ///< share of missing feature values
    std::uint64_t label_levels = 0;
    bool user_weights = false;
    double in_bag = 0.63; ///< share of the rows
};

struct Case {
    RowMatrix x;
    std::vector<BagRow> bag;
};

Case make_case(const Recipe& recipe, std::uint64_t seed) {
    Draws draws(Stream(seed).derive("case"));
    Case c{RowMatrix(recipe.rows, recipe.features), {}};
    for (Index row = 0; row < recipe.rows; ++row) {
        for (Index f = 0; f < recipe.features; ++f) {
            c.x(row, f) =
                recipe.levels > 0 ? static_cast<double>(draws.below(recipe.levels)) : draws.uniform() - 0.5;
            if (draws.uniform() < recipe.missing) {
                c.x(row, f) = absent;
            }
        }
        const double label = recipe.label_levels > 0
                                 ? static_cast<double>(draws.below(recipe.label_levels)) / 16
                                 : draws.uniform() - 0.3;
        const auto count = 1 + draws.below(3);
        const double weight = recipe.user_weights ? draws.uniform() + 0.01 : 1;
        if (draws.uniform() < recipe.in_bag || c.bag.empty()) {
            c.bag.push_back({static_cast<std::uint32_t>(row), static_cast<double>(count) * weight, label});
        }
    }
    return c;
}

void require_equal(const PlainNode& plain, const Tree& tree, std::size_t place, double scale) {
    const Node& node = tree.nodes[place];
    REQUIRE(node.is_leaf() == !plain.left);
    if (node.is_leaf()) {
        REQUIRE(node.value() == Approx(plain.mean * scale).epsilon(1e-12).margin(1e-14));
        return;
    }
    REQUIRE(node.feature() == plain.feature);
    REQUIRE(node.value() == plain.cut);
    REQUIRE(node.missing_left() == plain.missing_left);
    require_equal(*plain.left, tree, node.first_child(), scale);
    require_equal(*plain.right, tree, node.first_child() + 1, scale);
}

template <class Code>
void compare(const Recipe& recipe, const TreeLimits& limits, std::uint64_t seed) {
    CAPTURE(seed, limits.mtry, limits.min_leaf);
    const Case c = make_case(recipe, seed);
    TestHost host;
    const CodedFeatures<Code> coded(c.x, host);
    const Stream splits = Stream(seed).derive("split");
    const Tree tree = grow_tree(coded, c.bag, limits, splits, 4.0);
    const auto plain = PlainTree(c.x, limits, splits).grow(c.bag);
    require_equal(*plain, tree, 0, 4.0);

    std::vector<const double*> rows;
    for (Index row = 0; row < c.x.rows(); ++row) {
        rows.push_back(c.x.data() + row * c.x.cols());
    }
    std::vector<double> predictions(rows.size());
    tree.predict(rows.data(), rows.size(), predictions.data());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        REQUIRE(predictions[i] == Approx(plain->predict(rows[i]) * 4).epsilon(1e-12).margin(1e-14));
    }
}

void compare_many(const Recipe& recipe, std::uint64_t seeds) {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        const TreeLimits limits{1 + seed % 6, 1 + (seed / 3) % 4, seed % 7 == 0 ? 3U : 0U};
        compare<std::uint16_t>(recipe, limits, seed);
        compare<std::uint32_t>(recipe, limits, seed);
    }
}

Tree grow_on(const RowMatrix& x, const std::vector<double>& labels, const TreeLimits& limits) {
    TestHost host;
    const CodedFeatures<std::uint16_t> coded(x, host);
    std::vector<BagRow> bag;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        bag.push_back({static_cast<std::uint32_t>(i), 1, labels[i]});
    }
    return grow_tree(coded, bag, limits, Stream(1), 1.0);
}

double predict_one(const Tree& tree, const std::vector<double>& row) {
    const double* pointer = row.data();
    double out = 0;
    tree.predict(&pointer, 1, &out);
    return out;
}

} // namespace

TEST_CASE("a tree equals the plain one cut for cut on continuous features") {
    compare_many({.rows = 40}, 60);
}
TEST_CASE("a tree equals the plain one cut for cut where features and labels have ties") {
    compare_many({.rows = 50, .levels = 3, .label_levels = 4}, 80);
    compare_many({.rows = 30, .features = 12, .levels = 2, .label_levels = 2}, 80);
}
TEST_CASE("a tree equals the plain one cut for cut with user weights") {
    compare_many({.rows = 40, .levels = 7, .user_weights = true}, 60);
}
TEST_CASE("a tree equals the plain one cut for cut with missing feature values") {
    compare_many({.rows = 40, .missing = 0.2}, 60);
    compare_many({.rows = 40, .levels = 3, .missing = 0.4, .label_levels = 3, .user_weights = true}, 60);
}
TEST_CASE("a tree equals the plain one in nodes that are counted or sorted by digits") {
    // 150 of 170 rows: codes lie close together, and are counted. 100 of 900: far apart, and sorted.
    compare_many({.rows = 170, .features = 3, .in_bag = 0.9}, 6);
    compare_many({.rows = 900, .features = 3, .in_bag = 0.11}, 12);
    compare_many({.rows = 900, .features = 3, .missing = 0.1, .in_bag = 0.11}, 6);
}

TEST_CASE("a cut lies strictly below the upper value even when no double is in between") {
    const double low = 1.0;
    const double high = std::nextafter(low, 2.0);
    RowMatrix x(2, 1);
    x << low, high;
    const Tree tree = grow_on(x, {0.25, 0.75}, {1, 1, 0});
    CHECK(predict_one(tree, {low}) == 0.25);
    CHECK(predict_one(tree, {high}) == 0.75);
}

TEST_CASE("a cut between the largest doubles does not overflow") {
    const double most = std::numeric_limits<double>::max();
    RowMatrix x(2, 1);
    x << -most, most;
    const Tree tree = grow_on(x, {0.25, 0.75}, {1, 1, 0});
    CHECK(tree.nodes[0].value() == 0);
}

TEST_CASE("a feature that is constant in the node does not use up a draw") {
    // One feature of thirty varies; with mtry 1 the root still finds it, whatever is drawn first.
    RowMatrix x = RowMatrix::Constant(4, 30, 2.0);
    x.col(17) << 1, 2, 3, 4;
    const Tree tree = grow_on(x, {0.1, 0.2, 0.7, 0.8}, {1, 1, 0});
    CHECK(tree.nodes.size() == 7);
    CHECK(tree.nodes[0].feature() == 17);
    CHECK(tree.nodes[0].value() == 2.5);
}

TEST_CASE("a tree grows through a cut without a fall when a later one has it") {
    RowMatrix x(4, 2);
    x << 0, 0, 0, 1, 1, 0, 1, 1;
    const Tree tree = grow_on(x, {0, 1, 1, 0}, {2, 1, 0}); // exclusive or: no single cut helps
    CHECK(predict_one(tree, {0, 0}) == 0);
    CHECK(predict_one(tree, {0, 1}) == 1);
    CHECK(predict_one(tree, {1, 1}) == 0);
}

TEST_CASE("missing values are told apart where being missing is what matters") {
    RowMatrix x(4, 1);
    x << 1, absent, 1, absent;
    const Tree tree = grow_on(x, {0.2, 0.8, 0.2, 0.8}, {1, 1, 0});
    CHECK(predict_one(tree, {1}) == 0.2);
    CHECK(predict_one(tree, {1e300}) == 0.2);
    CHECK(predict_one(tree, {absent}) == 0.8);
}

TEST_CASE("a value missing only at prediction goes to the heavier side") {
    RowMatrix x(3, 1);
    x << 1, 2, 3;
    const Tree tree = grow_on(x, {0.5, 0.5, 1}, {1, 1, 1});
    CHECK(predict_one(tree, {absent}) == 0.5);
}

TEST_CASE("a leaf of equal labels holds exactly that label") {
    RowMatrix x = RowMatrix::Constant(3, 1, 1.0);
    const Tree tree = grow_on(x, {0.1, 0.1, 0.1}, {1, 1, 0});
    REQUIRE(tree.nodes.size() == 1);
    CHECK(tree.nodes[0].value() == 0.1);
}

TEST_CASE("an empty bag gives an empty tree") {
    RowMatrix x = RowMatrix::Constant(3, 1, 1.0);
    CHECK(grow_on(x, {}, {1, 1, 0}).empty());
}
