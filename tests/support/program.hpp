// SPDX-License-Identifier: Apache-2.0
//
// Runs the program as a user would.
#pragma once

#include "tests/support/text.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <sys/wait.h>

namespace sinter::tests {

struct Outcome {
    int exit_code = -1;
    std::string output; ///< standard output and standard error together
};

/// Runs a shell command line and takes its standard output.
inline Outcome run_shell(const std::string& command) {
    std::FILE* pipe = ::popen(command.c_str(), "r");
    if (pipe == nullptr) {
        throw std::runtime_error("cannot run " + command);
    }
    Outcome outcome;
    char buffer[4096];
    for (std::size_t size = 0; (size = std::fread(buffer, 1, sizeof(buffer), pipe)) > 0;) {
        outcome.output.append(buffer, size);
    }
    const int status = ::pclose(pipe);
    outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return outcome;
}

/// Runs the program; `arguments` are quoted for the shell by the test.
inline Outcome run_program(const std::string& arguments, const std::string& environment = {}) {
    return run_shell(environment + " '" SINTER_PROGRAM "' " + arguments + " 2>&1");
}

/// The folder of the only run below `root`.
inline std::filesystem::path only_run(const std::filesystem::path& root) {
    std::filesystem::path found;
    for (const auto& entry : std::filesystem::directory_iterator(root)) {
        if (!found.empty()) {
            throw std::runtime_error("more than one run in " + root.string());
        }
        found = entry.path();
    }
    if (found.empty()) {
        throw std::runtime_error("no run in " + root.string());
    }
    return found;
}

} // namespace sinter::tests
