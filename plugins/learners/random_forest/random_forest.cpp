// SPDX-License-Identifier: Apache-2.0
#include "random_forest.hpp"

#include "calibration.hpp"
#include "forest_model.hpp"
#include "grow_forest.hpp"
#include "training_rows.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace sinter::plugins::random_forest {
namespace {

double calibrate(const Forest& forest, std::size_t label, const TrainingRows& rows, Host& host) {
    constexpr Index rows_a_part = 1024;
    const auto all = static_cast<Index>(rows.size());
    const Index parts = (all + rows_a_part - 1) / rows_a_part;
    std::vector<std::vector<OutOfBagError>> by_part(static_cast<std::size_t>(parts));
    host.parallel_for(parts, [&](std::int64_t part) {
        const Index first = part * rows_a_part;
        const Index count = std::min(rows_a_part, all - first);
        std::vector<double> labels;
        for (Index row = first; row < first + count; ++row) {
            labels.push_back(rows.label(static_cast<std::size_t>(row), label));
        }
        by_part[static_cast<std::size_t>(part)] = out_of_bag_errors(
            forest, label, rows.features().middle_rows(first, count),
            {rows.materials().data() + first, static_cast<std::size_t>(count)}, labels.data());
    });
    std::vector<OutOfBagError> errors;
    for (const auto& part : by_part) {
        errors.insert(errors.end(), part.begin(), part.end());
    }
    return calibration_ratio(errors, rows.summaries()[label].range);
}

Normalise normalise_named(const std::string& name) {
    if (name == "root") {
        return Normalise::root;
    }
    return name == "count" ? Normalise::count : Normalise::sum;
}

} // namespace

Parameters RandomForest::parameters() {
    Parameters p;
    p.integer("trees", 200).between(1, 100000).doc("number of trees");
    p.integer("mtry", "auto")
        .at_least(1)
        .choices({"auto", "third", "sqrt", "all"})
        .doc(
            "features tried at a split: a third of them (at least one), their square root, all, or a number; "
            "auto: sqrt where all labels are classes, else third");
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
    return p;
}

RandomForest::RandomForest(const Options& options)
    : trees_(options.integer("trees")), min_leaf_(static_cast<std::size_t>(options.integer("min_leaf"))),
      max_depth_(static_cast<std::size_t>(options.integer("max_depth"))),
      bags_(options.text("bags") == "poisson" ? BagKind::poisson : BagKind::multinomial),
      normalise_(normalise_named(options.text("normalise"))) {
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
           SINTER_CAN_MISSING_FEATURES | SINTER_CAN_WEIGHTS;
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

std::shared_ptr<const Model> RandomForest::fit(const TrainingSet& training, Host& host) const {
    const TrainingRows rows(training);
    if (rows.left_out() > 0) {
        host.log(LogLevel::notice,
                 "random_forest: " + std::to_string(rows.left_out()) + " rows without a label are left out");
    }
    Forest forest;
    forest.features = training.features.columns();
    forest.materials = distinct_keys(rows.materials());
    forest.bags = draw_bags(bags_, training.stream, trees_, forest.materials);
    std::vector<Index> places;
    for (const std::uint64_t key : rows.materials()) {
        places.push_back(place_of(key, forest.materials));
    }

    const Growth growth{limits_for(static_cast<std::size_t>(forest.features), rows.labels()), normalise_};
    forest.labels = grow_forest(rows, forest.bags, places, growth, training.stream.derive("split"), host);
    for (std::size_t label = 0; label < forest.labels.size(); ++label) {
        if (forest.labels[label].class_count == 0) {
            forest.labels[label].calibration = calibrate(forest, label, rows, host);
        }
    }
    return std::make_shared<ForestModel>(std::move(forest));
}

} // namespace sinter::plugins::random_forest
