// SPDX-License-Identifier: Apache-2.0
//
// `sinter plugins check FILE`, and of the plugin with an id.
#pragma once

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/variables_map.hpp>

#include <filesystem>
#include <string>

namespace sinter::cli {

/// --only, --set, --seed, --time-limit, --in-process.
void add_check_options(boost::program_options::options_description& options);

/// What is meant: a file that is there, or the file of the plugin that has this id (a word without / that can
/// be one) in the folders of --plugin-dir and of the machine. Throws InputError with the nearest names: of
/// kind data where a file is absent, config where no plugin has the id.
[[nodiscard]] std::filesystem::path file_to_check(const std::string& subject,
                                                  const boost::program_options::variables_map& values);

/// Checks the file and prints what was found; an exit code.
int check_plugin_file(const std::filesystem::path& file, const boost::program_options::variables_map& values);

} // namespace sinter::cli
