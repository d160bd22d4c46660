// SPDX-License-Identifier: Apache-2.0
//
// Several numbers in one register. Element by element the arithmetic is that of single numbers, so a kernel
// gives the same bits at every width.
#pragma once

#include <cstring>

namespace sinter::plugins::random_forest {

template <class Number, int Bytes>
struct Wide {
    using Lanes [[gnu::vector_size(Bytes)]] = Number;
    static constexpr int count = Bytes / static_cast<int>(sizeof(Number));

    [[gnu::always_inline]] static void load(Lanes& lanes, const Number* from) {
        std::memcpy(&lanes, from, sizeof(Lanes));
    }
    [[gnu::always_inline]] static void store(Number* to, const Lanes& lanes) {
        std::memcpy(to, &lanes, sizeof(Lanes));
    }
};

/// body(0) ... body(count - 1), each in a place of its own, so that arrays that they index live in registers:
/// the compiler unrolls no loop at -O2.
template <int count, int first = 0, class Body>
[[gnu::always_inline]] inline void unrolled(const Body& body) {
    if constexpr (first < count) {
        body(first);
        unrolled<count, first + 1>(body);
    }
}

/// What every x86-64 machine has.
constexpr int narrow_bytes = 16;

#if defined(__x86_64__)
#define SINTER_WIDE_KERNELS 1
constexpr int wide_bytes = 32;
[[nodiscard]] inline bool has_wide_registers() { return __builtin_cpu_supports("avx2") != 0; }
#else
#define SINTER_WIDE_KERNELS 0
#endif

} // namespace sinter::plugins::random_forest
