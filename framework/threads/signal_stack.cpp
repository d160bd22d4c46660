// SPDX-License-Identifier: Apache-2.0
#include "framework/threads/signal_stack.hpp"

#include <csignal>
#include <cstddef>
#include <sys/mman.h>

namespace sinter::threads {
namespace {

/// Above what the registers of the widest machines take.
constexpr std::size_t size = 1U << 16U;

class SignalStack {
public:
    SignalStack() {
        stack_t there{};
        if (::sigaltstack(nullptr, &there) != 0 || (there.ss_flags & SS_DISABLE) == 0) {
            return; // a sanitizer's
        }
        void* memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED) { // NOLINT: the macro is a cast
            return;
        }
        stack_t own{};
        own.ss_sp = memory;
        own.ss_size = size;
        if (::sigaltstack(&own, nullptr) == 0) {
            memory_ = memory;
        } else {
            ::munmap(memory, size);
        }
    }
    ~SignalStack() {
        if (memory_ != nullptr) {
            stack_t none{};
            none.ss_flags = SS_DISABLE;
            ::sigaltstack(&none, nullptr);
            ::munmap(memory_, size);
        }
    }
    SignalStack(const SignalStack&) = delete;
    SignalStack& operator=(const SignalStack&) = delete;

private:
    void* memory_ = nullptr;
};

} // namespace

void give_signal_stack() { thread_local const SignalStack stack; }

} // namespace sinter::threads
