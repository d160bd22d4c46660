// SPDX-License-Identifier: Apache-2.0
#include "framework/bytes/regular_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace sinter::bytes {
namespace {

/// What errno says of a file of this mode; 0: it is a regular one.
int refusal_of(mode_t mode) {
    if (S_ISREG(mode)) {
        return 0;
    }
    return S_ISDIR(mode) ? EISDIR : S_ISLNK(mode) ? ELOOP : EINVAL;
}

int closed_with(int descriptor, int error) {
    ::close(descriptor);
    errno = error;
    return -1;
}

} // namespace

int above_standard_streams(int descriptor) {
    if (descriptor < 0 || descriptor > STDERR_FILENO) {
        return descriptor;
    }
    const int above = ::fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    const int error = errno;
    ::close(descriptor);
    errno = error;
    return above;
}

int open_regular(const std::filesystem::path& file, int flags, Links links) {
    // Opening some devices does something already, so it is looked at before; and again when it is open.
    struct stat status {};
    const bool follow = links == Links::followed;
    if ((follow ? ::stat(file.c_str(), &status) : ::lstat(file.c_str(), &status)) == 0) {
        if (const int refusal = refusal_of(status.st_mode); refusal != 0) {
            errno = refusal;
            return -1;
        }
    }
    const int descriptor = above_standard_streams(
        ::open(file.c_str(), flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (follow ? 0 : O_NOFOLLOW), 0666));
    if (descriptor < 0) {
        return -1;
    }
    if (::fstat(descriptor, &status) != 0) {
        return closed_with(descriptor, errno);
    }
    const int refusal = refusal_of(status.st_mode);
    return refusal == 0 ? descriptor : closed_with(descriptor, refusal);
}

std::string why_not_opened(int error) {
    switch (error) {
    case ELOOP:
        return "it is a symbolic link";
    case EINVAL:
        return "it is not a regular file";
    default:
        return std::generic_category().message(error);
    }
}

} // namespace sinter::bytes
