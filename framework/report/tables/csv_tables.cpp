// SPDX-License-Identifier: Apache-2.0
#include "framework/report/tables/csv_tables.hpp"

#include "framework/report/text/csv_text.hpp"
#include "framework/report/words/completeness.hpp"

#include <cmath>
#include <string_view>

namespace sinter::report {

namespace {

std::string unit_of(const ScoredStudy& scored, const std::string& target) {
    return target_of(scored.results, target).unit;
}

void add_metrics_header(CsvText& csv) {
    for (const auto* name :
         {"strategy", "target", "unit", "fraction", "repeat", "fold", "n_training", "n_test"}) {
        csv.text(name);
    }
    for (const auto& field : evaluation::regression_fields) {
        csv.text(field.name);
    }
    csv.text("n_sigma").text("n_sigma_zero");
    for (const auto& field : evaluation::uncertainty_fields) {
        csv.text(field.name);
    }
    for (const auto& field : evaluation::classification_fields) {
        csv.text(field.name);
    }
    csv.text("calibration_error").end_row();
}

void add_place(CsvText& csv, const MetricsRow& row) {
    switch (row.level) {
    case Level::fold:
        csv.number(std::int64_t{row.repeat}).number(std::int64_t{row.fold});
        break;
    case Level::repeat:
        csv.number(std::int64_t{row.repeat}).text("pooled");
        break;
    case Level::mean:
        csv.text("mean").text("pooled");
        break;
    case Level::mean_of_folds:
        csv.text("mean").text("mean");
        break;
    }
}

/// Blank: the fold itself.
void add_inner_fold(CsvText& csv, int inner) {
    if (inner >= 0) {
        csv.number(std::int64_t{inner});
    } else {
        csv.blank();
    }
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

void add_factor(CsvText& csv, const evaluation::SavedFactor& factor) {
    csv.number(factor.value);
    csv.text(std::isnan(factor.value) ? std::string_view() : word_of(factor.reach));
}

void add_interval(CsvText& csv, const evaluation::RatioInterval& ratio) {
    csv.number(ratio.ratio).number(ratio.lower).number(ratio.upper);
}

} // namespace

std::string metrics_csv(const ScoredStudy& scored) {
    CsvText csv;
    add_metrics_header(csv);
    for (const auto& row : scored.metrics) {
        csv.text(row.strategy).text(row.target).text(unit_of(scored, row.target)).number(row.fraction);
        add_place(csv, row);
        csv.number(row.n_training).number(row.n_test);
        for (const auto& field : evaluation::regression_fields) {
            csv.number(row.regression.*field.value);
        }
        csv.number(row.n_sigma).number(row.n_sigma_zero);
        for (const auto& field : evaluation::uncertainty_fields) {
            csv.number(row.uncertainty.*field.value);
        }
        for (const auto& field : evaluation::classification_fields) {
            csv.number(row.classification.*field.value);
        }
        csv.number(row.calibration_error).end_row();
    }
    return csv.str();
}

std::string significance_csv(const ScoredStudy& scored) {
    CsvText csv;
    csv.row({"strategy",
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
             "wilcoxon_p_holm"});
    for (const auto& row : scored.comparisons) {
        csv.text(row.strategy).text(row.baseline).text(row.target);
        csv.text(has_unit(row.metric) ? unit_of(scored, row.target) : std::string()).number(row.fraction);
        csv.text(name_of(row.metric)).number(row.folds);
        add_interval(csv, row.ratio);
        csv.number(row.ratio.p)
            .text(name_of(row.kind))
            .number(row.p_holm)
            .text(evaluation::name_of(row.verdict));
        csv.number(harmless_ratio).text(evaluation::name_of(row.harm));
        if (is_headline(row.metric)) {
            csv.number(row.by_group.groups);
        } else {
            csv.blank();
        }
        csv.number(row.by_group.difference).number(row.by_group.lower).number(row.by_group.upper);
        csv.number(row.by_group.p).number(row.wilcoxon.p).number(row.wilcoxon_p_holm);
        csv.end_row();
    }
    return csv.str();
}

std::string learning_curve_csv(const ScoredStudy& scored) {
    CsvText csv;
    csv.row({"strategy",
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
             "share_below"});
    for (const auto& row : scored.learning_curve) {
        csv.text(row.strategy).text(row.target);
        csv.text(has_unit(row.metric) ? unit_of(scored, row.target) : std::string()).number(row.fraction);
        csv.text(name_of(row.metric)).number(row.folds).number(row.n_training).number(row.n_training_groups);
        csv.number(row.error).number(row.lower).number(row.upper);
        csv.number(row.spread_folds).number(row.spread_repeats).text(row.baseline);
        add_interval(csv, row.ratio);
        for (const auto& factor : {row.saved.factor, row.saved.lower, row.saved.upper}) {
            add_factor(csv, factor);
        }
        csv.number(row.saved.share_beyond).number(row.saved.share_below);
        csv.end_row();
    }
    return csv.str();
}

std::string calibration_csv(const ScoredStudy& scored) {
    CsvText csv;
    csv.row({"strategy", "target", "unit", "fraction", "n", "level", "coverage", "width"});
    for (const auto& row : scored.calibration) {
        csv.text(row.strategy).text(row.target).text(unit_of(scored, row.target)).number(row.fraction);
        csv.number(row.n).number(row.point.level).number(row.point.coverage).number(row.point.width);
        csv.end_row();
    }
    return csv.str();
}

std::string reliability_csv(const ScoredStudy& scored) {
    if (scored.reliability.empty()) {
        return {};
    }
    CsvText csv;
    csv.row({"strategy", "target", "fraction", "event", "class", "lower", "upper", "count", "mean_predicted",
             "observed"});
    for (const auto& row : scored.reliability) {
        csv.text(row.strategy).text(row.target).number(row.fraction);
        csv.text(row.of_predicted ? "predicted" : "class").text(row.name);
        csv.number(row.bin.lower).number(row.bin.upper).number(row.bin.count);
        csv.number(row.bin.mean_predicted).number(row.bin.observed);
        csv.end_row();
    }
    return csv.str();
}

std::string nested_choice_csv(const ScoredStudy& scored) {
    if (scored.inner_scores.empty()) {
        return {};
    }
    CsvText csv;
    csv.row({"target", "fraction", "repeat", "fold", "strategy", "inner_folds", "metric", "error", "chosen"});
    for (const auto& score : scored.inner_scores) {
        csv.text(score.target).number(score.fraction).number(std::int64_t{score.repeat});
        csv.number(std::int64_t{score.fold}).text(score.strategy).number(score.inner_folds);
        csv.text(name_of(score.metric)).number(score.error).text(score.chosen ? "yes" : "no");
        csv.end_row();
    }
    return csv.str();
}

std::string failures_csv(const ScoredStudy& scored) {
    if (scored.results.failed.empty()) {
        return {};
    }
    CsvText csv;
    csv.row({"strategy", "fraction", "repeat", "fold", "inner_fold", "error"});
    for (const auto* failure : ordered_failures(scored.results)) {
        csv.text(failure->strategy).number(failure->fraction);
        csv.number(std::int64_t{failure->repeat}).number(std::int64_t{failure->fold});
        add_inner_fold(csv, failure->inner);
        csv.text(failure->error).end_row();
    }
    return csv.str();
}

std::string left_out_csv(const study::StudyResults& results) {
    if (results.left_out_rows.empty()) {
        return {};
    }
    CsvText csv;
    csv.row({"file", "line", "reason", "cell"});
    for (const auto& row : results.left_out_rows) {
        csv.text(row.file).number(std::int64_t{row.line}).text(row.reason).text(row.cell).end_row();
    }
    return csv.str();
}

std::string log_csv(const ScoredStudy& scored) {
    if (scored.results.log.empty()) {
        return {};
    }
    CsvText csv;
    csv.row({"strategy", "fraction", "repeat", "fold", "inner_fold", "kind", "count", "text"});
    for (const auto& unit : scored.results.log) {
        for (const auto& notice : unit.notices) {
            csv.text(unit.strategy).number(unit.fraction);
            csv.number(std::int64_t{unit.repeat}).number(std::int64_t{unit.fold});
            add_inner_fold(csv, unit.inner);
            csv.text(notice.detail ? "detail" : "notice").number(notice.count).text(notice.text).end_row();
        }
    }
    return csv.str();
}

} // namespace sinter::report
