// SPDX-License-Identifier: Apache-2.0
#include "framework/data/file_bytes.hpp"

#include "framework/bytes/utf8.hpp"
#include "framework/bytes/whole_file.hpp"
#include "framework/diagnostics/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <vector>

namespace sinter::data {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> neighbours(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code ignored;
    for (fs::directory_iterator entry(folder, ignored), end; !ignored && entry != end;
         entry.increment(ignored)) {
        std::error_code type_error;
        if (entry->is_regular_file(type_error)) {
            names.push_back(entry->path().filename().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<std::string> hints_for_missing(const fs::path& path) {
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored)) {
        return {fmt::format("there is no folder {}", folder.string())};
    }
    return diagnostics::name_hints(path.filename().string(), neighbours(folder),
                                   fmt::format("files in {}", folder.string()));
}

} // namespace

std::optional<std::string> read_file(const diagnostics::Located<std::string>& file,
                                     diagnostics::Diagnostics& diagnostics) {
    constexpr int longest_path = 4096; // half a path is of no use
    const auto fail = [&](const std::string& what, std::vector<std::string> hints) {
        diagnostics.error(diagnostics::ErrorKind::data, file.where,
                          fmt::format("file = {} {}", bytes::in_quotes(file.value, longest_path), what),
                          std::move(hints));
        return std::nullopt;
    };
    const fs::path path(file.value);
    std::error_code status_error;
    const auto status = fs::status(path, status_error);
    if (!fs::exists(status)) {
        return fail("does not exist", hints_for_missing(path));
    }
    if (fs::is_directory(status)) {
        return fail("is a folder", {});
    }
    auto content = bytes::whole_file(path);
    if (!content) {
        return fail(fmt::format("cannot be read: {}", std::strerror(errno)), {});
    }
    return content;
}

std::string file_name(const std::string& path) { return std::filesystem::path(path).filename().string(); }

} // namespace sinter::data
