// SPDX-License-Identifier: Apache-2.0
//
// Labels as columns of numbers: what a cut's fall is added up over.
//
// The weighted Gini impurity of a class label, W (1 - sum_c p_c^2), is the sum over its classes of the
// weighted sum of squares of "is of class c", so a class label is as many 0/1 columns as it has classes. Of
// two classes one column mirrors the other: one is enough, and counts twice.
#pragma once

#include "plugins/learners/random_forest/training/label_table.hpp"

#include <cstddef>
#include <vector>

namespace sinter::plugins::random_forest {

struct TargetColumn {
    std::size_t label = 0;
    bool is_class = false; ///< a 0/1 column
    double count = 1;      ///< how often it counts in its label's impurity
};

/// Looks at the table it was made from. Immutable; any thread.
class TargetColumns {
public:
    explicit TargetColumns(const LabelTable& labels);

    [[nodiscard]] const LabelTable& labels() const noexcept { return *labels_; }
    [[nodiscard]] std::size_t size() const noexcept { return columns_.size(); }
    [[nodiscard]] const TargetColumn& operator[](std::size_t column) const noexcept {
        return columns_[column];
    }
    /// One value per column; NaN where the row does not have the label.
    [[nodiscard]] const double* row(std::size_t row) const noexcept {
        return values_ + row * columns_.size();
    }

private:
    const LabelTable* labels_;
    std::vector<TargetColumn> columns_;
    std::vector<double> own_; ///< empty where the table's values serve as they are
    const double* values_;
};

} // namespace sinter::plugins::random_forest
