// SPDX-License-Identifier: Apache-2.0
#include "framework/run_folder/changed_data.hpp"

#include "framework/bytes/sha256.hpp"
#include "framework/bytes/whole_file.hpp"
#include "framework/data/tables/row_digests.hpp"
#include "framework/report/text/text_layout.hpp"
#include "framework/run_folder/file_names.hpp"
#include "framework/run_folder/lock_file.hpp"
#include "framework/run_folder/plain_folder.hpp"
#include "framework/run_folder/run_lock.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <system_error>

namespace sinter::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// Nothing where the file is another one by now than the plan was made of.
std::optional<std::string> digests_of(const data::TableSummary& table) {
    // A pipe is empty by now.
    const auto content = bytes::whole_file(table.file, bytes::Links::followed);
    return content && bytes::sha256(*content) == table.sha256 ? std::optional(data::row_digests(*content))
                                                              : std::nullopt;
}

/// What rows.json has of this file with this content; empty where there is nothing.
std::string stored_digests(const fs::path& folder, const std::string& file, const std::string& sha256) {
    const auto json = Json::parse(text_of(folder / run_folder::rows_file), nullptr, false);
    if (!json.is_object() || !json.contains("tables") || !json["tables"].is_array()) {
        return {};
    }
    const auto text = [](const Json& entry, const char* key) {
        const bool there = entry.is_object() && entry.contains(key) && entry[key].is_string();
        return there ? entry[key].get<std::string>() : std::string();
    };
    for (const auto& entry : json["tables"]) {
        if (text(entry, "file") == file && text(entry, "sha256") == sha256) {
            return text(entry, "rows");
        }
    }
    return {};
}

/// Whether the run was made by this config and seed from files of the same names.
bool is_run_of(const study::Plan& plan, const RunLock& lock) {
    const auto& tables = plan.dataset.tables;
    return lock.config == study::absolute_file(plan.config) && lock.seed == plan.config.seed &&
           std::equal(tables.begin(), tables.end(), lock.data.begin(), lock.data.end(),
                      [](const auto& table, const auto& was) { return table.file_as_written == was.file; });
}

/// The last folder below `root` that a run of this config was made in; empty: there is none.
fs::path last_run_of(const study::Plan& plan, const fs::path& root) {
    fs::path last;
    fs::file_time_type when{};
    std::error_code error;
    const std::string begin = plan.config.name.value + "-";
    for (fs::directory_iterator entry(root, error), end; !error && entry != end; entry.increment(error)) {
        if (!entry->path().filename().string().starts_with(begin)) {
            continue;
        }
        std::error_code absent;
        const auto written = fs::last_write_time(entry->path() / run_folder::lock_file, absent);
        if (!absent && (last.empty() || written > when) && is_run_of(plan, lock_of(entry->path()))) {
            last = entry->path();
            when = written;
        }
    }
    return last;
}

/// "3 rows differ": table number `table` of the plan beside the one of that file that the run in `folder` was
/// made from. Empty if the folder does not tell.
std::string row_changes(const study::Plan& plan, std::size_t table, const fs::path& folder) {
    const auto lock = lock_of(folder);
    const auto& now = plan.dataset.tables[table];
    if (table >= lock.data.size()) {
        return {};
    }
    const auto before = stored_digests(folder, lock.data[table].file, lock.data[table].sha256);
    const auto after = before.empty() ? std::nullopt : digests_of(now);
    return after ? data::describe(data::compare_rows(before, *after)) : std::string();
}

} // namespace

std::string rows_json(const study::Plan& plan) {
    Json tables = Json::array();
    for (const auto& table : plan.dataset.tables) {
        if (const auto rows = digests_of(table)) {
            tables.push_back({{"file", table.file_as_written}, {"sha256", table.sha256}, {"rows", *rows}});
        }
    }
    return Json{{"tables", std::move(tables)}}.dump(0, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::vector<std::string> data_changes(const study::Plan& plan, const fs::path& root) {
    const fs::path last = last_run_of(plan, root);
    if (last.empty()) {
        return {};
    }
    const auto lock = lock_of(last);
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < plan.dataset.tables.size(); ++i) {
        const auto& table = plan.dataset.tables[i];
        if (lock.data[i].sha256 != table.sha256) {
            const auto rows = row_changes(plan, i, last);
            lines.push_back(fmt::format("the data changed since {}: {}: {}", last.string(),
                                        report::printable(table.file_as_written),
                                        rows.empty() ? "its content differs" : rows));
        }
    }
    return lines;
}

} // namespace sinter::cli
