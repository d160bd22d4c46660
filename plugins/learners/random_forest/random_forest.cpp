// SPDX-License-Identifier: Apache-2.0
#include "random_forest.hpp"

#include "calibration.hpp"
#include "coded_features.hpp"
#include "forest_model.hpp"

#include <sinter/error.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace sinter::plugins::random_forest {
namespace {

/// The labels and weights of a fit, scaled by powers of two to at most 1: exact, and no sum can overflow.
struct ScaledRows {
    std::vector<double> labels;
    std::vector<double> weights;
    double label_scale = 1; ///< label = labels[i] x label_scale
    double mean = 0;        ///< weighted, of the labels as given
    double range = 0;       ///< of the labels as given
};

[[noreturn]] void refuse(Index row, const std::string& what) {
    fail_invalid("random_forest: row " + std::to_string(row) + " of the training set has " + what);
}

void check(const TrainingSet& t) {
    const auto rows = static_cast<std::size_t>(t.features.rows());
    if (rows == 0) {
        fail_invalid("random_forest: the training set has no rows");
    }
    if (t.labels.rows() != t.features.rows() || t.materials.size() != rows ||
        (!t.weights.empty() && t.weights.size() != rows)) {
        fail_invalid("random_forest: features, labels, weights and materials differ in their number of rows");
    }
    if (t.labels.columns() != 1) {
        fail_unsupported("random_forest: takes one label, not " + std::to_string(t.labels.columns()));
    }
    for (Index row = 0; row < t.features.rows(); ++row) {
        if (!std::isfinite(t.labels(row, 0))) {
            refuse(row, "a label that is NaN or infinite");
        }
        const double weight = t.weights.empty() ? 1 : t.weights[static_cast<std::size_t>(row)];
        if (!(weight > 0) || std::isinf(weight)) {
            refuse(row, "a weight that is not positive and finite");
        }
        for (Index feature = 0; feature < t.features.columns(); ++feature) {
            if (std::isinf(t.features(row, feature))) {
                refuse(row, "an infinite value of feature " + std::to_string(feature));
            }
        }
    }
}

/// The power of two that brings values of this size to at most 1.
double power_above(double size) {
    int exponent = 0;
    std::frexp(size, &exponent);
    return std::ldexp(1.0, std::min(exponent, 1023));
}

ScaledRows scaled_rows(const TrainingSet& t) {
    const auto rows = static_cast<std::size_t>(t.features.rows());
    ScaledRows s;
    for (std::size_t row = 0; row < rows; ++row) {
        s.labels.push_back(t.labels(static_cast<Index>(row), 0));
        s.weights.push_back(t.weights.empty() ? 1.0 : t.weights[row]);
    }
    const auto [low, high] = std::minmax_element(s.labels.begin(), s.labels.end());
    s.range = *high - *low;
    s.label_scale = power_above(std::max(std::abs(*low), std::abs(*high)));
    const double weight_scale = power_above(*std::max_element(s.weights.begin(), s.weights.end()));
    double weight = 0;
    double sum = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        s.labels[row] /= s.label_scale;
        s.weights[row] /= weight_scale;
        weight += s.weights[row];
        sum += s.weights[row] * s.labels[row];
    }
    s.mean = sum / weight * s.label_scale;
    return s;
}

std::vector<BagRow> rows_of_bag(const ScaledRows& rows, const std::vector<Index>& places,
                                const std::uint8_t* counts) {
    std::vector<BagRow> bag;
    for (std::size_t row = 0; row < places.size(); ++row) {
        const std::uint8_t count = counts[places[row]];
        if (count == 0) {
            continue;
        }
        bag.push_back({static_cast<std::uint32_t>(row), count * rows.weights[row], rows.labels[row]});
    }
    return bag;
}

template <class Code>
std::vector<Tree> grow_trees(const TrainingSet& training, const ScaledRows& rows, const BagCounts& bags,
                             const std::vector<Index>& places, const TreeLimits& limits, Host& host) {
    const CodedFeatures<Code> features(training.features, host);
    const Stream splits = training.stream.derive("split");
    std::vector<Tree> trees(static_cast<std::size_t>(bags.trees));
    std::atomic<Index> done = 0;
    host.parallel_for(bags.trees, [&](std::int64_t b) {
        if (host.cancelled()) {
            throw Error(SINTER_CANCELLED, "random_forest: stopped while growing");
        }
        trees[static_cast<std::size_t>(b)] =
            grow_tree(features, rows_of_bag(rows, places, bags.of_tree(b)), limits,
                      splits.derive(static_cast<std::uint64_t>(b)), rows.label_scale);
        host.progress(static_cast<double>(++done) / static_cast<double>(bags.trees));
    });
    return trees;
}

double calibrate(const Forest& forest, const TrainingSet& training, double label_range, Host& host) {
    constexpr Index rows_at_once = 1024;
    const Index rows = training.features.rows();
    const Index blocks = (rows + rows_at_once - 1) / rows_at_once;
    std::vector<std::vector<OutOfBagError>> by_block(static_cast<std::size_t>(blocks));
    host.parallel_for(blocks, [&](std::int64_t block) {
        const Index first = block * rows_at_once;
        const Index count = std::min(rows_at_once, rows - first);
        std::vector<double> labels;
        for (Index row = first; row < first + count; ++row) {
            labels.push_back(training.labels(row, 0));
        }
        by_block[static_cast<std::size_t>(block)] = out_of_bag_errors(
            forest, training.features.middle_rows(first, count),
            {training.materials.data() + first, static_cast<std::size_t>(count)}, labels.data());
    });
    std::vector<OutOfBagError> errors;
    for (const auto& part : by_block) {
        errors.insert(errors.end(), part.begin(), part.end());
    }
    return calibration_ratio(errors, label_range);
}

} // namespace

Parameters RandomForest::parameters() {
    Parameters p;
    p.integer("trees", 200).between(1, 100000).doc("number of trees");
    p.integer("mtry", "third")
        .at_least(1)
        .choices({"third", "sqrt", "all"})
        .doc(
            "features tried at a split: a third of them (at least one), their square root, all, or a number");
    p.integer("min_leaf", 1)
        .at_least(1)
        .doc("distinct training rows that each side of a split must hold, whatever their weight");
    p.integer("max_depth", std::int64_t{0})
        .at_least(0)
        .doc("splits between the root and a leaf at most; 0: no limit");
    p.text("bags", "poisson")
        .choices({"poisson", "multinomial"})
        .doc("how materials are drawn for a tree: independent Poisson(1) counts, which forests can share, or "
             "as "
             "many draws with replacement as there are materials");
    return p;
}

RandomForest::RandomForest(const Options& options)
    : trees_(options.integer("trees")), tried_(FeaturesTried::number),
      min_leaf_(static_cast<std::size_t>(options.integer("min_leaf"))),
      max_depth_(static_cast<std::size_t>(options.integer("max_depth"))),
      bags_(options.text("bags") == "poisson" ? BagKind::poisson : BagKind::multinomial) {
    if (!options.is_text("mtry")) {
        tried_number_ = static_cast<std::size_t>(options.integer("mtry"));
    } else if (options.text("mtry") == "third") {
        tried_ = FeaturesTried::third;
    } else if (options.text("mtry") == "sqrt") {
        tried_ = FeaturesTried::square_root;
    } else {
        tried_ = FeaturesTried::all;
    }
}

Capabilities RandomForest::capabilities() const {
    return SINTER_CAN_REGRESS | SINTER_CAN_MISSING_FEATURES | SINTER_CAN_WEIGHTS;
}

TreeLimits RandomForest::limits_for(std::size_t features) const {
    std::size_t tried = features;
    switch (tried_) {
    case FeaturesTried::third:
        tried = features / 3;
        break;
    case FeaturesTried::square_root:
        tried = static_cast<std::size_t>(std::sqrt(static_cast<double>(features)));
        break;
    case FeaturesTried::all:
        break;
    case FeaturesTried::number:
        tried = tried_number_;
        break;
    }
    return {std::clamp<std::size_t>(tried, 1, std::max<std::size_t>(features, 1)), min_leaf_, max_depth_};
}

std::shared_ptr<const Model> RandomForest::fit(const TrainingSet& training, Host& host) const {
    check(training);
    const ScaledRows rows = scaled_rows(training);
    Forest forest;
    forest.features = training.features.columns();
    forest.training_mean = rows.mean;
    forest.materials = distinct_keys(training.materials);
    forest.bags = draw_bags(bags_, training.stream, trees_, forest.materials);
    std::vector<Index> places;
    for (const std::uint64_t key : training.materials) {
        places.push_back(place_of(key, forest.materials));
    }

    const TreeLimits limits = limits_for(static_cast<std::size_t>(forest.features));
    using Narrow = std::uint16_t;
    forest.trees = training.features.rows() <= CodedFeatures<Narrow>::most_rows
                       ? grow_trees<Narrow>(training, rows, forest.bags, places, limits, host)
                       : grow_trees<std::uint32_t>(training, rows, forest.bags, places, limits, host);
    forest.calibration = calibrate(forest, training, rows.range, host);
    return std::make_shared<ForestModel>(std::move(forest));
}

} // namespace sinter::plugins::random_forest
