// SPDX-License-Identifier: Apache-2.0
//
// Labels of one dimension that contradict each other: over the materials that they share the numbers of one
// are those of the other by a constant factor or offset, as when a table is declared in the wrong unit.
#pragma once

#include "framework/study/plan/plan.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::study {

/// Two units whose numbers of one quantity differ by the factor: "kJ/mol/atom" and "eV/atom", 96.485.
struct UnitPair {
    std::string small; ///< the unit in which the numbers are larger
    std::string large;
    double factor = 1.0; ///< above 1
};

/// The pair of `unit` and another unit of its dimension whose factor is nearest to `ratio` (above 0, of
/// numbers that are declared in `unit`), within `tolerance` of the logarithm. "log10(GPa)" counts as GPa.
[[nodiscard]] std::optional<UnitPair> unit_pair_of(std::string_view unit, double ratio, double tolerance);

/// One sentence for each target and other label with numbers in units that convert into one another, where a
/// factor or an offset stands out.
/// The rule and its thresholds are in docs/config.md ("Labels that contradict each other").
[[nodiscard]] std::vector<std::string> label_contradictions(const data::Dataset& dataset,
                                                            const std::vector<std::size_t>& targets);

} // namespace sinter::study
