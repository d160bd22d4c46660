// SPDX-License-Identifier: Apache-2.0
//
// The host that Python code of the running call speaks to.
#pragma once

#include <sinter/host.hpp>

#include <pybind11/pybind11.h>
#include <set>
#include <string>

namespace sinter::plugins::python {

/// While it lives, what Python code prints and warns of on this thread goes to the log of `host`.
class HostScope {
public:
    explicit HostScope(Host& host);
    ~HostScope();
    HostScope(const HostScope&) = delete;
    HostScope& operator=(const HostScope&) = delete;

    /// A line, a warning only once a scope. With the interpreter's lock, which is released meanwhile.
    void log(LogLevel level, const std::string& text);
    [[nodiscard]] Host& host() const noexcept { return *host_; }
    /// That of the innermost call on this thread; null outside of calls that have a host.
    [[nodiscard]] static HostScope* current() noexcept;

private:
    Host* host_;
    HostScope* outer_;
    std::set<std::string> warned_;
};

/// emit(is_warning, text) of errors.py, and cancelled() for code that takes long. With the lock.
[[nodiscard]] pybind11::object log_function();
[[nodiscard]] pybind11::object cancelled_function();

} // namespace sinter::plugins::python
