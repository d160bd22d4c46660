// SPDX-License-Identifier: Apache-2.0
//
// A training set as the forest takes it up.
#pragma once

#include "plugins/learners/random_forest/training/label_table.hpp"

#include <sinter/learner.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

/// What the table of labels does not say of one of them.
struct LabelSummary {
    double scale = 1;         ///< of a number: label = value in the table x scale
    double range = 0;         ///< of a number, as given
    std::vector<double> mean; ///< weighted: of a number as given, or the classes' shares
};

/// The rows that have a label; rows without any are left out. Labels and weights are scaled by powers of two
/// to at most 1: exact, and no sum can overflow. Looks at the training set, or at copies of its own.
class TrainingRows {
public:
    /// Throws Error (SINTER_INVALID_ARGUMENT) for what RandomForest refuses.
    explicit TrainingRows(const TrainingSet& training);
    TrainingRows(const TrainingRows&) = delete; // the views point into the copies
    TrainingRows& operator=(const TrainingRows&) = delete;

    [[nodiscard]] MatrixView features() const noexcept { return features_; }
    [[nodiscard]] Span<std::uint64_t> materials() const noexcept { return materials_; }
    [[nodiscard]] Span<Feature> feature_infos() const noexcept { return feature_infos_; }
    [[nodiscard]] const std::vector<double>& weights() const noexcept { return weights_; }
    /// The unit of Growth::weight_unit: 0 where weights are no small multiples of one.
    [[nodiscard]] double weight_unit() const noexcept;
    [[nodiscard]] const LabelTable& labels() const noexcept { return labels_; }
    [[nodiscard]] const std::vector<LabelSummary>& summaries() const noexcept { return summaries_; }
    [[nodiscard]] std::size_t size() const noexcept { return weights_.size(); }
    /// Rows of the training set that have no label.
    [[nodiscard]] Index left_out() const noexcept { return left_out_; }

    /// As given; NaN where missing.
    [[nodiscard]] double label(std::size_t row, std::size_t label) const noexcept {
        return labels_.value(row, label) * summaries_[label].scale;
    }

private:
    void take_rows(const TrainingSet& training, const std::vector<Index>& rows);
    void scale_weights();
    void summarise_number(std::size_t label);
    void summarise_classes(std::size_t label);

    MatrixView features_;
    Span<Feature> feature_infos_;
    Span<std::uint64_t> materials_;
    RowMatrix kept_features_;
    std::vector<std::uint64_t> kept_materials_;
    std::vector<double> weights_;
    LabelTable labels_;
    std::vector<LabelSummary> summaries_;
    Index left_out_ = 0;
};

} // namespace sinter::plugins::random_forest
