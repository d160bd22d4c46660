// SPDX-License-Identifier: Apache-2.0
#include "framework/bytes/whole_file.hpp"

#include "framework/bytes/descriptor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace sinter::bytes {
namespace {

std::string in_words(int error) { return "cannot be read: " + why_not_opened(error); }

std::string irregularity(const struct stat& status) {
    const auto type = status.st_mode & static_cast<decltype(status.st_mode)>(S_IFMT);
    if (type == S_IFREG) {
        return {};
    }
    if (type == S_IFDIR) {
        return "is a folder";
    }
    return fmt::format(
        "is not a regular file but a {}: write what it gives to a file first, and name that file",
        type == S_IFIFO    ? "pipe"
        : type == S_IFSOCK ? "socket"
                           : "device");
}

std::string too_large(std::uint64_t most) {
    return fmt::format("is larger than {} bytes, the most that such a file may have", most);
}

/// Until the end, or one block more than `most`: the file may grow while it is read.
int read_all(int descriptor, std::uint64_t most, std::string& bytes) {
    std::vector<char> block(std::size_t{1} << 18U);
    while (bytes.size() <= most) {
        const ssize_t size = ::read(descriptor, block.data(), block.size());
        if (size < 0 && errno == EINTR) {
            continue;
        }
        if (size <= 0) {
            return size < 0 ? errno : 0;
        }
        bytes.append(block.data(), static_cast<std::size_t>(size));
    }
    return 0;
}

} // namespace

FileContent read_regular_file(const std::filesystem::path& file, std::uint64_t most, Links links) {
    const Descriptor opened(open_regular(file, O_RDONLY, links));
    struct stat status {};
    if (opened.number() < 0 || ::fstat(opened.number(), &status) != 0) {
        const int error = errno;
        const std::string what = links == Links::followed ? irregularity_of(file) : std::string();
        return {{}, what.empty() ? in_words(error) : what, error};
    }
    const auto size = static_cast<std::uint64_t>(std::max<off_t>(0, status.st_size));
    if (size > most) {
        return {{}, too_large(most), EFBIG};
    }
    FileContent content;
    content.bytes.reserve(static_cast<std::size_t>(size));
    if (const int error = read_all(opened.number(), most, content.bytes); error != 0) {
        return {{}, in_words(error), error};
    }
    return content.bytes.size() > most ? FileContent{{}, too_large(most), EFBIG} : content;
}

std::optional<std::string> whole_file(const std::filesystem::path& file, Links links) {
    auto content = read_regular_file(file, most_bytes_of_a_file, links);
    if (!content.problem.empty()) {
        errno = content.error;
        return std::nullopt;
    }
    return std::move(content.bytes);
}

std::string irregularity_of(const std::filesystem::path& file) {
    struct stat status {};
    return ::stat(file.c_str(), &status) == 0 ? irregularity(status) : std::string();
}

} // namespace sinter::bytes
