// SPDX-License-Identifier: Apache-2.0
//
// The section of the learning curve, with labels saved.
#pragma once

#include "framework/report/page/html_part.hpp"

#include <string>

namespace sinter::report {

/// HTML; empty where there is nothing to show.
[[nodiscard]] std::string html_learning_curve(const Part& part);

} // namespace sinter::report
