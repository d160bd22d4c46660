// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/files/path_vetting.hpp"

#include "framework/plugin/files/refusal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace sinter::plugin {
namespace {

namespace fs = std::filesystem;

constexpr const char* needed_safety =
    "a file that nobody but its owner can change, in a folder that nobody but its owner can change, both "
    "owned by you or by root";

struct stat status_of(const fs::path& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) {
        const int why = errno;
        throw Refused({why == ENOENT ? RefusalKind::missing_file : RefusalKind::unreadable, path,
                       fmt::format("it cannot be read: {}", std::generic_category().message(why)),
                       "a file that can be read", "check the path and its permissions"});
    }
    return status;
}

std::string mode_text(mode_t mode) { return fmt::format("mode {:04o}", mode & 07777U); }

bool others_may_write(const struct stat& status) { return (status.st_mode & (S_IWGRP | S_IWOTH)) != 0; }

/// Who may write, in words.
std::string writers(const struct stat& status) {
    return (status.st_mode & S_IWOTH) != 0 ? "by everybody" : "by its group";
}

void require_owner(const fs::path& file, const fs::path& path, const struct stat& status) {
    if (status.st_uid == 0 || status.st_uid == ::geteuid()) {
        return;
    }
    throw Refused(
        {RefusalKind::other_owner, file,
         fmt::format("{} belongs to user number {}", path == file ? "it" : "its folder", status.st_uid),
         needed_safety,
         fmt::format("copy the file into a folder of yours, or: chown $USER {}", path.string())});
}

} // namespace

fs::path canonical_regular_file(const fs::path& file) {
    std::error_code error;
    const auto path = fs::canonical(file, error);
    if (error) {
        const bool missing = error == std::errc::no_such_file_or_directory;
        throw Refused({missing ? RefusalKind::missing_file : RefusalKind::unreadable, file,
                       missing ? "there is no such file"
                               : fmt::format("its path cannot be followed: {}", error.message()),
                       "the path of a plugin library", "check the path"});
    }
    const auto status = status_of(path);
    if (!S_ISREG(status.st_mode)) {
        throw Refused({RefusalKind::not_a_regular_file, path,
                       S_ISDIR(status.st_mode) ? "it is a directory" : "it is not a regular file",
                       "the path of a plugin library", "give the path of the .so file"});
    }
    return path;
}

void require_safe_permissions(const fs::path& file) {
    const auto folder = file.parent_path();
    const auto file_status = status_of(file);
    const auto folder_status = status_of(folder);
    require_owner(file, file, file_status);
    require_owner(file, folder, folder_status);
    if (others_may_write(file_status)) {
        throw Refused(
            {RefusalKind::writable_file, file,
             fmt::format("it can be changed {} ({})", writers(file_status), mode_text(file_status.st_mode)),
             needed_safety, fmt::format("chmod go-w {}", file.string())});
    }
    if (others_may_write(folder_status)) {
        throw Refused({RefusalKind::writable_folder, file,
                       fmt::format("its folder can be changed {} ({}), so that the file can be replaced",
                                   writers(folder_status), mode_text(folder_status.st_mode)),
                       needed_safety, fmt::format("chmod go-w {}", folder.string())});
    }
}

fs::path vet_path(const fs::path& file, const std::vector<SearchFolder>& folders) {
    // The working directory is nobody's search folder, and dlopen would look elsewhere for a bare name.
    if (!file.is_absolute()) {
        throw Refused({RefusalKind::relative_path, file, "it is a relative path", "an absolute path",
                       "put the file into a plugin folder, or name its folder with --plugin-dir"});
    }
    auto path = canonical_regular_file(file);
    const auto folder = path.parent_path();
    const bool inside = std::any_of(folders.begin(), folders.end(), [&](const SearchFolder& f) {
        std::error_code error;
        return f.path.is_absolute() && fs::canonical(f.path, error) == folder && !error;
    });
    if (!inside) {
        throw Refused({RefusalKind::outside_folders, path,
                       file == path
                           ? "it lies in none of the plugin folders"
                           : fmt::format("{} is a link to it, and it lies in none of the plugin folders",
                                         file.string()),
                       "a file in a plugin folder",
                       fmt::format("copy the file into one, or give --plugin-dir {}", folder.string())});
    }
    require_safe_permissions(path);
    return path;
}

fs::path vet_path_anywhere(const fs::path& file) {
    auto path = canonical_regular_file(file);
    require_safe_permissions(path);
    return path;
}

} // namespace sinter::plugin
