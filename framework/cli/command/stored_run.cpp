// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/command/stored_run.hpp"

#include "framework/cli/command/command_line.hpp"
#include "framework/cli/command/same_study.hpp"
#include "framework/cli/process/installed_files.hpp"
#include "framework/run_folder/file_names.hpp"
#include "framework/run_folder/plain_folder.hpp"
#include "framework/run_folder/records.hpp"
#include "framework/run_folder/run_folder.hpp"
#include "framework/run_folder/run_lock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <system_error>

namespace sinter::cli {

namespace po = boost::program_options;
namespace fs = std::filesystem;

namespace {

/// The files of the plugins that the run used and that are in no folder now, by id.
std::map<std::string, fs::path> absent_plugins(const RunLock& lock, const plugin::Catalogue& catalogue) {
    auto absent = lock.plugins;
    for (const auto& entry : catalogue.entries()) {
        absent.erase(entry.id);
    }
    return absent;
}

/// The verb again, with the folders that it was given and those of the absent plugins.
std::string command(const std::string& verb, const po::variables_map& values,
                    const std::map<std::string, fs::path>& absent) {
    std::vector<std::string> folders;
    if (values.count("plugin-dir") > 0) {
        folders = values["plugin-dir"].as<std::vector<std::string>>();
    }
    for (const auto& [id, file] : absent) {
        const std::string folder = file.parent_path().string();
        if (std::find(folders.begin(), folders.end(), folder) == folders.end()) {
            folders.push_back(folder);
        }
    }
    std::string text = fmt::format("{} {} {}", for_the_shell(program_as_typed()), verb,
                                   for_the_shell(values["run"].as<std::string>()));
    for (const auto& folder : folders) {
        text += " --plugin-dir " + for_the_shell(folder);
    }
    return text;
}

std::map<std::string, std::vector<std::string>> where_plugins_were(const RunLock& lock,
                                                                   const std::string& verb,
                                                                   const po::variables_map& values,
                                                                   const plugin::Catalogue& catalogue) {
    const auto absent = absent_plugins(lock, catalogue);
    std::map<std::string, std::vector<std::string>> hints;
    for (const auto& [id, file] : absent) {
        std::error_code ignored;
        const bool still_there = fs::exists(file, ignored);
        hints[id] = {fmt::format("when the run was made its file was {}{}", file.string(),
                                 still_there ? "" : ", which is not there any more"),
                     fmt::format("{}{}",
                                 still_there ? "type: " : "put it back or build it again, then type: ",
                                 command(verb, values, absent))};
    }
    return hints;
}

} // namespace

StoredRun stored_run(const po::variables_map& values, const std::string& verb) {
    StoredRun run;
    run.folder = values["run"].as<std::string>();
    require_run_folder(run.folder);
    require_as_written(run.folder, {run_folder::config_file, run_folder::effective_config_file});
    const RunLock lock = lock_of(run.folder);
    run.planned = plan_of(run.folder / run_folder::effective_config_file, values, [&](const auto& catalogue) {
        return where_plugins_were(lock, verb, values, catalogue);
    });
    if (run.planned.plan) {
        require_same_study(*run.planned.plan, run.folder);
        // As its author wrote it, not with every default.
        run.planned.plan->config.text = text_of(run.folder / run_folder::config_file);
        run.planned.plan->config.overrides = lock.overrides;
    }
    return run;
}

JournalledRun journalled(const StoredRun& run) {
    JournalledRun result;
    result.journal = study::read_journal(journal_of(run.folder));
    result.problems = result.journal.problems;
    result.outcomes = study::known_outcomes(*run.planned.plan, result.journal, result.problems);
    return result;
}

} // namespace sinter::cli
