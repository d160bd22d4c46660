// SPDX-License-Identifier: Apache-2.0
//
// A fitted model as bytes, and bytes as a model.
#pragma once

#include "plugins/learners/ridge/ridge_model.hpp"

#include <sinter/saved_state.hpp>

#include <memory>

namespace sinter::plugins::ridge {

/// 8 bytes a number that the model holds; what labels share is written once.
void write_state(const RidgeModel& model, StateWriter& state);

/// Throws Error (SINTER_INVALID_ARGUMENT) for what write_state() did not write.
[[nodiscard]] std::shared_ptr<const RidgeModel> read_state(StateReader& state);

} // namespace sinter::plugins::ridge
