// SPDX-License-Identifier: Apache-2.0
//
// The bridge library, python/bridge.so beside the plugin, for the plugins that it serves.
#pragma once

#include "plugins/python/embedded/table.hpp"

namespace sinter::plugins::python {

/// Loads the bridge where it is not there yet; it stays for the life of the process. Any thread. Throws
/// Error, at each call anew, where the library cannot be loaded, was built from other sources than this
/// plugin, or could be changed by somebody else.
[[nodiscard]] const BridgeTable& bridge_table();

} // namespace sinter::plugins::python
