// SPDX-License-Identifier: Apache-2.0
//
// The study of six made-up gaps, run once into a folder of the test's own.
#pragma once

#include "tests/support/gaps_study.hpp"

#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>

namespace sinter::tests {

class GapsRun {
public:
    explicit GapsRun(const std::string& config = gaps_config) : study_(config) {
        const auto outcome = again();
        if (outcome.exit_code != 0) {
            throw std::runtime_error(outcome.output);
        }
        folder_ = only_run(root());
    }
    [[nodiscard]] const GapsStudy& study() const { return study_; }
    [[nodiscard]] std::filesystem::path root() const { return study_.path() / "runs"; }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
    [[nodiscard]] std::filesystem::path journal() const { return folder_ / "journal" / "trials.jsonl"; }
    [[nodiscard]] std::filesystem::path data() const { return study_.path() / "gaps.csv"; }

    /// `sinter run` of the config.
    [[nodiscard]] Outcome again(const std::string& more = {}) const {
        return study_.run("run", "--no-progress -o '" + root().string() + "' " + more);
    }
    /// `sinter VERB` of the folder.
    [[nodiscard]] Outcome on_folder(const std::string& verb, const std::string& more = {}) const {
        return run_program(verb + " '" + folder_.string() + "' " + more);
    }
    /// Every file of the folder but the journal's, by its path in it.
    [[nodiscard]] std::map<std::string, std::string> files() const {
        std::map<std::string, std::string> files;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_)) {
            const auto name = entry.path().lexically_relative(folder_).string();
            if (entry.is_regular_file() && name.rfind("journal", 0) != 0) {
                files[name] = content_of(entry.path());
            }
        }
        return files;
    }

private:
    GapsStudy study_;
    std::filesystem::path folder_;
};

inline void write_bytes(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

} // namespace sinter::tests
