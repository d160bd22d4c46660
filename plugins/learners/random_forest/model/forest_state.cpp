// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/model/forest_state.hpp"

#include "plugins/learners/random_forest/trees/tree_state.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>

namespace sinter::plugins::random_forest {
namespace {

constexpr std::uint32_t format = 1;

void write_scores(const ResidualScores& scores, StateWriter& state) {
    state.integer(scores.material_count);
    state.numbers(scores.materials);
    state.numbers(scores.scores);
    state.numbers(scores.weights);
}
ResidualScores read_scores(Index materials, StateReader& state) {
    ResidualScores scores;
    scores.material_count = state.integer("scored materials", 0, materials);
    scores.materials = state.numbers<std::uint32_t>("materials of the scores");
    scores.scores = state.numbers<double>("scores", scores.materials.size());
    scores.weights = state.numbers<double>("weights of the scores");
    const bool known = std::all_of(scores.materials.begin(), scores.materials.end(),
                                   [&](std::uint32_t place) { return place < materials; });
    if (!known) {
        state.refuse("a score of the state has a material that is not there");
    }
    if (!scores.weights.empty() && scores.weights.size() != scores.scores.size()) {
        state.refuse("scores of the state and their weights differ in number");
    }
    return scores;
}

void write_calibration(const LabelCalibration& calibration, StateWriter& state) {
    write_scores(calibration.scores, state);
    write_scores(calibration.scores_of_half, state);
    state.real(calibration.trees);
    state.real(calibration.unseen_trees);
    state.real(calibration.classes.temperature);
    state.real(calibration.classes.floor);
    state.numbers(calibration.classes.known);
}
LabelCalibration read_calibration(Index materials, std::uint32_t class_count, StateReader& state) {
    LabelCalibration calibration;
    calibration.scores = read_scores(materials, state);
    calibration.scores_of_half = read_scores(materials, state);
    calibration.trees = state.real("trees of the scores");
    calibration.unseen_trees = state.real("unseen trees of the scores");
    calibration.classes.temperature = state.real("temperature", least_temperature, largest_temperature);
    calibration.classes.floor = state.real("floor of the shares", 0, 1);
    calibration.classes.known = state.numbers<std::uint8_t>("known classes");
    if (!calibration.classes.known.empty() && calibration.classes.known.size() != class_count) {
        state.refuse("known classes of the state are not those of the label");
    }
    return calibration;
}

void write_label(const LabelForest& label, StateWriter& state) {
    state.integer(label.class_count);
    state.numbers(label.training_mean);
    state.numbers(label.impurity_falls);
    state.real(label.calibration);
    for (std::size_t tree = 0; tree < label.trees.size(); ++tree) {
        if (label.class_count > 0) {
            state.numbers(label.shares[tree]);
        }
        write_tree(label.trees[tree], state);
    }
}
LabelForest read_label(Index trees, std::size_t features, StateReader& state) {
    LabelForest label;
    label.class_count = static_cast<std::uint32_t>(
        state.integer("class_count", 0, std::numeric_limits<std::uint32_t>::max()));
    label.training_mean = state.numbers<double>("training mean", static_cast<std::size_t>(label.outputs()));
    label.impurity_falls = state.numbers<double>("impurity falls", features);
    label.calibration = state.real("calibration");
    for (Index tree = 0; tree < trees; ++tree) {
        TreeBounds bounds{features, 0, label.class_count > 0};
        if (bounds.classes) {
            label.shares.push_back(state.numbers<double>("shares of a tree"));
            bounds.share_rows = label.shares.back().size() / label.class_count;
        }
        label.trees.push_back(read_tree(bounds, state));
    }
    return label;
}

void write_bags(const Forest& forest, StateWriter& state) {
    state.integer(forest.bags.trees);
    state.numbers(forest.materials);
    state.numbers(forest.bags.counts);
}
void read_bags(Forest& forest, Index most_trees, StateReader& state) {
    forest.bags.trees = state.integer("trees", 1, most_trees);
    forest.materials = state.numbers<std::uint64_t>("materials");
    forest.bags.materials = static_cast<Index>(forest.materials.size());
    const bool rising = std::adjacent_find(forest.materials.begin(), forest.materials.end(),
                                           std::greater_equal<>()) == forest.materials.end();
    if (forest.materials.empty() || !rising) {
        state.refuse("the materials of the state do not rise, or there are none");
    }
    forest.bags.counts = state.numbers<std::uint8_t>("bags", static_cast<std::size_t>(forest.bags.trees) *
                                                                 forest.materials.size());
}

} // namespace

void write_forest(const Forest& forest, StateWriter& state) {
    state.begin("random_forest", format);
    state.integer(forest.features);
    write_bags(forest, state);
    state.count(forest.labels.size());
    for (std::size_t label = 0; label < forest.labels.size(); ++label) {
        write_label(forest.labels[label], state);
        write_calibration(forest.calibrations[label], state);
    }
    state.numbers(forest.pooled_ratios);
}

Forest read_forest(Index most_trees, StateReader& state) {
    state.begin("random_forest", format, format);
    Forest forest;
    forest.features = state.integer("features", 0, std::numeric_limits<std::int32_t>::max());
    read_bags(forest, most_trees, state);
    const std::size_t labels = state.count("labels", sizeof(double));
    if (labels == 0) {
        state.refuse("the state has no label");
    }
    std::size_t outputs = 0;
    for (std::size_t label = 0; label < labels; ++label) {
        forest.labels.push_back(
            read_label(forest.bags.trees, static_cast<std::size_t>(forest.features), state));
        outputs += static_cast<std::size_t>(forest.labels.back().outputs());
        forest.calibrations.push_back(
            read_calibration(forest.bags.materials, forest.labels.back().class_count, state));
    }
    forest.pooled_ratios = state.numbers<double>("pooled ratios");
    if (!forest.pooled_ratios.empty() && forest.pooled_ratios.size() != outputs) {
        state.refuse("the state has " + std::to_string(forest.pooled_ratios.size()) + " pooled ratios for " +
                     std::to_string(outputs) + " outputs");
    }
    return forest;
}

} // namespace sinter::plugins::random_forest
