// SPDX-License-Identifier: Apache-2.0
//
// How a protocol is described to a reader.
#pragma once

#include "framework/study/config/config.hpp"

#include <string>

namespace sinter::study {

/// "5-fold, 3 repeats, grouped by composition".
[[nodiscard]] std::string describe(const ProtocolChoice& protocol);

} // namespace sinter::study
