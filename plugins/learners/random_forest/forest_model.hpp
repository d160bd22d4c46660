// SPDX-License-Identifier: Apache-2.0
//
// A fitted forest.
#pragma once

#include "bags.hpp"
#include "calibration.hpp"
#include "jackknife.hpp"
#include "label_forest.hpp"

#include <sinter/model.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace sinter::plugins::random_forest {

/// What growing leaves behind: the labels share the bags.
struct Forest {
    std::vector<LabelForest> labels;
    BagCounts bags;
    std::vector<std::uint64_t> materials; ///< sorted; the order of `bags`
    Index features = 0;
};

/// Out-of-bag predictions of a number for rows of the training set, for the calibration: one entry for each
/// row that has the label and at least two of its trees that did not see its material. `labels`: one a row
/// of x, NaN where missing.
[[nodiscard]] std::vector<OutOfBagError> out_of_bag_errors(const Forest& forest, std::size_t label,
                                                           MatrixView x, Span<std::uint64_t> materials,
                                                           const double* labels);

/// sigma_mean is the jackknife's (jackknife.hpp) over the trees that the label has, with n = number of
/// training materials; of a class it is that of its share. sigma_obs = calibration x standard deviation of
/// the trees; of a class NaN. Both are NaN where fewer than two trees exist.
///
/// The first call that asks for sigma_mean makes the quadratic form (n B^2: a second for 27,000 materials and
/// 200 trees), while others that ask wait; a model that is never asked does not pay.
class ForestModel final : public Model, public Uncertainty, public OutOfBag {
public:
    explicit ForestModel(Forest forest);

    void predict(MatrixView x, MatrixOut mean) const override;
    void predict_with_deviations(MatrixView x, MatrixOut mean, MatrixOut sigma_mean,
                                 MatrixOut sigma_obs) const override;
    void predict_out_of_bag(MatrixView x, Span<std::uint64_t> materials, MatrixOut mean) const override;

    [[nodiscard]] const Uncertainty* uncertainty() const override { return this; }
    [[nodiscard]] const OutOfBag* out_of_bag() const override { return this; }
    [[nodiscard]] const Forest& forest() const noexcept { return forest_; }

private:
    /// Where a prediction goes.
    struct Place {
        Index row;
        Index column;
    };
    [[nodiscard]] const Jackknife& jackknife() const;
    void write_sigma_mean(const TreePredictions& p, Place place, MatrixOut out) const;
    void require_width(MatrixView x) const;

    Forest forest_;
    mutable std::once_flag jackknife_made_;
    mutable std::unique_ptr<const Jackknife> jackknife_;
};

} // namespace sinter::plugins::random_forest
