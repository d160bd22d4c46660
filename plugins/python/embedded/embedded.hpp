// SPDX-License-Identifier: Apache-2.0
//
// The bridge's own Python code, which the build puts into the library.
#pragma once

#include <vector>

namespace sinter::plugins::python {

struct EmbeddedModule {
    const char* name; ///< "learner"; Python imports it as sinter_bridge_learner
    const char* text;
};

/// In an order in which each finds those that it imports.
[[nodiscard]] const std::vector<EmbeddedModule>& embedded_modules();

} // namespace sinter::plugins::python
