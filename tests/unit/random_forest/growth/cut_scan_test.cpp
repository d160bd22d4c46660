// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/growth/cut_scan.hpp"
#include "plugins/learners/random_forest/random_forest.hpp"
#include "tests/unit/learners/training_data.hpp"
#include "tests/unit/random_forest/fitted_forest.hpp"

#include <sinter/random.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <cstdint>
#include <hwy/targets.h>
#include <vector>

using namespace sinter;
using namespace sinter::tests;
using namespace sinter::plugins::random_forest;

namespace {

/// While it lives, this is the only level of vector instructions.
class OnlyLevel {
public:
    explicit OnlyLevel(std::int64_t level) {
        hwy::SetSupportedTargetsForTest(level);
        hwy::GetChosenTarget().Update(level);
    }
    OnlyLevel(const OnlyLevel&) = delete;
    OnlyLevel& operator=(const OnlyLevel&) = delete;
    ~OnlyLevel() {
        hwy::SetSupportedTargetsForTest(0);
        hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    }
};

/// What stands left of some cuts: whole weights and sums.
struct Sides {
    std::vector<std::int64_t> weights;
    std::vector<std::int64_t> sums;
    double weight = 0; ///< of both sides
};

Sides random_sides(std::size_t cuts, std::uint64_t seed) {
    Draws draws(Stream(seed).derive("sides"));
    Sides sides;
    std::int64_t weight = 0;
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < cuts; ++i) {
        weight += static_cast<std::int64_t>(draws.below(4));
        // What weighs nothing adds nothing.
        sum += weight > 0 ? static_cast<std::int64_t>(draws.below(2000)) - 1000 : 0;
        sides.weights.push_back(weight);
        sides.sums.push_back(sum);
    }
    sides.weight = static_cast<double>(weight + 3);
    return sides;
}

/// As integers, with what may be read behind them.
std::vector<std::int64_t> held(const Sides& sides, const SumFormat& format) {
    constexpr std::int64_t garbage = 0x7FFFFFFFFFFFFFFF;
    std::vector<std::int64_t> all;
    for (std::size_t i = 0; i < sides.sums.size(); ++i) {
        all.push_back(format.packed ? sides.sums[i] * (std::int64_t{1} << format.shift) + sides.weights[i]
                                    : sides.weights[i]);
    }
    all.insert(all.end(), 8, garbage);
    if (!format.packed) {
        all.insert(all.end(), sides.sums.begin(), sides.sums.end());
        all.insert(all.end(), 8, garbage);
    }
    return all;
}

double fall_of(const Sides& sides, std::size_t i, const ScanColumn& column) {
    const auto left = static_cast<double>(sides.weights[i]);
    const double right = sides.weight - left;
    const double sum = static_cast<double>(sides.sums[i]) - column.excess * left;
    return left > 0 && right > 0 ? column.factor * sum * sum / (left * right) : 0;
}

FoundCut plain_best(const Sides& sides, const ScanColumn& column, double above, double margin) {
    double greatest = above;
    for (std::size_t i = 0; i < sides.sums.size(); ++i) {
        greatest = std::max(greatest, fall_of(sides, i, column));
    }
    for (std::size_t i = 0; greatest > above && i < sides.sums.size(); ++i) {
        if (fall_of(sides, i, column) >= greatest - margin) {
            return {true, i, greatest};
        }
    }
    return {};
}

} // namespace

TEST_CASE("the best of many cuts is that of plain loops, on every level of vector instructions") {
    for (const std::int64_t level : hwy::SupportedAndGeneratedTargets()) {
        const OnlyLevel only(level);
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            CAPTURE(level, seed);
            const Sides sides = random_sides(1 + seed % 37, seed);
            const SumFormat format{seed % 2 == 0, 12 + static_cast<unsigned>(seed % 5)};
            const auto integers = held(sides, format);
            const ScanColumn column{0, sides.weight, 0.125 * static_cast<double>(seed % 3), 0.5, 1000};
            const CutSums cuts{integers.data(), sides.sums.size() + 8, nullptr, 0, sides.sums.size()};
            const double above = seed % 4 == 0 ? 1e4 : -1;
            const FoundCut found = best_cut(cuts, format, {column}, above, 1e-6);
            const FoundCut expected = plain_best(sides, column, above, 1e-6);
            REQUIRE(found.found == expected.found);
            REQUIRE(found.index == expected.index);
            REQUIRE(found.fall == Approx(expected.fall).epsilon(1e-14));
        }
    }
}

TEST_CASE("the largest sums that are held are read exactly") {
    const std::int64_t most = (std::int64_t{1} << 49) + 1;
    const Sides sides{{1, 2, 3}, {most, -most, 7}, 10};
    const SumFormat format{true, 12};
    const auto integers = held(sides, format);
    const ScanColumn column{0, 10, 0, 1, 0};
    const FoundCut found = best_cut({integers.data(), 11, nullptr, 0, 3}, format, {column}, -1, 1e18);
    REQUIRE(found.found);
    CHECK(found.index == 0);
    const auto sum = static_cast<double>(most);
    CHECK(found.fall == sum * sum / 9);
}

TEST_CASE("a forest has the same bits on every level of vector instructions") {
    TrainingData train = friedman(300, 12, 4);
    train.y.conservativeResize(Eigen::NoChange, 2);
    train.y.col(1) = train.y.col(0).cwiseSqrt();
    const auto options = default_options<RandomForest>().with("trees", std::int64_t{5});
    TestHost host;
    const RowMatrix expected = predict(*fit<RandomForest>(train, options, host), train.x, 2);
    const auto levels = hwy::SupportedAndGeneratedTargets();
    CHECK(levels.size() > 1);
    for (const std::int64_t level : levels) {
        const OnlyLevel only(level);
        CHECK(same(predict(*fit<RandomForest>(train, options, host), train.x, 2), expected));
    }
}
