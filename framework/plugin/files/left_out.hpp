// SPDX-License-Identifier: Apache-2.0
//
// What is said of a plugin that this build or installation may lack, when somebody asks for it: beside the
// plugins stands a file that the build wrote.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace sinter::plugin {

inline constexpr const char* left_out_file_name = "left_out.txt";

/// By id; empty where the folder has no such file. Lines that are not `ID: TEXT` are passed over.
[[nodiscard]] std::map<std::string, std::string> left_out_plugins(const std::filesystem::path& folder);

} // namespace sinter::plugin
