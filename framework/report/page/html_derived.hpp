// SPDX-License-Identifier: Apache-2.0
//
// The section that sets the joint law of a derived quantity against independence.
#pragma once

#include "framework/report/page/html_part.hpp"

#include <string>

namespace sinter::report {

/// HTML; empty where there is nothing to show.
[[nodiscard]] std::string html_derived(const Part& part);

} // namespace sinter::report
