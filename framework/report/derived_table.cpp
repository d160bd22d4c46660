// SPDX-License-Identifier: Apache-2.0
#include "framework/report/derived_table.hpp"

#include "framework/report/series.hpp"

#include <sinter/random.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <optional>
#include <set>

namespace sinter::report {

namespace {

using study::IndependentPrediction;
using study::RowPrediction;
using study::UnitResult;

/// The derived units as if their labels were independent.
study::StudyResults without_correlation(const study::StudyResults& results) {
    study::StudyResults other;
    other.targets = results.targets;
    other.derived = results.derived;
    other.strategies = results.strategies;
    for (const auto& unit : results.units) {
        if (unit.joint.law.empty() || unit.inner >= 0) {
            continue;
        }
        other.units.push_back(unit);
        auto& rows = other.units.back().predictions;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const IndependentPrediction& prediction = unit.joint.independent[i];
            rows[i].mean = prediction.mean;
            rows[i].sigma_obs = prediction.sigma_obs;
            rows[i].shares = prediction.shares;
        }
    }
    return other;
}

LawScore score_of(const MetricsRow& row) {
    return {row.uncertainty.nll,      row.uncertainty.coverage_68, row.uncertainty.coverage_90,
            row.uncertainty.width_68, row.uncertainty.width_90,    row.classification.log_loss};
}

std::optional<double> normal_loss(double label, double mean, double sigma) {
    if (!(sigma > 0) || !std::isfinite(sigma)) {
        return std::nullopt;
    }
    const double z = (label - mean) / sigma;
    return std::log(sigma) + z * z / 2 + std::log(2 * std::numbers::pi) / 2;
}

std::optional<double> share_loss(double label, const std::vector<double>& shares) {
    return -std::log(std::max(shares[static_cast<std::size_t>(label)], evaluation::smallest_share));
}

struct GroupSum {
    double joint = 0;
    double independent = 0;
    double rows = 0;
};

void add_rows(const UnitResult& unit, TargetKind kind, std::map<std::string, GroupSum>& groups) {
    for (std::size_t i = 0; i < unit.predictions.size(); ++i) {
        const RowPrediction& row = unit.predictions[i];
        const IndependentPrediction& other = unit.joint.independent[i];
        const bool number = kind == TargetKind::number;
        const auto joint =
            number ? normal_loss(row.label, row.mean, row.sigma_obs) : share_loss(row.label, row.shares);
        const auto independent = number ? normal_loss(row.label, other.mean, other.sigma_obs)
                                        : share_loss(row.label, other.shares);
        if (joint && independent) {
            auto& sum = groups[row.group];
            sum.joint += *joint;
            sum.independent += *independent;
            sum.rows += 1;
        }
    }
}

evaluation::DifferenceInterval by_group(const Series& series, TargetKind kind, const Stream& stream) {
    std::map<std::string, GroupSum> groups;
    std::set<int> repeats;
    for (const auto* unit : series.units) {
        add_rows(*unit, kind, groups);
        repeats.insert(unit->repeat);
    }
    std::vector<evaluation::GroupLoss> losses;
    for (const auto& [name, sum] : groups) {
        losses.push_back({sum.joint / sum.rows, sum.independent / sum.rows,
                          sum.rows / static_cast<double>(repeats.size())});
    }
    return evaluation::group_bootstrap(losses, stream);
}

std::vector<double> fold_differences(const Series& series, TargetKind kind,
                                     const std::vector<MetricsRow>& joint,
                                     const std::vector<MetricsRow>& independent) {
    const auto losses = [&](const std::vector<MetricsRow>& table) {
        std::vector<double> values;
        for (const auto* row : rows_at(table, Level::fold, series.strategy, series.target, series.fraction)) {
            values.push_back(score_of(*row).loss(kind));
        }
        return values;
    };
    auto differences = losses(joint);
    const auto others = losses(independent);
    for (std::size_t i = 0; i < differences.size(); ++i) {
        differences[i] -= others[i];
    }
    return differences;
}

std::vector<std::pair<std::string, double>> correlations_of(const Series& series,
                                                            const study::DerivedSummary& derived) {
    std::vector<std::pair<std::string, double>> correlations;
    std::size_t pair = 0;
    for (std::size_t i = 0; i < derived.labels.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k, ++pair) {
            double sum = 0;
            for (const auto* unit : series.units) {
                sum += unit->joint.correlations[pair];
            }
            correlations.emplace_back(derived.labels[k] + ", " + derived.labels[i],
                                      sum / static_cast<double>(series.units.size()));
        }
    }
    return correlations;
}

} // namespace

std::vector<DerivedRow> derived_table(const study::StudyResults& results,
                                      const std::vector<MetricsRow>& metrics) {
    if (results.derived.empty()) {
        return {};
    }
    const auto independent = metrics_table(without_correlation(results));
    std::vector<DerivedRow> table;
    for (const auto& series : series_of(results)) {
        const auto* derived = results.derived_of(series.target);
        if (derived == nullptr) {
            continue;
        }
        const auto kind = target_of(results, series.target).kind();
        const auto& of_joint = *headline(metrics, series.strategy, series.target, series.fraction);
        DerivedRow row;
        row.strategy = series.strategy;
        row.target = series.target;
        row.fraction = series.fraction;
        row.folds = static_cast<std::int64_t>(series.units.size());
        row.n_test = of_joint.n_test;
        row.joint = score_of(of_joint);
        row.independent = score_of(*headline(independent, series.strategy, series.target, series.fraction));
        row.by_fold = evaluation::corrected_resampled_difference(
            fold_differences(series, kind, metrics, independent), results.test_to_training);
        row.by_group = by_group(series, kind, Stream(results.seed).derive("derived").derive("groups"));
        row.correlations = correlations_of(series, *derived);
        std::set<std::string> laws;
        for (const auto* unit : series.units) {
            laws.insert(unit->joint.law);
        }
        row.laws.assign(laws.begin(), laws.end());
        table.push_back(std::move(row));
    }
    return table;
}

std::vector<const DerivedRow*> derived_rows(const std::vector<DerivedRow>& table, std::string_view target,
                                            double fraction) {
    std::vector<const DerivedRow*> rows;
    for (const auto& row : table) {
        if (row.target == target && row.fraction == fraction) {
            rows.push_back(&row);
        }
    }
    return rows;
}

} // namespace sinter::report
