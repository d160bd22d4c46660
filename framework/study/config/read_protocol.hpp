// SPDX-License-Identifier: Apache-2.0
//
// The `[protocol]` section of a config.
#pragma once

#include "framework/study/config/config.hpp"
#include "framework/study/config/config_section.hpp"

#include <filesystem>
#include <string_view>

namespace sinter::study {

/// Reads `[protocol]` of `root`; relative paths start from `folder`. Everything wrong is added to
/// `diagnostics`. Names of inputs and columns are checked later, against the tables.
[[nodiscard]] ProtocolChoice read_protocol(ConfigSection& root, const std::filesystem::path& folder,
                                           diagnostics::Diagnostics& diagnostics);

/// As the config spells it.
[[nodiscard]] std::string_view name_of(ProtocolKind kind);

} // namespace sinter::study
