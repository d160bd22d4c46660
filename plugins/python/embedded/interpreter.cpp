// SPDX-License-Identifier: Apache-2.0
#include "plugins/python/embedded/interpreter.hpp"

#include "plugins/python/embedded/embedded.hpp"
#include "plugins/python/embedded/host_calls.hpp"
#include "plugins/python/embedded/host_model.hpp"

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <dlfcn.h>
#include <exception>
#include <filesystem>
#include <mutex>
#include <pybind11/embed.h>
#include <string>

namespace sinter::plugins::python {
namespace {

/// Modules of NumPy and others are not linked with libpython: they find its symbols only if it is loaded for
/// all. It is here already, for this library alone; loading it again makes its symbols global.
void make_python_global() {
    if (::dlopen(SINTER_PYTHON_LIBRARY, RTLD_NOW | RTLD_GLOBAL) == nullptr) {
        const char* why = ::dlerror();
        throw Error(SINTER_UNSUPPORTED, std::string("Python cannot be loaded: ") + (why ? why : ""));
    }
}

/// The host owns all threads; these libraries read their number once, when they are loaded.
void pin_threads() {
    for (const char* name : {"OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"}) {
        ::setenv(name, "1", 1);
    }
}

void require(const PyStatus& status) {
    if (PyStatus_Exception(status) != 0) {
        throw Error(SINTER_UNSUPPORTED, std::string("Python does not start: ") +
                                            (status.err_msg ? status.err_msg : "without saying why"));
    }
}

/// The Python that the bridge was built for, or that of the active virtual environment.
std::string executable() {
    const char* environment = std::getenv("VIRTUAL_ENV");
    if (environment == nullptr || *environment == '\0') {
        return SINTER_PYTHON_EXECUTABLE;
    }
    const std::filesystem::path folder = environment;
    std::error_code error;
    if (!std::filesystem::is_directory(folder / "lib" / ("python" SINTER_PYTHON_VERSION), error)) {
        throw Error(SINTER_UNSUPPORTED,
                    "the virtual environment " + folder.string() +
                        " is not one of Python " SINTER_PYTHON_VERSION
                        ", which sinter embeds: make one with that, or leave it (deactivate)");
    }
    return (folder / "bin" / "python3").string();
}

void initialise() {
    PyPreConfig before;
    PyPreConfig_InitIsolatedConfig(&before);
    before.utf8_mode = 1; // whatever the locale is
    require(Py_PreInitialize(&before));
    PyConfig config;
    PyConfig_InitIsolatedConfig(&config); // no signal handlers, no PYTHON... variables
    config.user_site_directory = 1;
    config.write_bytecode = 0;
    config.use_hash_seed = 1; // seed 0: sets have the same order in every run
    const PyStatus named = PyConfig_SetBytesString(&config, &config.program_name, executable().c_str());
    const PyStatus started = PyStatus_Exception(named) != 0 ? named : Py_InitializeFromConfig(&config);
    PyConfig_Clear(&config);
    require(started);
}

py::dict& modules() {
    static auto& all = *new py::dict(); // as long as the interpreter, which is never ended
    return all;
}

/// The module takes SIGINT when it is first imported, by whatever package; it is the host's.
void import_signal_module() {
    struct sigaction of_host {};
    ::sigaction(SIGINT, nullptr, &of_host);
    py::module_::import("_signal");
    ::sigaction(SIGINT, &of_host, nullptr);
}

void load_own_code() {
    import_signal_module();
    py::dict own;
    for (const EmbeddedModule& source : embedded_modules()) {
        const std::string name = std::string("sinter_bridge_") + source.name;
        const auto module = py::reinterpret_borrow<py::module_>(PyImport_AddModule(name.c_str()));
        const py::object code =
            py::module_::import("builtins")
                .attr("compile")(source.text, "<sinter " + std::string(source.name) + ">", "exec");
        py::exec("exec(code, scope)",
                 py::dict(py::arg("code") = code, py::arg("scope") = module.attr("__dict__")));
        own[source.name] = module;
    }
    own["errors"].attr("install_log")(log_function());
    modules() = own;
    define_host_types(own["strategy"].cast<py::module_>());
}

/// With the lock. Where NumPy is missing, each call says so anew.
void load_own_code_once() {
    static bool loaded = false; // under the lock
    if (loaded) {
        return;
    }
    try {
        load_own_code();
        loaded = true;
    } catch (const py::error_already_set& exception) {
        throw Error(SINTER_UNSUPPORTED,
                    std::string("Python has not what the bridge needs: ") + exception.what());
    }
}

} // namespace

void start_interpreter() {
    static std::mutex mutex;
    static std::atomic<bool> ready = false;
    if (ready) {
        return;
    }
    const std::lock_guard guard(mutex);
    if (ready) {
        return;
    }
    make_python_global();
    if (Py_IsInitialized() == 0) {
        pin_threads();
        initialise();
        static_cast<void>(PyEval_SaveThread()); // each call takes the lock for itself
    }
    const Entered entered;
    load_own_code_once();
    ready = true;
}

py::module_ bridge_module(const char* name) { return modules()[name].cast<py::module_>(); }

Error error_of(const py::error_already_set& exception, std::int32_t code) {
    try {
        const py::object& value = exception.value();
        if (exception.trace()) {
            PyException_SetTraceback(value.ptr(), exception.trace().ptr());
        }
        const py::tuple described = bridge_module("errors").attr("describe")(value);
        const auto own = described[0].cast<std::int32_t>();
        return {own != 0 ? own : code, described[1].cast<std::string>(), described[2].cast<std::string>()};
    } catch (const std::exception&) {
        return {code, exception.what()};
    }
}

} // namespace sinter::plugins::python
