// SPDX-License-Identifier: Apache-2.0
//
// Example 01 as `sinter init` writes it, with fewer trees.
#pragma once

#include "tests/support/program.hpp"
#include "tests/support/temporary_folder.hpp"

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace sinter::tests {

/// In a folder of the test's own; runs go beside it.
class ExampleStudy {
public:
    explicit ExampleStudy(int trees) {
        const auto outcome = run_program("init '" + (folder_.path() / "study").string() + "'");
        if (outcome.exit_code != 0) {
            throw std::runtime_error("init: " + outcome.output);
        }
        text_ = edited(content_of(config()), "trees = 200", "trees = " + std::to_string(trees));
        write(text_);
    }
    [[nodiscard]] std::filesystem::path config() const { return folder_.path() / "study" / "study.toml"; }
    /// The config with fewer trees.
    [[nodiscard]] const std::string& text() const { return text_; }
    /// Another config in its place.
    void write(const std::string& text) const { std::ofstream(config(), std::ios::binary) << text; }
    /// Where runs of this name go.
    [[nodiscard]] std::filesystem::path root(const std::string& runs) const { return folder_.path() / runs; }
    /// Of the program, for a run into root(runs).
    [[nodiscard]] std::string arguments(const std::string& runs, const std::string& more = {}) const {
        return "run '" + config().string() + "' -o '" + root(runs).string() + "' " + more;
    }

private:
    TemporaryFolder folder_;
    std::string text_;
};

} // namespace sinter::tests
