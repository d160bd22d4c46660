// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/command/same_study.hpp"

#include "framework/bytes/sha256.hpp"
#include "framework/cli/command/command_again.hpp"
#include "framework/run_folder/changed_data.hpp"
#include "framework/run_folder/lock_file.hpp"
#include "framework/run_folder/run_folder.hpp"
#include "framework/run_folder/run_lock.hpp"
#include "framework/run_folder/unit_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <set>

namespace sinter::cli {
namespace {

namespace fs = std::filesystem;
using diagnostics::Diagnostics;
using diagnostics::ErrorKind;
using diagnostics::InputError;

bool has_units_of(const study::Plan& plan, const fs::path& folder) {
    std::set<std::string> listed;
    for (const auto& unit : report::read_units(units_of(folder))) {
        listed.insert(unit.id);
    }
    std::set<std::string> planned;
    for (const auto& unit : plan.units) {
        planned.insert(unit.id);
    }
    return listed == planned;
}

/// The lock may be anybody's: of what is no digest nothing is shown.
std::string shown(const std::string& digest) {
    constexpr std::size_t digits = 12;
    const bool hexadecimal = !digest.empty() && std::all_of(digest.begin(), digest.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    });
    return hexadecimal ? digest.substr(0, digits) + "..." : "not in lock.json";
}

std::string digests(const std::string& now, const std::string& then) {
    return fmt::format("its SHA-256 is {}, that of the run's was {}", shown(now), shown(then));
}

/// What makes the study another one: a folder is named by its data, so that a plain `run` begins a new one.
enum class Changed : std::uint8_t { data, other };

std::vector<std::string> hints(const RunLock& lock, const fs::path& folder, Changed changed) {
    return {"nothing was written: the tables and the page stay as they are",
            "put back what the run was made with, or run the study as it is now, in a folder of its own: " +
                command_of_run(lock, folder) + (changed == Changed::data ? "" : " --fresh")};
}

/// Returns whether a table changed.
Changed add_data(const study::Plan& plan, const RunLock& lock, const fs::path& folder,
                 Diagnostics& diagnostics) {
    for (std::size_t i = 0; i < plan.dataset.tables.size(); ++i) {
        const auto& table = plan.dataset.tables[i];
        const std::string then = i < lock.data.size() ? lock.data[i].sha256 : std::string();
        if (table.sha256 != then) {
            const std::string rows = row_changes(plan, i, folder);
            diagnostics.error(ErrorKind::data, {path_like(folder, table.file), 0, 0},
                              "the file is not as it was when the run was made: " +
                                  (rows.empty() ? digests(table.sha256, then) : rows),
                              hints(lock, folder, Changed::data));
        }
    }
    // Where the data changed too, a plain run of all that changed has a folder of its own.
    const auto of_others = diagnostics.has_errors() ? Changed::data : Changed::other;
    for (const auto& file : lock.option_files) {
        const auto now = study::option_files(plan);
        const auto found = std::find(now.begin(), now.end(), file.file);
        if (found != now.end() && bytes::sha256_of_file(*found) != file.sha256) {
            diagnostics.error(ErrorKind::data, {path_like(folder, *found), 0, 0},
                              "the file is not as it was when the run was made: " +
                                  digests(bytes::sha256_of_file(*found), file.sha256),
                              hints(lock, folder, of_others));
        }
    }
    return of_others;
}

void add_plugins(const study::Plan& plan, const RunLock& lock, const fs::path& folder, Changed changed,
                 Diagnostics& diagnostics) {
    for (const auto& [id, loaded] : study::plugins_of(plan)) {
        const auto found = lock.plugin_files.find(id);
        const LockedFile then = found != lock.plugin_files.end() ? found->second : LockedFile{};
        if (loaded->digest() != then.sha256 || loaded->version() != then.version) {
            diagnostics.error(ErrorKind::plugin, {loaded->path().string(), 0, 0},
                              fmt::format("the plugin \"{}\" is not as it was when the run was made: {}", id,
                                          digests(loaded->digest(), then.sha256)),
                              hints(lock, folder, changed));
        }
    }
}

} // namespace

void require_same_study(const study::Plan& plan, const fs::path& folder) {
    if (has_units_of(plan, folder)) {
        return;
    }
    const RunLock lock = lock_of(folder);
    Diagnostics diagnostics;
    const Changed changed = add_data(plan, lock, folder, diagnostics);
    add_plugins(plan, lock, folder, changed, diagnostics);
    if (!lock.program.empty() && lock.program != SINTER_VERSION) {
        diagnostics.error(ErrorKind::data, {folder.string(), 0, 0},
                          "the run was made by another version of sinter than this " SINTER_VERSION,
                          hints(lock, folder, changed));
    }
    if (!diagnostics.has_errors()) {
        diagnostics.error(ErrorKind::data, {units_of(folder).string(), 0, 0},
                          "the units of the run are not those that its config.effective.toml gives",
                          {"one of the two was changed; nothing was written: the tables and the page stay as "
                           "they are",
                           "both are written again, and no finished unit is run twice, by: " +
                               command_of_run(lock, folder)});
    }
    throw InputError(diagnostics);
}

} // namespace sinter::cli
