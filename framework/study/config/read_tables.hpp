// SPDX-License-Identifier: Apache-2.0
//
// The `[[table]]` sections of a config.
#pragma once

#include "framework/data/tables/table_spec.hpp"
#include "framework/study/config/config_section.hpp"

#include <filesystem>

namespace sinter::study {

/// Reads one `[[table]]`; relative files start from `folder`.
[[nodiscard]] data::TableSpec read_table(const ConfigNode& node, const std::filesystem::path& folder,
                                         diagnostics::Diagnostics& diagnostics);

} // namespace sinter::study
