// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/impurity.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <vector>

using namespace sinter::plugins::random_forest;

namespace {

constexpr double absent = std::numeric_limits<double>::quiet_NaN();

std::vector<WeightedRow> once_each(std::size_t rows) {
    std::vector<WeightedRow> bag;
    for (std::size_t row = 0; row < rows; ++row) {
        bag.push_back({static_cast<std::uint32_t>(row), 1});
    }
    return bag;
}

NodeImpurity at_root(const LabelTable& labels, const std::vector<WeightedRow>& bag, Normalise normalise) {
    NodeImpurity impurity(labels, bag, normalise);
    impurity.start(bag.data(), bag.size());
    return impurity;
}

/// Of the cut that sends the first `left` rows left.
double fall_of(const NodeImpurity& impurity, std::size_t left) {
    std::vector<double> sums(impurity.width(), 0.0);
    for (std::size_t i = 0; i < left; ++i) {
        for (std::size_t j = 0; j < sums.size(); ++j) {
            sums[j] += impurity.moments(i)[j];
        }
    }
    return impurity.fall(sums.data());
}

} // namespace

TEST_CASE("the Gini impurity of three, two and one of three classes is 6 - 14/6") {
    const LabelTable labels{{{3, 1}}, {0, 0, 0, 1, 1, 2}};
    const auto bag = once_each(6);
    const auto impurity = at_root(labels, bag, Normalise::sum);
    CHECK(impurity.total() == Approx(6 - 14.0 / 6));
    CHECK(fall_of(impurity, 3) == Approx(6 - 14.0 / 6 - (3 - 5.0 / 3))); // the right side keeps two and one
    CHECK(fall_of(impurity, 1) == Approx(6 - 14.0 / 6 - (5 - 9.0 / 5)));
    CHECK(impurity.outputs()[0] == Approx(0.5));
    CHECK(impurity.outputs()[2] == Approx(1.0 / 6));
}

TEST_CASE("the Gini impurity of two classes counts both of them") {
    const LabelTable labels{{{2, 1}}, {0, 0, 0, 1}};
    const auto bag = once_each(4);
    const auto impurity = at_root(labels, bag, Normalise::sum);
    CHECK(impurity.total() == Approx(4 - 10.0 / 4));
    CHECK(fall_of(impurity, 2) == Approx(4 - 10.0 / 4 - 1));
    CHECK(fall_of(impurity, 3) == Approx(4 - 10.0 / 4));
}

TEST_CASE("weights weigh in the Gini impurity") {
    const LabelTable labels{{{3, 1}}, {0, 2, 2}};
    const std::vector<WeightedRow> bag = {{0, 0.5}, {1, 1}, {2, 2.5}};
    CHECK(at_root(labels, bag, Normalise::sum).total() == Approx(4 - (0.25 + 12.25) / 4));
}

TEST_CASE("a number is standardised, and a label is scaled by its root, its rows or not at all") {
    // Label 0: 0 and 2 twice, of variance 1. Label 1: two of four rows have it, one of each class.
    const LabelTable labels{{{0, 3}, {2, 5}}, {0, absent, 2, 0, 0, 1, 2, absent}};
    const auto bag = once_each(4);
    CHECK(at_root(labels, bag, Normalise::root).total() == Approx(3 * 1 + 5 * 1));
    CHECK(at_root(labels, bag, Normalise::count).total() == Approx(3 * 1 + 5 * 0.5));
    CHECK(at_root(labels, bag, Normalise::sum).total() == Approx(3 * 4 + 5 * 1));
}

TEST_CASE("the scale of a number's values does not matter once they are standardised") {
    LabelTable labels{{{0, 1}, {2, 1}}, {0.1, 0, 0.2, 0, 0.9, 1, 0.4, 1}};
    const auto bag = once_each(4);
    const auto before = at_root(labels, bag, Normalise::sum);
    for (std::size_t row = 0; row < 4; ++row) {
        labels.values[2 * row] *= 1e-9;
    }
    const auto after = at_root(labels, bag, Normalise::sum);
    CHECK(fall_of(after, 2) == Approx(fall_of(before, 2)));
}

TEST_CASE("a cut that leaves a label on one side only lowers nothing of it") {
    const LabelTable labels{{{0, 1}}, {absent, 1, 2, absent}};
    const auto bag = once_each(4);
    const auto impurity = at_root(labels, bag, Normalise::root);
    CHECK(fall_of(impurity, 1) == 0);
    CHECK(fall_of(impurity, 2) == Approx(1));
    CHECK(fall_of(impurity, 3) == 0);
}

TEST_CASE("a label that does not vary takes no part, and its outputs are exact") {
    const LabelTable labels{{{0, 1}, {3, 1}, {0, 1}}, {0.1, 2, 0.5, 0.1, 2, 0.25, 0.1, absent, absent}};
    const auto bag = once_each(3);
    const auto impurity = at_root(labels, bag, Normalise::root);
    CHECK(impurity.width() == 2); // weight and sum of the last label
    CHECK(impurity.outputs()[0] == 0.1);
    CHECK(impurity.outputs()[3] == 1);
    CHECK_FALSE(impurity.pure());
}

TEST_CASE("a label that no row of the node has shows as NaN") {
    const LabelTable labels{{{0, 1}, {2, 1}, {2, 1}}, {absent, absent, 0, absent, absent, 1}};
    const auto bag = once_each(2);
    const auto impurity = at_root(labels, bag, Normalise::root);
    CHECK(std::isnan(impurity.outputs()[0]));
    CHECK(std::isnan(impurity.outputs()[1]));
    CHECK(std::isnan(impurity.outputs()[2]));
    CHECK(impurity.outputs()[3] == 0.5);
}
