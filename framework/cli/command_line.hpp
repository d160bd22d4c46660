// SPDX-License-Identifier: Apache-2.0
//
// What the verbs' command lines have in common.
#pragma once

#include "framework/cli/verb.hpp"
#include "framework/diagnostics/diagnostic.hpp"
#include "framework/plugin/catalogue.hpp"

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/positional_options.hpp>
#include <boost/program_options/variables_map.hpp>

#include <optional>
#include <string>

namespace sinter::cli {

/// How a verb is called. `example` is shown in its help.
struct Usage {
    std::string line; ///< "sinter run CONFIG [options]"
    std::string what; ///< a sentence or two
    std::string example;
};

/// Parses; prints the help and returns nothing on --help. A wrong command line is thrown as an InputError
/// (config) that names the nearest option.
[[nodiscard]] std::optional<boost::program_options::variables_map>
parse(const Arguments& arguments, const Usage& usage,
      const boost::program_options::options_description& options,
      const boost::program_options::positional_options_description& positional);

/// --plugin-dir, --threads.
void add_common(boost::program_options::options_description& options);

/// The plugins that the command line and the machine offer.
[[nodiscard]] plugin::Catalogue catalogue_of(const boost::program_options::variables_map& values,
                                             diagnostics::Diagnostics& diagnostics);

/// --threads over SINTER_THREADS over one a core. Throws InputError (config).
[[nodiscard]] int thread_count(const boost::program_options::variables_map& values);

/// Prints diagnostics to standard error, sorted, and a count; gives the exit code.
int report(const diagnostics::Diagnostics& diagnostics);

} // namespace sinter::cli
