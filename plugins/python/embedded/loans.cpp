// SPDX-License-Identifier: Apache-2.0
#include "plugins/python/embedded/loans.hpp"

#include <string>
#include <utility>

namespace sinter::plugins::python {
namespace {

constexpr Index word = sizeof(double);
using Count = std::shared_ptr<std::int64_t>;

} // namespace

py::array Loans::lent(const py::dtype& type, const std::vector<Index>& shape,
                      const std::vector<Index>& strides, const void* data, Access access) const {
    static const double nothing = 0; // NumPy would take memory of its own for a null pointer
    // Every array, slice or buffer of it keeps the capsule alive.
    const py::capsule owner(new Count(count_), [](void* held) {
        auto* count = static_cast<Count*>(held);
        --**count;
        delete count;
    });
    ++*count_;
    py::array array(type, shape, strides, data == nullptr ? &nothing : data, owner);
    if (access == Access::read) {
        array.attr("setflags")(py::arg("write") = false);
    }
    return array;
}

py::array Loans::matrix(const MatrixView& view) const {
    const sinter_matrix& c = view.c();
    return lent(py::dtype::of<double>(), {c.rows, c.columns}, {c.row_stride * word, c.column_stride * word},
                c.data, Access::read);
}

py::array Loans::column(const MatrixView& view, Index column) const {
    const sinter_matrix& c = view.c();
    return lent(py::dtype::of<double>(), {c.rows}, {c.row_stride * word}, c.data + column * c.column_stride,
                Access::read);
}

py::object Loans::output(const MatrixOut& out) const {
    if (!out.wanted()) {
        return py::none();
    }
    const sinter_matrix_out& c = out.c();
    return lent(py::dtype::of<double>(), {c.rows, c.columns}, {c.row_stride * word, c.column_stride * word},
                c.data, Access::write);
}

bool Loans::outstanding() const {
    if (*count_ > 0) {
        py::module_::import("gc").attr("collect")(); // a cycle of objects is not kept on purpose
    }
    return *count_ > 0;
}

void Loans::require_returned(const char* what) const {
    if (outstanding()) {
        throw Error(SINTER_INTERNAL,
                    std::string(what) +
                        " keeps an array of its arguments, whose memory is the host's and goes "
                        "when the call ends: keep a copy, x.copy()");
    }
}

py::object Loans::without_loans(py::object model) const {
    if (*count_ > 0) {
        model = bridge_module("arrays").attr("detached")(std::move(model));
        require_returned("fit");
    }
    return model;
}

} // namespace sinter::plugins::python
