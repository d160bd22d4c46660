// SPDX-License-Identifier: Apache-2.0
//
// The jackknife's sums as the papers write them, n B a prediction, and random bags to try them on.
#pragma once

#include "plugins/learners/random_forest/training/bags.hpp"

#include <sinter/random.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace sinter::tests {

inline plugins::random_forest::BagCounts random_bags(Index trees, Index materials, std::uint64_t seed) {
    plugins::random_forest::BagCounts bags{trees, materials, {}};
    for (Index i = 0; i < trees * materials; ++i) {
        bags.counts.push_back(
            static_cast<std::uint8_t>(Stream(seed).poisson1(static_cast<std::uint64_t>(i))));
    }
    return bags;
}

/// Trees x rows.
inline RowMatrix centred_predictions(Index trees, Index rows, std::uint64_t seed) {
    Draws draws(Stream(seed).derive("predictions"));
    RowMatrix t(trees, rows);
    for (Index i = 0; i < t.size(); ++i) {
        t.data()[i] = draws.uniform();
    }
    t.rowwise() -= t.colwise().mean().eval();
    return t;
}

struct PlainTerm {
    double infinitesimal = 0; ///< IJ_i
    double after = 0;         ///< J_i; 0 for a material in every bag
    double term = 0;
};

inline std::vector<PlainTerm> plain_terms(const plugins::random_forest::BagCounts& bags,
                                          const Eigen::VectorXd& t) {
    const auto n = static_cast<double>(bags.materials);
    const auto trees = static_cast<double>(bags.trees);
    const double c = (n - 1) / (n * trees * trees) * t.squaredNorm();
    std::vector<PlainTerm> terms;
    for (Index i = 0; i < bags.materials; ++i) {
        double mean = 0;
        for (Index b = 0; b < bags.trees; ++b) {
            mean += bags.of_tree(b)[i] / trees;
        }
        PlainTerm term;
        double unseen_trees = 0;
        for (Index b = 0; b < bags.trees; ++b) {
            term.infinitesimal += (bags.of_tree(b)[i] - mean) * t(b) / trees;
            if (bags.of_tree(b)[i] == 0) {
                term.after += t(b);
                ++unseen_trees;
            }
        }
        const double ij = term.infinitesimal * term.infinitesimal;
        if (unseen_trees > 0) {
            term.after /= unseen_trees;
            term.term = 0.5 * (ij + (n - 1) / n * term.after * term.after - std::exp(1.0) * c);
        } else {
            term.term = ij - c;
        }
        terms.push_back(term);
    }
    return terms;
}

inline double plain_sum(const plugins::random_forest::BagCounts& bags, const Eigen::VectorXd& t) {
    double sum = 0;
    for (const PlainTerm& term : plain_terms(bags, t)) {
        sum += term.term;
    }
    return sum;
}

/// With the rule for sums that are not positive.
inline double plain_variance(const plugins::random_forest::BagCounts& bags, const Eigen::VectorXd& t) {
    const double sum = plain_sum(bags, t);
    if (sum > 0) {
        return sum;
    }
    const auto terms = plain_terms(bags, t);
    const auto less = [](const PlainTerm& a, const PlainTerm& b) { return a.term < b.term; };
    const double largest = std::max_element(terms.begin(), terms.end(), less)->term;
    return largest > 0 ? largest : std::abs(std::min_element(terms.begin(), terms.end(), less)->term);
}

} // namespace sinter::tests
