// SPDX-License-Identifier: Apache-2.0
//
// Whether the work that a config asks for can be listed at all, told before it is.
#pragma once

#include "framework/study/plan/plan.hpp"

namespace sinter::study {

/// Throws InputError (config) at the protocol if there would be more than most_trials trials, or if the splits
/// would hold more than most_places records. Needs the plan's records, groups and strategies.
void require_bounded_work(const Plan& plan);

} // namespace sinter::study
