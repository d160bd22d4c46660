// SPDX-License-Identifier: Apache-2.0
//
// A grown regression tree as one flat array.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

/// 16 bytes. Of a split: x[feature] <= value goes to `first_child`, else to the node after it. Of a leaf: its
/// mean.
class Node {
public:
    [[nodiscard]] static Node leaf(double mean) { return {mean, 0, 0}; }
    [[nodiscard]] static Node split(std::size_t feature, double cut, bool missing_left,
                                    std::size_t first_child) {
        return {cut, static_cast<std::uint32_t>(feature) | (missing_left ? missing_left_bit : 0U),
                static_cast<std::uint32_t>(first_child)};
    }

    /// The root is nobody's child, so 0 marks a leaf.
    [[nodiscard]] bool is_leaf() const noexcept { return first_child_ == 0; }
    [[nodiscard]] double value() const noexcept { return value_; }
    [[nodiscard]] std::size_t feature() const noexcept { return feature_ & ~missing_left_bit; }
    [[nodiscard]] bool missing_left() const noexcept { return (feature_ & missing_left_bit) != 0; }
    [[nodiscard]] std::size_t first_child() const noexcept { return first_child_; }

    /// The child that a value of this node's feature goes to; NaN goes to the learned side.
    [[nodiscard]] std::size_t child(double x) const noexcept {
        const auto left = static_cast<unsigned>(x <= value_);
        const auto missing = static_cast<unsigned>(x != x);
        return first_child_ + (1U ^ (left | (missing & (feature_ >> 31U))));
    }

private:
    static constexpr std::uint32_t missing_left_bit = 0x80000000U;
    Node(double value, std::uint32_t feature, std::uint32_t first_child)
        : value_(value), feature_(feature), first_child_(first_child) {}

    double value_;
    std::uint32_t feature_;
    std::uint32_t first_child_;
};
static_assert(sizeof(Node) == 16);

/// Nodes in the order in which they were made; the root is nodes[0], siblings are neighbours. Empty: there is
/// no tree, because its bag held no row.
struct Tree {
    std::vector<Node> nodes;

    [[nodiscard]] bool empty() const noexcept { return nodes.empty(); }

    /// out[i] = the leaf mean of rows[i], a row of features. Requires a tree.
    void predict(const double* const* rows, std::size_t count, double* out) const;
};

} // namespace sinter::plugins::random_forest
