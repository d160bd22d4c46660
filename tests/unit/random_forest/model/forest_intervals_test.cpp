// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/random_forest.hpp"
#include "tests/unit/learners/class_data.hpp"
#include "tests/unit/learners/training_data.hpp"
#include "tests/unit/random_forest/fitted_forest.hpp"

#include <sinter/error.hpp>
#include <sinter/intervals.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

using namespace sinter;
using namespace sinter::tests;
using plugins::random_forest::RandomForest;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

Options with_trees(std::int64_t trees) { return default_options<RandomForest>().with("trees", trees); }

struct Bounds {
    RowMatrix lower, upper;
};
Bounds intervals(const Model& model, const RowMatrix& x, IntervalKind kind, double alpha, Index outputs = 1) {
    Bounds b{RowMatrix(x.rows(), outputs), RowMatrix(x.rows(), outputs)};
    model.intervals()->predict_intervals(x, kind, alpha, b.lower, b.upper);
    return b;
}

struct Moments {
    double mean = 0;
    double deviation = 0;
    Index trees = 0;
};

/// Of the predictions of one row by the trees that did not see a material, or every second of them: two passes.
Moments unseen_moments(const Model& model, std::size_t label, const RowMatrix& x, Index row,
                       std::uint64_t material, std::size_t every = 1) {
    const auto& forest = forest_of(model);
    const Index place = plugins::random_forest::place_of(material, forest.materials);
    std::vector<double> t;
    std::size_t unseen = 0;
    for (std::size_t b = 0; b < forest.labels[label].trees.size(); ++b) {
        const auto& tree = forest.labels[label].trees[b];
        if (!tree.empty() && forest.bags.of_tree(static_cast<Index>(b))[place] == 0 &&
            unseen++ % every == 0) {
            t.push_back(tree_prediction(tree, x, row));
        }
    }
    Moments m;
    m.trees = static_cast<Index>(t.size());
    for (const double v : t) {
        m.mean += v / static_cast<double>(t.size());
    }
    for (const double v : t) {
        m.deviation += (v - m.mean) * (v - m.mean);
    }
    m.deviation = std::sqrt(m.deviation / static_cast<double>(t.size() - 1));
    return m;
}

/// A value that weighs.
using Weighed = std::pair<double, double>;

/// Each value as often as its weight says in twelfths (materials have 1, 2, 3, 4 or 6 rows): plain ranks.
double rank_in_twelfths(std::vector<Weighed> values, double rank) {
    std::sort(values.begin(), values.end());
    double count = 0;
    for (const auto& [value, weight] : values) {
        count += std::round(12 * weight);
        if (count >= 12 * rank) {
            return value;
        }
    }
    return infinity;
}

struct Interval {
    double lower, upper;
};

/// As methods and paper say, one row after the other.
Interval plain_jackknife_plus(const Model& model, std::size_t label, TrainingData& data, const RowMatrix& x,
                              Index row, double alpha) {
    std::map<std::uint64_t, double> rows_of;
    std::vector<std::pair<Index, Moments>> own;
    (void)data.set();
    for (Index i = 0; i < data.x.rows(); ++i) {
        const Moments m =
            unseen_moments(model, label, data.x, i, data.materials[static_cast<std::size_t>(i)]);
        if (!std::isnan(data.y(i, static_cast<Index>(label))) && m.trees >= 2) {
            own.emplace_back(i, m);
            ++rows_of[data.materials[static_cast<std::size_t>(i)]];
        }
    }
    std::vector<Weighed> below;
    std::vector<Weighed> above;
    for (const auto& [i, at_home] : own) {
        const auto material = data.materials[static_cast<std::size_t>(i)];
        const double score =
            std::abs(data.y(i, static_cast<Index>(label)) - at_home.mean) / at_home.deviation;
        const Moments m = unseen_moments(model, label, x, row, material);
        below.emplace_back(-(m.mean - score * m.deviation), 1 / rows_of[material]);
        above.emplace_back(m.mean + score * m.deviation, 1 / rows_of[material]);
    }
    const auto n = static_cast<double>(rows_of.size());
    // Of both sides, the lower one counted from above: with a row per material, that is as many rows as
    // ceil((1 - alpha)(n + 1)), and so the floor(alpha (n + 1))-th from below.
    const double rank = (1 - alpha) * (n + 1) - 1e-9;
    return {-rank_in_twelfths(below, rank), rank_in_twelfths(above, rank)};
}

void require_plain(const Model& model, std::size_t label, TrainingData& data, const RowMatrix& x,
                   double alpha, Index outputs = 1, Index column = 0) {
    const auto b = intervals(model, x, IntervalKind::jackknife_plus, alpha, outputs);
    for (Index row = 0; row < x.rows(); ++row) {
        const Interval plain = plain_jackknife_plus(model, label, data, x, row, alpha);
        REQUIRE(b.lower(row, column) == Approx(plain.lower).epsilon(1e-12).margin(1e-11));
        REQUIRE(b.upper(row, column) == Approx(plain.upper).epsilon(1e-12).margin(1e-11));
    }
}

/// Share of labels between the bounds.
double coverage(const Bounds& b, const RowMatrix& y) {
    return static_cast<double>((b.lower.array() <= y.array() && y.array() <= b.upper.array()).count()) /
           static_cast<double>(y.size());
}

} // namespace

TEST_CASE("jackknife+ is what its definition, written out, gives") {
    TestHost host;
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        auto data = friedman(70, 5, seed);
        const auto test = friedman(9, 5, seed + 100);
        const auto model = fit<RandomForest>(data, with_trees(60), host);
        for (const double alpha : {0.1, 0.32, 0.5, 0.9}) {
            require_plain(*model, 0, data, test.x, alpha);
        }
    }
}

TEST_CASE("jackknife+ leaves a material out with all of its rows, and a material counts once") {
    TestHost host;
    auto data = friedman(70, 5, 4);
    for (Index row = 0; row < 70; ++row) { // 1, 2, 3 and 4 rows per material
        static const int of_ten[10] = {0, 1, 1, 2, 2, 2, 3, 3, 3, 3};
        data.materials.push_back(static_cast<std::uint64_t>(100 + 4 * (row / 10) + of_ten[row % 10]));
    }
    const auto model = fit<RandomForest>(data, with_trees(50), host);
    REQUIRE(forest_of(*model).calibrations[0].scores.material_count == 28);
    for (const double alpha : {0.1, 0.3}) {
        require_plain(*model, 0, data, friedman(7, 5, 104).x, alpha);
    }
}

TEST_CASE("intervals of several labels use the rows that have each, and classes have none") {
    TestHost host;
    auto data = mixed(80, 5);
    const auto test = mixed(40, 6);
    const auto model = fit<RandomForest>(data, with_trees(40), host);
    require_plain(*model, 0, data, test.x.topRows(5), 0.2, mixed_outputs, 0);
    require_plain(*model, 2, data, test.x.topRows(5), 0.2, mixed_outputs, 4);
    for (const auto kind : {IntervalKind::calibrated, IntervalKind::jackknife_plus}) {
        const auto b = intervals(*model, test.x, kind, 0.2, mixed_outputs);
        CHECK(b.lower.middleCols(1, 3).array().isNaN().all());
        CHECK(b.upper.middleCols(1, 3).array().isNaN().all());
        CHECK(b.lower.col(4).array().isFinite().all());
    }
}

TEST_CASE("the calibrated interval is the mean and a quantile of the scores, brought to all trees") {
    TestHost host;
    auto data = friedman(99, 5, 7);
    const auto test = friedman(30, 5, 8);
    const auto model = fit<RandomForest>(data, with_trees(60), host);
    const auto d = deviations(*model, test.x);
    const auto& forest = forest_of(*model);
    std::vector<double> scores;
    std::vector<double> scores_of_half;
    double unseen = 0;
    for (Index i = 0; i < 99; ++i) {
        const Moments m = unseen_moments(*model, 0, data.x, i, data.materials[static_cast<std::size_t>(i)]);
        scores.push_back(std::abs(data.y(i) - m.mean) / m.deviation);
        const Moments half =
            unseen_moments(*model, 0, data.x, i, data.materials[static_cast<std::size_t>(i)], 2);
        scores_of_half.push_back(std::abs(data.y(i) - half.mean) / half.deviation);
        unseen += static_cast<double>(m.trees) / 99;
    }
    std::sort(scores.begin(), scores.end());
    std::sort(scores_of_half.begin(), scores_of_half.end());
    // The 90th of 99: 0.9 x 100. log q is linear in 1 / (trees - 1), from half of the unseen ones to all 60.
    const double log_q = std::log(scores[89]);
    const double slope = (std::log(scores_of_half[89]) - log_q) / (1 / (unseen / 2 - 1) - 1 / (unseen - 1));
    const double q = std::exp(log_q + slope * (1.0 / 59 - 1 / (unseen - 1))) / forest.labels[0].calibration;
    const auto b = intervals(*model, test.x, IntervalKind::calibrated, 0.1);
    for (Index row = 0; row < 30; ++row) {
        const double half = q * d.sigma_obs(row);
        REQUIRE(b.lower(row) == Approx(d.mean(row) - half).epsilon(1e-10));
        REQUIRE(b.upper(row) == Approx(d.mean(row) + half).epsilon(1e-10));
    }
}

TEST_CASE("intervals cover what they say of new rows of the same law") {
    TestHost host;
    for (const auto kind : {IntervalKind::calibrated, IntervalKind::jackknife_plus}) {
        double covered = 0;
        double width = 0;
        constexpr int repeats = 6;
        for (int r = 0; r < repeats; ++r) {
            auto data = friedman(120, 5, static_cast<std::uint64_t>(20 + r));
            const auto test = friedman(150, 5, static_cast<std::uint64_t>(200 + r));
            const auto model = fit<RandomForest>(data, with_trees(80), host);
            const auto b = intervals(*model, test.x, kind, 0.2);
            covered += coverage(b, test.y) / repeats;
            width += (b.upper - b.lower).mean() / repeats;
        }
        CHECK(covered >= 1 - 2 * 0.2); // what is proven
        CHECK(covered == Approx(0.8).margin(0.07));
        CHECK(width < 12); // labels spread over about 20
    }
}

TEST_CASE("a smaller alpha gives a wider interval, and one too small for the rows an infinite one") {
    TestHost host;
    auto data = friedman(19, 5, 9);
    const auto test = friedman(5, 5, 10);
    const auto model = fit<RandomForest>(data, with_trees(60), host);
    for (const auto kind : {IntervalKind::calibrated, IntervalKind::jackknife_plus}) {
        const auto wide = intervals(*model, test.x, kind, 0.05); // 0.05 x 20 = 1: the outermost of 19
        const auto narrow = intervals(*model, test.x, kind, 0.4);
        CHECK(wide.lower.array().isFinite().all());
        CHECK((wide.lower.array() <= narrow.lower.array()).all());
        CHECK((wide.upper.array() >= narrow.upper.array()).all());
        const auto all = intervals(*model, test.x, kind, 0.049);
        CHECK(all.lower == RowMatrix::Constant(5, 1, -infinity));
        CHECK(all.upper == RowMatrix::Constant(5, 1, infinity));
        CHECK(intervals(*model, test.x, kind, 1e-300).upper == RowMatrix::Constant(5, 1, infinity));
        CHECK(intervals(*model, test.x, kind, 1 - 1e-9).upper.array().isFinite().all());
    }
}

TEST_CASE("an alpha that is no share and a kind that does not exist are refused") {
    TestHost host;
    auto data = friedman(20, 5, 11);
    const auto model = fit<RandomForest>(data, with_trees(10), host);
    for (const double alpha : {0.0, 1.0, -0.1, std::nan("")}) {
        CHECK_THROWS_AS(intervals(*model, data.x, IntervalKind::calibrated, alpha), Error);
    }
    try {
        (void)intervals(*model, data.x, static_cast<IntervalKind>(3), 0.1);
        FAIL("a third kind was made");
    } catch (const Error& e) {
        CHECK(e.code() == SINTER_UNSUPPORTED);
    }
}

TEST_CASE("one or two rows, or one tree, leave every measurement possible") {
    TestHost host;
    for (const Index rows : {1, 2}) {
        auto data = friedman(rows, 5, 12);
        const auto model = fit<RandomForest>(data, with_trees(40), host);
        for (const auto kind : {IntervalKind::calibrated, IntervalKind::jackknife_plus}) {
            const auto b = intervals(*model, data.x, kind, 0.1);
            CHECK(b.lower == RowMatrix::Constant(rows, 1, -infinity));
            CHECK(b.upper == RowMatrix::Constant(rows, 1, infinity));
        }
    }
    auto data = friedman(50, 5, 13);
    const auto model = fit<RandomForest>(data, with_trees(1), host);
    CHECK(intervals(*model, data.x, IntervalKind::calibrated, 0.1).upper ==
          RowMatrix::Constant(50, 1, infinity));
    CHECK(intervals(*model, data.x, IntervalKind::jackknife_plus, 0.1).lower ==
          RowMatrix::Constant(50, 1, -infinity));
}

TEST_CASE("a material that is in nearly every bag has no score") {
    TestHost host;
    auto data = friedman(60, 5, 14);
    const auto model = fit<RandomForest>(data, with_trees(6), host); // two in ten have fewer than two trees
    const auto& forest = forest_of(*model);
    Index expected = 0;
    for (Index i = 0; i < forest.bags.materials; ++i) {
        Index unseen = 0;
        for (Index b = 0; b < 6; ++b) {
            unseen += forest.bags.of_tree(b)[i] == 0 ? 1 : 0;
        }
        expected += unseen >= 2 ? 1 : 0;
    }
    REQUIRE(expected < 60);
    CHECK(forest.calibrations[0].scores.material_count == expected);
    require_plain(*model, 0, data, friedman(5, 5, 15).x, 0.3);
}

TEST_CASE("labels that are all equal have intervals without width") {
    TestHost host;
    auto data = friedman(60, 5, 16);
    data.y.setConstant(3);
    const auto model = fit<RandomForest>(data, with_trees(30), host);
    for (const auto kind : {IntervalKind::calibrated, IntervalKind::jackknife_plus}) {
        const auto b = intervals(*model, data.x, kind, 0.1);
        CHECK(b.lower == RowMatrix::Constant(60, 1, 3));
        CHECK(b.upper == RowMatrix::Constant(60, 1, 3));
    }
}

TEST_CASE("errors where all trees agree make the interval infinite, not NaN") {
    TestHost host;
    auto data = friedman(40, 5, 17);
    data.x.setZero(); // nothing to split on: trees are means of their bags
    data.y.setZero();
    data.y(7) = 1; // where it is not in the bag, all trees say 0
    const auto model = fit<RandomForest>(data, with_trees(40), host);
    REQUIRE(std::isinf(forest_of(*model).calibrations[0].scores.scores[0] +
                       *std::max_element(forest_of(*model).calibrations[0].scores.scores.begin(),
                                         forest_of(*model).calibrations[0].scores.scores.end())));
    for (const auto kind : {IntervalKind::calibrated, IntervalKind::jackknife_plus}) {
        CHECK(intervals(*model, data.x, kind, 0.025).upper(0) == infinity); // the one outermost of 40
        CHECK(std::isfinite(intervals(*model, data.x, kind, 0.1).upper(0)));
    }
}

TEST_CASE("a row's interval does not depend on the rows it is asked for with, and outputs may be left out") {
    TestHost host;
    auto data = friedman(300, 5, 18);
    const auto test = friedman(140, 5, 19);
    const auto model = fit<RandomForest>(data, with_trees(37), host);
    for (const auto kind : {IntervalKind::calibrated, IntervalKind::jackknife_plus}) {
        const auto together = intervals(*model, test.x, kind, 0.1);
        for (const Index row : {0, 63, 64, 139}) {
            const auto alone = intervals(*model, test.x.middleRows(row, 1), kind, 0.1);
            REQUIRE(alone.lower(0) == together.lower(row)); // bit for bit
            REQUIRE(alone.upper(0) == together.upper(row));
        }
        RowMatrix upper(140, 1);
        model->intervals()->predict_intervals(test.x, kind, 0.1, {}, upper);
        CHECK(upper == together.upper);
    }
}
