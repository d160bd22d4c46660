// SPDX-License-Identifier: Apache-2.0
//
// What the reader of a study should know.
#pragma once

#include <cstdint>
#include <string>

namespace sinter::study {

/// A thing the reader should know, and how often it came up.
struct Notice {
    std::string text;
    std::int64_t count = 1;
    bool detail = false; ///< of one unit only: it stands in the log, not among the notices of the study
};

} // namespace sinter::study
