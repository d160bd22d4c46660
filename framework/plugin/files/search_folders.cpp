// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/files/search_folders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace sinter::plugin {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> existing_folder(const fs::path& path) {
    std::error_code error;
    auto canonical = fs::canonical(path, error);
    if (error || !fs::is_directory(canonical, error)) {
        return std::nullopt;
    }
    return canonical;
}

std::optional<fs::path> environment_path(const char* name) {
    const char* text = std::getenv(name);
    // The XDG specification has relative paths ignored; an empty one would be the working directory.
    if (text == nullptr || !fs::path(text).is_absolute()) {
        return std::nullopt;
    }
    return fs::path(text);
}

std::optional<fs::path> installed_folder() {
    std::error_code error;
    const auto program = fs::read_symlink("/proc/self/exe", error);
    if (error) {
        return std::nullopt;
    }
    return existing_folder(program.parent_path() / ".." / "lib" / "sinter" / "plugins");
}

std::optional<fs::path> user_folder() {
    auto data = environment_path("XDG_DATA_HOME");
    if (!data) {
        const auto home = environment_path("HOME");
        if (!home) {
            return std::nullopt;
        }
        data = *home / ".local" / "share";
    }
    return existing_folder(*data / "sinter" / "plugins");
}

void add_once(std::vector<SearchFolder>& folders, std::optional<fs::path> path, const char* origin) {
    if (!path) {
        return;
    }
    const bool there =
        std::any_of(folders.begin(), folders.end(), [&](const SearchFolder& f) { return f.path == *path; });
    if (!there) {
        folders.push_back({std::move(*path), origin});
    }
}

} // namespace

std::vector<SearchFolder> search_folders(const std::vector<fs::path>& plugin_dirs,
                                         diagnostics::Diagnostics& diagnostics) {
    std::vector<SearchFolder> folders;
    for (const auto& written : plugin_dirs) {
        auto folder = written.empty() ? std::nullopt : existing_folder(written);
        if (!folder) {
            diagnostics.error(diagnostics::ErrorKind::config, {},
                              fmt::format("--plugin-dir \"{}\" is not a folder", written.string()),
                              {"give the folder that holds the plugin's .so file"});
        }
        add_once(folders, std::move(folder), "--plugin-dir");
    }
    add_once(folders, installed_folder(), "installed");
    add_once(folders, user_folder(), "user");
    return folders;
}

} // namespace sinter::plugin
