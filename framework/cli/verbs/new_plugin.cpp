// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/verbs/new_plugin.hpp"

#include "framework/cli/command/command_line.hpp"
#include "framework/cli/process/exit_codes.hpp"
#include "framework/cli/process/installed_files.hpp"
#include "framework/cli/terminal/terminal.hpp"
#include "framework/diagnostics/nearest_name.hpp"
#include "framework/diagnostics/system_error.hpp"
#include "framework/plugin/files/plugin_kind.hpp"
#include "framework/plugin/files/search_folders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <system_error>
#include <utility>

namespace sinter::cli {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;
using diagnostics::ErrorKind;
using diagnostics::InputError;
using plugin::PluginKind;

constexpr const char* templates = "share/sinter/plugin_templates";

/// The words as KIND NAME [FOLDER], also where the kind is given as `--kind KIND` behind them.
Arguments with_kind_first(Arguments words, const Usage& usage) {
    const std::string option = "--kind";
    const auto at = std::find_if(words.begin(), words.end(), [&](const std::string& word) {
        return word == option || word.rfind(option + "=", 0) == 0;
    });
    if (at == words.end() || (*at == option && at + 1 == words.end())) {
        return words; // what is wrong with it is for the parser to say
    }
    const bool joined = *at != option;
    const std::string kind = joined ? at->substr(option.size() + 1) : *(at + 1);
    words.erase(at, at + (joined ? 1 : 2));
    if (words.size() > 1 && plugin::kind_named(words.front())) {
        fail_usage(fmt::format("the kind is given twice, as \"{}\" and by --kind {}", words.front(), kind),
                   usage);
    }
    words.insert(words.begin(), kind);
    return words;
}

void refuse_swapped(const std::string& kind, const std::string& name, const Usage& usage) {
    if (!plugin::kind_named(kind) && plugin::kind_named(name)) {
        fail_usage(fmt::format("\"{}\" is no kind of plugin, \"{}\" is one", kind, name), usage,
                   {fmt::format("did you mean new-plugin {} {}?", name, kind)});
    }
}

PluginKind required_kind(const std::string& written, const Usage& usage) {
    if (const auto kind = plugin::kind_named(written)) {
        return *kind;
    }
    std::vector<std::string> names;
    for (const auto kind : plugin::all_plugin_kinds) {
        names.emplace_back(plugin::name_of(kind));
    }
    fail_usage(fmt::format("there is no kind of plugin \"{}\"", written), usage,
               diagnostics::name_hints(written, names, "kinds"));
}

/// The nearest id to what was written: "Affine-Transfer" gives affine_transfer. May still be none.
std::string as_id(const std::string& written) {
    std::string id;
    for (const char c : written) {
        const auto byte = static_cast<unsigned char>(c);
        id += std::isalnum(byte) != 0 ? static_cast<char>(std::tolower(byte)) : '_';
    }
    return id;
}

void require_id(const std::string& name) {
    if (plugin::is_plugin_id(name)) {
        return;
    }
    std::vector<std::string> hints{"a name is a-z, then a-z, 0-9 and _, at most 64 of them"};
    if (const std::string near = as_id(name); plugin::is_plugin_id(near)) {
        hints.push_back(fmt::format("did you mean \"{}\"?", near));
    }
    throw InputError(ErrorKind::config, {}, fmt::format("\"{}\" cannot be the name of a plugin", name),
                     hints);
}

/// A plugin of a --plugin-dir hides an installed one of the same id.
void require_free(const std::string& name) {
    diagnostics::Diagnostics ignored;
    const plugin::Catalogue catalogue(plugin::search_folders({}, ignored));
    for (const auto& entry : catalogue.entries()) {
        if (entry.id == name && entry.manifest) {
            throw InputError(
                ErrorKind::config, {},
                fmt::format("there is a {} \"{}\" already", plugin::name_of(entry.manifest->kind), name),
                {entry.file.string(), "a plugin of the same name would hide it: choose another"});
        }
    }
}

/// "affine_transfer" gives AffineTransfer.
std::string pascal_case(const std::string& id) {
    std::string name;
    bool capital = true;
    for (const char c : id) {
        if (c != '_') {
            name += capital ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
        }
        capital = c == '_';
    }
    return name;
}

/// What stands in the templates, and what to put in its place. No class of the SDK ends like these do, so
/// that any id gives a class of its own.
std::map<std::string, std::string> replacements(PluginKind kind, const std::string& name) {
    const std::string ending = kind == PluginKind::featurizer ? "Featurizer"
                               : kind == PluginKind::learner  ? "Learner"
                                                              : "Transfer";
    std::string class_name = pascal_case(name);
    const bool has_ending = class_name.size() > ending.size() &&
                            class_name.compare(class_name.size() - ending.size(), ending.size(), ending) == 0;
    if (!has_ending) {
        class_name += ending;
    }
    return {
        {"my_plugin", name}, {"my_kind", std::string(plugin::name_of(kind))}, {"My" + ending, class_name}};
}

/// In one pass: what was put in is not read again.
std::string filled_in(const std::string& text, const std::map<std::string, std::string>& names) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto found = std::find_if(names.begin(), names.end(), [&](const auto& name) {
            return text.compare(at, name.first.size(), name.first) == 0;
        });
        result += found != names.end() ? found->second : text.substr(at, 1);
        at += found != names.end() ? found->first.size() : 1;
    }
    return result;
}

void write_filled_in(const fs::path& from, const fs::path& to,
                     const std::map<std::string, std::string>& names) {
    std::ifstream in(from, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    std::ofstream out(to, std::ios::binary);
    out << filled_in(text, names);
    out.close();
    if (!in || !out) {
        throw InputError(ErrorKind::machine, {to.string(), 0, 0}, "cannot be written",
                         {"check the folder's permissions and the space that is left"});
    }
}

void make_new_folder(const fs::path& folder) {
    std::error_code error;
    if (fs::exists(folder, error) && !fs::is_empty(folder, error)) {
        throw InputError(ErrorKind::data, {folder.string(), 0, 0}, "is there already; nothing was written",
                         {"name another folder: sinter new-plugin KIND NAME FOLDER"});
    }
    fs::create_directories(folder, error);
    if (error) {
        throw InputError(diagnostics::kind_of(error.value(), ErrorKind::data), {folder.string(), 0, 0},
                         "cannot be made: " + error.message());
    }
}

void copy_template(PluginKind kind, const std::string& name, const fs::path& folder) {
    const auto names = replacements(kind, name);
    for (const auto& part : {std::string("common"), std::string(plugin::name_of(kind))}) {
        for (const auto& entry : fs::directory_iterator(sdk_file(fs::path(templates) / part))) {
            std::string file = entry.path().filename().string();
            file = file == "gitignore" ? ".gitignore"
                                       : filled_in(file, names); // a dot file would be lost on the way
            write_filled_in(entry.path(), folder / file, names);
        }
    }
}

/// Where the shell does not find the program, find_package(sinter) does not find the SDK either.
void print_next(const fs::path& folder) {
    const std::string program = program_as_typed();
    const std::string prefix =
        is_on_path() ? "" : fmt::format(" -D CMAKE_PREFIX_PATH={}", install_prefix().string());
    print(fmt::format("next: cd {}\n"
                      "      cmake -B build{}\n"
                      "      cmake --build build\n"
                      "      ctest --test-dir build\n"
                      "      {} run study.toml --plugin-dir build\n",
                      folder.string(), prefix, program));
}

} // namespace

int run_new_plugin(const Arguments& arguments) {
    po::options_description options("options");
    auto add = options.add_options();
    add("kind", po::value<std::string>()->value_name("KIND"), "featurizer, learner or strategy");
    add("name", po::value<std::string>()->value_name("NAME"), "the plugin's id: a-z, 0-9 and _");
    add("folder", po::value<std::string>()->value_name("FOLDER"),
        "where to write (default: a new folder NAME)");
    po::positional_options_description positional;
    positional.add("kind", 1).add("name", 1).add("folder", 1);
    const Usage usage{
        "sinter new-plugin KIND NAME [FOLDER]",
        "Writes a plugin that works, to edit: its source, a CMakeLists.txt, a study with data that "
        "runs it, and a README that says what to edit.",
        "sinter new-plugin strategy affine"};
    const auto values = parse(with_kind_first(arguments, usage), usage, options, positional);
    if (!values) {
        return exit_ok;
    }
    if (values->count("kind") == 0 || values->count("name") == 0) {
        fail_needs("new-plugin", "a kind and a name", usage);
    }
    const auto name = (*values)["name"].as<std::string>();
    refuse_swapped((*values)["kind"].as<std::string>(), name, usage);
    const auto kind = required_kind((*values)["kind"].as<std::string>(), usage);
    require_id(name);
    require_free(name);
    const fs::path folder = values->count("folder") > 0 ? (*values)["folder"].as<std::string>() : name;
    (void)sdk_file(templates); // before a folder is made for it
    make_new_folder(folder);
    copy_template(kind, name, folder);
    print(fmt::format("wrote {}: {}.cpp, a {}; README.md says what to edit\n", folder.string(), name,
                      plugin::name_of(kind)));
    print_next(folder);
    return exit_ok;
}

} // namespace sinter::cli
