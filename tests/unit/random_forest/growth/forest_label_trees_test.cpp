// SPDX-License-Identifier: Apache-2.0
//
// From one structure to the tree of each label, by hand.
#include "plugins/learners/random_forest/growth/label_tree.hpp"
#include "tests/unit/random_forest/grown_tree.hpp"

#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <cstdint>

using namespace sinter;
using namespace sinter::tests;
using namespace sinter::plugins::random_forest;

namespace {

SharedTree grown(const LabelledRows& rows, const TreeLimits& limits = {1, 1, 0}) {
    Growth growth;
    growth.limits = limits;
    return grow_on(rows, growth, Stream(1));
}

} // namespace

TEST_CASE("the tree of a label keeps a node only where both children have rows with the label") {
    RowMatrix y(4, 2);
    y << 0, unknown, 1, unknown, unknown, 5, unknown, 7;
    const LabelledRows rows = in_a_row({0, 0}, y);
    // Either label's own cut takes away its whole impurity, so the lower one is first, then the other's.
    const SharedTree shared = grown(rows);
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
    y << 1, unknown, 2, unknown, 3, unknown;
    const LabelledRows rows = in_a_row({0, 2}, y);
    const SharedTree shared = grown(rows);
    CHECK(tree_of_label(shared, table_of(rows), 0, 1.0).tree.nodes.size() == 5);
    CHECK(tree_of_label(shared, table_of(rows), 1, 1.0).tree.empty());
}

TEST_CASE("a leaf holds the weighted shares of its classes, those of equal pure leaves once") {
    RowMatrix y(6, 1);
    y << 0, 2, 0, 1, 1, 0;
    LabelledRows rows = in_a_row({3}, y);
    rows.bag[1].weight = 3;
    const LabelTree stump = tree_of_label(grown(rows, {1, 3, 0}), table_of(rows), 0, 1.0);
    REQUIRE(stump.tree.nodes.size() == 3);
    REQUIRE(stump.shares.size() == 6);
    CHECK(stump.shares[0] == Approx(0.4)); // rows 0, 1, 2: weights 1 + 1 of class 0 and 3 of class 2
    CHECK(stump.shares[1] == 0);
    CHECK(stump.shares[2] == Approx(0.6));
    CHECK(stump.shares[3] == Approx(1.0 / 3));
    CHECK(stump.shares[4] == Approx(2.0 / 3));
    CHECK(stump.shares[5] == 0);
    const LabelTree full = tree_of_label(grown(rows), table_of(rows), 0, 1.0);
    CHECK(full.tree.nodes.size() == 9); // leaves of classes 0, 2, 0, 1, 0
    CHECK(full.shares.size() == 9);     // three classes, a row each
}

TEST_CASE("labels that never vary leave a single leaf") {
    RowMatrix y(3, 3);
    y << 1, 1, 0.25, 1, unknown, 0.25, 1, 1, 0.25;
    const LabelledRows rows = in_a_row({2, 4, 0}, y);
    const SharedTree shared = grown(rows);
    CHECK(shared.nodes.size() == 1);
    CHECK(tree_of_label(shared, table_of(rows), 2, 8.0).tree.nodes[0].value() == 2);
}

TEST_CASE("an empty bag gives no tree to any label") {
    LabelledRows rows = in_a_row({0, 2}, RowMatrix::Zero(3, 2));
    rows.bag.clear();
    const SharedTree shared = grown(rows);
    CHECK(shared.nodes.empty());
    CHECK(tree_of_label(shared, table_of(rows), 0, 1.0).tree.empty());
    CHECK(tree_of_label(shared, table_of(rows), 1, 1.0).tree.empty());
}
