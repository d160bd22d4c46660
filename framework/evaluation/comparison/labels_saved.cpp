// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/comparison/labels_saved.hpp"

#include "framework/evaluation/statistics/isotonic.hpp"

#include <sinter/rounding.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace sinter::evaluation {

namespace {

/// Losses of the groups that count, times their rows.
struct WeightedLosses {
    RowMatrix baseline;
    RowMatrix strategy;
    std::vector<double> rows;
};

/// Mean losses by size.
struct Curves {
    std::vector<double> baseline;
    std::vector<double> strategy;
};

WeightedLosses weighted(const LearningCurveLosses& losses) {
    std::vector<Index> kept;
    for (Index g = 0; g < losses.baseline.rows(); ++g) {
        if (losses.baseline.row(g).allFinite() && losses.strategy.row(g).allFinite()) {
            kept.push_back(g);
        }
    }
    const auto groups = static_cast<Index>(kept.size());
    WeightedLosses result{
        RowMatrix(groups, losses.baseline.cols()), RowMatrix(groups, losses.strategy.cols()), {}};
    for (Index i = 0; i < groups; ++i) {
        const Index g = kept[static_cast<std::size_t>(i)];
        const double rows = losses.rows.empty() ? 1.0 : losses.rows[static_cast<std::size_t>(g)];
        result.baseline.row(i) = rows * losses.baseline.row(g);
        result.strategy.row(i) = rows * losses.strategy.row(g);
        result.rows.push_back(rows);
    }
    return result;
}

/// `pick(i)`: the i-th group of the sample.
template <class Pick>
Curves mean_losses(const WeightedLosses& losses, Pick pick) {
    const auto sizes = static_cast<std::size_t>(losses.baseline.cols());
    Curves curves{std::vector<double>(sizes, 0), std::vector<double>(sizes, 0)};
    double rows = 0;
    for (std::size_t i = 0; i < losses.rows.size(); ++i) {
        const std::size_t g = pick(i);
        rows += losses.rows[g];
        for (std::size_t s = 0; s < sizes; ++s) {
            curves.baseline[s] += losses.baseline(static_cast<Index>(g), static_cast<Index>(s));
            curves.strategy[s] += losses.strategy(static_cast<Index>(g), static_cast<Index>(s));
        }
    }
    for (std::size_t s = 0; s < sizes; ++s) {
        curves.baseline[s] /= rows;
        curves.strategy[s] /= rows;
    }
    return curves;
}

std::vector<SavedFactor> factors_of(const std::vector<double>& sizes, const Curves& curves) {
    const auto isotonic = isotonic_decreasing(curves.baseline);
    std::vector<SavedFactor> factors;
    for (std::size_t s = 0; s < sizes.size(); ++s) {
        factors.push_back(factor_at(sizes, isotonic, curves.strategy[s], sizes[s]));
    }
    return factors;
}

int rank_of(Reach reach) {
    if (reach == Reach::below) {
        return -1;
    }
    return reach == Reach::beyond ? 1 : 0;
}

bool smaller(const SavedFactor& a, const SavedFactor& b) {
    return std::pair(rank_of(a.reach), a.value) < std::pair(rank_of(b.reach), b.value);
}

/// The smallest that a share of at least p don't exceed; 1e-9: p * size may be above a whole number by rounding.
SavedFactor percentile(const std::vector<SavedFactor>& sorted, double p) {
    const double rank = std::ceil(p * static_cast<double>(sorted.size()) - 1e-9);
    const double last = static_cast<double>(sorted.size());
    return sorted[static_cast<std::size_t>(std::clamp(rank, 1.0, last)) - 1];
}

double share_of(const std::vector<SavedFactor>& factors, Reach reach) {
    const auto count = std::count_if(factors.begin(), factors.end(),
                                     [&](const SavedFactor& factor) { return factor.reach == reach; });
    return static_cast<double>(count) / static_cast<double>(factors.size());
}

/// By size, the factors of all resamples.
std::vector<std::vector<SavedFactor>> resampled_factors(const std::vector<double>& sizes,
                                                        const WeightedLosses& losses, const Stream& stream,
                                                        int resamples) {
    std::vector<std::vector<SavedFactor>> by_size(sizes.size());
    for (int r = 0; r < resamples; ++r) {
        Draws draws(stream.derive(static_cast<std::uint64_t>(r)));
        const auto curves = mean_losses(
            losses, [&](std::size_t) { return static_cast<std::size_t>(draws.below(losses.rows.size())); });
        const auto factors = factors_of(sizes, curves);
        for (std::size_t s = 0; s < sizes.size(); ++s) {
            by_size[s].push_back(factors[s]);
        }
    }
    return by_size;
}

void add_interval(std::vector<SavedFactor> resampled, double confidence, LabelsSaved& saved) {
    std::sort(resampled.begin(), resampled.end(), smaller);
    saved.lower = percentile(resampled, (1 - confidence) / 2);
    saved.upper = percentile(resampled, (1 + confidence) / 2);
    saved.share_beyond = share_of(resampled, Reach::beyond);
    saved.share_below = share_of(resampled, Reach::below);
}

} // namespace

std::string_view sign_of(Reach reach) {
    switch (reach) {
    case Reach::beyond:
        return "> ";
    case Reach::below:
        return "< ";
    case Reach::within:
        break;
    }
    return "";
}

SavedFactor factor_at(std::span<const double> sizes, std::span<const double> curve, double error, double n) {
    if (sizes.empty() || std::isnan(error)) {
        return {};
    }
    const auto same = std::find_if(curve.begin(), curve.end(), [&](double value) {
        return difference_of(value, error, loss_rounding_share) == 0;
    });
    error = same != curve.end() ? *same : error; // a copy of the baseline is not better by rounding
    if (error > curve.front()) {
        return {sizes.front() / n, Reach::below};
    }
    const auto reached =
        std::find_if(curve.begin(), curve.end(), [&](double value) { return value <= error; });
    if (reached == curve.end()) {
        return {sizes.back() / n, Reach::beyond};
    }
    const auto i = static_cast<std::size_t>(reached - curve.begin());
    if (curve[i] == error) {
        return {sizes[i] / n, Reach::within};
    }
    const double share = (curve[i - 1] - error) / (curve[i - 1] - curve[i]);
    return {sizes[i - 1] * std::pow(sizes[i] / sizes[i - 1], share) / n, Reach::within};
}

std::vector<LabelsSaved> labels_saved(const LearningCurveLosses& losses, const Stream& stream,
                                      const BootstrapOptions& options) {
    std::vector<LabelsSaved> result(losses.sizes.size());
    for (std::size_t s = 0; s < result.size(); ++s) {
        result[s].size = losses.sizes[s];
    }
    const auto kept = weighted(losses);
    if (kept.rows.empty()) {
        return result;
    }
    const auto curves = mean_losses(kept, [](std::size_t i) { return i; });
    const auto factors = factors_of(losses.sizes, curves);
    for (std::size_t s = 0; s < result.size(); ++s) {
        result[s].strategy_error = curves.strategy[s];
        result[s].baseline_error = curves.baseline[s];
        result[s].factor = factors[s];
    }
    if (kept.rows.size() < 2 || options.resamples < 1) {
        return result;
    }
    auto resampled = resampled_factors(losses.sizes, kept, stream, options.resamples);
    for (std::size_t s = 0; s < result.size(); ++s) {
        add_interval(std::move(resampled[s]), options.confidence, result[s]);
    }
    return result;
}

} // namespace sinter::evaluation
