// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/uncertainty/jackknife.hpp"
#include "tests/unit/random_forest/plain_jackknife.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

using namespace sinter;
using namespace sinter::plugins::random_forest;
using namespace sinter::tests;

namespace {

void require_written_out(const BagCounts& bags, const RowMatrix& t) {
    const Eigen::VectorXd variances = Jackknife(bags).variances(t);
    for (Index row = 0; row < t.cols(); ++row) {
        const double plain = plain_variance(bags, t.col(row));
        const double scale = t.col(row).squaredNorm() / static_cast<double>(bags.trees);
        REQUIRE(std::abs(variances(row) - plain) <= 1e-10 * (plain + scale));
        REQUIRE(variances(row) >= 0);
    }
}

} // namespace

TEST_CASE("the jackknife's quadratic form equals the sums written out") {
    require_written_out(random_bags(120, 30, 1), centred_predictions(120, 70, 1)); // most sums are positive
    require_written_out(random_bags(50, 600, 2), centred_predictions(50, 40, 2));  // many are negative
}

TEST_CASE("the quadratic form equals the sums written out for bags of any size") {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const auto trees = static_cast<Index>(2 + seed * 7 % 90);
        const auto materials = static_cast<Index>(1 + seed * 37 % 300);
        const auto bags = random_bags(trees, materials, seed);
        const auto t = centred_predictions(trees, 5, seed);
        const Eigen::VectorXd sums = Jackknife(bags).sums(t);
        for (Index row = 0; row < t.cols(); ++row) {
            const double scale = t.col(row).squaredNorm();
            REQUIRE(std::abs(sums(row) - plain_sum(bags, t.col(row))) <= 1e-10 * scale);
        }
        require_written_out(bags, t);
    }
}

TEST_CASE("counts above three are in the largest term") {
    auto bags = random_bags(70, 200, 8);
    for (std::size_t i = 0; i < bags.counts.size(); i += 5) {
        bags.counts[i] = static_cast<std::uint8_t>(bags.counts[i] * 9);
    }
    const auto t = centred_predictions(70, 40, 8);
    const Eigen::VectorXd replaced = Jackknife(bags).replacements(t);
    for (Index row = 0; row < t.cols(); ++row) {
        double largest = 0;
        for (const PlainTerm& term : plain_terms(bags, t.col(row))) {
            largest = std::max(largest, term.term);
        }
        REQUIRE(replaced(row) == Approx(largest).epsilon(1e-10));
    }
}

TEST_CASE("the jackknife is defined for one tree, one material and counts that are all equal") {
    CHECK(Jackknife(BagCounts{1, 3, {1, 0, 2}}).variances(RowMatrix::Zero(1, 2)) == Eigen::VectorXd::Zero(2));
    const auto t = centred_predictions(6, 4, 9);
    require_written_out(BagCounts{6, 1, {1, 0, 2, 1, 0, 3}}, t);
    const BagCounts equal{6, 5, std::vector<std::uint8_t>(30, 1)}; // every term is the bias alone
    require_written_out(equal, t);
    CHECK((Jackknife(equal).sums(t).array() < 0).all());
}

TEST_CASE("a material that is in every bag counts by its infinitesimal term alone") {
    const auto bags = random_bags(3, 40, 3); // a quarter of the materials
    require_written_out(bags, centred_predictions(3, 9, 3));
}

TEST_CASE("a negative jackknife sum becomes the largest term, or the size of the smallest") {
    // Predictions that all bags explain equally badly: every term is the bias alone.
    BagCounts bags{4, 2, {1, 0, 0, 1, 1, 0, 0, 1}};
    RowMatrix t(4, 1);
    t << 1, 1, -1, -1; // orthogonal to both materials' counts
    const auto terms = plain_terms(bags, t.col(0));
    REQUIRE(terms[0].term < 0);
    REQUIRE(terms[1].term < 0);
    CHECK(Jackknife(bags).variances(t)(0) == Approx(-std::min(terms[0].term, terms[1].term)));
}

TEST_CASE("a row's variance does not depend on the rows it is asked for with") {
    const auto bags = random_bags(37, 300, 4);
    const Jackknife jackknife(bags);
    const auto t = centred_predictions(37, 75, 4);
    const Eigen::VectorXd together = jackknife.variances(t);
    for (Index row = 0; row < t.cols(); ++row) {
        REQUIRE(jackknife.variances(RowMatrix(t.col(row)))(0) == together(row)); // bit for bit
    }
}

TEST_CASE("equal trees have no variance") {
    const auto bags = random_bags(20, 30, 5);
    CHECK(Jackknife(bags).variances(RowMatrix::Zero(20, 3)) == Eigen::VectorXd::Zero(3));
}
