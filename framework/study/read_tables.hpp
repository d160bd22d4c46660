// SPDX-License-Identifier: Apache-2.0
//
// The `[[table]]` sections of a config.
#pragma once

#include "framework/data/table_spec.hpp"
#include "framework/study/config_section.hpp"

#include <filesystem>

namespace sinter::study {

/// Reads one `[[table]]`; relative files start from `folder`.
[[nodiscard]] data::TableSpec read_table(const ConfigNode& node, const std::filesystem::path& folder,
                                         diagnostics::Diagnostics& diagnostics);

} // namespace sinter::study
