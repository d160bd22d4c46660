// SPDX-License-Identifier: Apache-2.0
//
// What the verbs' command lines have in common.
#pragma once

#include "framework/cli/command/arguments.hpp"
#include "framework/diagnostics/diagnostic.hpp"
#include "framework/plugin/loading/catalogue.hpp"
#include "framework/threads/workers.hpp"

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/positional_options.hpp>
#include <boost/program_options/variables_map.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sinter::cli {

/// A word that a verb cannot do without.
struct Needed {
    std::string option; ///< its name among the options
    std::string what;   ///< "a config", for "check needs a config"
};

/// How a verb is called. `example` is shown in its help.
struct Usage {
    std::string line; ///< "sinter run CONFIG [options]"
    std::string what; ///< a sentence or two
    std::string example;
    std::vector<Needed> needs{};
};

/// Throws the InputError (config) of a command line that lacks something: "check needs a config", with usage
/// and example. `verb` may have an action behind it: "plugins describe".
[[noreturn]] void fail_needs(const std::string& verb, const std::string& what, const Usage& usage);

/// Throws the InputError (config) of a command line that is wrong in another way, with usage and example.
[[noreturn]] void fail_usage(const std::string& message, const Usage& usage,
                             std::vector<std::string> hints = {});

/// Parses; prints the help and returns nothing on --help. A wrong command line is thrown as an InputError
/// (config) that names the nearest option, or what is missing.
[[nodiscard]] std::optional<boost::program_options::variables_map>
parse(const Arguments& arguments, const Usage& usage,
      const boost::program_options::options_description& options,
      const boost::program_options::positional_options_description& positional);

/// --plugin-dir, --threads.
void add_common(boost::program_options::options_description& options);

/// The plugins that the command line and the machine offer.
[[nodiscard]] plugin::Catalogue catalogue_of(const boost::program_options::variables_map& values,
                                             diagnostics::Diagnostics& diagnostics);

/// --threads over SINTER_THREADS over one per core. Throws InputError (config).
[[nodiscard]] int thread_count(const boost::program_options::variables_map& values);

/// Workers on so many threads; says on standard error where fewer can be made.
[[nodiscard]] std::unique_ptr<threads::Workers>
workers_of(const boost::program_options::variables_map& values);

/// Prints diagnostics to standard error, sorted, and a count; gives the exit code.
int report(const diagnostics::Diagnostics& diagnostics);

} // namespace sinter::cli
