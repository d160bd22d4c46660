// SPDX-License-Identifier: Apache-2.0
#include "plugins/python/entry/load.hpp"

#include <sinter/error.hpp>

#include <dlfcn.h>
#include <filesystem>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace sinter::plugins::python {
namespace {

namespace fs = std::filesystem;

const char here = 0; ///< an address in this library

fs::path bridge_file() {
    Dl_info info{};
    if (::dladdr(&here, &info) == 0 || info.dli_fname == nullptr) {
        throw Error(SINTER_INTERNAL, "the plugin does not find its own file");
    }
    return fs::canonical(info.dli_fname).parent_path() / "python" / "bridge.so";
}

/// The host has looked at the plugin's file and folder in the same way.
void require_safe(const fs::path& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) {
        throw Error(SINTER_UNSUPPORTED, path.string() +
                                            " is missing: it holds the Python interpreter for this plugin; "
                                            "install both from the same build");
    }
    const bool own = status.st_uid == 0 || status.st_uid == ::geteuid();
    if (!own || (status.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
        throw Error(SINTER_UNSUPPORTED,
                    path.string() + " is not loaded: somebody else can change it; chmod go-w, or chown");
    }
}

std::string loader_error() {
    const char* why = ::dlerror();
    return why == nullptr ? "unknown" : why;
}

const BridgeTable& load() {
    const fs::path file = bridge_file();
    require_safe(file);
    require_safe(file.parent_path());
    void* library = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
        throw Error(SINTER_UNSUPPORTED, "the Python bridge does not load: " + loader_error() +
                                            "; install libpython" SINTER_PYTHON_VERSION " and python3-numpy");
    }
    const auto* table = static_cast<const BridgeTable*>(::dlsym(library, SINTER_PYTHON_BRIDGE_SYMBOL));
    if (table == nullptr || table->struct_size != sizeof(BridgeTable) ||
        std::string_view(table->sources_digest) != SINTER_PYTHON_SOURCES_DIGEST) {
        throw Error(SINTER_UNSUPPORTED, file.string() +
                                            " was built from other sources than this plugin: install both "
                                            "from the same build");
    }
    return *table;
}

} // namespace

const BridgeTable& bridge_table() {
    static const BridgeTable& table = load(); // tried again where it throws
    return table;
}

} // namespace sinter::plugins::python
