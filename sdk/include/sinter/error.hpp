// SPDX-License-Identifier: Apache-2.0
//
// The error that crosses the boundary, as a C++ exception.
#pragma once

#include <sinter/abi/types.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

namespace sinter {

/// Thrown by plugins and by the host's services. On the other side of the boundary it arrives as an Error
/// with the same code and text (cut at SINTER_ERROR_TEXT_SIZE bytes).
class Error : public std::runtime_error {
public:
    Error(std::int32_t code, const std::string& text, std::string option = {}, std::string other_option = {})
        : std::runtime_error(text), code_(code), option_(std::move(option)),
          other_option_(std::move(other_option)) {}

    /// One of the SINTER_... result codes.
    [[nodiscard]] std::int32_t code() const noexcept { return code_; }
    /// The declared option that a plugin which is being made refuses: the host reports the error at its line
    /// of the config. Empty: none of them. Names of SINTER_ERROR_OPTION_SIZE bytes and more do not cross.
    [[nodiscard]] const std::string& option() const noexcept { return option_; }
    /// The option that `option` does not go together with; the host names the place of both. Empty: none.
    [[nodiscard]] const std::string& other_option() const noexcept { return other_option_; }

private:
    std::int32_t code_;
    std::string option_;
    std::string other_option_;
};

[[noreturn]] inline void fail_invalid(const std::string& text) { throw Error(SINTER_INVALID_ARGUMENT, text); }
[[noreturn]] inline void fail_unsupported(const std::string& text) { throw Error(SINTER_UNSUPPORTED, text); }
[[noreturn]] inline void fail_numerical(const std::string& text) { throw Error(SINTER_NUMERICAL, text); }

/// In a plugin's constructor or init: the value of `option` cannot be taken.
[[noreturn]] inline void fail_option(const std::string& option, const std::string& text) {
    throw Error(SINTER_INVALID_ARGUMENT, text, option);
}

/// In a plugin's constructor or init: the values of `option` and `other` do not go together.
[[noreturn]] inline void fail_options(const std::string& option, const std::string& other,
                                      const std::string& text) {
    throw Error(SINTER_INVALID_ARGUMENT, text, option, other);
}

/// What `function` gives, which reads the value of `option` in a plugin's constructor: an Error of it that
/// names no option is about this one.
template <class Function>
auto about_option(const std::string& option, Function&& function) -> decltype(function()) {
    try {
        return function();
    } catch (const Error& error) {
        throw Error(error.code(), error.what(), error.option().empty() ? option : error.option(),
                    error.other_option());
    }
}

} // namespace sinter
