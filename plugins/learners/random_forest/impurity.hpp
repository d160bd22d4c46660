// SPDX-License-Identifier: Apache-2.0
//
// The impurity of a node in several labels, and by how much a cut lowers it.
//
// A number's impurity is the weighted sum of squares about its mean, sum_i w_i (y_i - mean)^2. A class label
// is the vector of its indicators, and its impurity their sum of squares: W (1 - sum_c p_c^2), the weighted
// Gini index times the weight W. Both are taken over the rows that have the label, and a cut into sides of
// weights W_L and W_R lowers both by W |S_L|^2 / (W_L W_R), with S_L the left side's sum of
// w_i (y_i - mean). The node's impurity is the sum over the labels, each scaled as `Normalise` says.
#pragma once

#include "label_table.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

/// How a label's impurity is scaled before it is added to the others', beside the label's own weight. Numbers
/// are first brought to variance 1 in the bag.
enum class Normalise {
    root,  ///< by its impurity at the bag's root: numbers and classes then count alike
    count, ///< by the weight of its rows at the bag's root
    sum    ///< not at all: a label with more rows counts more
};

/// One node at a time. Owns its scratch memory; not for sharing between threads.
class NodeImpurity {
public:
    /// `labels` must outlive this object; the bag's rows give the scales.
    NodeImpurity(const LabelTable& labels, const std::vector<WeightedRow>& bag, Normalise normalise);

    /// Takes up a node of at least one row.
    void start(const WeightedRow* rows, std::size_t count);

    /// No label varies among the rows that have it.
    [[nodiscard]] bool pure() const noexcept { return varying_.empty(); }
    [[nodiscard]] double total() const noexcept { return total_; }
    /// A mean or shares, label by label; NaN where no row has the label.
    [[nodiscard]] const std::vector<double>& outputs() const noexcept { return outputs_; }

    /// What a row adds to a side of a cut: `width` numbers, which add up.
    [[nodiscard]] std::size_t width() const noexcept { return width_; }
    [[nodiscard]] const double* moments(std::size_t place) const noexcept {
        return moments_.data() + place * width_;
    }

    /// By how much a cut lowers the impurity, from the sum of the left side's moments. A label with rows on
    /// one side only adds nothing.
    [[nodiscard]] double fall(const double* left) const noexcept;

private:
    /// A label that varies in the node: its weight stands in column `first` of the moments, its sums in the
    /// `sums` columns behind.
    struct Varying {
        std::size_t label;
        std::size_t first;
        std::size_t sums;
        double weight;
        double scale;
        double impurity; ///< scaled
    };

    /// These set the label's weight and outputs, and say whether it varies.
    [[nodiscard]] bool summarise_number(std::size_t label, const WeightedRow* rows, std::size_t count);
    [[nodiscard]] bool summarise_classes(std::size_t label, const WeightedRow* rows, std::size_t count);
    void give_columns(std::size_t label);
    void centre(Varying& label, const WeightedRow* rows, std::size_t count);
    [[nodiscard]] double centre_row(const Varying& label, double value, double weight, double* sums) const;
    [[nodiscard]] double scale_for(const Varying& at_root, Normalise normalise) const;

    const LabelTable* labels_;
    std::vector<double> scales_;             ///< of each label
    std::vector<std::size_t> first_outputs_; ///< of each label
    std::vector<double> weights_;            ///< of each label in the node
    std::vector<double> outputs_;
    std::vector<Varying> varying_;
    std::size_t width_ = 0;
    std::vector<double> moments_;
    double total_ = 0;
};

} // namespace sinter::plugins::random_forest
