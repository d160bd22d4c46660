// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "framework/study/results.hpp"

#include <vector>

namespace sinter::report {

/// The units by strategy (config's order), fraction, repeat and fold, however they came: a resumed run gives
/// the same tables. Points into `results`.
[[nodiscard]] std::vector<const study::UnitResult*> ordered_units(const study::StudyResults& results);

/// Those of one strategy and fraction, in the same order.
[[nodiscard]] std::vector<const study::UnitResult*> units_of(const study::StudyResults& results,
                                                             const std::string& strategy, double fraction);

/// The fractions that occur, ascending.
[[nodiscard]] std::vector<double> fractions_of(const study::StudyResults& results);

} // namespace sinter::report
