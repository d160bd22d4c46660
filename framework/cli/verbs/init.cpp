// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/verbs/init.hpp"

#include "framework/cli/command/command_line.hpp"
#include "framework/cli/process/exit_codes.hpp"
#include "framework/cli/terminal/terminal.hpp"
#include "framework/diagnostics/nearest_name.hpp"
#include "framework/diagnostics/system_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace sinter::cli {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;
using diagnostics::ErrorKind;
using diagnostics::InputError;

/// Templates are folders of plain files, installed beside the program.
fs::path templates_folder() {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    const fs::path folder = program.parent_path() / ".." / "share" / "sinter" / "templates";
    if (error || !fs::is_directory(folder)) {
        throw InputError(ErrorKind::config, {folder.string(), 0, 0}, "the templates are not there",
                         {"install the program again"});
    }
    return folder.lexically_normal();
}

std::vector<std::string> template_names(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.is_directory()) {
            names.push_back(entry.path().filename().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

/// Copies the template's files; refuses before writing when one of them is there already.
void copy_template(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::create_directories(to, error);
    if (error) {
        throw InputError(diagnostics::kind_of(error.value(), ErrorKind::data), {to.string(), 0, 0},
                         "cannot be made: " + error.message());
    }
    for (const auto& entry : fs::directory_iterator(from)) {
        const fs::path target = to / entry.path().filename();
        if (fs::exists(target)) {
            throw InputError(ErrorKind::data, {target.string(), 0, 0},
                             "is there already; nothing was written",
                             {"name another folder: sinter init FOLDER"});
        }
    }
    for (const auto& entry : fs::directory_iterator(from)) {
        fs::copy_file(entry.path(), to / entry.path().filename(), error);
        if (error) {
            throw InputError(ErrorKind::machine, {to.string(), 0, 0},
                             "cannot be written: " + error.message());
        }
    }
}

} // namespace

int run_init(const Arguments& arguments) {
    po::options_description options("options");
    auto add = options.add_options();
    add("folder", po::value<std::string>()->default_value("."), "where to write");
    add("template", po::value<std::string>()->default_value("first_run")->value_name("NAME"),
        "what to start from");
    po::positional_options_description positional;
    positional.add("folder", 1);
    const auto values =
        parse(arguments,
              {"sinter init [FOLDER] [--template NAME]",
               "Writes a commented study.toml, with its data, that runs as it is.", "sinter init my-study"},
              options, positional);
    if (!values) {
        return exit_ok;
    }
    const fs::path templates = templates_folder();
    const auto name = (*values)["template"].as<std::string>();
    const auto names = template_names(templates);
    if (std::find(names.begin(), names.end(), name) == names.end()) {
        throw InputError(ErrorKind::config, {}, fmt::format("there is no template \"{}\"", name),
                         diagnostics::name_hints(name, names, "templates"));
    }
    const fs::path folder = (*values)["folder"].as<std::string>();
    copy_template(templates / name, folder);
    const std::string config = (folder / "study.toml").lexically_normal().string();
    print(fmt::format("wrote {}\nnext: sinter check {}\n      sinter run {}\n", config, config, config));
    return exit_ok;
}

} // namespace sinter::cli
