// SPDX-License-Identifier: Apache-2.0
//
// The sections that show the predictions themselves.
#pragma once

#include "framework/report/page/html_part.hpp"

#include <string>

namespace sinter::report {

// HTML; each is empty where there is nothing to show.

[[nodiscard]] std::string html_calibration(const Part& part);
[[nodiscard]] std::string html_predictions(const Part& part); ///< parity plots, or confusion tables

} // namespace sinter::report
