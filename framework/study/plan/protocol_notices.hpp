// SPDX-License-Identifier: Apache-2.0
//
// What a reader should know of how rows are held out and what sources can give, before anything is run.
#pragma once

#include "framework/study/notices/notice_board.hpp"
#include "framework/study/plan/plan.hpp"

#include <vector>

namespace sinter::study {

/// Leaks, transductive strategies and placebos; sources that share no material with a target; classes with a
/// single group, and those with fewer groups than a stratified protocol has folds.
[[nodiscard]] std::vector<Notice> protocol_notices(const Plan& plan);

} // namespace sinter::study
