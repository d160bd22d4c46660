// SPDX-License-Identifier: Apache-2.0
//
// What loading a library must not change for everybody else: how floating-point numbers behave, and the locale.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace sinter::plugin {

/// The state of the calling thread (floating point) and of the process (locale) at one moment.
class ProcessState {
public:
    [[nodiscard]] static ProcessState now();

    /// Makes the state that of this moment again.
    void restore() const;

    /// Throws Refused, naming `file`, where `after` differs.
    void require_same_floating_point(const ProcessState& after, const std::filesystem::path& file) const;
    void require_same_locale(const ProcessState& after, const std::filesystem::path& file) const;

private:
    struct FloatingPoint {
        std::uint32_t control = 0; ///< x86: MXCSR without its status flags; otherwise 0
        std::uint32_t x87 = 0;     ///< x86: the control word of the x87 unit
        int rounding = 0;
        bool denormals = true; ///< a denormal number stays one
    };
    FloatingPoint floating_point_;
    std::string locale_;     ///< of C, all categories
    std::string cxx_locale_; ///< the name of the global C++ locale
};

} // namespace sinter::plugin
