// SPDX-License-Identifier: Apache-2.0
//
// What is installed with the program. The build folder has the same layout.
#pragma once

#include <filesystem>
#include <string>

namespace sinter::cli {

/// The folder whose bin/ holds the running program, without links. Throws InputError (config) where the
/// system does not tell.
[[nodiscard]] std::filesystem::path install_prefix();

/// A file or folder of the SDK by its path from the prefix. Throws InputError (config), with what to install,
/// where it is not there.
[[nodiscard]] std::filesystem::path sdk_file(const std::filesystem::path& relative);

/// Whether the shell finds this very program by the name `sinter`.
[[nodiscard]] bool is_on_path();

/// What a user types to start this program: its name where the shell finds it, else its path.
[[nodiscard]] std::string program_as_typed();

/// A word as it is typed to a shell: in single quotes where it has other signs than letters, digits and
/// `/ . _ - + = , : @ %`.
[[nodiscard]] std::string for_the_shell(const std::string& word);

} // namespace sinter::cli
