// SPDX-License-Identifier: Apache-2.0
#include "framework/report/scores/far_rows.hpp"

#include "framework/report/page/html_table.hpp"
#include "framework/report/scores/series.hpp"
#include "framework/report/text/csv_text.hpp"
#include "framework/report/text/html_escape.hpp"
#include "framework/report/text/number_format.hpp"
#include "framework/report/text/text_layout.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace sinter::report {

namespace {

double largest_label(const Series& series) {
    double largest = 0;
    for (const auto* unit : series.units) {
        for (const auto& row : unit->predictions) {
            largest = std::max(largest, std::abs(row.label));
        }
    }
    return largest;
}

/// Whether an error is what arithmetic leaves of none.
bool is_rounding(const study::RowPrediction& row, double largest) {
    const double error = std::abs(row.mean - row.label);
    return error <= 1e-10 * std::max(std::abs(row.mean), std::abs(row.label)) || error <= 1e-14 * largest;
}

FarRow far_row(const study::StudyResults& results, const study::UnitResult& unit,
               const study::RowPrediction& row, double sigmas) {
    FarRow far{&unit, &row, sigmas, {}, 0};
    const auto* label = results.label(unit.target);
    if (label != nullptr && row.record >= 0 && static_cast<std::size_t>(row.record) < label->lines.size()) {
        far.file = label->file;
        far.line = label->lines[static_cast<std::size_t>(row.record)];
    }
    return far;
}

std::string place_of(const FarRow& row) {
    return row.file.empty() ? "-" : fmt::format("{}:{}", row.file, row.line);
}

std::string sigmas_of(const FarRow& row) {
    return std::isinf(row.sigmas) ? "sigma is 0" : short_number(row.sigmas);
}

std::string in_words(std::size_t rows, std::size_t shown) {
    auto text =
        fmt::format("{} prediction{} more than {:g} sigma_obs away from the label: a mistake in the table, "
                    "another unit, or a sigma_obs that is too small. ",
                    rows, rows == 1 ? " is" : "s are", far_sigmas);
    return text + (rows > shown ? fmt::format("The {} furthest; all are in far_rows.csv.", shown)
                                : std::string("They are in far_rows.csv, too."));
}

} // namespace

std::vector<FarRow> far_rows(const ScoredStudy& scored) {
    std::vector<FarRow> all;
    for (const auto& series : series_of(scored.results)) {
        const bool is_number = target_of(scored.results, series.target).kind() == TargetKind::number;
        if (!is_number || series.strategy == scored.nested) {
            continue;
        }
        const double largest = largest_label(series);
        for (const auto* unit : series.units) {
            for (const auto& row : unit->predictions) {
                const double error = std::abs(row.mean - row.label);
                const bool far = row.sigma_obs >= 0 && error > far_sigmas * row.sigma_obs; // no sigma: NaN
                if (far && !is_rounding(row, largest)) {
                    all.push_back(far_row(scored.results, *unit, row, error / row.sigma_obs));
                }
            }
        }
    }
    return all;
}

std::vector<FarRow> worst(std::vector<FarRow> rows, std::size_t most) {
    std::stable_sort(rows.begin(), rows.end(),
                     [](const FarRow& a, const FarRow& b) { return a.sigmas > b.sigmas; });
    rows.resize(std::min(most, rows.size()));
    return rows;
}

std::string far_rows_csv(const ScoredStudy& scored) {
    const auto rows = far_rows(scored);
    if (rows.empty()) {
        return {};
    }
    CsvText csv;
    csv.row({"strategy", "target", "fraction", "repeat", "fold", "material", "label", "mean", "sigma_obs",
             "sigmas", "file", "line"});
    for (const auto& row : rows) {
        csv.text(row.unit->strategy).text(row.unit->target).number(row.unit->fraction);
        csv.number(std::int64_t{row.unit->repeat}).number(std::int64_t{row.unit->fold});
        csv.text(row.prediction->material).number(row.prediction->label).number(row.prediction->mean);
        csv.number(row.prediction->sigma_obs).number(row.sigmas).text(row.file);
        if (row.file.empty()) {
            csv.blank();
        } else {
            csv.number(std::int64_t{row.line});
        }
        csv.end_row();
    }
    return csv.str();
}

std::string far_rows_text(const ScoredStudy& scored) {
    const auto rows = far_rows(scored);
    if (rows.empty()) {
        return {};
    }
    auto text = "Far from the label\n" + wrapped(in_words(rows.size(), most_far_rows_shown), 2);
    for (const auto& row : worst(rows)) {
        const auto& prediction = *row.prediction;
        text += wrapped(printable(fmt::format(
                            "- {} ({}): label {}, predicted {}, sigma_obs {}, sigmas {}; {}, repeat {}, "
                            "fold {}",
                            prediction.material, place_of(row), short_number(prediction.label),
                            short_number(prediction.mean), short_number(prediction.sigma_obs), sigmas_of(row),
                            row.unit->strategy, row.unit->repeat, row.unit->fold)),
                        2);
    }
    return text + "\n";
}

std::string html_far_rows(const ScoredStudy& scored) {
    const auto rows = far_rows(scored);
    if (rows.empty()) {
        return {};
    }
    using Align = HtmlTable::Align;
    HtmlTable table("Predictions that are furthest from the label",
                    {{"material", Align::left},
                     {"target", Align::left},
                     {"label"},
                     {"predicted"},
                     {"sigma_obs"},
                     {"sigmas", Align::right, "distance from the label, in sigma_obs"},
                     {"strategy", Align::left},
                     {"file and line", Align::left}});
    for (const auto& row : worst(rows)) {
        const auto& prediction = *row.prediction;
        table.add({html_escape(prediction.material), html_escape(row.unit->target),
                   short_number(prediction.label), short_number(prediction.mean),
                   short_number(prediction.sigma_obs), sigmas_of(row), html_escape(row.unit->strategy),
                   html_escape(place_of(row))});
    }
    return "<h2>Far from the label</h2>\n<p>" + html_escape(in_words(rows.size(), most_far_rows_shown)) +
           "</p>\n" + table.str();
}

} // namespace sinter::report
