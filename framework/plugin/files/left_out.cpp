// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/files/left_out.hpp"

#include "framework/plugin/files/hostile_text.hpp"
#include "framework/plugin/files/manifest.hpp"

#include <cstddef>
#include <fstream>

namespace sinter::plugin {

std::map<std::string, std::string> left_out_plugins(const std::filesystem::path& folder) {
    constexpr std::size_t most = 256;
    constexpr std::size_t longest = 600;
    std::map<std::string, std::string> texts;
    std::ifstream file(folder / left_out_file_name);
    std::size_t lines = 0;
    for (std::string line; lines < most && std::getline(file, line); ++lines) {
        const auto colon = line.find(": ");
        if (colon != std::string::npos && is_plugin_id(line.substr(0, colon))) {
            texts.emplace(line.substr(0, colon), shown(line.substr(colon + 2), longest));
        }
    }
    return texts;
}

} // namespace sinter::plugin
