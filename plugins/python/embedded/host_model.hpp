// SPDX-License-Identifier: Apache-2.0
//
// The host's learners, for strategies in Python.
#pragma once

#include "plugins/python/embedded/interpreter.hpp"

#include <sinter/strategy.hpp>

#include <memory>

namespace sinter::plugins::python {

/// A host and a problem for Python code, which may keep the object longer than they are there.
struct HostGate {
    Host* host = nullptr; ///< null: the call has ended
    const TransferProblem* problem = nullptr;
};

/// Makes the Python types of HostGate and of the models that it fits, once. With the lock.
void define_host_types(const py::module_& module);

} // namespace sinter::plugins::python
