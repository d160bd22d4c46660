// SPDX-License-Identifier: Apache-2.0
//
// A plugin's objects with every call watched (calls.hpp).
#pragma once

#include "framework/plugin/guard/calls.hpp"

#include <sinter/featurizer.hpp>
#include <sinter/learner.hpp>
#include <sinter/strategy.hpp>

#include <memory>

namespace sinter::plugin {

/// `callee` is kept; never null objects.
[[nodiscard]] std::unique_ptr<Featurizer> guarded(const Callee& callee,
                                                  std::unique_ptr<Featurizer> featurizer);
[[nodiscard]] std::unique_ptr<Learner> guarded(const Callee& callee, std::unique_ptr<Learner> learner);
[[nodiscard]] std::unique_ptr<TransferStrategy> guarded(const Callee& callee,
                                                        std::unique_ptr<TransferStrategy> strategy);

} // namespace sinter::plugin
