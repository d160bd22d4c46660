// SPDX-License-Identifier: Apache-2.0
//
// `sinter plugins check FILE`.
#pragma once

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/variables_map.hpp>

#include <string>

namespace sinter::cli {

/// --only, --set, --seed, --time-limit, --in-process.
void add_check_options(boost::program_options::options_description& options);

/// Checks the file and prints what was found; an exit code.
int check_plugin_file(const std::string& file, const boost::program_options::variables_map& values);

} // namespace sinter::cli
