// SPDX-License-Identifier: Apache-2.0
//
// A plugin's models with every call watched (calls.hpp).
#pragma once

#include "framework/plugin/guard/calls.hpp"

#include <sinter/error.hpp>
#include <sinter/model.hpp>
#include <sinter/strategy.hpp>

#include <memory>

namespace sinter::plugin {

[[nodiscard]] std::shared_ptr<const Model> guarded(const Callee& callee, std::shared_ptr<const Model> model);
[[nodiscard]] std::shared_ptr<const TransferModel> guarded(const Callee& callee,
                                                           std::shared_ptr<const TransferModel> model);

/// Throws the error again; of one that is the plugin's own fault with its name, which the text seldom says.
[[noreturn]] void rethrow_attributed(const Callee& callee, const Error& error);

/// One call into the plugin (crossed), whose faults say whose they are.
template <class Call>
auto attributed(const Callee& callee, const char* doing, const Call& call) {
    try {
        return crossed(callee, doing, call);
    } catch (const Error& error) {
        rethrow_attributed(callee, error);
    }
}

/// Destroys what the plugin made; where that changes the floating-point controls, the board tells.
template <class Pointer>
void destroy(const Callee& callee, Pointer& object) noexcept {
    if (object) {
        const Crossing crossing(callee, "destroying");
        object.reset();
    }
}

} // namespace sinter::plugin
