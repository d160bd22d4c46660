// SPDX-License-Identifier: Apache-2.0
#include "framework/report/tables/csv_derived.hpp"

#include "framework/report/scores/target.hpp"
#include "framework/report/text/csv_text.hpp"
#include "framework/report/text/number_format.hpp"
#include "framework/report/words/derived_words.hpp"

#include <array>

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

void add_header(CsvText& csv) {
    for (const auto* name : {"strategy", "target", "unit", "fraction", "law", "degrees", "folds", "n_test"}) {
        csv.text(name);
    }
    for (const auto& score : scores) {
        csv.text(std::string(score.name) + "_joint").text(std::string(score.name) + "_independent");
    }
    for (const auto* name : {"loss", "by_fold", "by_fold_lower", "by_fold_upper", "p", "groups", "by_group",
                             "by_group_lower", "by_group_upper", "bootstrap_p", "correlations"}) {
        csv.text(name);
    }
    csv.end_row();
}

std::string correlations_text(const DerivedRow& row) {
    std::string text;
    for (const auto& [labels, correlation] : row.correlations) {
        text += (text.empty() ? "" : ";") + labels + "=" + shortest(correlation);
    }
    return text;
}

} // namespace

std::string derived_csv(const study::StudyResults& results, const std::vector<DerivedRow>& table) {
    if (table.empty()) {
        return {};
    }
    CsvText csv;
    add_header(csv);
    for (const auto& row : table) {
        const auto target = target_of(results, row.target);
        csv.text(row.strategy).text(row.target).text(target.unit).number(row.fraction);
        csv.text(law_in_words(row)).number(row.degrees).number(row.folds).number(row.n_test);
        for (const auto& score : scores) {
            csv.number(row.joint.*score.value).number(row.independent.*score.value);
        }
        csv.text(target.kind() == TargetKind::number ? "nll" : "log_loss");
        csv.number(row.by_fold.difference).number(row.by_fold.lower).number(row.by_fold.upper);
        csv.number(row.by_fold.p).number(row.by_group.groups).number(row.by_group.difference);
        csv.number(row.by_group.lower).number(row.by_group.upper).number(row.by_group.p);
        csv.text(correlations_text(row)).end_row();
    }
    return csv.str();
}

} // namespace sinter::report
