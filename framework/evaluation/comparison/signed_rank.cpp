// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/comparison/signed_rank.hpp"

#include "framework/evaluation/statistics/correlation.hpp"
#include "framework/evaluation/statistics/distributions.hpp"

#include <sinter/rounding.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace sinter::evaluation {

namespace {

constexpr std::size_t most_for_exact = 50; // 2^50 sign patterns are still counted exactly in doubles

/// How many sign patterns of the ranks 1 .. n have a rank sum of at most `sum`, over all of them.
double exact_lower_tail(std::size_t n, std::size_t sum) {
    std::vector<double> patterns(n * (n + 1) / 2 + 1, 0.0); // by rank sum
    patterns[0] = 1;
    for (std::size_t rank = 1; rank <= n; ++rank) {
        for (std::size_t s = patterns.size(); s-- > rank;) {
            patterns[s] += patterns[s - rank];
        }
    }
    double below = 0;
    for (std::size_t s = 0; s <= sum; ++s) {
        below += patterns[s];
    }
    return std::ldexp(below, -static_cast<int>(n));
}

/// Sum over groups of equal ranks of t^3 - t, t their number.
double tie_term(std::vector<double> ranks) {
    std::sort(ranks.begin(), ranks.end());
    double term = 0;
    for (auto first = ranks.begin(); first != ranks.end();) {
        const auto last = std::upper_bound(first, ranks.end(), *first);
        const auto t = static_cast<double>(last - first);
        term += t * t * t - t;
        first = last;
    }
    return term;
}

double approximate_p(double smaller, double n, double ties) {
    const double expected = n * (n + 1) / 4;
    const double variance = n * (n + 1) * (2 * n + 1) / 24 - ties / 48;
    const double distance = std::max(0.0, expected - smaller - 0.5);
    return 2 * normal_cdf(-distance / std::sqrt(variance));
}

void add_p(const std::vector<double>& ranks, SignedRank& result) {
    const double smaller = std::min(result.positive, result.negative);
    const double ties = tie_term(ranks);
    result.exact = ties == 0 && result.zeros == 0 && ranks.size() <= most_for_exact;
    result.p = result.exact ? 2 * exact_lower_tail(ranks.size(), static_cast<std::size_t>(smaller))
                            : approximate_p(smaller, static_cast<double>(ranks.size()), ties);
    result.p = std::min(1.0, result.p);
}

} // namespace

namespace {

/// Differences of at most `zero` are 0, and sizes that differ by no more are equal.
SignedRank signed_rank(std::span<const double> differences, double zero) {
    SignedRank result;
    std::vector<double> kept;
    std::vector<double> sizes;
    bool defined = !differences.empty();
    for (const double d : differences) {
        defined = defined && !std::isnan(d);
        if (std::isnan(d) || std::abs(d) > zero) {
            kept.push_back(d);
            sizes.push_back(std::abs(d));
        }
    }
    result.n = static_cast<std::int64_t>(kept.size());
    result.zeros = static_cast<std::int64_t>(differences.size() - kept.size());
    if (!defined) {
        return result;
    }
    const auto ranks = average_ranks(sizes, zero);
    result.positive = 0;
    result.negative = 0;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        (kept[i] > 0 ? result.positive : result.negative) += ranks[i];
    }
    if (kept.empty()) {
        result.p = 1;
        return result;
    }
    add_p(ranks, result);
    return result;
}

} // namespace

SignedRank signed_rank(std::span<const double> differences) {
    double largest = 0;
    for (const double d : differences) {
        largest = std::isfinite(d) ? std::max(largest, std::abs(d)) : largest;
    }
    return signed_rank(differences, rounding_share * largest);
}

SignedRank signed_rank(std::span<const GroupLoss> losses) {
    std::vector<double> differences;
    for (const auto& loss : losses) {
        differences.push_back(loss.strategy - loss.baseline);
    }
    return signed_rank(differences, rounding_of(losses));
}

} // namespace sinter::evaluation
