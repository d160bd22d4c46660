// SPDX-License-Identifier: Apache-2.0
//
// The one Python interpreter of the process, and calls into it.
#pragma once

#include <sinter/error.hpp>

#include <cfenv>
#include <cstdint>
#include <pybind11/pybind11.h>
#include <utility>

namespace sinter::plugins::python {

namespace py = pybind11;

/// Starts the interpreter and imports NumPy, once; where there is an interpreter already, that one is used.
/// It lives as long as the process. Any thread, without the interpreter's lock. Throws Error.
void start_interpreter();

/// A module of the bridge's own Python code: "learner", "errors", ... With the lock.
[[nodiscard]] py::module_ bridge_module(const char* name);

/// What a Python exception says, with its traceback. `code`: where the exception has none of its own. With the lock.
[[nodiscard]] Error error_of(const py::error_already_set& exception, std::int32_t code);

/// Holds the interpreter's lock, and leaves the floating-point environment as it was: Python code may import
/// libraries that switch off denormal numbers.
class Entered {
public:
    Entered() { std::fegetenv(&environment_); }
    ~Entered() { std::fesetenv(&environment_); }
    Entered(const Entered&) = delete;
    Entered& operator=(const Entered&) = delete;

private:
    std::fenv_t environment_{};
    py::gil_scoped_acquire lock_{};
};

/// Calls `function` with the lock. A Python exception is thrown as Error.
template <class Function>
auto in_python(std::int32_t code, Function&& function) {
    start_interpreter();
    const Entered entered;
    try {
        return function();
    } catch (const py::error_already_set& exception) {
        throw error_of(exception, code);
    }
}

/// A Python object that is owned without the lock; only its making and its use need that.
class Held {
public:
    explicit Held(py::object object) : object_(std::move(object)) {}
    ~Held() {
        const Entered entered;
        object_ = py::object();
    }
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    [[nodiscard]] const py::object& get() const noexcept { return object_; }

private:
    py::object object_;
};

} // namespace sinter::plugins::python
