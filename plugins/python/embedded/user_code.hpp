// SPDX-License-Identifier: Apache-2.0
//
// What the options of the bridge's plugins name. All with the interpreter's lock.
#pragma once

#include "plugins/python/embedded/interpreter.hpp"

#include <sinter/parameters.hpp>
#include <sinter/random.hpp>

namespace sinter::plugins::python {

/// Refuses where the versions of the option `requires` are not those that are installed.
void require_versions(const Options& options);
/// The UserClass of what the options `file` and `class` name; `method`: what the class has that is meant
/// where `class` is empty. Checks `requires` before.
[[nodiscard]] py::object class_of_file(const Options& options, const char* method);
/// `seed` (31 bits) and `key` (two words), for scikit-learn's random_state and for a numpy Generator.
[[nodiscard]] py::dict random_of(Stream stream);

} // namespace sinter::plugins::python
