// SPDX-License-Identifier: Apache-2.0
#include "framework/run_folder/run_folder.hpp"

#include "framework/run_folder/file_names.hpp"
#include "framework/run_folder/plain_folder.hpp"
#include "framework/run_folder/records.hpp"
#include "framework/run_folder/write_file.hpp"
#include "framework/study/plan/trial_id.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <system_error>
#include <utility>
#include <vector>

namespace sinter::cli {
namespace {

using diagnostics::ErrorKind;
using diagnostics::InputError;
namespace fs = std::filesystem;

/// NAME, NAME-2, NAME-3 ...
fs::path numbered(const fs::path& root, const std::string& name, int number) {
    return root / (number == 1 ? name : fmt::format("{}-{}", name, number));
}

/// Whose fault it is that a folder cannot be made: of a name that cannot be a folder's, the command line's.
ErrorKind kind_of_making(const std::error_code& error) {
    const bool wrong_name = error == std::errc::not_a_directory || error == std::errc::file_exists ||
                            error == std::errc::filename_too_long ||
                            error == std::errc::too_many_symbolic_link_levels;
    return wrong_name ? ErrorKind::config : ErrorKind::machine;
}

/// What a process that was killed has left of files that it was writing. The journal's lock must be held.
void sweep(const fs::path& folder) {
    const ReportTurn turn(folder); // else those of a `report` would go
    for (const auto& place :
         {folder, folder / run_folder::journal_folder, folder / run_folder::figures_folder}) {
        std::error_code ignored;
        std::vector<fs::path> leftovers;
        for (fs::directory_iterator entry(place, ignored), end; !ignored && entry != end;
             entry.increment(ignored)) {
            if (report::is_leftover(entry->path())) {
                leftovers.push_back(entry->path());
            }
        }
        for (const auto& file : leftovers) {
            fs::remove(file, ignored);
        }
    }
}

} // namespace

fs::path runs_root(const std::optional<std::string>& from_command_line) {
    if (from_command_line) {
        return *from_command_line;
    }
    const char* from_environment = std::getenv("SINTER_RUNS");
    return from_environment != nullptr && *from_environment != '\0' ? from_environment : "runs";
}

fs::path folder_of(const fs::path& root, const study::Plan& plan, WhichFolder which) {
    const std::string name = plan.config.name.value + "-" + study::study_digest(plan);
    std::error_code ignored;
    int number = 1;
    // A link that leads nowhere is there too.
    while (fs::symlink_status(numbered(root, name, number), ignored).type() != fs::file_type::not_found &&
           !ignored) {
        ++number;
    }
    const bool back_to_last = which == WhichFolder::newest && number > 1;
    return numbered(root, name, back_to_last ? number - 1 : number);
}

fs::path journal_of(const fs::path& folder) {
    return folder / run_folder::journal_folder / run_folder::journal_file;
}

fs::path trials_of(const fs::path& folder) { return folder / run_folder::trials_file; }

void require_run_folder(const fs::path& folder) {
    require_plain_folder(folder);
    std::error_code ignored;
    const bool has_config = fs::exists(folder / run_folder::effective_config_file, ignored);
    const bool has_journal = fs::exists(journal_of(folder), ignored);
    if (has_journal && !has_config && fs::exists(folder / run_folder::trials_file, ignored)) {
        throw InputError(
            ErrorKind::data, {(folder / run_folder::effective_config_file).string(), 0, 0},
            "the file of the run is not there any more",
            {"`sinter run` of the same config writes it again, and runs no finished trial twice"});
    }
    if (!has_config || !has_journal) {
        throw InputError(ErrorKind::config, {folder.string(), 0, 0}, "not a run folder",
                         {"expected a folder that `sinter run` made, e.g. runs/band-gap-3f2a91c4"});
    }
}

RunFolder::RunFolder(fs::path path) : path_(std::move(path)) {
    require_plain_folder(path_);
    std::error_code error;
    made_here_ = !fs::exists(path_, error);
    fs::create_directories(path_ / run_folder::journal_folder, error);
    if (error) {
        throw InputError(kind_of_making(error), {path_.string(), 0, 0},
                         "cannot make the run's folder: " + error.message(),
                         {"choose another place with --output DIR"});
    }
    journal_.emplace(journal_of(path_));
    sweep(path_);
}

RunFolder::~RunFolder() {
    std::error_code ignored;
    const bool empty = journal_ && fs::file_size(journal_of(path_), ignored) == 0;
    if (made_here_ && empty) {
        fs::remove_all(path_, ignored); // while the lock is held: nobody else can have begun here
    }
}

} // namespace sinter::cli
