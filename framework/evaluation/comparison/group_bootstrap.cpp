// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/comparison/group_bootstrap.hpp"

#include "framework/evaluation/statistics/distributions.hpp"

#include <sinter/rounding.hpp>
#include <sinter/views.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>

namespace sinter::evaluation {

namespace {

using Losses = std::span<const GroupLoss>;

/// All lists have equally many groups, and the result has one row per group. Column i has the rows times the difference of list i;
/// then come the rows themselves, once for all lists that agree in them.
struct Weighted {
    RowMatrix table;
    std::vector<Index> rows_column; ///< of each list
};

std::vector<double> rows_of(Losses losses) {
    std::vector<double> rows;
    for (const auto& loss : losses) {
        rows.push_back(loss.rows);
    }
    return rows;
}

double weighted_difference(const GroupLoss& loss, double rounding) {
    const double difference = loss.strategy - loss.baseline;
    return std::abs(difference) <= rounding ? 0 : loss.rows * difference;
}

Weighted weighted(std::span<const Losses> lists, const std::vector<std::size_t>& members) {
    Weighted result;
    std::map<std::vector<double>, Index> columns;
    for (const auto member : members) {
        const auto next = static_cast<Index>(members.size() + columns.size());
        result.rows_column.push_back(columns.emplace(rows_of(lists[member]), next).first->second);
    }
    result.table.resize(static_cast<Index>(lists[members[0]].size()),
                        static_cast<Index>(members.size() + columns.size()));
    for (std::size_t i = 0; i < members.size(); ++i) {
        const auto& losses = lists[members[i]];
        const double rounding = rounding_of(losses);
        for (std::size_t g = 0; g < losses.size(); ++g) {
            const auto row = static_cast<Index>(g);
            result.table(row, static_cast<Index>(i)) = weighted_difference(losses[g], rounding);
            result.table(row, result.rows_column[i]) = losses[g].rows;
        }
    }
    return result;
}

/// lists x resamples.
RowMatrix resampled_differences(const Weighted& weighted, const Stream& stream, int resamples) {
    const auto& table = weighted.table;
    RowMatrix differences(static_cast<Index>(weighted.rows_column.size()), resamples);
    Eigen::RowVectorXd sums(table.cols());
    for (int r = 0; r < resamples; ++r) {
        Draws draws(stream.derive(static_cast<std::uint64_t>(r)));
        sums.setZero();
        for (Index i = 0; i < table.rows(); ++i) {
            sums += table.row(static_cast<Index>(draws.below(static_cast<std::uint64_t>(table.rows()))));
        }
        for (Index list = 0; list < differences.rows(); ++list) {
            differences(list, r) = sums(list) / sums(weighted.rows_column[static_cast<std::size_t>(list)]);
        }
    }
    return differences;
}

/// Takes differences in rising order.
double two_sided_p(std::span<const double> differences) {
    const double zero =
        rounding_share * std::max(std::abs(differences.front()), std::abs(differences.back()));
    const auto low =
        std::count_if(differences.begin(), differences.end(), [&](double d) { return d <= zero; });
    const auto high =
        std::count_if(differences.begin(), differences.end(), [&](double d) { return d >= -zero; });
    const auto smaller = static_cast<double>(std::min(low, high));
    return std::min(1.0, 2 * (1 + smaller) / static_cast<double>(differences.size() + 1));
}

DifferenceInterval without_ends(Losses losses) {
    DifferenceInterval result;
    result.groups = static_cast<std::int64_t>(losses.size());
    double sum = 0;
    double rows = 0;
    const double rounding = rounding_of(losses);
    for (const auto& loss : losses) {
        sum += weighted_difference(loss, rounding);
        rows += loss.rows;
    }
    if (!losses.empty()) {
        result.difference = sum / rows;
    }
    return result;
}

void add_ends(std::span<double> differences, double confidence, DifferenceInterval& interval) {
    std::sort(differences.begin(), differences.end());
    interval.lower = quantile_of_sorted(differences, (1 - confidence) / 2);
    interval.upper = quantile_of_sorted(differences, (1 + confidence) / 2);
    interval.p = two_sided_p(differences);
}

std::vector<DifferenceInterval> bootstraps(std::span<const Losses> lists, const Stream& stream,
                                           const BootstrapOptions& options) {
    std::vector<DifferenceInterval> intervals;
    std::map<std::size_t, std::vector<std::size_t>> by_groups;
    for (const auto& losses : lists) {
        if (losses.size() > 1 && options.resamples > 0) {
            by_groups[losses.size()].push_back(intervals.size());
        }
        intervals.push_back(without_ends(losses));
    }
    for (const auto& [groups, members] : by_groups) {
        auto differences = resampled_differences(weighted(lists, members), stream, options.resamples);
        for (std::size_t i = 0; i < members.size(); ++i) {
            add_ends(
                {differences.row(static_cast<Index>(i)).data(), static_cast<std::size_t>(differences.cols())},
                options.confidence, intervals[members[i]]);
        }
    }
    return intervals;
}

} // namespace

double rounding_of(Losses losses) {
    double largest = 0;
    for (const auto& loss : losses) {
        for (const double one : {loss.strategy, loss.baseline}) {
            largest = std::isfinite(one) ? std::max(largest, std::abs(one)) : largest;
        }
    }
    return loss_rounding_share * largest;
}

DifferenceInterval group_bootstrap(Losses losses, const Stream& stream, const BootstrapOptions& options) {
    return bootstraps({&losses, 1}, stream, options).front();
}

std::vector<DifferenceInterval> group_bootstraps(std::span<const std::vector<GroupLoss>> lists,
                                                 const Stream& stream, const BootstrapOptions& options) {
    return bootstraps(std::vector<Losses>(lists.begin(), lists.end()), stream, options);
}

} // namespace sinter::evaluation
