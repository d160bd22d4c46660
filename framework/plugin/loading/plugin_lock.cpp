// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/loading/plugin_lock.hpp"

#include "framework/bytes/sha256.hpp"
#include "framework/bytes/whole_file.hpp"
#include "framework/diagnostics/system_error.hpp"
#include "framework/plugin/loading/catalogue.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>

namespace sinter::plugin {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t most_lock_bytes = 16U << 20U;

[[noreturn]] void refuse(const fs::path& file, const std::string& what, int error = 0) {
    throw diagnostics::InputError(diagnostics::kind_of(error, diagnostics::ErrorKind::config),
                                  {file.string(), 0, 0}, what,
                                  {fmt::format("sinter plugins lock -o {} writes one of the plugins that are "
                                               "there now (add the same --plugin-dir)",
                                               file.string())});
}

/// Whether `text` is a SHA-256 as this program writes it.
bool is_digest(const std::string& text) {
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

LockedPlugin read_entry(const Json& entry, const fs::path& file) {
    LockedPlugin locked;
    try {
        locked = {entry.at("id").get<std::string>(), entry.at("kind").get<std::string>(),
                  entry.at("version").get<std::string>(), entry.at("sha256").get<std::string>()};
    } catch (const Json::exception&) {
        refuse(file, "a plugin of the lock lacks its id, kind, version or sha256");
    }
    if (!is_digest(locked.sha256)) {
        refuse(file, fmt::format("the sha256 of \"{}\" is none", locked.id));
    }
    return locked;
}

} // namespace

std::string lock_text(const Catalogue& catalogue) {
    Json lock{{"plugins", Json::array()}};
    for (const auto& entry : catalogue.entries()) {
        if (entry.shadowed || entry.refusal || !entry.manifest) {
            continue;
        }
        lock["plugins"].push_back({{"id", entry.id},
                                   {"kind", name_of(entry.manifest->kind)},
                                   {"version", entry.manifest->version},
                                   {"sha256", bytes::sha256_of_file(entry.file)}});
    }
    auto& plugins = lock["plugins"];
    std::sort(plugins.begin(), plugins.end(), [](const Json& a, const Json& b) { return a["id"] < b["id"]; });
    return lock.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

PluginLock read_plugin_lock(const fs::path& file) {
    const auto text = bytes::read_regular_file(file, most_lock_bytes);
    if (!text.problem.empty()) {
        refuse(file, "the lock " + text.problem, text.error);
    }
    const auto json = Json::parse(text.bytes, nullptr, false);
    if (!json.is_object() || !json.contains("plugins") || !json["plugins"].is_array()) {
        refuse(file, "the file is no lock: it has no list of plugins");
    }
    PluginLock lock{file, {}};
    for (const auto& entry : json["plugins"]) {
        lock.plugins.push_back(read_entry(entry, file));
    }
    return lock;
}

} // namespace sinter::plugin
