// SPDX-License-Identifier: Apache-2.0
#include "framework/run_folder/plain_folder.hpp"

#include "framework/bytes/whole_file.hpp"
#include "framework/diagnostics/system_error.hpp"
#include "framework/run_folder/file_names.hpp"
#include "framework/run_folder/run_folder.hpp"

#include <fmt/format.h>

#include <system_error>

namespace sinter::cli {
namespace {

namespace fs = std::filesystem;
using diagnostics::Diagnostics;
using diagnostics::ErrorKind;
using diagnostics::InputError;

const char* word_for(fs::file_type type) {
    switch (type) {
    case fs::file_type::symlink:
        return "a symbolic link";
    case fs::file_type::fifo:
        return "a pipe";
    case fs::file_type::socket:
        return "a socket";
    case fs::file_type::block:
    case fs::file_type::character:
        return "a device";
    default:
        return "neither a file nor a folder";
    }
}

bool is_plain(fs::file_type type) {
    return type == fs::file_type::regular || type == fs::file_type::directory ||
           type == fs::file_type::not_found;
}

void refuse(const fs::path& place, fs::file_type type, Diagnostics& diagnostics) {
    diagnostics.error(
        ErrorKind::data, {place.string(), 0, 0},
        fmt::format("is {}; a run folder holds files and folders only", word_for(type)),
        {"nothing was read from it or written to it; remove it, or name the folder that it leads "
         "to"});
}

/// "runs/x/" is "runs/x": with the slash a link would be followed.
fs::path without_last_slash(const fs::path& folder) {
    return folder.has_filename() || !folder.has_parent_path() ? folder : folder.parent_path();
}

} // namespace

void require_plain_folder(const fs::path& folder) {
    Diagnostics diagnostics;
    std::error_code error;
    const fs::path top = without_last_slash(folder);
    const auto type = fs::symlink_status(top, error).type();
    if (!is_plain(type) && type != fs::file_type::none) {
        refuse(top, type, diagnostics);
        throw InputError(diagnostics);
    }
    if (type != fs::file_type::directory) {
        return;
    }
    fs::recursive_directory_iterator entry(top, error); // follows no link
    for (const fs::recursive_directory_iterator end; !error && entry != end; entry.increment(error)) {
        std::error_code gone; // a file of a run that is at work
        const auto own = entry->symlink_status(gone).type();
        if (!gone && !is_plain(own)) {
            refuse(entry->path(), own, diagnostics);
        }
    }
    if (error) {
        throw InputError(diagnostics::kind_of(error.value(), ErrorKind::data), {top.string(), 0, 0},
                         "the run folder cannot be read: " + error.message());
    }
    if (diagnostics.has_errors()) {
        throw InputError(diagnostics);
    }
}

void require_plain_neighbours(const fs::path& file) {
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    std::error_code ignored;
    if (fs::symlink_status(folder / run_folder::effective_config_file, ignored).type() !=
            fs::file_type::not_found &&
        fs::symlink_status(folder / run_folder::journal_folder, ignored).type() != fs::file_type::not_found) {
        require_plain_folder(folder);
    }
}

std::string text_of(const fs::path& file) {
    return bytes::whole_file(file, bytes::Links::refused).value_or(std::string());
}

} // namespace sinter::cli
