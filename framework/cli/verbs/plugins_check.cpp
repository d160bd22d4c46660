// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/verbs/plugins_check.hpp"

#include "framework/cli/command/command_line.hpp"
#include "framework/cli/process/exit_codes.hpp"
#include "framework/cli/terminal/terminal.hpp"
#include "framework/diagnostics/diagnostic.hpp"
#include "framework/diagnostics/near_files.hpp"
#include "framework/diagnostics/nearest_name.hpp"
#include "framework/plugin/checking/check.hpp"
#include "framework/plugin/checking/conformance.hpp"
#include "framework/plugin/files/manifest.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <system_error>
#include <utility>
#include <vector>

namespace sinter::cli {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;
using diagnostics::ErrorKind;
using diagnostics::InputError;
using Json = nlohmann::ordered_json;
using Texts = std::vector<std::string>;

constexpr double longest_time = 86400; // seconds

/// Refuses a name that selects nothing.
void require_known(const Texts& only) {
    const auto ids = plugin::all_check_ids();
    for (const auto& name : only) {
        if (std::none_of(ids.begin(), ids.end(),
                         [&](const std::string& id) { return plugin::is_selected(id, {name}); })) {
            throw InputError(ErrorKind::config, {}, fmt::format("there is no check \"{}\"", name),
                             diagnostics::name_hints(name, ids, "checks"));
        }
    }
}

std::map<std::string, std::string> option_values(const Texts& settings) {
    std::map<std::string, std::string> values;
    for (const auto& setting : settings) {
        const auto equals = setting.find('=');
        if (equals == 0 || equals == std::string::npos) {
            throw InputError(ErrorKind::config, {},
                             fmt::format("--set is \"{}\", expected NAME=VALUE", setting));
        }
        values[setting.substr(0, equals)] = setting.substr(equals + 1);
    }
    return values;
}

plugin::CheckOptions check_options(const po::variables_map& values) {
    plugin::CheckOptions options;
    if (values.count("only") > 0) {
        options.only = values["only"].as<Texts>();
        require_known(options.only);
    }
    if (values.count("set") > 0) {
        options.values = option_values(values["set"].as<Texts>());
    }
    const auto seconds = values["time-limit"].as<double>();
    if (!(seconds > 0 && seconds <= longest_time)) {
        throw InputError(
            ErrorKind::config, {},
            fmt::format("--time-limit is {}, expected a number of seconds above 0 and at most {}", seconds,
                        longest_time));
    }
    options.time =
        std::chrono::milliseconds(std::max<std::int64_t>(1, static_cast<std::int64_t>(seconds * 1000)));
    options.seed = values["seed"].as<std::uint64_t>();
    if (values.count("in-process") > 0) {
        options.where = plugin::CheckOptions::Where::this_process;
    }
    return options;
}

/// A refused one too: its checks say more than the refusal.
fs::path file_of_id(const std::string& id, const plugin::Catalogue& catalogue) {
    Texts ids;
    for (const auto& entry : catalogue.entries()) {
        if (entry.id == id && !entry.shadowed) {
            return entry.file;
        }
        ids.push_back(entry.id);
    }
    auto hints = catalogue.left_out_hints(id);
    if (hints.empty()) {
        hints = diagnostics::name_hints(id, ids, "plugins");
    }
    for (auto& hint : catalogue.folder_hints()) {
        hints.push_back(std::move(hint));
    }
    throw InputError(ErrorKind::config, {},
                     fmt::format("there is no plugin \"{}\", and no file of that name", id), hints);
}

std::string_view name_of(plugin::StepOutcome outcome) {
    return outcome == plugin::StepOutcome::passed   ? "passed"
           : outcome == plugin::StepOutcome::failed ? "failed"
                                                    : "not run";
}

std::ptrdiff_t count(const plugin::CheckReport& report, plugin::StepOutcome outcome) {
    return std::count_if(report.steps.begin(), report.steps.end(),
                         [&](const plugin::CheckStep& s) { return s.outcome == outcome; });
}

void print_json(const plugin::CheckReport& report) {
    Json json{{"file", report.file.string()},
              {"id", report.manifest ? report.manifest->id : ""},
              {"kind", report.manifest ? plugin::name_of(report.manifest->kind) : ""},
              {"sound", report.sound()},
              {"steps", Json::array()}};
    for (const auto& step : report.steps) {
        json["steps"].push_back({{"id", step.id},
                                 {"sentence", step.sentence},
                                 {"outcome", name_of(step.outcome)},
                                 {"detail", step.detail}});
    }
    print(json.dump(2, ' ', true, Json::error_handler_t::replace) + "\n");
}

void print_text(const plugin::CheckReport& report) {
    for (const auto& step : report.steps) {
        print(fmt::format("{:<8} {:<27} {}\n", name_of(step.outcome), step.id, step.sentence));
        if (!step.detail.empty()) {
            print(fmt::format("         {}\n", step.detail));
        }
    }
    print(fmt::format("{}: {}; {} passed, {} failed, {} not run\n", report.file.string(),
                      report.sound() ? "sound" : "not sound", count(report, plugin::StepOutcome::passed),
                      count(report, plugin::StepOutcome::failed),
                      count(report, plugin::StepOutcome::not_run)));
}

} // namespace

void add_check_options(po::options_description& options) {
    auto add = options.add_options();
    add("only", po::value<Texts>()->composing()->value_name("ID"),
        "check: only this check, or those whose ids begin so (learner, options.bounds); "
        "may be given several times");
    add("set,s", po::value<Texts>()->composing()->value_name("NAME=VALUE"),
        "check: a value for an option of the plugin, e.g. one that has no default");
    add("seed", po::value<std::uint64_t>()->default_value(1)->value_name("N"),
        "check: of the data that the checks make");
    add("time-limit", po::value<double>()->default_value(60)->value_name("SECONDS"),
        "check: for loading, and for each check");
    add("in-process", "check: in this process, for a debugger; a crash ends it");
}

fs::path file_to_check(const std::string& subject, const po::variables_map& values) {
    diagnostics::Diagnostics diagnostics;
    const auto catalogue = catalogue_of(values, diagnostics);
    if (diagnostics.has_errors()) {
        throw InputError(diagnostics); // of a --plugin-dir that is none
    }
    std::error_code ignored;
    fs::path path(subject);
    if (fs::is_directory(path, ignored)) {
        throw InputError(ErrorKind::data, {subject, 0, 0}, "is a folder, not a plugin",
                         diagnostics::name_hints("", diagnostics::files_in(path, ".so"), "plugins in it"));
    }
    if (fs::exists(path, ignored)) {
        return path;
    }
    if (plugin::is_plugin_id(subject)) {
        return file_of_id(subject, catalogue);
    }
    throw InputError(ErrorKind::data, {subject, 0, 0}, "there is no such file",
                     diagnostics::absent_file_hints(path, "plugins", ".so"));
}

int check_plugin_file(const fs::path& file, const po::variables_map& values) {
    const auto report = plugin::check_plugin(file, check_options(values));
    if (values.count("json") > 0) {
        print_json(report);
    } else {
        print_text(report);
    }
    return report.sound() ? exit_ok : exit_plugin;
}

} // namespace sinter::cli
