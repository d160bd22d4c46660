// SPDX-License-Identifier: Apache-2.0
#include "framework/report/summary_text.hpp"

#include "framework/report/findings.hpp"
#include "framework/report/number_format.hpp"
#include "framework/report/text_layout.hpp"

#include <fmt/core.h>

#include <cmath>

namespace sinter::report {

namespace {

std::string with_unit(const std::string& name, const std::string& unit) {
    return unit.empty() ? name : name + " (" + unit + ")";
}

std::string answer_section(const ScoredStudy& scored) {
    std::string text;
    for (const auto& finding : findings(scored)) {
        text += wrapped(printable(finding.text), 2) + "\n";
    }
    return text;
}

std::string data_section(const study::StudyResults& results) {
    if (results.labels.empty()) {
        return {};
    }
    TextTable table({"label", "context", "rows", "materials", "repeated"});
    for (const auto& label : results.labels) {
        auto repeated = std::to_string(label.repeated_materials);
        if (label.repeated_materials > 0 && !label.repeats_policy.empty()) {
            repeated += " (" + label.repeats_policy + ")";
        }
        table.add({printable(with_unit(label.name, label.unit)), printable(label.context),
                   std::to_string(label.rows), std::to_string(label.materials), printable(repeated)});
    }
    auto text = "Data\n" + table.str(2);
    for (const auto& overlap : results.overlaps) {
        text += wrapped(printable(fmt::format("{} and {} share {} materials.", overlap.first, overlap.second,
                                              overlap.materials)),
                        2);
    }
    return text + "\n";
}

std::string protocol_section(const study::StudyResults& results) {
    return "Protocol\n" + wrapped(printable(fmt::format("{}. Seed {}.", results.protocol, results.seed)), 2) +
           "\n";
}

std::string metrics_section(const ScoredStudy& scored) {
    const auto& results = scored.results;
    const double fraction = full_fraction(results);
    std::vector<double> errors;
    for (const auto& row : scored.metrics) {
        if (row.level == Level::mean && row.fraction == fraction) {
            errors.push_back(row.regression.mae);
        }
    }
    const int decimals = decimals_for(errors);
    TextTable table({"strategy", "MAE ± folds", "RMSE", "NDME", "R2", "in 95 %"});
    for (const auto& strategy : results.strategies) {
        const auto* row = headline(scored.metrics, strategy.name, fraction);
        if (row == nullptr) {
            continue;
        }
        const double spread = fold_spread_of_mae(scored.metrics, strategy.name, fraction);
        auto mae = fixed(row->regression.mae, decimals);
        mae += std::isnan(spread) ? "" : " ± " + fixed(spread, decimals);
        table.add({printable(strategy.name), mae, fixed(row->regression.rmse, decimals),
                   fixed(row->regression.ndme, 2), fixed(row->regression.r2, 2),
                   percent(row->uncertainty.coverage_95)});
    }
    auto text =
        wrapped(printable("Errors for " + with_unit(results.target, results.target_unit)), 0) + table.str(2);
    text += wrapped(
        "± is the standard deviation over folds, not the uncertainty of the mean. NDME: 1 is no better than "
        "the training mean. in 95 %: share of labels inside the 95 % interval.",
        2);
    if (fraction != scored.metrics.front().fraction) {
        text += wrapped("Errors with fewer training labels are in metrics.csv.", 2);
    }
    return text + "\n";
}

/// "[0.87, 0.98]"; empty where it isn't known.
std::string bracketed(double lower, double upper, int decimals) {
    return std::isnan(lower) ? "" : "[" + fixed(lower, decimals) + ", " + fixed(upper, decimals) + "]";
}

std::string comparison_section(const ScoredStudy& scored) {
    const double fraction = full_fraction(scored.results);
    std::vector<double> ends;
    for (const auto& row : scored.comparisons) {
        ends.insert(ends.end(), {row.by_group.lower, row.by_group.upper});
    }
    const int decimals = std::min(3, decimals_for(ends));
    TextTable table({"strategy", "MAE ratio [95 %]", "p", "verdict", "by material"});
    std::string baseline;
    for (const auto& row : scored.comparisons) {
        if (row.fraction == fraction && row.metric == ErrorMetric::mae) {
            const auto& by_group = row.by_group;
            const int ratio_decimals = row.ratio.upper - row.ratio.lower < 0.02 ? 3 : 2;
            table.add({printable(row.strategy),
                       fixed(row.ratio.ratio, ratio_decimals) + " " +
                           bracketed(row.ratio.lower, row.ratio.upper, ratio_decimals),
                       p_value(row.p_holm),
                       row.verdict == evaluation::Verdict::worse ? "worse" : verdict_in_words(row),
                       bracketed(by_group.lower, by_group.upper, decimals)});
            baseline = row.baseline;
        }
    }
    if (baseline.empty()) {
        return {};
    }
    auto text = wrapped(printable("Against the baseline " + baseline), 0) + table.str(2);
    return text +
           wrapped(
               "Ratio below 1: lower error than the baseline; corrected resampled t interval over folds, p "
               "after Holm. By material: difference in MAE with its 95 % interval, bootstrap over what is "
               "held "
               "out together.",
               2) +
           "\n";
}

std::string notices_section(const char* title, const std::vector<study::Notice>& notices) {
    if (notices.empty()) {
        return {};
    }
    std::string text = std::string(title) + "\n";
    for (const auto& notice : notices) {
        const auto times = notice.count > 1 ? fmt::format(" ({} times)", notice.count) : std::string();
        text += wrapped("- " + printable(notice.text) + times, 2);
    }
    return text + "\n";
}

} // namespace

std::string summary_text(const ScoredStudy& scored) {
    const auto& results = scored.results;
    const auto target = with_unit(results.target, results.target_unit);
    auto text = wrapped(printable(fmt::format("{}: predicting {}", results.name, target)), 0) + "\n";
    text += answer_section(scored);
    text += data_section(results) + protocol_section(results);
    if (!scored.metrics.empty()) {
        text += metrics_section(scored) + comparison_section(scored);
    }
    text += notices_section("Left out", results.left_out) + notices_section("Notices", results.notices);
    text.pop_back(); // the blank line after the last section
    return text;
}

} // namespace sinter::report
