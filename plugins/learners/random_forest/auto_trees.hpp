// SPDX-License-Identifier: Apache-2.0
//
// How many trees are enough: a forest that grows until its out-of-bag error and the luck of the bags in
// sigma_mean have settled.
#pragma once

#include "plugins/learners/random_forest/growth/grow_forest.hpp"
#include "plugins/learners/random_forest/training/bags.hpp"
#include "plugins/learners/random_forest/training/training_rows.hpp"
#include "plugins/learners/random_forest/uncertainty/forest.hpp"

#include <sinter/host.hpp>
#include <sinter/random.hpp>

#include <optional>
#include <vector>

namespace sinter::plugins::random_forest {

/// When to stop.
struct EnoughTrees {
    Index most = 2000;
    /// The root mean square out-of-bag error of each label changed by less than this share of itself when the
    /// forest last grew.
    double error_change = 0.01;
    /// The median over training rows, out of bag, of the Monte-Carlo error of sigma_mean is at most this
    /// share of that root mean square error, for each label. None where sigma_mean is pooled: its luck is
    /// below a tenth of itself from 51 trees on.
    std::optional<double> noise = 0.1;
};

/// What bags and trees are named by.
struct ForestStreams {
    BagKind bags = BagKind::poisson;
    Stream stream; ///< of the training set
    Stream splits;
};

/// Sets bags and labels of `forest`, which knows its materials. Grows 64 trees, then at least 64 more or half
/// as many again, in whole 64s, until `enough`; tree b is the same however many are grown. A notice says how
/// many and why.
void grow_until_settled(Forest& forest, const TrainingRows& rows, const std::vector<Index>& places,
                        const Growth& growth, const ForestStreams& streams, const EnoughTrees& enough,
                        Host& host);

} // namespace sinter::plugins::random_forest
