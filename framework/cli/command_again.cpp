// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/command_again.hpp"

#include "framework/cli/installed_files.hpp"

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

} // namespace sinter::cli
