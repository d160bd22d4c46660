// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/trees/tree.hpp"

#include <array>

namespace sinter::plugins::random_forest {
namespace {

// A walk waits for memory at every node; walks side by side wait together. No lane asks whether it has
// arrived: a leaf leads to itself. All are asked now and then.
constexpr int steps_between_looks = 4;

template <std::size_t Lanes, class Child>
[[gnu::noinline]] void walk_together( // alone in a function, its few variables stay in registers
    const Node* nodes, const double* const* rows, double* out, const Child& child) {
    std::array<std::uint32_t, Lanes> at{};
    for (std::size_t walking = 1; walking != 0;) {
        for (int step = 0; step < steps_between_looks; ++step) {
            for (std::size_t lane = 0; lane < Lanes; ++lane) {
                const Node& node = nodes[at[lane]];
                const double* guard = rows[lane] - 1;
                at[lane] = static_cast<std::uint32_t>(child(node, guard[node.column()]));
            }
        }
        walking = 0;
        for (std::size_t lane = 0; lane < Lanes; ++lane) {
            walking |= nodes[at[lane]].column();
        }
    }
    for (std::size_t lane = 0; lane < Lanes; ++lane) {
        out[lane] = nodes[at[lane]].value();
    }
}

template <class Child>
void walk_all(const Node* nodes, const GuardedRows& x, double* out, const Child& child) {
    std::size_t row = 0;
    for (; row + 16 <= x.count; row += 16) {
        walk_together<16>(nodes, x.rows + row, out + row, child);
    }
    for (; row + 4 <= x.count; row += 4) {
        walk_together<4>(nodes, x.rows + row, out + row, child);
    }
    for (; row < x.count; ++row) {
        walk_together<1>(nodes, x.rows + row, out + row, child);
    }
}

} // namespace

std::size_t Tree::bytes() const noexcept {
    return nodes.capacity() * sizeof(Node) + weights.capacity() * sizeof(float) +
           left_categories.capacity() * sizeof(std::uint64_t);
}

const Node& Tree::leaf_of(const double* row) const {
    const Node* node = nodes.data();
    while (!node->is_leaf()) {
        node = nodes.data() + node->child(row[node->feature()], left_categories.data());
    }
    return *node;
}

void Tree::predict(const double* const* rows, std::size_t count, double* out) const {
    for (std::size_t row = 0; row < count; ++row) {
        out[row] = leaf_of(rows[row]).value();
    }
}

void Tree::predict(const GuardedRows& x, double* out) const {
    if (!laid_out) {
        predict(x.rows, x.count, out);
    } else if (!left_categories.empty()) {
        const std::uint64_t* left = left_categories.data();
        walk_all(nodes.data(), x, out,
                 [left](const Node& node, double value) { return node.child(value, left); });
    } else if (x.some_missing) {
        walk_all(nodes.data(), x, out, [](const Node& node, double value) { return node.child(value); });
    } else {
        walk_all(nodes.data(), x, out,
                 [](const Node& node, double value) { return node.child_of_present(value); });
    }
}

void add_up_weights(Tree& tree) {
    for (std::size_t node = tree.nodes.size(); node-- > 0;) { // children stand behind their parent
        if (!tree.nodes[node].is_leaf()) {
            const std::size_t child = tree.nodes[node].first_child();
            tree.weights[node] = tree.weights[child] + tree.weights[child + 1];
        }
    }
}

void lay_out(Tree& tree) {
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
        if (tree.nodes[i].is_leaf()) {
            tree.nodes[i].first_child_ = static_cast<std::uint32_t>(i);
        }
    }
    tree.laid_out = true;
    tree.nodes.shrink_to_fit();
    tree.weights.shrink_to_fit();
    tree.left_categories.shrink_to_fit();
}

} // namespace sinter::plugins::random_forest
