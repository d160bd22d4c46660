// SPDX-License-Identifier: Apache-2.0
#include "framework/report/words/verdict_words.hpp"

#include "framework/report/text/number_format.hpp"

#include <fmt/core.h>

#include <cmath>

namespace sinter::report {

namespace {

using evaluation::NonInferiority;
using evaluation::Verdict;

std::string factor_in_words(const evaluation::SavedFactor& factor) {
    return std::string(evaluation::sign_of(factor.reach)) + fixed(factor.value, factor.value < 1 ? 2 : 1);
}

} // namespace

std::string harmless_margin() { return percent(harmless_ratio - 1); }

std::string error_in_words(double error, ErrorMetric metric, const Target& target) {
    const auto text = short_number(error);
    return has_unit(metric) && !target.unit.empty() ? text + " " + target.unit : text;
}

std::string errors_in_words(const MetricsRow& row, const Target& target) {
    std::string text;
    for (const auto metric : metrics_of(target.kind())) {
        text += text.empty() ? "" : ", ";
        text += std::string(title_of(metric)) + " " + error_in_words(value_of(row, metric), metric, target);
    }
    return target.kind() == TargetKind::number ? text
                                               : text + ", accuracy " + percent(row.classification.accuracy);
}

std::string against_baseline(const ComparisonRow& row, const std::string& baseline) {
    if (std::isnan(row.ratio.ratio)) {
        return fmt::format("Fold by fold it cannot be compared with the baseline {}: a {} is 0 or not known.",
                           baseline, title_of(row.metric));
    }
    const auto ratio = fmt::format("Over the folds its {} is {} times that of the baseline {}",
                                   title_of(row.metric), ratio_in_words(row.ratio), baseline);
    if (std::isnan(row.p_holm)) {
        return ratio + (row.folds < 2 ? "; with so few folds nothing can be said about significance."
                                      : "; nothing can be said about significance.");
    }
    const auto p = row.p_holm < 0.001 ? std::string("p < 0.001") : "p = " + p_value(row.p_holm);
    return fmt::format("{}. That is {}significant ({}).", ratio,
                       row.verdict == Verdict::undecided ? "not " : "", p);
}

std::string verdict_in_words(const ComparisonRow& row) {
    if (std::isnan(row.p_holm)) {
        return "not tested";
    }
    switch (row.verdict) {
    case Verdict::better:
        return "better";
    case Verdict::worse:
        return "worse";
    case Verdict::undecided:
        break;
    }
    return "not significant";
}

std::string harmless_in_words(const ComparisonRow& row) {
    if (std::isnan(row.ratio.upper)) {
        return "-";
    }
    switch (row.harm) {
    case NonInferiority::shown:
        return "yes";
    case NonInferiority::excluded:
        return "no";
    case NonInferiority::not_shown:
        break;
    }
    return "not shown";
}

std::string ratio_in_words(const evaluation::RatioInterval& ratio) {
    if (std::isnan(ratio.lower)) {
        return fixed(ratio.ratio, 2);
    }
    const auto decimals = ratio.upper - ratio.lower < 0.02 ? 3 : 2;
    return fmt::format("{} ({} to {})", fixed(ratio.ratio, decimals), fixed(ratio.lower, decimals),
                       fixed(ratio.upper, decimals));
}

std::string saved_in_words(const evaluation::LabelsSaved& saved) {
    if (std::isnan(saved.factor.value)) {
        return "-";
    }
    const auto factor = factor_in_words(saved.factor);
    const auto lower = factor_in_words(saved.lower);
    const auto upper = factor_in_words(saved.upper);
    const bool one_bound =
        saved.factor.reach != evaluation::Reach::within && lower == factor && upper == factor;
    return std::isnan(saved.lower.value) || one_bound ? factor
                                                      : fmt::format("{} ({} to {})", factor, lower, upper);
}

} // namespace sinter::report
