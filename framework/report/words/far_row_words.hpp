// SPDX-License-Identifier: Apache-2.0
//
// What is said of predictions that are far from the label.
#pragma once

#include "framework/report/scores/far_rows.hpp"

#include <cstddef>
#include <string>

namespace sinter::report {

/// How many there are, what may be wrong, and where they are listed.
[[nodiscard]] std::string far_rows_in_words(std::size_t rows);

/// "gaps.csv:12"; "-" where the file is not known.
[[nodiscard]] std::string place_of(const FarRow& row);

/// "7.2", or "sigma is 0".
[[nodiscard]] std::string sigmas_in_words(const FarRow& row);

} // namespace sinter::report
