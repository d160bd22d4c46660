// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/training/coded_features.hpp"
#include "tests/unit/learners/training_data.hpp"
#include "tests/unit/random_forest/grown_tree.hpp"

#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <set>
#include <vector>

using namespace sinter;
using namespace sinter::tests;
using namespace sinter::plugins::random_forest;

namespace {

RowMatrix column_of(const std::vector<double>& values) {
    return Eigen::Map<const RowMatrix>(values.data(), static_cast<Index>(values.size()), 1);
}

} // namespace

TEST_CASE("rows stand in the order of their values, missing ones left out") {
    const double most = std::numeric_limits<double>::max();
    const std::vector<double> values = {3, unknown, -most, 1e-300, most, 0, -1e-300, 3};
    const auto order = rows_in_order(values);
    REQUIRE(order.size() == 7);
    CHECK(std::is_sorted(order.begin(), order.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return values[a] < values[b]; }));
    CHECK(rows_in_order({unknown, unknown}).empty());
}

TEST_CASE("many rows stand in the order of their values, however close these are") {
    Draws draws(Stream(3).derive("values"));
    std::vector<double> values;
    for (int i = 0; i < 3000; ++i) {
        const double size = std::ldexp(1.0, -static_cast<int>(draws.below(900)));
        values.push_back((draws.uniform() - 0.5) * size);
    }
    values.push_back(1e300); // all others fall into one key
    const auto order = rows_in_order(values);
    REQUIRE(std::set<std::uint32_t>(order.begin(), order.end()).size() == values.size());
    CHECK(std::is_sorted(order.begin(), order.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return values[a] < values[b]; }));
}

TEST_CASE("codes stand in the order of the values, equal ones where the values are equal") {
    Draws draws(Stream(1).derive("codes"));
    for (const std::uint64_t levels : {2ULL, 255ULL, 256ULL, 5000ULL}) {
        std::vector<double> values;
        for (int i = 0; i < 4000; ++i) {
            values.push_back(i % 17 == 0 ? unknown : static_cast<double>(draws.below(levels)) / 7);
        }
        const RowMatrix x = column_of(values);
        TestHost host;
        const CodedFeatures coded(x, {}, host);
        CHECK(coded.exact(0));
        CHECK(coded.has_missing(0));
        CHECK(coded.one_value_a_bin(0) == (levels <= 255));
        const std::uint16_t* codes = coded.column(0);
        for (std::size_t i = 1; i < values.size(); ++i) {
            if (std::isnan(values[i]) || std::isnan(values[i - 1])) {
                CHECK((codes[i] == CodedFeatures::missing) == std::isnan(values[i]));
            } else {
                CHECK((codes[i] < codes[i - 1]) == (values[i] < values[i - 1]));
                CHECK((codes[i] == codes[i - 1]) == (values[i] == values[i - 1]));
            }
        }
    }
}

TEST_CASE("a bin of continuous values holds its share of the rows") {
    const TrainingData data = friedman(20000, 5, 9);
    TestHost host;
    const CodedFeatures coded(data.x, {}, host);
    std::vector<int> rows(CodedFeatures::bins);
    for (std::size_t row = 0; row < coded.rows(); ++row) {
        ++rows.at(coded.column(0)[row] >> 8U);
    }
    CHECK(*std::min_element(rows.begin(), rows.end()) >= 78);
    CHECK(*std::max_element(rows.begin(), rows.end()) <= 79);
}

TEST_CASE("values that share a code are cut apart", "[full]") {
    // More distinct values than codes: what matters is a step between two neighbours.
    constexpr Index n = 140000;
    RowMatrix x(n, 1);
    std::vector<double> labels;
    for (Index row = 0; row < n; ++row) {
        x(row, 0) = static_cast<double>((row * 7919) % n);
        labels.push_back(x(row, 0) <= 70001 ? 0.25 : 0.75);
    }
    TestHost host;
    REQUIRE_FALSE(CodedFeatures(x, {}, host).exact(0));
    for (const std::size_t subtree_rows : {1024U, 4U}) {
        Growth growth;
        growth.subtree_rows = subtree_rows;
        const SharedTree tree = grow_on(labelled(x, labels), growth, Stream(1));
        REQUIRE(tree.nodes.size() == 3);
        CHECK(tree.nodes[0].value() == 70001.5);
    }
}

TEST_CASE("the tree of many rows parts every one of them", "[full]") {
    // Every label is of its own, so every row is a leaf of its own, whatever codes they share.
    constexpr Index n = 70000;
    TrainingData data = friedman(n, 5, 5);
    std::vector<double> labels(static_cast<std::size_t>(n));
    for (Index row = 0; row < n; ++row) {
        labels[static_cast<std::size_t>(row)] = data.x(row, 0) / 2 + data.x(row, 1) / 4;
    }
    const SharedTree tree = grow_on(labelled(data.x, labels), Growth{}, Stream(1));
    CHECK(tree.nodes.size() == 2 * static_cast<std::size_t>(n) - 1);
}
