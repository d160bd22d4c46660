// SPDX-License-Identifier: Apache-2.0
//
// The folder of a run: where it is, what stands in it, and that one run at a time works there.
#pragma once

#include "framework/study/plan/plan.hpp"
#include "framework/study/run/journal.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace sinter::cli {

/// The folder that run folders are made in: the command line's over SINTER_RUNS over ./runs.
[[nodiscard]] std::filesystem::path runs_root(const std::optional<std::string>& from_command_line);

enum class WhichFolder : std::uint8_t {
    newest, ///< the last one of this study; the first where there is none
    fresh   ///< one that is not there yet
};

/// ROOT/NAME-1a2b3c4d, or NAME-1a2b3c4d-2 and so on from --fresh.
[[nodiscard]] std::filesystem::path folder_of(const std::filesystem::path& root, const study::Plan& plan,
                                              WhichFolder which);

/// The journal's place in a run folder.
[[nodiscard]] std::filesystem::path journal_of(const std::filesystem::path& folder);

/// The list of the run's trials, for `status`.
[[nodiscard]] std::filesystem::path trials_of(const std::filesystem::path& folder);

/// Throws InputError (config) where `folder` is not a run folder, (data) where it is a damaged one or holds
/// anything but files and folders.
void require_run_folder(const std::filesystem::path& folder);

/// A run folder that is worked in. Made where it isn't there; removed again when it was made here and no trial
/// was journalled. Temporary files of processes that were killed are removed.
class RunFolder {
public:
    /// Throws InputError (machine) where it can't be made or another run works in it, (data) where it holds
    /// anything but files and folders.
    explicit RunFolder(std::filesystem::path path);
    ~RunFolder();
    RunFolder(const RunFolder&) = delete;
    RunFolder& operator=(const RunFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
    [[nodiscard]] study::Journal& journal() noexcept { return *journal_; }

private:
    std::filesystem::path path_;
    bool made_here_ = false;
    std::optional<study::Journal> journal_;
};

} // namespace sinter::cli
