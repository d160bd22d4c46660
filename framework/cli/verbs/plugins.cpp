// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/verbs/plugins.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/cli/command/command_line.hpp"
#include "framework/cli/process/exit_codes.hpp"
#include "framework/cli/terminal/terminal.hpp"
#include "framework/cli/verbs/plugins_check.hpp"
#include "framework/diagnostics/nearest_name.hpp"
#include "framework/diagnostics/system_error.hpp"
#include "framework/plugin/loading/plugin_lock.hpp"
#include "framework/plugin/options/option_validation.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cerrno>
#include <fstream>

namespace sinter::cli {
namespace {

namespace po = boost::program_options;
using diagnostics::ErrorKind;
using diagnostics::InputError;
using Json = nlohmann::ordered_json;

void print_json(const Json& json) { print(json.dump(2, ' ', true, Json::error_handler_t::replace) + "\n"); }

int list(const plugin::Catalogue& catalogue, bool as_json) {
    Json json = Json::array();
    for (const auto& entry : catalogue.entries()) {
        const std::string status = entry.refusal    ? plugin::describe(*entry.refusal)
                                   : entry.shadowed ? "shadowed"
                                                    : "ok";
        const auto kind = entry.manifest ? plugin::name_of(entry.manifest->kind) : "?";
        if (as_json) {
            json.push_back({{"id", entry.id},
                            {"kind", kind},
                            {"version", entry.manifest ? entry.manifest->version : ""},
                            {"summary", entry.manifest ? entry.manifest->summary : ""},
                            {"file", entry.file.string()},
                            {"status", status}});
        } else if (entry.refusal || !entry.manifest) {
            print(fmt::format("{:<11} {:<18} refused: {}\n", kind, entry.id, status));
        } else {
            print(fmt::format("{:<11} {:<18} {:<8} {}{}\n", kind, entry.id, entry.manifest->version,
                              entry.manifest->summary,
                              entry.shadowed ? " (shadowed by an earlier folder)" : ""));
        }
    }
    if (as_json) {
        print_json(json);
    }
    if (!as_json && catalogue.entries().empty()) {
        print("no plugins in the search folders\n");
    }
    return exit_ok;
}

int describe(plugin::Catalogue& catalogue, const std::string& id, bool as_json) {
    const auto loaded = catalogue.require_any({id, {"plugins describe", 0, 0}});
    if (as_json) {
        Json json{{"id", loaded->id()},
                  {"kind", plugin::name_of(loaded->kind())},
                  {"version", loaded->version()},
                  {"summary", loaded->summary()},
                  {"file", loaded->path().string()},
                  {"sha256", loaded->digest()},
                  {"options", Json::array()}};
        for (const auto& p : loaded->parameters().all()) {
            json["options"].push_back(
                {{"name", p.name},
                 {"takes", plugin::describe_expected(p)},
                 {"required", p.required},
                 {"default", p.required ? "" : plugin::describe_value(p, p.default_value)},
                 {"unit", p.unit},
                 {"doc", p.doc}});
        }
        print_json(json);
        return exit_ok;
    }
    print(fmt::format("{} {} ({})\n{}\n{}\n", loaded->id(), loaded->version(),
                      plugin::name_of(loaded->kind()), loaded->summary(), loaded->path().string()));
    for (const auto& p : loaded->parameters().all()) {
        print(fmt::format("\n  {}\n      {}{}\n      takes {}; {}\n", p.name, p.doc,
                          p.unit.empty() ? "" : " [" + p.unit + "]", plugin::describe_expected(p),
                          p.required ? "must be given"
                                     : "default " + plugin::describe_value(p, p.default_value)));
    }
    if (loaded->parameters().all().empty()) {
        print("\n  no options\n");
    }
    return exit_ok;
}

/// Into the file, or onto standard output for "-".
int write_lock(const plugin::Catalogue& catalogue, const std::string& file) {
    const auto text = plugin::lock_text(catalogue);
    if (file == "-") {
        print(text);
        return exit_ok;
    }
    errno = 0;
    std::ofstream stream(file, std::ios::binary);
    stream << text << std::flush;
    if (!stream) {
        const int error = errno;
        throw InputError(diagnostics::kind_of(error, ErrorKind::config), {file, 0, 0},
                         "the lock cannot be written: " + diagnostics::system_text(error),
                         {"give another place with --output FILE"});
    }
    std::size_t count = 0;
    for (const auto kind : plugin::all_plugin_kinds) {
        count += catalogue.ids(kind).size();
    }
    print(fmt::format("{}: {}; `sinter run CONFIG --locked` takes it from beside the config\n", file,
                      bytes::counted(count, "plugin")));
    return exit_ok;
}

} // namespace

int run_plugins(const Arguments& arguments) {
    po::options_description options("options");
    auto add = options.add_options();
    add("action", po::value<std::string>()->default_value("list"), "list, describe, check or lock");
    add("subject", po::value<std::string>(), "the id, or the file");
    add("json", "print JSON");
    add("output,o",
        po::value<std::string>()->default_value(std::string(plugin::lock_file_name))->value_name("FILE"),
        "lock: the file to write; - for standard output");
    add_check_options(options);
    add_common(options);
    po::positional_options_description positional;
    positional.add("action", 1).add("subject", 1);
    const Usage usage{
        "sinter plugins [list | describe ID | check FILE | check ID | lock] [options]",
        "Shows the plugins that configs can choose from, the options of one, or whether a file (or the "
        "plugin of that id) is sound, each check in a process of its own; or locks those that are there now.",
        "sinter plugins describe ID"};
    const auto values = parse(arguments, usage, options, positional);
    if (!values) {
        return exit_ok;
    }
    const auto action = (*values)["action"].as<std::string>();
    const bool as_json = values->count("json") > 0;
    const bool has_subject = values->count("subject") > 0;
    if (action == "check") {
        if (!has_subject) {
            fail_needs("plugins check", "a file or an id", usage);
        }
        return check_plugin_file(file_to_check((*values)["subject"].as<std::string>(), *values), *values);
    }
    diagnostics::Diagnostics diagnostics;
    auto catalogue = catalogue_of(*values, diagnostics);
    if (diagnostics.has_errors()) {
        return report(diagnostics);
    }
    if (action == "list") {
        return list(catalogue, as_json);
    }
    if (action == "lock") {
        return write_lock(catalogue, (*values)["output"].as<std::string>());
    }
    if (action != "describe") {
        fail_usage(fmt::format("plugins has no action \"{}\"", action), usage,
                   diagnostics::name_hints(action, {"list", "describe", "check", "lock"}, "actions"));
    }
    if (!has_subject) {
        fail_needs("plugins describe", "an id", usage);
    }
    return describe(catalogue, (*values)["subject"].as<std::string>(), as_json);
}

} // namespace sinter::cli
