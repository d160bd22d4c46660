// SPDX-License-Identifier: Apache-2.0
//
// The error that crosses the boundary, as a C++ exception.
#pragma once

#include <sinter/abi/types.h>

#include <stdexcept>
#include <string>

namespace sinter {

/// Thrown by plugins and by the host's services. On the other side of the boundary it arrives as an Error
/// with the same code and text (cut at SINTER_ERROR_TEXT_SIZE bytes).
class Error : public std::runtime_error {
public:
    Error(std::int32_t code, const std::string& text) : std::runtime_error(text), code_(code) {}

    /// One of the SINTER_... result codes.
    [[nodiscard]] std::int32_t code() const noexcept { return code_; }

private:
    std::int32_t code_;
};

[[noreturn]] inline void fail_invalid(const std::string& text) { throw Error(SINTER_INVALID_ARGUMENT, text); }
[[noreturn]] inline void fail_unsupported(const std::string& text) { throw Error(SINTER_UNSUPPORTED, text); }
[[noreturn]] inline void fail_numerical(const std::string& text) { throw Error(SINTER_NUMERICAL, text); }

} // namespace sinter
