// SPDX-License-Identifier: Apache-2.0
//
// A tree as bytes, and bytes as a tree.
#pragma once

#include "plugins/learners/random_forest/trees/tree.hpp"

#include <sinter/saved_state.hpp>

#include <cstddef>

namespace sinter::plugins::random_forest {

/// 12 bytes per split, 16 per leaf, 8 per word of categories: nodes in the order of a walk, left before right. The
/// order says where children lie, so no place is written, and a tree that is read has no cycle and no end
/// that leads nowhere. Requires the weights of the nodes.
void write_tree(const Tree& tree, StateWriter& state);

/// What the nodes of a tree may refer to.
struct TreeBounds {
    std::size_t features = 0;
    std::size_t share_rows = 0; ///< of classes: rows of leaf shares
    bool classes = false;
};

/// The same tree, laid out. Throws Error (SINTER_INVALID_ARGUMENT) for what write_tree() did not write.
[[nodiscard]] Tree read_tree(const TreeBounds& bounds, StateReader& state);

} // namespace sinter::plugins::random_forest
