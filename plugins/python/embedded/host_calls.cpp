// SPDX-License-Identifier: Apache-2.0
#include "plugins/python/embedded/host_calls.hpp"

namespace sinter::plugins::python {
namespace {

namespace py = pybind11;

thread_local HostScope* innermost = nullptr;

} // namespace

HostScope::HostScope(Host& host) : host_(&host), outer_(innermost) { innermost = this; }
HostScope::~HostScope() { innermost = outer_; }
HostScope* HostScope::current() noexcept { return innermost; }

void HostScope::log(LogLevel level, const std::string& text) {
    if (level == LogLevel::warning && !warned_.insert(text).second) {
        return;
    }
    const py::gil_scoped_release released;
    host_->log(level, text);
}

py::object log_function() {
    return py::cpp_function([](bool is_warning, const std::string& text) {
        HostScope* scope = HostScope::current();
        if (scope != nullptr) {
            scope->log(is_warning ? LogLevel::warning : LogLevel::info, text);
        }
        return scope != nullptr;
    });
}

py::object cancelled_function() {
    return py::cpp_function([] {
        HostScope* scope = HostScope::current();
        const py::gil_scoped_release released;
        return scope != nullptr && scope->host().cancelled();
    });
}

} // namespace sinter::plugins::python
