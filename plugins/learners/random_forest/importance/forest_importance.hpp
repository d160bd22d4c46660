// SPDX-License-Identifier: Apache-2.0
//
// Which features a forest hangs on.
#pragma once

#include "plugins/learners/random_forest/training/bags.hpp"
#include "plugins/learners/random_forest/trees/label_forest.hpp"

#include <sinter/importance.hpp>

#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

/// The abilities of a forest that is a mean over the trees of `labels`.
///
/// Impurity: LabelForest::impurity_falls (permutation.hpp and tree_shap.hpp say what the others are). It is
/// from the training rows themselves, so a feature with many values gains on one with few, and one without
/// any bearing is above 0; permutation on out-of-bag rows has neither flaw.
///
/// Shapley values are the mean of the trees', and of a class about its share, before a temperature calibrates
/// it. A label without any tree has the values 0 and its training mean as base.
///
/// Throws Error (SINTER_INVALID_ARGUMENT) for rows without the forest's features, labels or materials, and
/// for a class that the label does not have.
class ForestImportance final : public Importance, public Shap {
public:
    /// Views: all must outlive this object.
    ForestImportance(const std::vector<LabelForest>& labels, const BagCounts& bags,
                     const std::vector<std::uint64_t>& materials, const Index& features)
        : labels_(&labels), bags_(&bags), materials_(&materials), features_(&features) {}

    void impurity_importance(MatrixOut shares) const override;
    void permutation_importance(const LabelledMaterials& rows, Stream stream, MatrixOut mean,
                                MatrixOut standard_error) const override;
    void shap_values(MatrixView x, MatrixOut values, MatrixOut base) const override;

private:
    const std::vector<LabelForest>* labels_;
    const BagCounts* bags_;
    const std::vector<std::uint64_t>* materials_; ///< sorted; the order of `bags`
    const Index* features_;
};

} // namespace sinter::plugins::random_forest
