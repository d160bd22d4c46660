// SPDX-License-Identifier: Apache-2.0
//
// What the rows of a node say of the labels: means, whether anything varies, and each row's sums as integers.
//
// A row's weight x (value - node mean) is held as a whole multiple of a unit, chosen for each node and column
// so that no sum can leave 50 bits. Integers add up exactly and in any order, and a weight that is a small
// whole number fits into the same integer: one addition serves both. The unit is the column's greatest
// deviation in the node times about W / 2^50, with W the number of bag draws in the node: 2^-40 of the
// deviation for 1,000 rows, 2^-28 for 100,000.
#pragma once

#include "plugins/learners/random_forest/growth/cut_scan.hpp"
#include "plugins/learners/random_forest/training/growth_options.hpp"
#include "plugins/learners/random_forest/training/target_columns.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

/// A row's target values and its weight, by place: a row's number, or its place in a subtree.
struct TargetRows {
    const double* values = nullptr;  ///< one per column; NaN where missing
    const double* weights = nullptr; ///< bag count x user's weight
};

/// Of one target column in a node.
struct ColumnInNode {
    double weight = 0;    ///< of the rows that have the label
    double mean = 0;      ///< NaN where no row has the label
    double deviation = 0; ///< the greatest distance to the mean
    double squares = 0;   ///< weighted sum of squares, set for columns that vary
    bool varies = false;
};

/// For which NodeTargets::greatest_fall looks at all partitions.
constexpr std::size_t few_rows = 16;

/// One node at a time. Owns scratch memory; not for sharing between threads.
class NodeTargets {
public:
    NodeTargets(const TargetColumns& columns, double weight_unit);

    /// How the sums of rows are held: `integers` of them a row.
    [[nodiscard]] std::size_t integers() const noexcept { return columns_->size() * format_.integers(); }

    /// Sets means and whether columns vary, of the rows at these places.
    template <class Place>
    void summarise(const TargetRows& rows, const Place* places, std::size_t count);

    /// No label varies.
    [[nodiscard]] bool pure() const noexcept;
    [[nodiscard]] const std::vector<ColumnInNode>& columns() const noexcept { return in_node_; }
    [[nodiscard]] double row_weight() const noexcept { return row_weight_; }

    /// Scales the impurities of all labels by the node just summarised and measured: the root.
    void set_scales(Normalise normalise);

    /// After summarise: writes each row's integers to sums[where[i] x integers()] and sets format, scan
    /// columns and impurity.
    template <class Place, class Where>
    void hold_sums(const TargetRows& rows, const Place* places, std::size_t count, const Where& where,
                   std::int64_t* sums);

    [[nodiscard]] const SumFormat& format() const noexcept { return format_; }
    [[nodiscard]] const std::vector<ScanColumn>& scan_columns() const noexcept { return scan_; }
    /// Scaled, of the columns that vary.
    [[nodiscard]] double impurity() const noexcept { return impurity_; }

    /// After hold_sums: no cut of the rows at these places can have a greater fall. Where one column varies
    /// in few rows, the best of all partitions, which cuts the rows ordered by value (Fisher 1958); else the impurity.
    template <class Place>
    [[nodiscard]] double greatest_fall(const TargetRows& rows, const Place* places, std::size_t count) const;

    /// Appends the node's outputs: label by label a mean or a share a class, NaN where no row has the label.
    void append_outputs(std::vector<double>& outputs) const;
    /// Appends the weight of the rows that have the label, label by label.
    void append_weights(std::vector<double>& weights) const;

private:
    void choose_units(std::size_t count);
    [[nodiscard]] std::int64_t whole_weight(double weight) const noexcept;

    const TargetColumns* columns_;
    double weight_unit_;            ///< 0: chosen for each node
    double unit_ = 1;               ///< of weights in this node
    std::vector<double> scales_;    ///< of each column
    std::vector<double> sum_units_; ///< of each column in this node
    std::vector<double> excess_;    ///< of each column: sum of all rows, in units
    std::vector<double> whole_weights_;
    std::vector<ColumnInNode> in_node_;
    std::vector<ScanColumn> scan_;
    SumFormat format_;
    double row_weight_ = 0;
    double impurity_ = 0;
};

} // namespace sinter::plugins::random_forest

#include "plugins/learners/random_forest/growth/node_targets.inl"
