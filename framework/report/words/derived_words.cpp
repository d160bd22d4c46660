// SPDX-License-Identifier: Apache-2.0
#include "framework/report/words/derived_words.hpp"

#include "framework/report/text/number_format.hpp"

#include <fmt/core.h>

#include <cmath>

namespace sinter::report {

namespace {

/// " [lower, upper]"; nothing if the interval is not known.
std::string interval(double lower, double upper, int decimals) {
    return std::isnan(lower) ? std::string()
                             : " [" + fixed(lower, decimals) + ", " + fixed(upper, decimals) + "]";
}

} // namespace

std::string law_in_words(const DerivedRow& row) { return joined(row.laws); }

std::string derived_in_words(const study::DerivedSummary& summary) {
    return fmt::format("{} = {}; joint law: {}.", summary.name, summary.expression, summary.law);
}

std::string gain_in_words(const DerivedRow& row, const std::string& strategy, TargetKind kind) {
    constexpr int decimals = 3;
    const auto& folds = row.by_fold;
    const auto& groups = row.by_group;
    auto text =
        fmt::format("{}: {} of the joint law minus that of independence {}{} over folds, {}{} over groups.",
                    strategy, kind == TargetKind::number ? "NLL" : "log loss",
                    fixed(folds.difference, decimals), interval(folds.lower, folds.upper, decimals),
                    fixed(groups.difference, decimals), interval(groups.lower, groups.upper, decimals));
    for (std::size_t i = 0; i < row.correlations.size(); ++i) {
        const auto& [labels, correlation] = row.correlations[i];
        text +=
            fmt::format("{} {} {}", i == 0 ? " Mean error correlation:" : ";", labels, fixed(correlation, 2));
    }
    if (!std::isinf(row.degrees)) {
        text += fmt::format("; tails of a t law of {} degrees", short_number(row.degrees));
    }
    return row.correlations.empty() ? text : text + ".";
}

} // namespace sinter::report
