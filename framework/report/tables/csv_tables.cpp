// SPDX-License-Identifier: Apache-2.0
#include "framework/report/tables/csv_tables.hpp"

#include "framework/report/text/csv_text.hpp"
#include "framework/report/words/completeness.hpp"

#include <cmath>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace sinter::report {

namespace {

using Cells = std::vector<Cell>;

/// Empty, without a header, where there is nothing to say.
std::string csv_unless_empty(const ReportTable& table) {
    return table.rows.empty() ? std::string() : csv_of(table);
}

/// Strategy, target, unit and fraction; a metric that is in no unit has none.
Cells cells_of(const ScoredStudy& scored, const SeriesKey& key, bool in_unit = true) {
    const auto target = target_of(scored.results, key.target);
    return {strategy_name(scored.results, key), target.name, in_unit ? target.unit : std::string(),
            fraction_of(scored.results, key)};
}

void add(Cells& cells, Cells more) {
    for (auto& cell : more) {
        cells.push_back(std::move(cell));
    }
}

std::vector<Column> metrics_columns() {
    auto columns =
        columns_named({"strategy", "target", "unit", "fraction", "repeat", "fold", "n_training", "n_test"});
    const auto add_fields = [&](const auto& fields) {
        for (const auto& field : fields) {
            columns.push_back({std::string(field.name)});
        }
    };
    add_fields(evaluation::regression_fields);
    columns.push_back({"n_sigma"});
    columns.push_back({"n_sigma_zero"});
    add_fields(evaluation::uncertainty_fields);
    add_fields(evaluation::classification_fields);
    columns.push_back({"calibration_error"});
    return columns;
}

/// Repeat and fold.
Cells place_cells(const MetricsRow& row) {
    switch (row.level) {
    case Level::fold:
        return {std::int64_t{row.repeat}, std::int64_t{row.fold}};
    case Level::repeat:
        return {std::int64_t{row.repeat}, "pooled"};
    case Level::mean:
        return {"mean", "pooled"};
    case Level::mean_of_folds:
        break;
    }
    return {"mean", "mean"};
}

/// Blank: the fold itself.
Cell inner_fold_cell(int inner) { return inner >= 0 ? Cell(std::int64_t{inner}) : Cell(); }

/// Strategy, fraction, repeat, fold and inner fold.
Cells trial_cells(const study::StudyResults& results, const study::TrialKey& key) {
    return {results.strategies[key.strategy].name, results.fractions[key.size], std::int64_t{key.repeat},
            std::int64_t{key.fold}, inner_fold_cell(key.inner)};
}

std::string_view word_of(evaluation::Reach reach) {
    switch (reach) {
    case evaluation::Reach::beyond:
        return "beyond";
    case evaluation::Reach::below:
        return "below";
    case evaluation::Reach::within:
        break;
    }
    return "within";
}

Cells factor_cells(const evaluation::SavedFactor& factor) {
    return {factor.value, std::isnan(factor.value) ? std::string_view() : word_of(factor.reach)};
}

} // namespace

std::string metrics_csv(const ScoredStudy& scored) {
    ReportTable table{"", metrics_columns()};
    for (const auto& row : scored.metrics) {
        auto cells = cells_of(scored, row.key);
        add(cells, place_cells(row));
        add(cells, {row.n_training, row.n_test});
        for (const auto& field : evaluation::regression_fields) {
            cells.emplace_back(row.regression.*field.value);
        }
        add(cells, {row.n_sigma, row.n_sigma_zero});
        for (const auto& field : evaluation::uncertainty_fields) {
            cells.emplace_back(row.uncertainty.*field.value);
        }
        for (const auto& field : evaluation::classification_fields) {
            cells.emplace_back(row.classification.*field.value);
        }
        cells.emplace_back(row.calibration_error);
        table.rows.push_back({std::move(cells)});
    }
    return csv_of(table);
}

std::string significance_csv(const ScoredStudy& scored) {
    ReportTable table{{},
                      columns_named({"strategy",
                                     "baseline",
                                     "target",
                                     "unit",
                                     "fraction",
                                     "metric",
                                     "folds",
                                     "ratio",
                                     "ratio_lower",
                                     "ratio_upper",
                                     "p",
                                     "kind",
                                     "p_holm",
                                     "verdict",
                                     "margin",
                                     "non_inferiority",
                                     "groups",
                                     "group_difference",
                                     "group_difference_lower",
                                     "group_difference_upper",
                                     "bootstrap_p",
                                     "wilcoxon_p",
                                     "wilcoxon_p_holm"})};
    for (const auto& row : scored.comparisons) {
        auto cells = cells_of(scored, row.key, has_unit(row.metric));
        cells.insert(cells.begin() + 1, scored.results.strategies[row.baseline].name);
        add(cells,
            {name_of(row.metric), row.folds, row.ratio.ratio, row.ratio.lower, row.ratio.upper, row.ratio.p,
             name_of(row.kind), row.p_holm, evaluation::name_of(row.verdict), harmless_ratio,
             evaluation::name_of(row.harm), is_headline(row.metric) ? Cell(row.by_group.groups) : Cell(),
             row.by_group.difference, row.by_group.lower, row.by_group.upper, row.by_group.p, row.wilcoxon.p,
             row.wilcoxon_p_holm});
        table.rows.push_back({std::move(cells)});
    }
    return csv_of(table);
}

std::string learning_curve_csv(const ScoredStudy& scored) {
    ReportTable table{{},
                      columns_named({"strategy",
                                     "target",
                                     "unit",
                                     "fraction",
                                     "metric",
                                     "folds",
                                     "n_training",
                                     "n_training_groups",
                                     "error",
                                     "error_lower",
                                     "error_upper",
                                     "spread_folds",
                                     "spread_repeats",
                                     "baseline",
                                     "ratio",
                                     "ratio_lower",
                                     "ratio_upper",
                                     "labels_saved",
                                     "labels_saved_reach",
                                     "labels_saved_lower",
                                     "labels_saved_lower_reach",
                                     "labels_saved_upper",
                                     "labels_saved_upper_reach",
                                     "share_beyond",
                                     "share_below"})};
    for (const auto& row : scored.learning_curve) {
        auto cells = cells_of(scored, row.key, has_unit(row.metric));
        add(cells, {name_of(row.metric), row.folds, row.n_training, row.n_training_groups, row.error,
                    row.lower, row.upper, row.spread_folds, row.spread_repeats,
                    row.baseline ? Cell(scored.results.strategies[*row.baseline].name) : Cell(),
                    row.ratio.ratio, row.ratio.lower, row.ratio.upper});
        for (const auto& factor : {row.saved.factor, row.saved.lower, row.saved.upper}) {
            add(cells, factor_cells(factor));
        }
        add(cells, {row.saved.share_beyond, row.saved.share_below});
        table.rows.push_back({std::move(cells)});
    }
    return csv_of(table);
}

std::string calibration_csv(const ScoredStudy& scored) {
    ReportTable table{
        "", columns_named({"strategy", "target", "unit", "fraction", "n", "level", "coverage", "width"})};
    for (const auto& row : scored.calibration) {
        auto cells = cells_of(scored, row.key);
        add(cells, {row.n, row.point.level, row.point.coverage, row.point.width});
        table.rows.push_back({std::move(cells)});
    }
    return csv_of(table);
}

std::string reliability_csv(const ScoredStudy& scored) {
    ReportTable table{{},
                      columns_named({"strategy", "target", "fraction", "event", "class", "lower", "upper",
                                     "count", "mean_predicted", "observed"})};
    for (const auto& row : scored.reliability) {
        table.rows.push_back(
            {{strategy_name(scored.results, row.key), target_name(scored.results, row.key),
              fraction_of(scored.results, row.key), row.of_predicted ? "predicted" : "class", row.name,
              row.bin.lower, row.bin.upper, row.bin.count, row.bin.mean_predicted, row.bin.observed}});
    }
    return csv_unless_empty(table);
}

std::string nested_choice_csv(const ScoredStudy& scored) {
    ReportTable table{{},
                      columns_named({"target", "fraction", "repeat", "fold", "strategy", "inner_folds",
                                     "metric", "error", "chosen"})};
    const auto& results = scored.results;
    for (const auto& score : scored.inner_scores) {
        const auto& key = score.key;
        table.rows.push_back(
            {{results.targets[score.target], results.fractions[key.size], std::int64_t{key.repeat},
              std::int64_t{key.fold}, results.strategies[key.strategy].name, score.inner_folds,
              name_of(score.metric), score.error, score.chosen ? "yes" : "no"}});
    }
    return csv_unless_empty(table);
}

std::string failures_csv(const ScoredStudy& scored) {
    ReportTable table{{}, columns_named({"strategy", "fraction", "repeat", "fold", "inner_fold", "error"})};
    for (const auto* failure : ordered_failures(scored.results)) {
        auto cells = trial_cells(scored.results, failure->key);
        cells.emplace_back(failure->error);
        table.rows.push_back({std::move(cells)});
    }
    return csv_unless_empty(table);
}

std::string left_out_csv(const study::StudyResults& results) {
    ReportTable table{{}, columns_named({"file", "line", "reason", "cell"})};
    for (const auto& row : results.left_out_rows) {
        table.rows.push_back({{row.file, std::int64_t{row.line}, row.reason, row.cell}});
    }
    return csv_unless_empty(table);
}

std::string log_csv(const ScoredStudy& scored) {
    ReportTable table{
        "", columns_named({"strategy", "fraction", "repeat", "fold", "inner_fold", "kind", "count", "text"})};
    for (const auto& trial : scored.results.log) {
        for (const auto& notice : trial.notices) {
            auto cells = trial_cells(scored.results, trial.key);
            add(cells, {notice.detail ? "detail" : "notice", notice.count, notice.text});
            table.rows.push_back({std::move(cells)});
        }
    }
    return csv_unless_empty(table);
}

} // namespace sinter::report
