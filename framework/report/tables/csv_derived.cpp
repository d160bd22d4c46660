// SPDX-License-Identifier: Apache-2.0
#include "framework/report/tables/csv_derived.hpp"

#include "framework/report/scores/target.hpp"
#include "framework/report/text/csv_text.hpp"
#include "framework/report/text/number_format.hpp"
#include "framework/report/words/derived_words.hpp"

#include <array>
#include <utility>
#include <vector>

namespace sinter::report {
namespace {

struct Score {
    const char* name;
    double LawScore::*value;
};

constexpr std::array<Score, 6> scores = {{{"nll", &LawScore::nll},
                                          {"coverage_68", &LawScore::coverage_68},
                                          {"coverage_90", &LawScore::coverage_90},
                                          {"width_68", &LawScore::width_68},
                                          {"width_90", &LawScore::width_90},
                                          {"log_loss", &LawScore::log_loss}}};

std::vector<Column> derived_columns() {
    auto columns =
        columns_named({"strategy", "target", "unit", "fraction", "law", "degrees", "folds", "n_test"});
    for (const auto& score : scores) {
        columns.push_back({std::string(score.name) + "_joint"});
        columns.push_back({std::string(score.name) + "_independent"});
    }
    for (const auto* name : {"loss", "by_fold", "by_fold_lower", "by_fold_upper", "p", "groups", "by_group",
                             "by_group_lower", "by_group_upper", "bootstrap_p", "correlations"}) {
        columns.push_back({name});
    }
    return columns;
}

std::string correlations_text(const DerivedRow& row) {
    std::string text;
    for (const auto& [labels, correlation] : row.correlations) {
        text += (text.empty() ? "" : ";") + labels + "=" + shortest(correlation);
    }
    return text;
}

} // namespace

std::string derived_csv(const ScoredStudy& scored) {
    ReportTable table{"", derived_columns()};
    for (const auto& row : scored.derived) {
        const auto target = target_of(scored.results, row.key.target);
        std::vector<Cell> cells{strategy_name(scored.results, row.key),
                                target.name,
                                target.unit,
                                fraction_of(scored.results, row.key),
                                law_in_words(row),
                                row.degrees,
                                row.folds,
                                row.n_test};
        for (const auto& score : scores) {
            cells.emplace_back(row.joint.*score.value);
            cells.emplace_back(row.independent.*score.value);
        }
        cells.insert(cells.end(),
                     {target.kind() == TargetKind::number ? "nll" : "log_loss", row.by_fold.difference,
                      row.by_fold.lower, row.by_fold.upper, row.by_fold.p, row.by_group.groups,
                      row.by_group.difference, row.by_group.lower, row.by_group.upper, row.by_group.p,
                      correlations_text(row)});
        table.rows.push_back({std::move(cells)});
    }
    return table.rows.empty() ? std::string() : csv_of(table);
}

} // namespace sinter::report
