// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/command_again.hpp"

#include "framework/cli/installed_files.hpp"
#include "framework/report/text_layout.hpp"

#include <algorithm>
#include <cstdlib>

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

std::string command_of_run(const RunLock& lock, const std::filesystem::path& folder) {
    std::string command = for_the_shell(program_as_typed()) + " run " +
                          (lock.config.empty() ? "CONFIG" : for_the_shell(lock.config));
    for (const auto& change : lock.overrides) {
        if (!change.empty() && report::printable(change) == change) {
            command += " -s " + for_the_shell(change);
        }
    }
    const auto root = folder.has_filename() ? folder.parent_path() : folder.parent_path().parent_path();
    return command + " -o " + for_the_shell(root.empty() ? "." : root.string());
}

} // namespace sinter::cli
