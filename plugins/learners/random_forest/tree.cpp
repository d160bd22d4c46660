// SPDX-License-Identifier: Apache-2.0
#include "tree.hpp"

#include <algorithm>
#include <array>

namespace sinter::plugins::random_forest {
namespace {

// A walk waits for memory at every node; eight walks side by side wait together.
constexpr std::size_t lanes = 8;

void walk_together(const Node* nodes, const double* const* rows, double* out) {
    std::array<std::size_t, lanes> at{};
    for (bool walking = true; walking;) {
        walking = false;
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            const Node& node = nodes[at[lane]];
            if (node.is_leaf()) {
                continue;
            }
            at[lane] = node.child(rows[lane][node.feature()]);
            walking = true;
        }
    }
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        out[lane] = nodes[at[lane]].value();
    }
}

double walk(const Node* nodes, const double* row) {
    const Node* node = nodes;
    while (!node->is_leaf()) {
        node = nodes + node->child(row[node->feature()]);
    }
    return node->value();
}

} // namespace

void Tree::predict(const double* const* rows, std::size_t count, double* out) const {
    std::size_t row = 0;
    for (; row + lanes <= count; row += lanes) {
        walk_together(nodes.data(), rows + row, out + row);
    }
    for (; row < count; ++row) {
        out[row] = walk(nodes.data(), rows[row]);
    }
}

} // namespace sinter::plugins::random_forest
