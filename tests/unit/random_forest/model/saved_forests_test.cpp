// SPDX-License-Identifier: Apache-2.0
//
// Forests, saved and restored.
#include "plugins/learners/random_forest/random_forest.hpp"
#include "plugins/learners/random_forest/trees/tree_state.hpp"
#include "tests/unit/learners/class_data.hpp"
#include "tests/unit/learners/saved.hpp"
#include "tests/unit/random_forest/fitted_forest.hpp"

#include <sinter/saved_state.hpp>
#include <sinter/unknown.hpp>

#include <cmath>
#include <functional>

using namespace sinter;
using namespace sinter::tests;
using namespace sinter::plugins::random_forest;

namespace {

Options with_text(const Options& options, const char* name, const char* text) {
    OptionValue value;
    value.text = text;
    return options.with(name, value);
}
Options small() { return default_options<RandomForest>().with("trees", std::int64_t{30}); }

void require_same(TrainingData data, const Options& options, Index outputs) {
    require_same_restored<RandomForest>(data, options, outputs);
}

/// Gives `learn` a training set with a category of 70 levels.
struct WithCategory {
    TrainingData data = friedman(120, 5, 4);
    std::vector<Feature> infos = {
        {"kind", "", FeatureKind::category, 70}, {"a", ""}, {"b", ""}, {"c", ""}, {"d", ""}};

    WithCategory() {
        for (Index row = 0; row < data.x.rows(); ++row) {
            data.x(row, 0) = row % 11 == 3 ? unknown : static_cast<double>((row * 7) % 70);
            data.y(row, 0) += std::isnan(data.x(row, 0)) ? 5 : std::sin(data.x(row, 0)) * 9;
        }
    }
    std::shared_ptr<const Model> fitted() {
        TestHost host;
        auto set = data.set();
        set.feature_infos = infos;
        return RandomForest(small()).fit(set, host);
    }
};

Bytes tree_bytes(const std::vector<std::uint32_t>& codes, const std::vector<double>& values,
                 const std::vector<float>& weights, const std::vector<std::uint64_t>& categories = {}) {
    Bytes bytes;
    StateWriter writer([&](Span<std::uint8_t> b) { bytes.insert(bytes.end(), b.begin(), b.end()); });
    writer.numbers(codes);
    writer.numbers(values);
    writer.numbers(weights);
    writer.numbers(categories);
    writer.flush();
    return bytes;
}
std::string tree_refusal(const Bytes& bytes, const TreeBounds& bounds = {2, 0, false}) {
    StateReader reader(bytes);
    try {
        static_cast<void>(read_tree(bounds, reader));
    } catch (const Error& e) {
        return e.what();
    }
    return "";
}

} // namespace

TEST_CASE("a restored forest is the same in all that it can do, for every kind of label") {
    require_same(friedman(60, 6, 1), small(), 1);
    require_same(friedman_classes(60, 3, 2), small(), 3);
    require_same(mixed(80, 3), small(), mixed_outputs);
}

TEST_CASE("a restored forest is the same with few rows, gaps, weights and repeated materials") {
    require_same(friedman(1, 6, 1), small(), 1);
    require_same(friedman(2, 6, 1), small(), 1);
    require_same(friedman(3, 6, 1), small().with("trees", std::int64_t{1}), 1);
    auto data = friedman(50, 6, 5);
    data.x(3, 1) = unknown;
    data.x(9, 1) = unknown;
    data.weights.assign(50, 1);
    data.weights[3] = 4.5;
    data.materials.resize(50);
    for (std::size_t row = 0; row < 50; ++row) {
        data.materials[row] = 1000 + row / 2;
    }
    require_same(data, small(), 1);
}

TEST_CASE("a restored forest is the same whatever the options it was grown with") {
    const auto data = friedman(80, 6, 6);
    require_same(data, with_text(default_options<RandomForest>(), "trees", "auto"), 1);
    require_same(data, with_text(small(), "sigma_mean", "pooled"), 1);
    require_same(data, with_text(with_text(small(), "cuts", "random"), "bags", "multinomial"), 1);
    require_same(data, small().with("max_depth", std::int64_t{3}), 1);
    require_same(friedman_classes(80, 3, 7), with_text(small(), "calibrate_classes", "temperature"), 3);
}

TEST_CASE("a restored forest knows the sets of levels that its categories are cut by") {
    WithCategory with;
    const auto model = with.fitted();
    const auto again = from_bytes<RandomForest>(bytes_of(*model), small());
    RowMatrix x = with.data.x;
    x(0, 0) = 69;
    x(1, 0) = 5000; // no level at all
    x(2, 0) = -1;
    CHECK(same(predict(*model, x), predict(*again, x)));
    CHECK(same(deviations(*model, x).sigma_mean, deviations(*again, x).sigma_mean));
    bool cut = false;
    for (const Tree& tree : trees_of(*again)) {
        for (const Node& node : tree.nodes) {
            cut = cut || node.is_category_split();
        }
    }
    CHECK(cut);
}

TEST_CASE("a restored tree is the one that was saved, node by node") {
    TestHost host;
    auto data = friedman(100, 6, 8);
    const auto model = fit<RandomForest>(data, small(), host);
    const auto again = from_bytes<RandomForest>(bytes_of(*model), small());
    for (std::size_t b = 0; b < 30; ++b) {
        const Tree& was = trees_of(*model)[b];
        const Tree& is = trees_of(*again)[b];
        REQUIRE(was.nodes.size() == is.nodes.size());
        CHECK(was.weights == is.weights);
        for (std::size_t i = 0; i < was.nodes.size(); ++i) {
            REQUIRE(was.nodes[i].code() == is.nodes[i].code());
            REQUIRE(was.nodes[i].value() == is.nodes[i].value());
            REQUIRE(was.nodes[i].first_child() == is.nodes[i].first_child());
        }
    }
}

TEST_CASE("the state of a forest is smaller than the forest") {
    TestHost host;
    auto data = friedman(400, 6, 9);
    const auto model = fit<RandomForest>(data, small(), host);
    const Forest& forest = forest_of(*model);
    const std::size_t memory = forest.labels[0].bytes() + forest.bags.counts.size();
    CHECK(bytes_of(*model).size() < memory * 9 / 10);
}

TEST_CASE("a forest is restored by a learner that may have as many trees") {
    TestHost host;
    auto data = friedman(20, 6, 10);
    const Bytes bytes = bytes_of(*fit<RandomForest>(data, small(), host));
    CHECK(refusal_of<RandomForest>(bytes).empty());
    CHECK(refusal_of<RandomForest>(bytes, small().with("trees", std::int64_t{29})) ==
          "random_forest: 'trees' of the state is 30, expected 1 to 29");
    const auto automatic = with_text(default_options<RandomForest>(), "trees", "auto");
    CHECK(refusal_of<RandomForest>(bytes, automatic).empty());
    CHECK(refusal_of<RandomForest>(bytes, automatic.with("max_trees", std::int64_t{20})) ==
          "random_forest: 'trees' of the state is 30, expected 1 to 20");
}

TEST_CASE("a forest of another format is refused") {
    TestHost host;
    auto data = friedman(20, 6, 11);
    Bytes bytes = bytes_of(*fit<RandomForest>(data, small(), host));
    bytes.at(4 + 13) = 2;
    CHECK(refusal_of<RandomForest>(bytes) ==
          "random_forest: the state has the format 2, this version of 'random_forest' reads 1");
}

TEST_CASE("a tree that refers to what is not there is refused") {
    const std::uint32_t by_first = Node::split(0, 0, false, 0).code();
    const std::uint32_t by_third = Node::split(2, 0, false, 0).code();
    const Node category = Node::category_split(1, 0, 1, false, 0);
    CHECK(tree_refusal(tree_bytes({by_first, 0, 0}, {0.5, 1, 2}, {1, 1})).empty());
    CHECK(tree_refusal(tree_bytes({}, {}, {})).empty());
    CHECK(tree_refusal(tree_bytes({category.code(), 0, 0}, {category.value(), 1, 2}, {1, 1}, {5})).empty());
    CHECK(tree_refusal(tree_bytes({by_third, 0, 0}, {0.5, 1, 2}, {1, 1})) ==
          "a split of the state has a feature that is not there");
    CHECK(tree_refusal(tree_bytes({0x80000000U, 0, 0}, {0.5, 1, 2}, {1, 1})) ==
          "a split of the state has a feature that is not there");
    CHECK(tree_refusal(tree_bytes({category.code(), 0, 0}, {category.value(), 1, 2}, {1, 1})) ==
          "a split of the state has categories that are not there");
    CHECK(tree_refusal(tree_bytes({by_first, by_first, 0}, {0.5, 1, 2}, {1, 1})) ==
          "a split of the state has no children");
    CHECK(tree_refusal(tree_bytes({0, 0, 0}, {0.5, 1, 2}, {1, 1, 1})) ==
          "a tree of the state goes on behind its leaves");
    CHECK(tree_refusal(tree_bytes({by_first, 0, 0}, {0.5, 1, 2}, {1})) ==
          "a leaf of the state has no weight");
    CHECK(tree_refusal(tree_bytes({by_first, 0, 0}, {0.5, 1, 2}, {1, 1}), {2, 2, true}) ==
          "a leaf of the state has shares that are not there");
    CHECK(tree_refusal(tree_bytes({by_first, 0, 0}, {0.5, 1}, {1, 1})) ==
          "'values of a tree' of the state holds 2 numbers, expected 3");
}

TEST_CASE("bounds of numbers that have no order are not known") {
    const ResidualScores scores{{0, 1, 2}, {1, 2, 3}, {}, 3};
    std::vector<double> values{1, unknown, 3};
    CHECK(std::isnan(upper_order_statistic(scores, values, 0.3)));
    CHECK(std::isnan(lower_order_statistic(scores, values, 0.3)));
}

TEST_CASE("a forest refuses outputs of other columns than its own") {
    TestHost host;
    auto data = mixed(40, 1);
    const auto model = fit<RandomForest>(data, small(), host);
    const char* four = "random_forest: fills 5 columns, asked for 4";
    CHECK_THROWS_WITH(predict(*model, data.x, 4), four);
    CHECK_THROWS_WITH(deviations(*model, data.x, 4), four);
    CHECK_THROWS_WITH(out_of_bag(*model, data.x, data.materials, 4), four);
    RowMatrix out(40, 4);
    CHECK_THROWS_WITH(model->intervals()->predict_intervals(data.x, IntervalKind::calibrated, 0.1, out, {}),
                      four);
    CHECK_THROWS_WITH(model->monte_carlo_error()->predict_monte_carlo(data.x, out, {}), four);
    CHECK_THROWS_WITH(model->influence()->predict_influence(data.x, 0, out, {}),
                      "random_forest: fills 40 columns, asked for 4");
    CHECK_THROWS_AS(model->importance()->impurity_importance(out), Error);
    CHECK_THROWS_AS(model->shap()->shap_values(data.x, out, {}), Error);
}
