// SPDX-License-Identifier: Apache-2.0
#include "framework/report/csv_tables.hpp"

#include "framework/report/csv_text.hpp"
#include "framework/report/ordered_units.hpp"

namespace sinter::report {

namespace {

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
    csv.end_row();
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

} // namespace

std::string metrics_csv(const std::vector<MetricsRow>& table, std::string_view unit) {
    CsvText csv;
    add_metrics_header(csv);
    for (const auto& row : table) {
        csv.text(row.strategy).text(row.target).text(unit).number(row.fraction);
        add_place(csv, row);
        csv.number(row.n_training).number(row.n_test);
        for (const auto& field : evaluation::regression_fields) {
            csv.number(row.regression.*field.value);
        }
        csv.number(row.n_sigma).number(row.n_sigma_zero);
        for (const auto& field : evaluation::uncertainty_fields) {
            csv.number(row.uncertainty.*field.value);
        }
        csv.end_row();
    }
    return csv.str();
}

std::string predictions_csv(const study::StudyResults& results) {
    CsvText csv;
    csv.row({"strategy", "target", "fraction", "repeat", "fold", "row", "material", "group", "label", "mean",
             "sigma_mean", "sigma_obs"});
    for (const auto* unit : ordered_units(results)) {
        for (const auto& row : unit->predictions) {
            csv.text(unit->strategy).text(unit->target).number(unit->fraction);
            csv.number(std::int64_t{unit->repeat}).number(std::int64_t{unit->fold}).number(row.row);
            csv.text(row.material).text(row.group).number(row.label).number(row.mean);
            csv.number(row.sigma_mean).number(row.sigma_obs);
            csv.end_row();
        }
    }
    return csv.str();
}

std::string significance_csv(const std::vector<ComparisonRow>& table, std::string_view unit) {
    CsvText csv;
    csv.row({"strategy", "baseline", "target", "unit", "fraction", "metric", "folds", "ratio", "ratio_lower",
             "ratio_upper", "p", "p_holm", "verdict", "groups", "mae_difference", "mae_difference_lower",
             "mae_difference_upper"});
    for (const auto& row : table) {
        csv.text(row.strategy).text(row.baseline).text(row.target).text(unit).number(row.fraction);
        csv.text(name_of(row.metric)).number(row.folds);
        csv.number(row.ratio.ratio).number(row.ratio.lower).number(row.ratio.upper);
        csv.number(row.ratio.p).number(row.p_holm).text(evaluation::name_of(row.verdict));
        if (row.metric == ErrorMetric::mae) {
            csv.number(row.by_group.groups);
        } else {
            csv.blank();
        }
        csv.number(row.by_group.difference).number(row.by_group.lower).number(row.by_group.upper);
        csv.end_row();
    }
    return csv.str();
}

} // namespace sinter::report
