// SPDX-License-Identifier: Apache-2.0
//
// What the process holds at one moment: memory, open files, threads. Linux.
#pragma once

#include <cstddef>
#include <dirent.h>
#include <fstream>
#include <malloc.h>
#include <string>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SINTER_TESTKIT_OTHER_MALLOC 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SINTER_TESTKIT_OTHER_MALLOC 1
#endif
#endif

namespace sinter::testkit {

struct ProcessUse {
    long long memory = 0; ///< bytes that were asked for and not given back
    bool knows_memory = false;
    long long open_files = 0;
    long long threads = 0;

    [[nodiscard]] static ProcessUse now() {
        ProcessUse use;
#if defined(__GLIBC__) && !defined(SINTER_TESTKIT_OTHER_MALLOC)
#if __GLIBC_PREREQ(2, 33)
        const struct mallinfo2 info = ::mallinfo2();
        use.memory = static_cast<long long>(info.uordblks) + static_cast<long long>(info.hblkhd);
        use.knows_memory = true;
#endif
#endif
        use.open_files = entries_of("/proc/self/fd");
        use.threads = entries_of("/proc/self/task");
        return use;
    }

private:
    static long long entries_of(const char* folder) {
        long long count = 0;
        DIR* directory = ::opendir(folder);
        while (directory != nullptr && ::readdir(directory) != nullptr) {
            ++count;
        }
        if (directory != nullptr) {
            ::closedir(directory);
        }
        return count;
    }
};

/// The most address space that the process ever had, in bytes; 0 where that is not known.
[[nodiscard]] inline long long peak_of_memory() {
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word) {
        if (word == "VmPeak:") {
            long long kibibytes = 0;
            status >> kibibytes;
            return kibibytes << 10;
        }
    }
    return 0;
}

} // namespace sinter::testkit
