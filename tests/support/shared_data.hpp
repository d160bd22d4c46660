// SPDX-License-Identifier: Apache-2.0
//
// Where the shared data sets and reference values are, for tests that use them where they are present.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

namespace sinter::tests {

inline std::filesystem::path shared_data_folder() {
    const char* from_environment = std::getenv("SINTER_DATA");
    return from_environment != nullptr && *from_environment != '\0'
               ? std::filesystem::path(from_environment)
               : std::filesystem::path(SINTER_SOURCE_DIR) / ".." / "shared" / "data";
}

/// The path of a data set, or nothing where it is absent.
inline std::optional<std::filesystem::path> shared_data(const std::string& name) {
    auto path = shared_data_folder() / name;
    return std::filesystem::exists(path) ? std::optional(path) : std::nullopt;
}

/// The path of a reference file; the folder `reference` stands beside `data`.
inline std::optional<std::filesystem::path> shared_reference(const std::string& name) {
    auto path = shared_data_folder() / ".." / "reference" / name;
    return std::filesystem::exists(path) ? std::optional(path) : std::nullopt;
}

} // namespace sinter::tests

/// Ends the test case, saying so, where `path` (an optional) is empty. The line is what `./dev test` looks
/// for: it fails the run when it appears although the data folder is there.
#define SINTER_SKIP_WITHOUT(path, name)                                                                      \
    do {                                                                                                     \
        if (!(path)) {                                                                                       \
            WARN("SKIPPED: no " << (name) << " in " << sinter::tests::shared_data_folder().string());        \
            return;                                                                                          \
        }                                                                                                    \
    } while (false)
