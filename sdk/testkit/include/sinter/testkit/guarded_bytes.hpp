// SPDX-License-Identifier: Apache-2.0
//
// Bytes that end where the memory of the process ends: who reads on is stopped at once. Linux.
#pragma once

#include <sinter/views.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <sys/mman.h>
#include <unistd.h>

namespace sinter::testkit {

/// A copy of some bytes, with a page behind it that nobody may read.
class GuardedBytes {
public:
    explicit GuardedBytes(Span<std::uint8_t> bytes) : size_(bytes.size()) {
        const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
        const std::size_t own = (size_ + page - 1) / page * page;
        mapped_ = own + page;
        void* memory = ::mmap(nullptr, mapped_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED) { // NOLINT: a macro of the system
            throw std::bad_alloc();
        }
        memory_ = static_cast<std::uint8_t*>(memory);
        static_cast<void>(::mprotect(memory_ + own, page, PROT_NONE));
        begin_ = memory_ + (own - size_);
        if (size_ > 0) {
            std::memcpy(begin_, bytes.data(), size_);
        }
    }
    ~GuardedBytes() { ::munmap(memory_, mapped_); }
    GuardedBytes(const GuardedBytes&) = delete;
    GuardedBytes& operator=(const GuardedBytes&) = delete;

    [[nodiscard]] Span<std::uint8_t> view() const { return {begin_, size_}; }

private:
    std::size_t size_;
    std::size_t mapped_ = 0;
    std::uint8_t* memory_ = nullptr;
    std::uint8_t* begin_ = nullptr;
};

} // namespace sinter::testkit
