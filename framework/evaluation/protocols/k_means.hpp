// SPDX-License-Identifier: Apache-2.0
//
// Clusters of materials by their features, for leave-one-cluster-out (leave_one_group_out.hpp).
#pragma once

#include "framework/diagnostics/diagnostic.hpp"

#include <sinter/random.hpp>
#include <sinter/views.hpp>

#include <cstdint>
#include <vector>

namespace sinter::evaluation {

struct KMeansOptions {
    int clusters = 5;         ///< at least 1
    int restarts = 10;        ///< at least 1; the one with the smallest inertia counts
    int max_iterations = 300; ///< at least 1, a restart; it ends before when no row changes its cluster
};

/// A feature's value x counts as (x - mean) / deviation.
struct Standardisation {
    std::vector<double> means;      ///< one per feature, over the rows that have it
    std::vector<double> deviations; ///< population standard deviation; 0: the feature doesn't vary
};

struct Clusters {
    Standardisation scale;
    RowMatrix centroids;                  ///< clusters x features, standardised
    std::vector<std::int64_t> assignment; ///< the cluster of each row, from 0; no cluster is empty
    double inertia = 0;                   ///< sum of squared distances to the centroids, standardised
};

/// k-means on standardised features: k-means++ seeding (Arthur and Vassilvitskii 2007), then Lloyd's
/// iterations until no row changes its cluster. A row as near to several centroids belongs to the first. A
/// cluster that loses all rows takes over the row that lies furthest from its centroid.
///
/// A value that is NaN or infinite counts as the feature's mean (standardised 0), and so does every value of
/// a feature that doesn't vary or that no row has.
///
/// Clusters are numbered as they were seeded. The result depends on the rows, the options and `study`, not on
/// the order of the rows: restart r draws from part "k-means", r. Give it materials, not records: each
/// material once, so that rows of one material can't be in two clusters.
///
/// `features` is materials x features. Throws diagnostics::InputError (config: an option is out of its range;
/// data: fewer distinct rows than clusters) with `where`.
[[nodiscard]] Clusters k_means(MatrixView features, const KMeansOptions& options, const Stream& study,
                               const diagnostics::Position& where = {});

/// The cluster whose centroid is nearest, for each row of `features` (rows x features, not standardised); of
/// several, the first.
[[nodiscard]] std::vector<std::int64_t> nearest_cluster(const Clusters& clusters, MatrixView features);

} // namespace sinter::evaluation
