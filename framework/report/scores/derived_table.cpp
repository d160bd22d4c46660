// SPDX-License-Identifier: Apache-2.0
#include "framework/report/scores/derived_table.hpp"

#include "framework/evaluation/joint/tailed_law.hpp"
#include "framework/evaluation/metrics/classification_metrics.hpp"
#include "framework/report/scores/series.hpp"

#include <sinter/random.hpp>
#include <sinter/rounding.hpp>
#include <sinter/unknown.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace sinter::report {

namespace {

using study::IndependentPrediction;
using study::RowPrediction;
using study::TrialResult;

/// What one law said of one row; `loss` is NaN where the law is not known.
struct RowScore {
    double loss = unknown;
    double in_68 = 0;
    double in_90 = 0;
    double width_68 = 0;
    double width_90 = 0;
};

RowScore number_score(double error, double sigma, double degrees) {
    if (!(sigma > 0) || !std::isfinite(sigma)) {
        return {};
    }
    const double half_68 = sigma * evaluation::student_half_width(0.68, degrees);
    const double half_90 = sigma * evaluation::student_half_width(0.90, degrees);
    return {evaluation::student_negative_log_likelihood(error, sigma, degrees),
            std::abs(error) <= half_68 ? 1.0 : 0.0, std::abs(error) <= half_90 ? 1.0 : 0.0, 2 * half_68,
            2 * half_90};
}

RowScore class_score(double label, const std::vector<double>& shares) {
    RowScore score;
    score.loss = -std::log(std::max(shares[static_cast<std::size_t>(label)], evaluation::smallest_share));
    return score;
}

/// A row under both laws. It counts where both are known.
struct PairedScore {
    const RowPrediction* row = nullptr;
    RowScore joint;
    RowScore independent;
};

std::vector<PairedScore> scores_of(const TrialResult& trial, TargetKind kind) {
    std::vector<PairedScore> scores;
    for (std::size_t i = 0; i < trial.predictions.size(); ++i) {
        const RowPrediction& row = trial.predictions[i];
        const IndependentPrediction& other = trial.joint.independent[i];
        const double degrees = trial.joint.degrees;
        PairedScore score{&row, {}, {}};
        if (kind == TargetKind::number) {
            score.joint = number_score(difference_of(row.label, row.mean), row.sigma_obs, degrees);
            score.independent = number_score(difference_of(row.label, other.mean), other.sigma_obs, degrees);
        } else {
            score.joint = class_score(row.label, row.shares);
            score.independent = class_score(row.label, other.shares);
        }
        if (!std::isnan(score.joint.loss) && !std::isnan(score.independent.loss)) {
            scores.push_back(score);
        }
    }
    return scores;
}

using ScoresOfTrials = std::vector<std::vector<PairedScore>>; ///< in the order of a series' trials

/// Pooled over the folds of a repeat, mean of repeats.
LawScore score_of(const Series& series, const ScoresOfTrials& scores, TargetKind kind,
                  RowScore PairedScore::*law) {
    struct Sum {
        RowScore of{0, 0, 0, 0, 0};
        double rows = 0;
    };
    std::map<int, Sum> repeats;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        Sum& sum = repeats[series.trials[i]->key.repeat];
        for (const PairedScore& row : scores[i]) {
            const RowScore& score = row.*law;
            sum.of.loss += score.loss;
            sum.of.in_68 += score.in_68;
            sum.of.in_90 += score.in_90;
            sum.of.width_68 += score.width_68;
            sum.of.width_90 += score.width_90;
            sum.rows += 1;
        }
    }
    const auto mean = [&](double RowScore::*value) {
        double total = 0;
        for (const auto& [repeat, sum] : repeats) {
            total += sum.of.*value / sum.rows / static_cast<double>(repeats.size());
        }
        return total;
    };
    LawScore score;
    if (kind == TargetKind::number) {
        score = {mean(&RowScore::loss),     mean(&RowScore::in_68),    mean(&RowScore::in_90),
                 mean(&RowScore::width_68), mean(&RowScore::width_90), unknown};
    } else {
        score.log_loss = mean(&RowScore::loss);
    }
    return score;
}

/// Mean loss of the joint law less that of independence, a fold each; of folds that have rows.
std::vector<double> fold_differences(const ScoresOfTrials& scores) {
    std::vector<double> differences;
    for (const auto& trial : scores) {
        double sum = 0;
        for (const PairedScore& row : trial) {
            sum += difference_of(row.joint.loss, row.independent.loss);
        }
        if (!trial.empty()) {
            differences.push_back(sum / static_cast<double>(trial.size()));
        }
    }
    return differences;
}

evaluation::DifferenceInterval by_group(const Series& series, const ScoresOfTrials& scores,
                                        const Stream& stream) {
    struct GroupSum {
        double joint = 0;
        double independent = 0;
        double rows = 0;
    };
    std::map<std::string, GroupSum> groups;
    std::set<int> repeats;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        repeats.insert(series.trials[i]->key.repeat);
        for (const PairedScore& row : scores[i]) {
            GroupSum& sum = groups[row.row->group];
            sum.joint += row.joint.loss;
            sum.independent += row.independent.loss;
            sum.rows += 1;
        }
    }
    std::vector<evaluation::GroupLoss> losses;
    for (const auto& [name, sum] : groups) {
        losses.push_back({sum.joint / sum.rows, sum.independent / sum.rows,
                          sum.rows / static_cast<double>(repeats.size())});
    }
    return evaluation::group_bootstrap(losses, stream);
}

/// Test rows of a repeat, mean of repeats.
double rows_of_repeat(const Series& series) {
    std::set<int> repeats;
    double rows = 0;
    for (const auto* trial : series.trials) {
        repeats.insert(trial->key.repeat);
        rows += static_cast<double>(trial->predictions.size());
    }
    return rows / static_cast<double>(repeats.size());
}

/// Median over the folds.
double degrees_of(const Series& series) {
    std::vector<double> degrees;
    for (const auto* trial : series.trials) {
        degrees.push_back(trial->joint.degrees);
    }
    const auto middle = degrees.begin() + static_cast<std::ptrdiff_t>(degrees.size() / 2);
    std::nth_element(degrees.begin(), middle, degrees.end());
    return *middle;
}

std::vector<std::pair<std::string, double>> correlations_of(const Series& series,
                                                            const study::DerivedSummary& derived) {
    std::vector<std::pair<std::string, double>> correlations;
    std::size_t pair = 0;
    for (std::size_t i = 0; i < derived.labels.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k, ++pair) {
            double sum = 0;
            for (const auto* trial : series.trials) {
                sum += trial->joint.correlations[pair];
            }
            correlations.emplace_back(derived.labels[k] + ", " + derived.labels[i],
                                      sum / static_cast<double>(series.trials.size()));
        }
    }
    return correlations;
}

} // namespace

std::vector<DerivedRow> derived_table(const study::StudyResults& results, const std::vector<Series>& all) {
    std::vector<DerivedRow> table;
    for (const auto& series : all) {
        const auto* derived = results.derived_of(target_name(results, series.key));
        if (derived == nullptr) {
            continue;
        }
        const auto kind = target_of(results, series.key.target).kind();
        ScoresOfTrials scores;
        for (const auto* trial : series.trials) {
            scores.push_back(scores_of(*trial, kind));
        }
        DerivedRow row;
        row.key = series.key;
        row.folds = static_cast<std::int64_t>(series.trials.size());
        row.n_test = rows_of_repeat(series);
        row.degrees = degrees_of(series);
        row.joint = score_of(series, scores, kind, &PairedScore::joint);
        row.independent = score_of(series, scores, kind, &PairedScore::independent);
        row.by_fold =
            evaluation::corrected_resampled_difference(fold_differences(scores), results.test_to_training);
        row.by_group = by_group(series, scores, Stream(results.seed).derive("derived").derive("groups"));
        row.correlations = correlations_of(series, *derived);
        std::set<std::string> laws;
        for (const auto* trial : series.trials) {
            laws.insert(trial->joint.law);
        }
        row.laws.assign(laws.begin(), laws.end());
        table.push_back(std::move(row));
    }
    return table;
}

std::vector<const DerivedRow*> derived_rows(const std::vector<DerivedRow>& table, std::size_t target,
                                            std::size_t size) {
    std::vector<const DerivedRow*> rows;
    for (const auto& row : table) {
        if (row.key.target == target && row.key.size == size) {
            rows.push_back(&row);
        }
    }
    return rows;
}

} // namespace sinter::report
