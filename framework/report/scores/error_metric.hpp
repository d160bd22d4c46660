// SPDX-License-Identifier: Apache-2.0
//
// The errors by which strategies are compared.
#pragma once

#include "framework/report/scores/metrics_table.hpp"
#include "framework/report/scores/target.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace sinter::report {

enum class ErrorMetric : std::uint8_t { mae, rmse, brier, log_loss };

/// The two of a kind of target, the headline first: it ranks the strategies, and the tests over groups use
/// it. Of numbers the MAE, of classes the Brier score: in the log loss a single row whose class got no share
/// at all decides.
[[nodiscard]] std::array<ErrorMetric, 2> metrics_of(TargetKind kind);
[[nodiscard]] inline ErrorMetric headline_of(TargetKind kind) { return metrics_of(kind)[0]; }
[[nodiscard]] inline bool is_headline(ErrorMetric metric) {
    return metric == ErrorMetric::mae || metric == ErrorMetric::brier;
}

[[nodiscard]] std::string_view name_of(ErrorMetric metric);  ///< in tables: "mae", "log_loss"
[[nodiscard]] std::string_view title_of(ErrorMetric metric); ///< for people: "MAE", "log loss"

/// Whether it is in the label's unit; else it has none.
[[nodiscard]] bool has_unit(ErrorMetric metric);

[[nodiscard]] double value_of(const MetricsRow& row, ErrorMetric metric);

} // namespace sinter::report
