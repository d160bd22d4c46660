// SPDX-License-Identifier: Apache-2.0
//
// From the text of a config to the study that it describes.
#pragma once

#include "framework/study/config/config.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace sinter::study {

/// Which parts a verb needs; a part that is not needed may be absent.
enum class ConfigUse : std::uint8_t {
    study,    ///< everything
    featurize ///< tables and featurizers
};

/// Reads a config file and the command line's changes to it. Everything wrong is added to `diagnostics`, and
/// what could be read is returned. Throws InputError where there is nothing to read: no such file, not TOML.
[[nodiscard]] Config read_config(const std::filesystem::path& file, const std::vector<std::string>& overrides,
                                 ConfigUse use, diagnostics::Diagnostics& diagnostics);

} // namespace sinter::study
