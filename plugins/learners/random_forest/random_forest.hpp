// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/learners/random_forest/training/bags.hpp"
#include "plugins/learners/random_forest/training/growth_options.hpp"
#include "plugins/learners/random_forest/training/label_table.hpp"
#include "plugins/learners/random_forest/training/training_rows.hpp"
#include "plugins/learners/random_forest/uncertainty/label_calibration.hpp"

#include <sinter/learner.hpp>
#include <sinter/parameters.hpp>

#include <cstddef>
#include <memory>
#include <optional>

namespace sinter::plugins::random_forest {

/// A random forest (Breiman 2001) for numbers and classes, one label or several with missing values.
///
/// A bag holds materials, not rows: all rows of a material share its count. Poisson counts are named by the
/// training set's stream, the tree and the material's key, so forests that are fitted on the same stream
/// share their bags, whatever their labels, options and other materials. User weights multiply the counts in
/// the fit only. Rows without any label are left out, and a notice says how many.
///
/// A categorical feature is cut by sets of its levels. Several labels share one structure a bag, grown on the
/// sum of their scaled impurities (target_columns.hpp); the tree of each keeps the nodes that part rows with
/// the label (label_tree.hpp). A bag without a row with the label gives no tree for it, and a prediction is
/// the mean of the label's trees: of leaf means, or of the leaves' class shares. A label without any tree
/// gets its training mean. A class that no training row has gets the probability 0.
///
/// Trees grow side by side on the host's threads; about 20 bytes x 2 x in-bag rows are kept for each tree of
/// each label, and for the class shares of leaves that are not pure 8 bytes per class. Throws Error
/// (SINTER_OUT_OF_MEMORY) before growing where that cannot fit into the machine.
///
/// Throws Error (SINTER_INVALID_ARGUMENT) for a training set without rows, labels that are not sound
/// (sinter/label_columns.hpp), an infinite feature (NaN is a missing value)
/// and a weight that is not positive and finite.
class RandomForest final : public Learner, private ModelRestorer {
public:
    static Parameters parameters();
    explicit RandomForest(const Options& options);

    [[nodiscard]] Capabilities capabilities() const override;
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& training, Host& host) const override;
    [[nodiscard]] const ModelRestorer* restorer() const override { return this; }

private:
    [[nodiscard]] std::shared_ptr<const Model> restore(StateReader& state) const override;
    enum class FeaturesTried { by_labels, third, square_root, all, number };
    [[nodiscard]] TreeLimits limits_for(std::size_t features, const LabelTable& labels) const;
    [[nodiscard]] Growth growth_on(const TrainingRows& rows) const;

    Index trees_; ///< 0: as many as are enough
    Index max_trees_;
    FeaturesTried tried_ = FeaturesTried::number;
    std::size_t tried_number_ = 0;
    std::size_t min_leaf_;
    std::size_t max_depth_;
    BagKind bags_;
    Normalise normalise_;
    Cuts cuts_;
    std::optional<Engine> engine_; ///< nothing: by the number of rows
    ClassCalibration calibrate_classes_;
    bool pools_variance_; ///< sigma_mean by pooled_variance.hpp
    bool weighs_noise_;   ///< by noise_weights.hpp
};

} // namespace sinter::plugins::random_forest
