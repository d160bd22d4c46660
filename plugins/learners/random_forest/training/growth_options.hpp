// SPDX-License-Identifier: Apache-2.0
//
// How the trees of a forest grow.
#pragma once

#include <cstddef>

namespace sinter::plugins::random_forest {

/// How far a tree grows.
struct TreeLimits {
    std::size_t mtry = 1; ///< features tried a node; those constant in the node do not count
    std::size_t min_leaf =
        1; ///< distinct rows of the bag that each side of a cut must hold, whatever their weight
    std::size_t max_depth = 0; ///< splits between root and leaf; 0: no limit
};

/// What several labels' impurities are divided by before they are added.
enum class Normalise {
    root,  ///< each one's impurity at the root of the tree
    count, ///< the weight of the root's rows that have the label; numbers are first brought to variance 1
    sum    ///< nothing; numbers are first brought to variance 1
};

/// Which cuts of a drawn feature are tried.
enum class Cuts {
    best,  ///< all
    random ///< one between the least and the greatest value in the node (Geurts, Ernst, Wehenkel 2006)
};

enum class Engine {
    exact,    ///< every cut
    histogram ///< in large nodes only the borders of at most 255 quantile bins; in small ones every cut
};

struct Growth {
    TreeLimits limits;
    Normalise normalise = Normalise::root;
    Cuts cuts = Cuts::best;
    Engine engine = Engine::exact;
    /// Nodes of more rows are large: searched by histograms of the feature's codes. A node of at most so many
    /// sorts its rows once by every feature, and its whole subtree keeps these orders. At most 65,535.
    std::size_t subtree_rows = 1024;
    /// Every weight in a bag is a small whole multiple of it; 0: there is no such unit.
    double weight_unit = 1;
};

} // namespace sinter::plugins::random_forest
