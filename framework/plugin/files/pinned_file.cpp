// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/files/pinned_file.hpp"

#include "framework/bytes/sha256.hpp"
#include "framework/plugin/files/refusal.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdint>
#include <dlfcn.h>
#include <fcntl.h>
#include <fstream>
#include <optional>
#include <sstream>
#include <sys/mman.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace sinter::plugin {
namespace {

[[noreturn]] void refuse_unreadable(const std::filesystem::path& file, int why) {
    throw Refused({RefusalKind::unreadable, file,
                   fmt::format("it cannot be read: {}", std::generic_category().message(why)),
                   "a file that can be read", "check the path and its permissions"});
}

[[noreturn]] void refuse_exchanged(const std::filesystem::path& file, const char* what) {
    throw Refused({RefusalKind::exchanged, file, what, "a file that stays as it is while it is loaded",
                   "find out who writes to it; if it is your own build, wait for its end and try again"});
}

bool same_time(const timespec& a, const timespec& b) {
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

bool same_file(const struct stat& a, const struct stat& b) {
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/// The time of change is the kernel's: it cannot be set back.
bool unchanged(const struct stat& a, const struct stat& b) {
    return a.st_size == b.st_size && same_time(a.st_mtim, b.st_mtim) && same_time(a.st_ctim, b.st_ctim);
}

/// Device and inode of the file that is mapped at this address, as /proc/self/maps names them; nothing where
/// it cannot be read.
std::optional<std::string> mapped_file(std::uintptr_t address) {
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) { // first-end rights offset device inode path
        std::istringstream fields(line);
        std::uintptr_t first = 0;
        std::uintptr_t end = 0;
        char dash = '\0';
        std::string rights;
        std::string offset;
        std::string device;
        std::string inode;
        fields >> std::hex >> first >> dash >> end >> rights >> offset >> device >> inode;
        if (fields && first <= address && address < end) {
            return device + " " + inode;
        }
    }
    return std::nullopt;
}

/// The same of a file that is mapped for this, since some file systems show another device there than to stat.
std::optional<std::string> as_mapped(int descriptor) {
    const auto size = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    void* page = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (page == MAP_FAILED) {
        return std::nullopt;
    }
    auto file = mapped_file(reinterpret_cast<std::uintptr_t>(page));
    ::munmap(page, size);
    return file;
}

} // namespace

PinnedFile::PinnedFile(std::filesystem::path path)
    : path_(std::move(path)), descriptor_(::open(path_.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ < 0) {
        refuse_unreadable(path_, errno);
    }
    if (::fstat(descriptor_, &opened_) != 0) {
        const int why = errno;
        ::close(descriptor_);
        refuse_unreadable(path_, why);
    }
}

PinnedFile::~PinnedFile() { ::close(descriptor_); }

std::string PinnedFile::digest() const {
    errno = 0;
    auto digest = bytes::sha256_of_descriptor(descriptor_);
    if (digest.empty()) {
        refuse_unreadable(path_, errno);
    }
    return digest;
}

void PinnedFile::require_in_place() const {
    struct stat there {};
    if (::stat(path_.c_str(), &there) != 0) {
        refuse_exchanged(path_, "it was removed while it was being loaded");
    }
    if (!same_file(opened_, there)) {
        refuse_exchanged(path_, "another file was put in its place while it was being loaded");
    }
    if (!unchanged(opened_, there)) {
        refuse_exchanged(path_, "it was changed while it was being loaded");
    }
}

void PinnedFile::require_loaded_at(const void* address) const {
    require_in_place();
    Dl_info library{};
    if (::dladdr(address, &library) == 0) {
        refuse_exchanged(path_, "what was loaded from it belongs to no library");
    }
    const auto loaded = mapped_file(reinterpret_cast<std::uintptr_t>(library.dli_fbase));
    const auto own = as_mapped(descriptor_);
    if (loaded && own && *loaded != *own) {
        refuse_exchanged(path_, "another file than the one whose SHA-256 was taken was loaded");
    }
}

} // namespace sinter::plugin
