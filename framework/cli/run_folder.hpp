// SPDX-License-Identifier: Apache-2.0
//
// The folder of a run: it appears whole, when the run is done, or not at all.
#pragma once

#include "framework/report/scored_study.hpp"
#include "framework/study/plan.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace sinter::cli {

/// The folder that run folders are made in: the command line's over SINTER_RUNS over ./runs.
[[nodiscard]] std::filesystem::path runs_root(const std::optional<std::string>& from_command_line);

/// The newest finished run of this study, if there is one: NAME, or NAME-2 and so on from --fresh.
[[nodiscard]] std::optional<std::filesystem::path> finished_run(const std::filesystem::path& root,
                                                                const std::string& name);

/// A hidden folder beside the final one, renamed when all is written. Removed when that does not happen.
class RunFolder {
public:
    /// Makes the hidden folder. Throws InputError (data) where that cannot be done.
    RunFolder(std::filesystem::path root, std::string name);
    ~RunFolder();
    RunFolder(const RunFolder&) = delete;
    RunFolder& operator=(const RunFolder&) = delete;

    /// Writes config, lock, splits and report, and gives the final path.
    [[nodiscard]] std::filesystem::path write(const study::Plan& plan, const report::ScoredStudy& scored);

private:
    std::filesystem::path root_;
    std::string name_;
    std::filesystem::path hidden_;
};

} // namespace sinter::cli
