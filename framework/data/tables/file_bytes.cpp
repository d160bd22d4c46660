// SPDX-License-Identifier: Apache-2.0
#include "framework/data/tables/file_bytes.hpp"

#include "framework/bytes/utf8.hpp"
#include "framework/bytes/whole_file.hpp"
#include "framework/diagnostics/near_files.hpp"
#include "framework/diagnostics/system_error.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <utility>
#include <vector>

namespace sinter::data {

namespace fs = std::filesystem;

std::optional<std::string> read_file(const diagnostics::Located<std::string>& file,
                                     diagnostics::Diagnostics& diagnostics) {
    constexpr int longest_path = 4096; // half a path is of no use
    const auto fail = [&](const std::string& what, std::vector<std::string> hints, int error = 0) {
        diagnostics.error(diagnostics::kind_of(error, diagnostics::ErrorKind::data), file.where,
                          fmt::format("file = {} {}", bytes::in_quotes(file.value, longest_path), what),
                          std::move(hints));
        return std::nullopt;
    };
    const fs::path path(file.value);
    std::error_code status_error;
    const auto status = fs::status(path, status_error);
    if (status.type() == fs::file_type::none) { // in a folder that may not be entered
        return fail(fmt::format("cannot be read: {}", status_error.message()), {}, status_error.value());
    }
    if (!fs::exists(status)) {
        return fail("does not exist", diagnostics::absent_file_hints(path, "files"));
    }
    auto content = bytes::read_regular_file(path);
    if (!content.problem.empty()) {
        return fail(content.problem, {}, content.error);
    }
    return std::move(content.bytes);
}

std::string file_name(const std::string& path) { return std::filesystem::path(path).filename().string(); }

} // namespace sinter::data
