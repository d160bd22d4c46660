// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/command/command_again.hpp"

#include "framework/cli/command/arguments.hpp"
#include "framework/cli/process/installed_files.hpp"
#include "framework/report/text/text_layout.hpp"

#include <algorithm>
#include <cstdlib>
#include <system_error>

namespace sinter::cli {
namespace {

bool names_output(const std::string& word) {
    return word == "--output" || word.starts_with("--output=") || (word.starts_with("-o") && word[1] != '-');
}

} // namespace

std::string command_to_go_on(const Arguments& arguments) {
    std::string command = for_the_shell(program_as_typed()) + " run";
    for (const auto& word : arguments) {
        if (word != "--fresh") {
            command += " " + for_the_shell(word);
        }
    }
    const char* from_environment = std::getenv("SINTER_RUNS");
    if (from_environment != nullptr && *from_environment != '\0' &&
        std::none_of(arguments.begin(), arguments.end(), names_output)) {
        command += " --output " + for_the_shell(from_environment);
    }
    return command;
}

std::string path_like(const std::filesystem::path& typed, const std::filesystem::path& path) {
    std::error_code error;
    const auto whole = std::filesystem::absolute(path, error).lexically_normal();
    const auto here = std::filesystem::current_path(error);
    if (path.empty() || error) {
        return path.string();
    }
    return typed.is_absolute() ? whole.string() : whole.lexically_proximate(here).string();
}

std::string command_of_run(const RunLock& lock, const std::filesystem::path& folder) {
    std::string command = for_the_shell(program_as_typed()) + " run " +
                          (lock.config.empty() ? "CONFIG" : for_the_shell(path_like(folder, lock.config)));
    for (const auto& change : lock.overrides) {
        if (!change.empty() && report::printable(change) == change) {
            command += " -s " + for_the_shell(change);
        }
    }
    const auto root = folder.has_filename() ? folder.parent_path() : folder.parent_path().parent_path();
    return command + " -o " + for_the_shell(root.empty() ? "." : root.string());
}

} // namespace sinter::cli
