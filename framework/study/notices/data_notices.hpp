// SPDX-License-Identifier: Apache-2.0
//
// What a reader should know of how the tables were joined.
#pragma once

#include "framework/data/tables/dataset.hpp"
#include "framework/study/notices/notice_board.hpp"

#include <vector>

namespace sinter::study {

/// Records that were joined with a material of slightly other amounts; formulas whose 0 may be the letter O;
/// names of classes, levels and keys that
/// look like a missing value, or like one another and are not.
[[nodiscard]] std::vector<Notice> data_notices(const data::Dataset& dataset);

} // namespace sinter::study
