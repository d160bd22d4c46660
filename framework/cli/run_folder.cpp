// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/run_folder.hpp"

#include "framework/bytes/sha256.hpp"
#include "framework/bytes/whole_file.hpp"
#include "framework/report/run_folder.hpp"
#include "framework/report/unit_list.hpp"
#include "framework/report/write_file.hpp"
#include "framework/study/effective_config.hpp"
#include "framework/study/lock_file.hpp"
#include "framework/study/splits_file.hpp"
#include "framework/study/unit_id.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <system_error>
#include <utility>

namespace sinter::cli {
namespace {

using diagnostics::ErrorKind;
using diagnostics::InputError;
namespace fs = std::filesystem;

/// NAME, NAME-2, NAME-3 ...
fs::path numbered(const fs::path& root, const std::string& name, int number) {
    return root / (number == 1 ? name : fmt::format("{}-{}", name, number));
}

/// What a report depends on: the plan, its text and what is in the journal.
std::string stamp_of(const study::Plan& plan, const fs::path& folder) {
    std::string content = study::effective_config(plan, study::Origins::left_out) + plan.config.text;
    for (const auto& unit : plan.units) {
        content += unit.id;
    }
    std::error_code ignored;
    content += fmt::format(" {} " SINTER_VERSION, fs::file_size(journal_of(folder), ignored));
    return bytes::sha256(content) + "\n";
}

fs::path stamp_file(const fs::path& folder) { return folder / "journal" / "reported"; }

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
    while (fs::exists(numbered(root, name, number), ignored)) {
        ++number;
    }
    const bool back_to_last = which == WhichFolder::newest && number > 1;
    return numbered(root, name, back_to_last ? number - 1 : number);
}

fs::path journal_of(const fs::path& folder) { return folder / "journal" / "units.jsonl"; }

fs::path units_of(const fs::path& folder) { return folder / "units.csv"; }

std::string text_of(const fs::path& file) { return bytes::whole_file(file).value_or(std::string()); }

void require_run_folder(const fs::path& folder) {
    std::error_code ignored;
    if (!fs::exists(folder / "config.effective.toml", ignored) || !fs::exists(journal_of(folder), ignored)) {
        throw InputError(ErrorKind::config, {folder.string(), 0, 0}, "not a run folder",
                         {"expected a folder that `sinter run` made, e.g. runs/band-gap-3f2a91c4"});
    }
}

RunFolder::RunFolder(fs::path path) : path_(std::move(path)) {
    std::error_code error;
    made_here_ = !fs::exists(path_, error);
    fs::create_directories(path_ / "journal", error);
    if (error) {
        throw InputError(ErrorKind::data, {path_.string(), 0, 0},
                         "cannot make the run's folder: " + error.message(),
                         {"choose another place with --output DIR"});
    }
    journal_.emplace(journal_of(path_));
}

RunFolder::~RunFolder() {
    std::error_code ignored;
    const bool empty = journal_ && fs::file_size(journal_of(path_), ignored) == 0;
    if (made_here_ && empty) {
        fs::remove_all(path_, ignored); // while the lock is held: nobody else can have begun here
    }
}

bool RunFolder::report_is_current(const study::Plan& plan) const {
    std::error_code ignored;
    return fs::exists(path_ / "report.html", ignored) && fs::exists(path_ / "summary.txt", ignored) &&
           fs::exists(units_of(path_), ignored) && text_of(stamp_file(path_)) == stamp_of(plan, path_);
}

void RunFolder::write_records(const study::Plan& plan) const {
    report::write_file(path_ / "config.toml", plan.config.text);
    report::write_file(path_ / "config.effective.toml", study::effective_config(plan, study::Origins::shown));
    report::write_file(path_ / "lock.json", study::lock_json(plan));
    report::write_file(path_ / "splits.json", study::splits_json(plan));
    report::write_file(units_of(path_), report::units_csv(plan));
}

void RunFolder::write_report(const study::Plan& plan, const report::ScoredStudy& scored) const {
    report::write_report(scored, path_);
    report::write_file(stamp_file(path_), stamp_of(plan, path_));
}

} // namespace sinter::cli
