// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/protocols/k_means.hpp"
#include "framework/evaluation/protocols/leave_one_group_out.hpp"
#include "tests/unit/evaluation/protocols/split_checks.hpp"

#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <vector>

using namespace sinter;
using namespace sinter::evaluation;
using diagnostics::ErrorKind;

namespace {

/// `count` points around each of three far corners.
RowMatrix three_clouds(Index count) {
    RowMatrix points(3 * count, 2);
    for (Index i = 0; i < points.rows(); ++i) {
        const double x = i % 3 == 1 ? 100 : 0;
        const double y = i % 3 == 2 ? 7 : 0;
        points.row(i) << x + std::sin(static_cast<double>(i)), y + 0.1 * std::cos(static_cast<double>(3 * i));
    }
    return points;
}

RowMatrix permuted(const RowMatrix& points, const std::vector<Index>& order) {
    RowMatrix result(points.rows(), points.cols());
    for (Index i = 0; i < points.rows(); ++i) {
        result.row(i) = points.row(order[static_cast<std::size_t>(i)]);
    }
    return result;
}

/// Points without structure.
RowMatrix noise(Index rows, Index columns) {
    const Stream stream(5);
    RowMatrix points(rows, columns);
    for (Index i = 0; i < rows; ++i) {
        for (Index j = 0; j < columns; ++j) {
            points(i, j) = stream.uniform(static_cast<std::uint64_t>(i * columns + j));
        }
    }
    return points;
}

double standardised(const Clusters& clusters, const RowMatrix& points, Index row, Index column) {
    const auto j = static_cast<std::size_t>(column);
    return (points(row, column) - clusters.scale.means[j]) / clusters.scale.deviations[j];
}

} // namespace

TEST_CASE("clouds far apart are found, though one feature is in larger units than the other") {
    const auto points = three_clouds(8);
    const auto clusters = k_means(points, {3, 10, 300}, Stream(1));
    std::set<std::int64_t> numbers;
    for (std::size_t i = 0; i < 24; ++i) {
        CHECK(clusters.assignment[i] == clusters.assignment[i % 3]);
        numbers.insert(clusters.assignment[i]);
    }
    CHECK(numbers == std::set<std::int64_t>{0, 1, 2});
}

TEST_CASE("centroids are the means of their rows, rows are nearest to theirs, the inertia is the sum") {
    const auto points = noise(60, 3);
    const auto clusters = k_means(points, {5, 4, 300}, Stream(1));
    RowMatrix sums = RowMatrix::Zero(5, 3);
    std::vector<double> sizes(5, 0);
    double inertia = 0;
    for (Index i = 0; i < 60; ++i) {
        const Index own = clusters.assignment[static_cast<std::size_t>(i)];
        std::vector<double> distances(5, 0);
        for (Index c = 0; c < 5; ++c) {
            for (Index j = 0; j < 3; ++j) {
                const double d = standardised(clusters, points, i, j) - clusters.centroids(c, j);
                distances[static_cast<std::size_t>(c)] += d * d;
            }
        }
        for (const double distance : distances) {
            CHECK(distances[static_cast<std::size_t>(own)] <= distance);
        }
        inertia += distances[static_cast<std::size_t>(own)];
        for (Index j = 0; j < 3; ++j) {
            sums(own, j) += standardised(clusters, points, i, j);
        }
        ++sizes[static_cast<std::size_t>(own)];
    }
    CHECK(clusters.inertia == Approx(inertia));
    for (Index c = 0; c < 5; ++c) {
        for (Index j = 0; j < 3; ++j) {
            CHECK(clusters.centroids(c, j) ==
                  Approx(sums(c, j) / sizes[static_cast<std::size_t>(c)]).margin(1e-12));
        }
    }
    CHECK(nearest_cluster(clusters, points) == clusters.assignment);
}

TEST_CASE("the clusters don't depend on the order of the rows, to the last bit") {
    const auto points = noise(50, 4);
    std::vector<Index> order;
    for (Index i = 0; i < 50; ++i) {
        order.push_back(i * 7 % 50);
    }
    const auto a = k_means(points, {6, 3, 300}, Stream(3));
    const auto b = k_means(during_call(permuted(points, order)), {6, 3, 300}, Stream(3));
    CHECK(a.centroids == b.centroids);
    CHECK(a.inertia == b.inertia);
    for (std::size_t i = 0; i < 50; ++i) {
        CHECK(b.assignment[i] == a.assignment[static_cast<std::size_t>(order[i])]);
    }
}

TEST_CASE("more restarts never have a larger inertia, and the same stream gives the same clusters") {
    const auto points = noise(80, 5);
    double before = std::numeric_limits<double>::infinity();
    for (const int restarts : {1, 2, 5, 20}) {
        const auto clusters = k_means(points, {8, restarts, 300}, Stream(2));
        CHECK(clusters.inertia <= before);
        before = clusters.inertia;
    }
    CHECK(k_means(points, {8, 1, 300}, Stream(2)).assignment ==
          k_means(points, {8, 1, 300}, Stream(2)).assignment);
    CHECK(k_means(points, {8, 1, 300}, Stream(2)).inertia != k_means(points, {8, 1, 300}, Stream(4)).inertia);
}

TEST_CASE("a missing feature counts as its mean, and one that doesn't vary not at all") {
    RowMatrix points(5, 3);
    const double infinite = std::numeric_limits<double>::infinity();
    points << 0, 3, unknown, 1, 3, unknown, unknown, 3, unknown, 4, 3, unknown, infinite, 3, unknown;
    const auto clusters = k_means(points, {3, 10, 300}, Stream(1));
    CHECK(clusters.scale.means[0] == Approx(5.0 / 3));
    CHECK(clusters.scale.deviations[1] == 0);
    CHECK(clusters.scale.deviations[2] == 0);
    CHECK(clusters.assignment[2] == clusters.assignment[4]); // both at the mean, nearest to the row of 1
    CHECK(clusters.assignment[2] == clusters.assignment[1]);
    CHECK(clusters.assignment[0] != clusters.assignment[3]);
    RowMatrix further(2, 3);
    further << 9, unknown, 1, unknown, 100, 100;
    const auto nearest = nearest_cluster(clusters, further);
    CHECK(nearest[0] == clusters.assignment[3]);
    CHECK(nearest[1] == clusters.assignment[2]);
}

TEST_CASE("as many clusters as distinct rows: each row its own, none empty") {
    RowMatrix points(6, 1);
    points << 1, 2, 4, 8, 8, 1; // four distinct
    const auto clusters = k_means(points, {4, 5, 300}, Stream(1));
    CHECK(clusters.inertia == Approx(0).margin(1e-20));
    CHECK(std::set<std::int64_t>(clusters.assignment.begin(), clusters.assignment.end()).size() == 4);
}

TEST_CASE("a cluster that loses its rows gets another, also in the last iteration") {
    // With these draws a second iteration takes all rows from a cluster; so does the first of the other set.
    RowMatrix points(10, 2);
    points << 27, 6, 25, 15, 2, 1, 8, 13, 20, 3, 13, 11, 14, 1, 25, 16, 26, 12, 27, 17;
    RowMatrix line(8, 1);
    line << 27, 14, 20, 17, 16, 24, 21, 20;
    const auto used = [](const Clusters& clusters) {
        return std::set<std::int64_t>(clusters.assignment.begin(), clusters.assignment.end()).size();
    };
    for (const int iterations : {1, 2, 3, 300}) {
        CHECK(used(k_means(points, {5, 1, iterations}, Stream(1))) == 5);
        CHECK(used(k_means(line, {5, 1, iterations}, Stream(1))) == 5);
    }
}

TEST_CASE("when the iterations end by themselves every row is nearest to its centroid and none is empty") {
    std::vector<std::uint64_t> seeds(100);
    std::iota(seeds.begin(), seeds.end(), std::uint64_t{0});
    // In these two a cluster is empty on the way, and would be at the end if it weren't filled at once.
    seeds.insert(seeds.end(), {7935, 13122});
    for (const auto seed : seeds) {
        const Stream stream(seed);
        RowMatrix points(12, 2);
        for (Index i = 0; i < 12; ++i) {
            const auto counter = static_cast<std::uint64_t>(2 * i);
            points.row(i) << static_cast<double>(stream.bits(counter) % 30),
                static_cast<double>(stream.bits(counter + 1) % 30);
        }
        const auto clusters = k_means(points, {6, 1, 300}, Stream(1));
        CHECK(nearest_cluster(clusters, points) == clusters.assignment);
        CHECK(std::set<std::int64_t>(clusters.assignment.begin(), clusters.assignment.end()).size() == 6);
    }
}

TEST_CASE("a row as near to two centroids belongs to the first") {
    RowMatrix points(4, 1);
    points << -1, -1, 1, 1;
    const auto clusters = k_means(points, {2, 1, 300}, Stream(1));
    RowMatrix middle(1, 1);
    middle << 0;
    CHECK(clusters.inertia == 0);
    CHECK(nearest_cluster(clusters, middle) == std::vector<std::int64_t>{0});
}

TEST_CASE("one cluster holds all; its inertia is that of standardised features") {
    const auto clusters = k_means(during_call(noise(30, 2)), {1, 1, 300}, Stream(1));
    CHECK(clusters.assignment == std::vector<std::int64_t>(30, 0));
    CHECK(clusters.inertia == Approx(30 * 2));
}

TEST_CASE("fewer distinct rows than clusters is an error of the data, an option out of range of the config") {
    RowMatrix points(4, 1);
    points << 1, 1, 2, 2;
    const auto error = error_of([&] { (void)k_means(points, {3, 1, 300}, Stream(1), {"s.toml", 8, 1}); });
    CHECK(kind_of(error) == ErrorKind::data);
    CHECK(error.diagnostics().all().front().where.line == 8);
    for (const KMeansOptions options : {KMeansOptions{0, 1, 1}, {1, 0, 1}, {1, 1, 0}}) {
        CHECK(kind_of(error_of([&] { (void)k_means(points, options, Stream(1)); })) == ErrorKind::config);
    }
    CHECK(kind_of(error_of([] {
              (void)k_means(during_call(RowMatrix(0, 3)), {1, 1, 1}, Stream(1));
          })) == ErrorKind::data);
}

TEST_CASE("clusters as groups make leave-one-cluster-out") {
    const auto clusters = k_means(during_call(three_clouds(5)), {3, 10, 300}, Stream(1));
    const std::vector<std::uint64_t> groups(clusters.assignment.begin(), clusters.assignment.end());
    const auto splits = leave_one_group_out(groups, std::vector<std::uint64_t>{0, 1, 2});
    check_each_row_tested_once(splits, 1, 15);
    for (const auto& split : splits) {
        CHECK(split.test.size() == 5);
        check_disjoint(split, groups);
    }
}
