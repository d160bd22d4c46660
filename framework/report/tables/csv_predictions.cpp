// SPDX-License-Identifier: Apache-2.0
#include "framework/report/tables/csv_predictions.hpp"

#include "framework/report/text/csv_text.hpp"
#include "framework/report/text/number_format.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sinter::report {

namespace {

void append_name(std::string_view name, std::string& text) {
    for (const char c : name) {
        if (c == ';' || c == '=' || c == '\\') {
            text += '\\';
        }
        text += c;
    }
}

void add_values(CsvText& csv, const Target& target, const study::RowPrediction& row) {
    if (target.kind() == TargetKind::classes) {
        csv.text(class_name(target, row.label)).text(class_name(target, row.mean));
    } else {
        csv.number(row.label).number(row.mean);
    }
    csv.number(row.sigma_mean).number(row.sigma_obs).text(shares_text(target, row.shares));
}

} // namespace

std::string shares_text(const Target& target, const std::vector<double>& shares) {
    std::string text;
    for (std::size_t k = 0; k < shares.size(); ++k) {
        text += text.empty() ? "" : ";";
        append_name(class_name(target, static_cast<double>(k)), text);
        text += "=" + shortest(shares[k]);
    }
    return text;
}

std::string predictions_csv(const ScoredStudy& scored) {
    const auto& results = scored.results;
    CsvText csv;
    csv.row({"strategy", "target", "fraction", "repeat", "fold", "row", "record", "material", "group",
             "label", "mean", "sigma_mean", "sigma_obs", "shares"});
    for (const auto& series : scored.series) {
        const auto target = target_of(results, series.key.target);
        for (const auto* trial : series.trials) {
            for (const auto& row : trial->predictions) {
                csv.text(strategy_name(results, series.key)).text(target.name);
                csv.number(fraction_of(results, series.key));
                csv.number(std::int64_t{trial->key.repeat}).number(std::int64_t{trial->key.fold});
                csv.number(row.row).number(row.record).text(row.material).text(row.group);
                add_values(csv, target, row);
                csv.end_row();
            }
        }
    }
    return csv.str();
}

} // namespace sinter::report
