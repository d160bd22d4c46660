// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/run_folder.hpp"

#include "framework/report/run_folder.hpp"
#include "framework/report/write_file.hpp"
#include "framework/study/effective_config.hpp"
#include "framework/study/records.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <system_error>
#include <unistd.h>
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

[[noreturn]] void fail(const fs::path& path, const std::string& what, const std::error_code& error) {
    throw InputError(ErrorKind::data, {path.string(), 0, 0}, fmt::format("{}: {}", what, error.message()),
                     {"choose another folder with --output DIR"});
}

} // namespace

fs::path runs_root(const std::optional<std::string>& from_command_line) {
    if (from_command_line) {
        return *from_command_line;
    }
    const char* from_environment = std::getenv("SINTER_RUNS");
    return from_environment != nullptr && *from_environment != '\0' ? from_environment : "runs";
}

std::optional<fs::path> finished_run(const fs::path& root, const std::string& name) {
    std::optional<fs::path> newest;
    std::error_code ignored;
    for (int number = 1; fs::exists(numbered(root, name, number) / "report.html", ignored); ++number) {
        newest = numbered(root, name, number);
    }
    return newest;
}

RunFolder::RunFolder(fs::path root, std::string name) : root_(std::move(root)), name_(std::move(name)) {
    std::error_code error;
    fs::create_directories(root_, error);
    if (error) {
        fail(root_, "cannot make the folder for runs", error);
    }
    std::string pattern = (root_ / ("." + name_ + ".XXXXXX")).string();
    if (mkdtemp(pattern.data()) == nullptr) {
        fail(root_, "cannot write into the folder for runs", {errno, std::generic_category()});
    }
    hidden_ = pattern;
    fs::permissions(hidden_,
                    fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec |
                        fs::perms::others_read | fs::perms::others_exec,
                    error);
}

RunFolder::~RunFolder() {
    std::error_code ignored;
    if (!hidden_.empty()) {
        fs::remove_all(hidden_, ignored);
    }
}

fs::path RunFolder::write(const study::Plan& plan, const report::ScoredStudy& scored) {
    report::write_file(hidden_ / "config.toml", plan.config.text);
    report::write_file(hidden_ / "config.effective.toml",
                       study::effective_config(plan, study::Origins::shown));
    report::write_file(hidden_ / "lock.json", study::lock_json(plan));
    report::write_file(hidden_ / "splits.json", study::splits_json(plan));
    report::write_report(scored, hidden_);
    std::error_code error;
    for (int number = 1; number < 10'000; ++number) {
        fs::path path = numbered(root_, name_, number);
        if (fs::exists(path)) {
            continue;
        }
        fs::rename(hidden_, path, error);
        if (!error) {
            hidden_.clear();
            return path;
        }
        if (!fs::exists(path)) {
            break;
        } // else another run was quicker: take the next number
    }
    fail(root_, "cannot name the run's folder", error);
}

} // namespace sinter::cli
