// SPDX-License-Identifier: Apache-2.0
//
// A grown tree as one flat array.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

struct Tree;

/// 16 bytes. A split sends a row to `first_child` (left) or to the node after it (right): a number to the
/// left where x[feature] <= value, a category where its bit is set in the tree's left_categories. A leaf
/// holds its mean.
class Node {
public:
    [[nodiscard]] static Node leaf(double mean) { return {mean, 0, 0}; }
    [[nodiscard]] static Node split(std::size_t feature, double cut, bool missing_left,
                                    std::size_t first_child) {
        return {cut, column_and_side(feature, missing_left), static_cast<std::uint32_t>(first_child)};
    }
    /// Category c goes left where bit c % 64 of word first_word + c / 64 is set. What is NaN, negative or
    /// beyond the words (a category that training did not see) goes to the default side.
    [[nodiscard]] static Node category_split(std::size_t feature, std::size_t first_word, std::size_t words,
                                             bool missing_left, std::size_t first_child) {
        const std::uint64_t run = (static_cast<std::uint64_t>(words) << 32U) | first_word;
        return {std::bit_cast<double>(run), column_and_side(feature, missing_left) | category_bit,
                static_cast<std::uint32_t>(first_child)};
    }

    /// A node with the code and the value of another.
    [[nodiscard]] static Node coded(std::uint32_t code, double value, std::size_t first_child) {
        return {value, code, static_cast<std::uint32_t>(first_child)};
    }

    [[nodiscard]] bool is_leaf() const noexcept { return column() == 0; }
    /// What it splits by and where missing values go; of a leaf 0.
    [[nodiscard]] std::uint32_t code() const noexcept { return column_; }
    [[nodiscard]] bool is_category_split() const noexcept { return (column_ & category_bit) != 0; }
    /// Of a leaf its mean, of a split of numbers its cut.
    [[nodiscard]] double value() const noexcept { return value_; }
    /// Of a split: the feature, counted from 1. Of a leaf: 0.
    [[nodiscard]] std::size_t column() const noexcept { return column_ & column_bits; }
    /// The feature that a split looks at, counted from 0. Requires a split.
    [[nodiscard]] std::size_t feature() const noexcept { return column() - 1; }
    [[nodiscard]] bool missing_left() const noexcept { return (column_ & missing_left_bit) != 0; }
    /// The left child of a split; the right one stands behind it. Requires a split.
    [[nodiscard]] std::size_t first_child() const noexcept { return first_child_; }
    /// Of a category split: its run of words in left_categories.
    [[nodiscard]] std::size_t first_word() const noexcept {
        return std::bit_cast<std::uint64_t>(value_) & 0xFFFFFFFFU;
    }
    [[nodiscard]] std::size_t words() const noexcept { return std::bit_cast<std::uint64_t>(value_) >> 32U; }

    /// The child that x goes to where the node splits numbers and x is not NaN.
    [[nodiscard]] std::size_t child_of_present(double x) const noexcept {
        return first_child_ + static_cast<unsigned>(!(x <= value_));
    }
    /// The same, but x may be NaN, which goes to the learned side.
    [[nodiscard]] std::size_t child(double x) const noexcept {
        const auto left = static_cast<unsigned>(x <= value_);
        const auto missing = static_cast<unsigned>(x != x);
        return first_child_ + (1U ^ (left | (missing & (column_ >> 31U))));
    }
    /// The same for either kind of split.
    [[nodiscard]] std::size_t child(double x, const std::uint64_t* left_categories) const noexcept {
        return is_category_split() ? category_child(x, left_categories) : child(x);
    }

private:
    friend void lay_out(Tree& tree);
    static constexpr std::uint32_t missing_left_bit = 0x80000000U;
    static constexpr std::uint32_t category_bit = 0x40000000U;
    static constexpr std::uint32_t column_bits = 0x3FFFFFFFU;
    Node(double value, std::uint32_t column, std::uint32_t first_child)
        : value_(value), column_(column), first_child_(first_child) {}
    static std::uint32_t column_and_side(std::size_t feature, bool missing_left) {
        return static_cast<std::uint32_t>(feature + 1) | (missing_left ? missing_left_bit : 0U);
    }
    [[nodiscard]] std::size_t category_child(double x, const std::uint64_t* left_categories) const noexcept {
        bool left = missing_left();
        if (x >= 0 && x < 64.0 * static_cast<double>(words())) {
            const auto category = static_cast<std::uint64_t>(x);
            left = ((left_categories[first_word() + category / 64] >> (category % 64)) & 1U) != 0;
        }
        return first_child_ + (left ? 0U : 1U);
    }

    double value_;
    std::uint32_t column_;
    std::uint32_t first_child_; ///< of a leaf: itself, once the tree is laid out
};
static_assert(sizeof(Node) == 16);

/// Rows of features for the quick walk. Before the first feature of each row, at rows[i][-1], lies
/// -infinity: a leaf reads it, and stays where it is.
struct GuardedRows {
    const double* const* rows = nullptr;
    std::size_t count = 0;
    bool some_missing = true; ///< false: no NaN anywhere
};

/// The root is nodes[0], siblings are neighbours, children stand behind their parent. Empty: there is no
/// tree, because its bag held no row.
struct Tree {
    std::vector<Node> nodes;
    std::vector<float> weights =
        {}; ///< of each node: what the bag's rows in it weigh, up to a factor that all trees share
    std::vector<std::uint64_t> left_categories = {}; ///< bit sets of the category splits
    bool laid_out = false;                           ///< leaves lead to themselves

    [[nodiscard]] bool empty() const noexcept { return nodes.empty(); }
    /// Of memory that it holds.
    [[nodiscard]] std::size_t bytes() const noexcept;

    /// The leaf that a row of features reaches. Requires a tree.
    [[nodiscard]] const Node& leaf_of(const double* row) const;
    /// out[i] = the leaf value of rows[i], a row of features. Requires a tree.
    void predict(const double* const* rows, std::size_t count, double* out) const;
    /// The same values, sooner where the tree is laid out.
    void predict(const GuardedRows& rows, double* out) const;
};

/// Gives each split what its children weigh; the leaves' weights are known.
void add_up_weights(Tree& tree);

/// To be called when growth is over: lets leaves lead to themselves, for the quick walk, and gives spare
/// memory back. What the tree predicts stays the same.
void lay_out(Tree& tree);

} // namespace sinter::plugins::random_forest
