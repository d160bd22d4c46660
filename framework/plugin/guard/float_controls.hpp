// SPDX-License-Identifier: Apache-2.0
//
// How floating-point numbers are rounded, whether denormal ones are kept and which exceptions trap: of the
// calling thread, in two instructions, so that every call into a plugin can be watched.
#pragma once

#include <cfenv>
#include <cstdint>
#include <string>

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace sinter::plugin {

struct FloatControls {
    std::uint32_t sse = 0; ///< x86: MXCSR without the flags of past operations; otherwise the rounding mode
    std::uint16_t x87 = 0; ///< x86: the control word of the x87 unit

    [[nodiscard]] static FloatControls now() noexcept {
        FloatControls controls;
#if defined(__x86_64__)
        constexpr std::uint32_t status = 0x3F;
        controls.sse = _mm_getcsr() & ~status;
        __asm__ volatile("fnstcw %0" : "=m"(controls.x87));
#else
        controls.sse = static_cast<std::uint32_t>(std::fegetround());
#endif
        return controls;
    }

    /// Makes them those of the calling thread; forgets the flags of past operations.
    void set() const noexcept {
#if defined(__x86_64__)
        __asm__ volatile("fnclex"); // a flag that is up would trap as soon as its exception does
        __asm__ volatile("fldcw %0" : : "m"(x87));
        _mm_setcsr(sse);
#else
        std::fesetround(static_cast<int>(sse));
#endif
    }

    [[nodiscard]] bool operator==(const FloatControls& other) const noexcept {
        return sse == other.sse && x87 == other.x87;
    }
};

/// "the rounding mode of floating-point numbers": what differs, in words.
[[nodiscard]] std::string difference(const FloatControls& before, const FloatControls& after);

} // namespace sinter::plugin
