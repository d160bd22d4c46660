// SPDX-License-Identifier: Apache-2.0
//
// `-s key.key=value`: one value of a config, changed from the command line.
#pragma once

#include "framework/study/config/config_tree.hpp"

#include <string>

namespace sinter::study {

/// Sets one value from a `text` such as `key.key=value`, as given on the command line; the value is TOML, or plain text where
/// it is not. An element of a list of tables is named by its `name`, without one by its plugin, or by its
/// number from 0 (`strategy.difference.combine=best`, `strategy.0.target=gap`). Throws InputError (config),
/// with an example in names of this config.
void set_value(ConfigNode& root, const std::string& text);

} // namespace sinter::study
