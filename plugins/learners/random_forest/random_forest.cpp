// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/random_forest.hpp"

#include "plugins/learners/random_forest/auto_trees.hpp"
#include "plugins/learners/random_forest/growth/grow_forest.hpp"
#include "plugins/learners/random_forest/memory_need.hpp"
#include "plugins/learners/random_forest/model/forest_model.hpp"
#include "plugins/learners/random_forest/model/forest_state.hpp"
#include "plugins/learners/random_forest/training/noise_weights.hpp"
#include "plugins/learners/random_forest/training/training_rows.hpp"
#include "plugins/learners/random_forest/uncertainty/label_calibration.hpp"
#include "plugins/learners/random_forest/uncertainty/pooled_variance.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace sinter::plugins::random_forest {
namespace {

Normalise normalise_named(const std::string& name) {
    if (name == "root") {
        return Normalise::root;
    }
    return name == "count" ? Normalise::count : Normalise::sum;
}

std::optional<Engine> engine_named(const std::string& name) {
    if (name == "auto") {
        return std::nullopt;
    }
    return name == "exact" ? Engine::exact : Engine::histogram;
}

void pool_variance(Forest& forest, const TrainingRows& rows, Stream stream) {
    constexpr Index pairs = 500;
    const Jackknife jackknife(forest.bags);
    const RowMatrix between = rows_between(rows.features(), rows.feature_infos(), pairs, stream);
    for (const LabelForest& label : forest.labels) {
        const auto ratios = pooled_ratios(label, jackknife, between);
        forest.pooled_ratios.insert(forest.pooled_ratios.end(), ratios.begin(), ratios.end());
    }
}

} // namespace

Parameters RandomForest::parameters() {
    Parameters p;
    p.integer("trees", 200)
        .between(1, 100000)
        .choices({"auto"})
        .doc("number of trees; auto: grows until the out-of-bag error and the Monte-Carlo part of sigma_mean "
             "have settled, at most max_trees");
    p.integer("max_trees", 2000).between(1, 100000).doc("the most that trees = \"auto\" grows");
    p.integer("mtry", "auto")
        .at_least(1)
        .choices({"auto", "third", "sqrt", "all"})
        .doc(
            "features tried at a split: a third of them (at least one), their square root, all, or a number; "
            "auto: sqrt if all labels are classes, else third");
    p.integer("min_leaf", 1)
        .at_least(1)
        .doc("distinct training rows that each side of a split must hold, whatever their weight");
    p.integer("max_depth", std::int64_t{0})
        .at_least(0)
        .doc("splits between the root and a leaf at most; 0: no limit");
    p.text("bags", "poisson")
        .choices({"poisson", "multinomial"})
        .doc("how materials are drawn for a tree: independent Poisson(1) counts, which forests can share, or "
             "as many draws with replacement as there are materials");
    p.text("normalise", "root")
        .choices({"root", "count", "sum"})
        .doc("several labels: each one's impurity is divided by what it is at the root of the tree, by the "
             "number of rows there that have the label, or by nothing; numbers are standardised first");
    p.text("cuts", "best")
        .choices({"best", "random"})
        .doc("of each feature that is tried: the best cut, or one at random between "
             "the least and the greatest value in the node (extremely randomised trees)");
    p.text("engine", "auto")
        .choices({"auto", "exact", "histogram"})
        .doc("exact: every cut; histogram: in nodes of more than 1,024 rows only cuts at "
             "the borders of at most 255 quantile bins; auto: histogram from 10,000 rows on");
    p.text("calibrate_classes", "none")
        .choices({"none", "temperature"})
        .doc("class probabilities: shares of the trees' votes as they are, or raised to the power 1/T, with "
             "the T for which out-of-bag probabilities have the lowest log loss");
    p.text("sigma_mean", "jackknife")
        .choices({"jackknife", "pooled"})
        .doc("how uncertain the mean is: jackknife, row by row, mostly noise and too large with fewer trees "
             "than materials; pooled: the variance of the trees times one factor for all rows, which the "
             "jackknife gives for many rows together");
    p.text("stated_errors", "weigh")
        .choices({"weigh", "ignore"})
        .doc("labels with a stated error (error_column): rows with larger errors weigh less, or as others");
    return p;
}

RandomForest::RandomForest(const Options& options)
    : trees_(options.is_text("trees") ? 0 : options.integer("trees")),
      max_trees_(options.integer("max_trees")),
      min_leaf_(static_cast<std::size_t>(options.integer("min_leaf"))),
      max_depth_(static_cast<std::size_t>(options.integer("max_depth"))),
      bags_(options.text("bags") == "poisson" ? BagKind::poisson : BagKind::multinomial),
      normalise_(normalise_named(options.text("normalise"))),
      cuts_(options.text("cuts") == "best" ? Cuts::best : Cuts::random),
      engine_(engine_named(options.text("engine"))),
      calibrate_classes_(options.text("calibrate_classes") == "temperature" ? ClassCalibration::temperature
                                                                            : ClassCalibration::none),
      pools_variance_(options.text("sigma_mean") == "pooled"),
      weighs_noise_(options.text("stated_errors") == "weigh") {
    if (!options.is_text("mtry")) {
        tried_number_ = static_cast<std::size_t>(options.integer("mtry"));
    } else if (options.text("mtry") == "auto") {
        tried_ = FeaturesTried::by_labels;
    } else if (options.text("mtry") == "third") {
        tried_ = FeaturesTried::third;
    } else if (options.text("mtry") == "sqrt") {
        tried_ = FeaturesTried::square_root;
    } else {
        tried_ = FeaturesTried::all;
    }
}

Capabilities RandomForest::capabilities() const {
    return SINTER_CAN_REGRESS | SINTER_CAN_CLASSIFY | SINTER_CAN_MANY_LABELS | SINTER_CAN_MISSING_LABELS |
           SINTER_CAN_MISSING_FEATURES | SINTER_CAN_CATEGORIES | SINTER_CAN_WEIGHTS |
           SINTER_GIVES_OUT_OF_BAG | (weighs_noise_ ? Capabilities{SINTER_CAN_NOISE} : 0);
}

TreeLimits RandomForest::limits_for(std::size_t features, const LabelTable& labels) const {
    FeaturesTried by = tried_;
    if (by == FeaturesTried::by_labels) {
        const bool only_classes = std::all_of(labels.kinds.begin(), labels.kinds.end(),
                                              [](const LabelKind& kind) { return kind.class_count > 0; });
        by = only_classes ? FeaturesTried::square_root : FeaturesTried::third;
    }
    std::size_t tried = features;
    if (by == FeaturesTried::third) {
        tried = features / 3;
    } else if (by == FeaturesTried::square_root) {
        tried = static_cast<std::size_t>(std::sqrt(static_cast<double>(features)));
    } else if (by == FeaturesTried::number) {
        tried = tried_number_;
    }
    return {std::clamp<std::size_t>(tried, 1, std::max<std::size_t>(features, 1)), min_leaf_, max_depth_};
}

Growth RandomForest::growth_on(const TrainingRows& rows) const {
    constexpr std::size_t rows_for_histograms = 10000;
    Growth growth;
    growth.limits = limits_for(static_cast<std::size_t>(rows.features().columns()), rows.labels());
    growth.normalise = normalise_;
    growth.cuts = cuts_;
    growth.engine = engine_.value_or(rows.size() < rows_for_histograms ? Engine::exact : Engine::histogram);
    growth.weight_unit = rows.weight_unit();
    return growth;
}

std::shared_ptr<const Model> RandomForest::fit(const TrainingSet& whole, Host& host) const {
    TrainingSet training = whole;
    std::vector<double> weights;
    if (weighs_noise_ && training.noise.columns() > 0) {
        weights = noise_weights(training);
        training.weights = weights;
    }
    const TrainingRows rows(training);
    if (rows.left_out() > 0) {
        host.log(LogLevel::notice, "random_forest: " + std::to_string(rows.left_out()) +
                                       (rows.left_out() == 1 ? " row without a label is left out"
                                                             : " rows without a label are left out"));
    }
    Forest forest;
    forest.features = training.features.columns();
    forest.materials = distinct_keys(rows.materials());
    const std::vector<Index> places = places_of(rows.materials(), forest.materials);

    const auto most_trees = static_cast<std::size_t>(trees_ > 0 ? trees_ : max_trees_);
    require_memory({most_trees, rows.size(), forest.materials.size(), rows.labels().kinds.size(), min_leaf_},
                   physical_memory());
    const Growth growth = growth_on(rows);
    if (tried_ == FeaturesTried::number && tried_number_ > growth.limits.mtry) {
        host.log(LogLevel::notice, "random_forest: mtry = " + std::to_string(tried_number_) + " of " +
                                       std::to_string(forest.features) + " features: all are tried");
    }
    const Stream splits = training.stream.derive("split");
    if (trees_ == 0) {
        EnoughTrees enough;
        enough.most = max_trees_;
        if (pools_variance_) {
            enough.noise.reset();
        }
        grow_until_settled(forest, rows, places, growth, {bags_, training.stream, splits}, enough, host);
    } else {
        forest.bags = draw_bags(bags_, training.stream, trees_, forest.materials);
        forest.labels = grow_forest(rows, forest.bags, places, growth, splits, host);
    }
    calibrate(forest, rows, training, calibrate_classes_, host);
    if (pools_variance_) {
        pool_variance(forest, rows, training.stream.derive("between"));
    }
    return std::make_shared<ForestModel>(std::move(forest));
}

std::shared_ptr<const Model> RandomForest::restore(StateReader& state) const {
    return std::make_shared<ForestModel>(read_forest(trees_ == 0 ? max_trees_ : trees_, state));
}

} // namespace sinter::plugins::random_forest
