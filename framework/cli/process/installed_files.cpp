// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/process/installed_files.hpp"

#include "framework/diagnostics/diagnostic.hpp"

#include <cstdlib>
#include <sstream>
#include <string_view>
#include <system_error>

namespace sinter::cli {
namespace {

namespace fs = std::filesystem;
using diagnostics::ErrorKind;
using diagnostics::InputError;

fs::path running_program() {
    std::error_code error;
    fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (error) {
        throw InputError(ErrorKind::config, {}, "the program cannot find its own file: " + error.message());
    }
    return program;
}

} // namespace

fs::path install_prefix() { return running_program().parent_path().parent_path(); }

fs::path sdk_file(const fs::path& relative) {
    fs::path path = install_prefix() / relative;
    if (!fs::exists(path)) {
        throw InputError(ErrorKind::config, {path.string(), 0, 0}, "this part of the SDK is not there",
                         {"install it: the package sinter-dev, or `cmake --install` with all components"});
    }
    return path;
}

bool is_on_path() {
    const char* folders = std::getenv("PATH");
    std::istringstream list(folders != nullptr ? folders : "");
    const fs::path self = running_program();
    for (std::string folder; std::getline(list, folder, ':');) {
        std::error_code error;
        const fs::path found = fs::path(folder.empty() ? "." : folder) / "sinter";
        if (fs::exists(found, error)) { // the shell takes the first
            return fs::equivalent(found, self, error);
        }
    }
    return false;
}

std::string program_as_typed() { return is_on_path() ? "sinter" : running_program().string(); }

std::string for_the_shell(const std::string& word) {
    constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+=,:@%";
    if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) {
        return word;
    }
    std::string quoted = "'";
    for (const char c : word) {
        quoted += c == '\'' ? "'\\''" : std::string(1, c);
    }
    return quoted + "'";
}

} // namespace sinter::cli
