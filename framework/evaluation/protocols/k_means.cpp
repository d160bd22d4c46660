// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/protocols/k_means.hpp"

#include <sinter/rounding.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

namespace sinter::evaluation {

namespace {

using diagnostics::ErrorKind;
using diagnostics::InputError;
using Assignment = std::vector<std::int64_t>;

void require_valid(const KMeansOptions& options, const diagnostics::Position& where) {
    const auto at_least_1 = [&](int value, const char* name) {
        if (value < 1) {
            throw InputError(ErrorKind::config, where,
                             std::string(name) + " = " + std::to_string(value) +
                                 ", but at least 1 is needed");
        }
    };
    at_least_1(options.clusters, "clusters");
    at_least_1(options.restarts, "restarts");
    at_least_1(options.max_iterations, "max_iterations");
}

/// Summed in ascending order, so that the order of the rows doesn't show in the last digits.
Standardisation scale_of(MatrixView features) {
    Standardisation scale;
    for (Index j = 0; j < features.columns(); ++j) {
        std::vector<double> values;
        for (Index i = 0; i < features.rows(); ++i) {
            if (std::isfinite(features(i, j))) {
                values.push_back(features(i, j));
            }
        }
        std::sort(values.begin(), values.end());
        const bool varies = !values.empty() && varies_beyond_rounding(values.front(), values.back());
        const auto n = static_cast<double>(values.size());
        const double mean = values.empty() ? 0 : std::accumulate(values.begin(), values.end(), 0.0) / n;
        double squares = 0;
        for (const double v : values) {
            squares += (v - mean) * (v - mean);
        }
        scale.means.push_back(mean);
        scale.deviations.push_back(varies ? std::sqrt(squares / n) : 0);
    }
    return scale;
}

RowMatrix standardised(MatrixView features, const Standardisation& scale) {
    RowMatrix x(features.rows(), features.columns());
    for (Index i = 0; i < features.rows(); ++i) {
        for (Index j = 0; j < features.columns(); ++j) {
            const double deviation = scale.deviations[static_cast<std::size_t>(j)];
            const double distance = features(i, j) - scale.means[static_cast<std::size_t>(j)];
            x(i, j) = deviation > 0 && std::isfinite(distance) ? distance / deviation : 0;
        }
    }
    return x;
}

std::vector<Index> lexicographic_order(const RowMatrix& x) {
    std::vector<Index> order(static_cast<std::size_t>(x.rows()));
    std::iota(order.begin(), order.end(), Index{0});
    std::sort(order.begin(), order.end(), [&](Index a, Index b) {
        const double* const row_a = x.data() + a * x.cols();
        const double* const row_b = x.data() + b * x.cols();
        return std::lexicographical_compare(row_a, row_a + x.cols(), row_b, row_b + x.cols());
    });
    return order;
}

RowMatrix reordered(const RowMatrix& x, const std::vector<Index>& order) {
    RowMatrix result(x.rows(), x.cols());
    for (Index i = 0; i < x.rows(); ++i) {
        result.row(i) = x.row(order[static_cast<std::size_t>(i)]);
    }
    return result;
}

Index distinct_rows(const RowMatrix& sorted) {
    Index count = sorted.rows() > 0 ? 1 : 0;
    for (Index i = 1; i < sorted.rows(); ++i) {
        count += sorted.row(i) == sorted.row(i - 1) ? 0 : 1;
    }
    return count;
}

/// A plain loop: the sum's order must not depend on how wide the machine's vectors are.
double squared_distance(const RowMatrix& a, Index row_a, const RowMatrix& b, Index row_b) {
    double sum = 0;
    for (Index j = 0; j < a.cols(); ++j) {
        const double d = a(row_a, j) - b(row_b, j);
        sum += d * d;
    }
    return sum;
}

/// Row by a probability in proportion to its entry.
Index draw_by_weight(const std::vector<double>& weights, Draws& draws) {
    const double target = draws.uniform() * std::accumulate(weights.begin(), weights.end(), 0.0);
    double sum = 0;
    std::size_t chosen = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] > 0) { // rounding may leave the target above the last sum: the last such row then
            chosen = i;
            sum += weights[i];
            if (sum > target) {
                break;
            }
        }
    }
    return static_cast<Index>(chosen);
}

/// k-means++: each next centroid is a row, likelier the further it is from those chosen.
RowMatrix seeded(const RowMatrix& x, Index clusters, Draws draws) {
    RowMatrix centroids(clusters, x.cols());
    std::vector<double> distances(static_cast<std::size_t>(x.rows()),
                                  std::numeric_limits<double>::infinity());
    centroids.row(0) = x.row(static_cast<Index>(draws.below(static_cast<std::uint64_t>(x.rows()))));
    for (Index c = 1; c < clusters; ++c) {
        for (Index i = 0; i < x.rows(); ++i) {
            auto& nearest = distances[static_cast<std::size_t>(i)];
            nearest = std::min(nearest, squared_distance(x, i, centroids, c - 1));
        }
        centroids.row(c) = x.row(draw_by_weight(distances, draws));
    }
    return centroids;
}

Assignment nearest(const RowMatrix& x, const RowMatrix& centroids) {
    Assignment assignment;
    for (Index i = 0; i < x.rows(); ++i) {
        Index best = 0;
        double smallest = std::numeric_limits<double>::infinity();
        for (Index c = 0; c < centroids.rows(); ++c) {
            const double distance = squared_distance(x, i, centroids, c);
            if (distance < smallest) {
                smallest = distance;
                best = c;
            }
        }
        assignment.push_back(best);
    }
    return assignment;
}

std::vector<Index> sizes_of(const Assignment& assignment, Index clusters) {
    std::vector<Index> sizes(static_cast<std::size_t>(clusters), 0);
    for (const auto c : assignment) {
        ++sizes[static_cast<std::size_t>(c)];
    }
    return sizes;
}

/// Means of the clusters' rows; 0 where there is none.
RowMatrix centroids_of(const RowMatrix& x, const Assignment& assignment, Index clusters) {
    const auto sizes = sizes_of(assignment, clusters);
    RowMatrix sums = RowMatrix::Zero(clusters, x.cols());
    for (Index i = 0; i < x.rows(); ++i) {
        sums.row(assignment[static_cast<std::size_t>(i)]) += x.row(i);
    }
    for (Index c = 0; c < clusters; ++c) {
        sums.row(c) /= std::max(1.0, static_cast<double>(sizes[static_cast<std::size_t>(c)]));
    }
    return sums;
}

/// Gives each empty cluster the row furthest from its own centroid. There is one, as there are at least as
/// many distinct rows as clusters.
void fill_empty(const RowMatrix& x, Assignment& assignment, Index clusters) {
    for (Index empty = 0; empty < clusters; ++empty) {
        if (sizes_of(assignment, clusters)[static_cast<std::size_t>(empty)] > 0) {
            continue;
        }
        const auto centroids = centroids_of(x, assignment, clusters);
        Index furthest = 0;
        double largest = -1;
        for (Index i = 0; i < x.rows(); ++i) {
            const double distance =
                squared_distance(x, i, centroids, assignment[static_cast<std::size_t>(i)]);
            if (distance > largest) {
                largest = distance;
                furthest = i;
            }
        }
        assignment[static_cast<std::size_t>(furthest)] = empty;
    }
}

struct Solution {
    RowMatrix centroids;
    Assignment assignment;
    double inertia = std::numeric_limits<double>::infinity();
};

/// Lloyd's iterations from seeds drawn anew.
Solution solve_once(const RowMatrix& x, const KMeansOptions& options, const Draws& draws) {
    const Index clusters = options.clusters;
    Solution solution;
    solution.assignment = nearest(x, seeded(x, clusters, draws));
    for (int iteration = 0; iteration < options.max_iterations; ++iteration) {
        fill_empty(x, solution.assignment, clusters);
        auto next = nearest(x, centroids_of(x, solution.assignment, clusters));
        if (next == solution.assignment) {
            break;
        }
        solution.assignment = std::move(next);
    }
    fill_empty(x, solution.assignment, clusters);
    solution.centroids = centroids_of(x, solution.assignment, clusters);
    solution.inertia = 0;
    for (Index i = 0; i < x.rows(); ++i) {
        solution.inertia +=
            squared_distance(x, i, solution.centroids, solution.assignment[static_cast<std::size_t>(i)]);
    }
    return solution;
}

Solution best_of_restarts(const RowMatrix& x, const KMeansOptions& options, const Stream& study) {
    Solution best;
    for (int restart = 0; restart < options.restarts; ++restart) {
        const auto stream = study.derive("k-means").derive(static_cast<std::uint64_t>(restart));
        auto solution = solve_once(x, options, Draws(stream));
        if (solution.inertia < best.inertia) {
            best = std::move(solution);
        }
    }
    return best;
}

} // namespace

Clusters k_means(MatrixView features, const KMeansOptions& options, const Stream& study,
                 const diagnostics::Position& where) {
    require_valid(options, where);
    Clusters clusters;
    clusters.scale = scale_of(features);
    const auto x = standardised(features, clusters.scale);
    const auto order = lexicographic_order(x);
    const auto sorted = reordered(x, order);
    if (distinct_rows(sorted) < options.clusters) {
        throw InputError(
            ErrorKind::data, where,
            std::to_string(options.clusters) +
                " clusters need at least as many materials with different features, but there are " +
                std::to_string(distinct_rows(sorted)));
    }
    auto best = best_of_restarts(sorted, options, study);
    clusters.centroids = std::move(best.centroids);
    clusters.inertia = best.inertia;
    clusters.assignment.resize(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        clusters.assignment[static_cast<std::size_t>(order[i])] = best.assignment[i];
    }
    return clusters;
}

std::vector<std::int64_t> nearest_cluster(const Clusters& clusters, MatrixView features) {
    return nearest(standardised(features, clusters.scale), clusters.centroids);
}

} // namespace sinter::evaluation
