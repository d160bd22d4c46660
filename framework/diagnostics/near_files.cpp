// SPDX-License-Identifier: Apache-2.0
#include "framework/diagnostics/near_files.hpp"

#include "framework/diagnostics/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace sinter::diagnostics {

namespace fs = std::filesystem;

std::vector<std::string> files_in(const fs::path& folder, const std::string& extension) {
    std::vector<std::string> names;
    std::error_code ignored;
    for (fs::directory_iterator entry(folder, ignored), end; !ignored && entry != end;
         entry.increment(ignored)) {
        std::error_code type_error;
        if (entry->is_regular_file(type_error) &&
            (extension.empty() || entry->path().extension() == extension)) {
            names.push_back(entry->path().filename().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<std::string> absent_file_hints(const fs::path& file, const std::string& files,
                                           const std::string& extension) {
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored)) {
        return {fmt::format("there is no folder {}", folder.string())};
    }
    return name_hints(file.filename().string(), files_in(folder, extension),
                      fmt::format("{} in {}", files, folder.string()));
}

} // namespace sinter::diagnostics
