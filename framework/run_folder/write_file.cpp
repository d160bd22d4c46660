// SPDX-License-Identifier: Apache-2.0
#include "framework/run_folder/write_file.hpp"

#include "framework/bytes/descriptor.hpp"
#include "framework/bytes/regular_file.hpp"
#include "framework/diagnostics/system_error.hpp"

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace sinter::report {

namespace {

constexpr std::string_view part_ending = ".part";

using bytes::Descriptor;

[[noreturn]] void fail(const std::filesystem::path& path, int error) {
    throw diagnostics::InputError(diagnostics::ErrorKind::machine, {},
                                  "cannot write " + path.string() + ": " + diagnostics::system_text(error));
}

/// 0, or the error.
int write_all(int descriptor, std::string_view content) {
    while (!content.empty()) {
        const auto written = ::write(descriptor, content.data(), content.size());
        if (written < 0 && errno != EINTR) {
            return errno;
        }
        content.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
    }
    return 0;
}

/// 0, or the error.
int write_and_sync(const std::filesystem::path& path, std::string_view content) {
    Descriptor file(bytes::above_standard_streams(
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666)));
    if (file.number() < 0) {
        return errno;
    }
    if (const int error = write_all(file.number(), content); error != 0) {
        return error;
    }
    if (::fsync(file.number()) != 0) {
        return errno;
    }
    return file.close() ? 0 : errno;
}

/// So that the rename itself survives a crash. Some file systems refuse it, and then there is nothing to be
/// done.
void sync_folder(const std::filesystem::path& folder) {
    const Descriptor opened(
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened.number() >= 0) {
        ::fsync(opened.number());
    }
}

} // namespace

void write_file(const std::filesystem::path& path, std::string_view content) {
    // Hidden and with the process in its name: two processes don't share it, and a leftover is easy to tell.
    const auto temporary = path.parent_path() / ("." + path.filename().string() + "." +
                                                 std::to_string(::getpid()) + std::string(part_ending));
    ::unlink(temporary.c_str()); // left by a process of the same number that was killed
    if (const int error = write_and_sync(temporary, content); error != 0) {
        ::unlink(temporary.c_str());
        fail(path, error);
    }
    if (::rename(temporary.c_str(), path.c_str()) != 0) {
        const int error = errno;
        ::unlink(temporary.c_str());
        fail(path, error);
    }
    sync_folder(path.parent_path());
}

bool is_leftover(const std::filesystem::path& file) {
    const std::string name = file.filename().string();
    return name.size() > part_ending.size() + 1 && name.front() == '.' && name.ends_with(part_ending);
}

} // namespace sinter::report
