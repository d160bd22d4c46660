// SPDX-License-Identifier: Apache-2.0
#include "framework/run_folder/run_lock.hpp"

#include "framework/plugin/files/hostile_text.hpp"
#include "framework/run_folder/file_names.hpp"
#include "framework/run_folder/plain_folder.hpp"

#include <nlohmann/json.hpp>

namespace sinter::cli {
namespace {

using SortedJson = nlohmann::json;

std::string text_in(const SortedJson& object, const char* name) {
    const bool there = object.is_object() && object.contains(name) && object[name].is_string();
    return there ? object[name].get<std::string>() : std::string();
}

std::vector<SortedJson> list_in(const SortedJson& object, const char* name) {
    const bool there = object.is_object() && object.contains(name) && object[name].is_array();
    return there ? std::vector<SortedJson>(object[name].begin(), object[name].end())
                 : std::vector<SortedJson>();
}

std::vector<LockedData> files_in(const SortedJson& object, const char* name) {
    std::vector<LockedData> files;
    for (const auto& entry : list_in(object, name)) {
        files.push_back({text_in(entry, "file"), text_in(entry, "sha256")});
    }
    return files;
}

bool can_be_shown(const std::filesystem::path& file) {
    return file.is_absolute() && plugin::is_one_line(file.string());
}

} // namespace

RunLock lock_of(const std::filesystem::path& folder) {
    const auto json = SortedJson::parse(text_of(folder / run_folder::lock_file), nullptr, false);
    RunLock lock;
    lock.program = text_in(json, "sinter");
    lock.config = text_in(json, "config");
    if (!can_be_shown(lock.config)) {
        lock.config.clear();
    }
    if (json.is_object() && json.contains("seed") && json["seed"].is_number_unsigned()) {
        lock.seed = json["seed"].get<std::uint64_t>();
    }
    lock.data = files_in(json, "data");
    lock.option_files = files_in(json, "files");
    for (const auto& change : list_in(json, "overrides")) {
        lock.overrides.push_back(change.is_string() ? change.get<std::string>() : std::string());
    }
    for (const auto& used : list_in(json, "plugins")) {
        const auto id = text_in(used, "id");
        const std::filesystem::path file = text_in(used, "file");
        if (!id.empty()) {
            lock.plugin_files[id] = {text_in(used, "version"), text_in(used, "sha256")};
        }
        if (!id.empty() && can_be_shown(file)) {
            lock.plugins.emplace(id, file);
        }
    }
    return lock;
}

} // namespace sinter::cli
