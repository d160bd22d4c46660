// SPDX-License-Identifier: Apache-2.0
//
// What a forest's bags tell beyond sigma_mean.
#pragma once

#include "plugins/learners/random_forest/trees/label_forest.hpp"
#include "plugins/learners/random_forest/uncertainty/covariance.hpp"
#include "plugins/learners/random_forest/uncertainty/jackknife.hpp"

#include <sinter/bagged_uncertainty.hpp>

#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace sinter::plugins::random_forest {

/// A jackknife that is made when it is first asked for, while others that ask wait.
class LazyJackknife {
public:
    /// `bags` must outlive this object.
    explicit LazyJackknife(const BagCounts& bags) : bags_(&bags) {}
    [[nodiscard]] const Jackknife& get() const {
        std::call_once(made_, [&] { jackknife_ = std::make_unique<const Jackknife>(*bags_); });
        return *jackknife_;
    }

private:
    const BagCounts* bags_;
    mutable std::once_flag made_;
    mutable std::unique_ptr<const Jackknife> jackknife_;
};

/// The abilities of a forest that is a mean over the trees of `labels`. Labels share the bags. A tree that a
/// label does not have counts as predicting the mean of its others; two labels' covariance is over the trees
/// that both have. Of a class it is about its share, before a temperature calibrates it.
///
/// A row is refused that does not have the forest's features. Throws Error (SINTER_NUMERICAL) for the
/// covariance of a label with fewer than two trees; the other numbers of such a label are NaN.
class BaggedUncertainty final : public Covariance, public Influence, public MonteCarloError {
public:
    /// Views: all must outlive this object.
    BaggedUncertainty(const std::vector<LabelForest>& labels, const std::vector<std::uint64_t>& materials,
                      const Index& features, const LazyJackknife& jackknife,
                      const std::vector<double>& pooled_ratios)
        : labels_(&labels), materials_(&materials), features_(&features), jackknife_(&jackknife),
          pooled_ratios_(&pooled_ratios) {}

    double predict_covariance(MatrixView x, CovarianceKind kind, MatrixOut covariance) const override;
    [[nodiscard]] Span<std::uint64_t> influence_materials() const override { return *materials_; }
    void predict_influence(MatrixView x, Index output, MatrixOut infinitesimal,
                           MatrixOut without) const override;
    void predict_monte_carlo(MatrixView x, MatrixOut error, MatrixOut rectified) const override;

private:
    /// Trees x rows of each output.
    [[nodiscard]] std::vector<RowMatrix> all_deviations(MatrixView x) const;
    [[nodiscard]] RowMatrix joint(const std::vector<RowMatrix>& deviations, CovarianceKind kind) const;

    const std::vector<LabelForest>* labels_;
    const std::vector<std::uint64_t>* materials_;
    const Index* features_;
    const LazyJackknife* jackknife_;
    const std::vector<double>* pooled_ratios_; ///< one per output, or none
};

/// Throws Error (SINTER_INVALID_ARGUMENT) where x does not have the features that a forest was fitted on.
void require_features(MatrixView x, Index features);
/// The same where an output that is wanted has other columns than the forest fills.
void require_columns(MatrixOut out, Index columns);

} // namespace sinter::plugins::random_forest
