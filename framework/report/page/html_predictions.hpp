// SPDX-License-Identifier: Apache-2.0
//
// The sections that show the predictions themselves.
#pragma once

#include "framework/report/scores/subject.hpp"

#include <string>

namespace sinter::report {

// HTML; each is empty where there is nothing to show.

[[nodiscard]] std::string html_calibration(const Subject& subject, int level);
[[nodiscard]] std::string html_predictions(const Subject& subject,
                                           int level); ///< parity plots, or confusion tables

} // namespace sinter::report
