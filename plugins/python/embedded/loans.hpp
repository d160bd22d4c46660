// SPDX-License-Identifier: Apache-2.0
//
// NumPy arrays that look at the host's numbers, which are only there during the call.
#pragma once

#include "plugins/python/embedded/interpreter.hpp"

#include <sinter/views.hpp>

#include <cstdint>
#include <memory>
#include <pybind11/numpy.h>
#include <vector>

namespace sinter::plugins::python {

/// Lends the numbers of one call to Python code, and knows whether it has kept any. All with the lock.
class Loans {
public:
    /// Read-only, with the view's strides.
    [[nodiscard]] py::array matrix(const MatrixView& view) const;
    /// One column as a vector.
    [[nodiscard]] py::array column(const MatrixView& view, Index column) const;
    template <class T>
    [[nodiscard]] py::array vector(Span<T> values) const {
        return lent(py::dtype::of<T>(), {static_cast<Index>(values.size())}, {static_cast<Index>(sizeof(T))},
                    values.data(), Access::read);
    }
    /// To be written to; None where it is not wanted.
    [[nodiscard]] py::object output(const MatrixOut& out) const;

    /// Whether an array is still in use; collects garbage before it says so.
    [[nodiscard]] bool outstanding() const;
    /// Throws Error where an array is still in use after `what`.
    void require_returned(const char* what) const;
    /// `model`, or a copy of it with arrays of its own, where it has kept some of the call's.
    [[nodiscard]] py::object without_loans(py::object model) const;

private:
    enum class Access { read, write };
    [[nodiscard]] py::array lent(const py::dtype& type, const std::vector<Index>& shape,
                                 const std::vector<Index>& strides, const void* data, Access access) const;

    std::shared_ptr<std::int64_t> count_ = std::make_shared<std::int64_t>(0);
};

} // namespace sinter::plugins::python
