// SPDX-License-Identifier: Apache-2.0
#include "plugins/python/embedded/user_code.hpp"

#include <pybind11/stl.h>

namespace sinter::plugins::python {

void require_versions(const Options& options) {
    bridge_module("sources").attr("require_versions")(options.texts("requires"));
}

py::object class_of_file(const Options& options, const char* method) {
    require_versions(options);
    return bridge_module("sources").attr("class_of_file")(options.text("file"), options.text("class"), method,
                                                          options.text("parameters"));
}

py::dict random_of(Stream stream) {
    const Stream own = stream.derive("python");
    py::dict random;
    random["seed"] = own.bits(0) >> 33U;
    random["key"] = py::make_tuple(own.bits(1), own.bits(2));
    return random;
}

} // namespace sinter::plugins::python
