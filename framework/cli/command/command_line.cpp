// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/command/command_line.hpp"

#include "framework/cli/command/arguments.hpp"
#include "framework/cli/terminal/terminal.hpp"
#include "framework/diagnostics/nearest_name.hpp"
#include "framework/plugin/files/search_folders.hpp"

#include <boost/program_options/errors.hpp>
#include <boost/program_options/parsers.hpp>
#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <utility>

namespace sinter::cli {
namespace {

namespace po = boost::program_options;
using diagnostics::ErrorKind;
using diagnostics::InputError;

constexpr int most_threads = 1024;

std::vector<std::string> option_names(const po::options_description& options) {
    std::vector<std::string> names;
    for (const auto& option : options.options()) {
        names.push_back("--" + option->long_name());
    }
    return names;
}

void print_help(const Usage& usage, const po::options_description& options) {
    std::ostringstream text;
    text << options;
    print(fmt::format("usage: {}\n\n{}\n\n{}\nexample: {}\n", usage.line, usage.what, text.str(),
                      usage.example));
}

/// "sinter run CONFIG" gives "run".
std::string verb_of(const Usage& usage) {
    std::istringstream words(usage.line);
    std::string verb;
    words >> verb >> verb;
    return verb;
}

void require_needed(const po::variables_map& values, const Usage& usage) {
    std::string missing;
    for (const auto& needed : usage.needs) {
        if (values.count(needed.option) == 0) {
            missing += (missing.empty() ? "" : " and ") + needed.what;
        }
    }
    if (!missing.empty()) {
        fail_needs(verb_of(usage), missing, usage);
    }
}

} // namespace

void fail_usage(const std::string& message, const Usage& usage, std::vector<std::string> hints) {
    hints.push_back("usage: " + usage.line);
    hints.push_back("example: " + usage.example);
    throw InputError(ErrorKind::config, {}, message, std::move(hints));
}

void fail_needs(const std::string& verb, const std::string& what, const Usage& usage) {
    fail_usage(fmt::format("{} needs {}", verb, what), usage);
}

std::optional<po::variables_map> parse(const Arguments& arguments, const Usage& usage,
                                       const po::options_description& options,
                                       const po::positional_options_description& positional) {
    po::options_description all(options);
    all.add_options()("help,h", "show this help");
    po::variables_map values;
    // Abbreviations are refused: an option added later must not change what a script means.
    const auto style = po::command_line_style::default_style & ~po::command_line_style::allow_guessing;
    try {
        po::store(po::command_line_parser(arguments).options(all).positional(positional).style(style).run(),
                  values);
        if (values.count("help") > 0) {
            print_help(usage, options);
            return std::nullopt;
        }
        po::notify(values);
    } catch (const po::unknown_option& error) {
        throw InputError(ErrorKind::config, {}, fmt::format("unknown option {}", error.get_option_name()),
                         diagnostics::name_hints(error.get_option_name(), option_names(options), "options"));
    } catch (const po::too_many_positional_options_error&) {
        fail_usage("there are more words than " + verb_of(usage) + " takes", usage);
    } catch (const po::error& error) {
        fail_usage(error.what(), usage);
    }
    require_needed(values, usage);
    return values;
}

void add_common(po::options_description& options) {
    auto add = options.add_options();
    add("plugin-dir", po::value<std::vector<std::string>>()->composing()->value_name("DIR"),
        "look for plugins here first; may be given several times");
    add("threads", po::value<int>()->value_name("N"),
        "threads to use (default: SINTER_THREADS, else one per core)");
}

plugin::Catalogue catalogue_of(const po::variables_map& values, diagnostics::Diagnostics& diagnostics) {
    std::vector<std::filesystem::path> folders;
    if (values.count("plugin-dir") > 0) {
        for (const auto& folder : values["plugin-dir"].as<std::vector<std::string>>()) {
            folders.emplace_back(folder);
        }
    }
    return plugin::Catalogue(plugin::search_folders(folders, diagnostics));
}

int thread_count(const po::variables_map& values) {
    const auto checked = [](int threads, const std::string& from) {
        if (threads < 1 || threads > most_threads) {
            throw InputError(ErrorKind::config, {},
                             fmt::format("{} is {}, expected 1 to {}", from, threads, most_threads));
        }
        return threads;
    };
    if (values.count("threads") > 0) {
        return checked(values["threads"].as<int>(), "--threads");
    }
    const char* text = std::getenv("SINTER_THREADS");
    if (text == nullptr || *text == '\0') {
        return 0;
    }
    const std::string_view written(text);
    int threads = 0;
    const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), threads);
    if (error != std::errc() || end != written.data() + written.size()) {
        throw InputError(
            ErrorKind::config, {},
            fmt::format("the environment variable SINTER_THREADS is \"{}\", expected a number", written));
    }
    return checked(threads, "the environment variable SINTER_THREADS");
}

std::unique_ptr<threads::Workers> workers_of(const po::variables_map& values) {
    const int asked = thread_count(values);
    const int wanted = asked > 0 ? asked : threads::default_thread_count();
    auto workers = threads::make_workers(asked);
    if (workers->thread_count() < wanted) {
        say(fmt::format(
            "only {} of {} threads can be made now (a limit on processes: ulimit -u, or that of a "
            "container); going on with {}\n",
            workers->thread_count(), wanted, workers->thread_count()));
    }
    return workers;
}

int report(const diagnostics::Diagnostics& diagnostics) {
    std::size_t errors = 0;
    for (const auto& d : diagnostics.merged()) {
        say(fmt::format("{}\n", diagnostics::format(d)));
        errors += d.severity == diagnostics::Severity::error ? 1 : 0;
    }
    if (const auto more = diagnostics.not_kept(); !more.empty()) {
        say(more + "\n");
    }
    if (errors > 1) {
        say(fmt::format("{} errors\n", errors));
    }
    return diagnostics.exit_code();
}

} // namespace sinter::cli
