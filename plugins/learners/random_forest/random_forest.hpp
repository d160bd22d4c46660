// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bags.hpp"
#include "grow_tree.hpp"

#include <sinter/learner.hpp>
#include <sinter/parameters.hpp>

#include <cstddef>
#include <memory>

namespace sinter::plugins::random_forest {

/// A random forest for one real label (Breiman 2001).
///
/// A bag holds materials, not rows: all rows of a material share its count. Poisson counts are named by the
/// training set's stream, the tree and the material's key, so forests that are fitted on the same stream
/// share their bags, whatever their labels, options and other materials. User weights multiply the counts in
/// the fit only. A bag without a row gives no tree, and the forest is the mean of the trees that exist; a
/// forest without any tree predicts the training mean.
///
/// Trees grow side by side on the host's threads; about 16 bytes x 2 x in-bag rows a tree are kept.
/// Throws Error (SINTER_INVALID_ARGUMENT) for a training set without rows, a label that is NaN or infinite,
/// an infinite feature (NaN is a missing value) and a weight that is not positive and finite.
class RandomForest final : public Learner {
public:
    static Parameters parameters();
    explicit RandomForest(const Options& options);

    [[nodiscard]] Capabilities capabilities() const override;
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& training, Host& host) const override;

private:
    enum class FeaturesTried { third, square_root, all, number };
    [[nodiscard]] TreeLimits limits_for(std::size_t features) const;

    Index trees_;
    FeaturesTried tried_;
    std::size_t tried_number_ = 0;
    std::size_t min_leaf_;
    std::size_t max_depth_;
    BagKind bags_;
};

} // namespace sinter::plugins::random_forest
