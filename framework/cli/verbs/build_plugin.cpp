// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/verbs/build_plugin.hpp"

#include "framework/cli/command/command_line.hpp"
#include "framework/cli/process/exit_codes.hpp"
#include "framework/cli/process/installed_files.hpp"
#include "framework/cli/terminal/terminal.hpp"
#include "framework/plugin/files/manifest.hpp"
#include "framework/plugin/files/path_vetting.hpp"
#include "framework/plugin/files/refusal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <spawn.h>
#include <sstream>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace sinter::cli {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;
using diagnostics::ErrorKind;
using diagnostics::InputError;
using Words = std::vector<std::string>;

constexpr const char* on_disk_until_whole = ".partial";

fs::path existing_source(const std::string& written) {
    if (!fs::is_regular_file(written)) {
        throw InputError(ErrorKind::config, {written, 0, 0}, "is not a file",
                         {"give the .cpp file that ends with the SINTER_..._PLUGIN line",
                          "`sinter new-plugin KIND NAME` writes one"});
    }
    return written;
}

/// The SDK header would refuse it, too, but with a screen of compiler output.
void refuse_fast_math(const Words& options) {
    std::istringstream list(SINTER_FAST_MATH_FLAGS); // those of sinter_add_plugin()
    const Words fast{std::istream_iterator<std::string>(list), std::istream_iterator<std::string>()};
    for (const auto& option : options) {
        if (std::find(fast.begin(), fast.end(), option) != fast.end()) {
            throw InputError(ErrorKind::config, {}, fmt::format("{} cannot be used for a plugin", option),
                             {"it lets the compiler forget that there is NaN, which marks missing values",
                              "-O3 and -march=native may stay"});
        }
    }
}

fs::path eigen_folder(const Words& includes) {
    std::vector<fs::path> folders(includes.begin(), includes.end());
    for (const auto& folder : {install_prefix() / "include" / "eigen3", fs::path("/usr/local/include/eigen3"),
                               fs::path("/usr/include/eigen3")}) {
        folders.push_back(folder);
    }
    const auto found = std::find_if(folders.begin(), folders.end(), [](const fs::path& folder) {
        return fs::exists(folder / "Eigen" / "Core");
    });
    if (found == folders.end()) {
        throw InputError(ErrorKind::config, {}, "Eigen is not there, which the SDK needs",
                         {"install libeigen3-dev, or give its folder: --include FOLDER"});
    }
    return *found;
}

std::string compiler_named(const po::variables_map& values) {
    if (values.count("compiler") > 0) {
        return values["compiler"].as<std::string>();
    }
    const char* from_environment = std::getenv("CXX");
    return from_environment != nullptr && *from_environment != '\0' ? from_environment : "c++";
}

Words command_for(const po::variables_map& values, const fs::path& source, const fs::path& output) {
    Words words{compiler_named(values),
                "-std=c++17",
                "-O2",
                "-fPIC",
                "-shared",
                "-fvisibility=hidden",
                "-fvisibility-inlines-hidden",
                "-ffp-contract=off",
                "-Wall",
                "-Wextra",
                "-I" + sdk_file("include/sinter").parent_path().string()};
    const auto includes = values["include"].as<Words>();
    for (const auto& folder : includes) {
        words.push_back("-I" + folder);
    }
    words.insert(words.end(), {"-isystem", eigen_folder(includes).string()});
    words.push_back(source.string());
    const auto further = values["further"].as<Words>();
    words.insert(words.end(), further.begin(), further.end());
    const fs::path map = sdk_file("lib/cmake/sinter/plugin.map");
    words.insert(words.end(), {"-Wl,--version-script=" + map.string(), "-Wl,-z,defs", "-Wl,-rpath,$ORIGIN",
                               "-o", output.string()});
    return words;
}

/// The exit status, or 128 and the signal. Its output goes where ours goes.
int run(Words words) {
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (auto& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    std::fflush(nullptr);
    pid_t child = 0;
    const int failed = ::posix_spawnp(&child, arguments.front(), nullptr, nullptr, arguments.data(), environ);
    if (failed != 0) {
        throw InputError(
            ErrorKind::config, {},
            fmt::format("the compiler \"{}\" cannot be run: {}", words.front(),
                        std::generic_category().message(failed)),
            {"install g++, or name another: --compiler clang++, or the environment variable CXX"});
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void compile(const Words& words, bool verbose) {
    if (verbose) {
        for (const auto& word : words) {
            print(fmt::format("{}{}", word, &word == &words.back() ? "\n" : " "));
        }
    }
    const int status = run(words);
    if (status != 0) {
        throw InputError(ErrorKind::plugin, {},
                         fmt::format("the compiler \"{}\" ended with status {}", words.front(), status),
                         {verbose ? "its messages stand above" : "--verbose shows the command"});
    }
}

/// So that a failed build leaves the last good file, and the host does not refuse it for a umask of 002.
void put_in_place(const fs::path& partial, const fs::path& output) {
    using fs::perms;
    fs::permissions(partial, perms::group_write | perms::others_write, fs::perm_options::remove);
    fs::rename(partial, output);
}

void print_result(const fs::path& output, const plugin::Manifest& manifest) {
    print(fmt::format("wrote {}: {} \"{}\" {}, {}\n", output.string(), plugin::name_of(manifest.kind),
                      manifest.id, manifest.version, manifest.summary));
    try {
        (void)plugin::vet_path_anywhere(output);
    } catch (const plugin::Refused& refused) {
        print(fmt::format("as it lies it will be refused: {}\n", refused.what()));
    }
    const fs::path folder = output.has_parent_path() ? output.parent_path() : fs::path(".");
    const std::string program = program_as_typed();
    print(fmt::format("next: {0} plugins check {1}\n      {0} run study.toml --plugin-dir {2}\n", program,
                      output.string(), folder.string()));
}

/// A device would be replaced by the plugin.
void refuse_special_file(const fs::path& output) {
    std::error_code ignored;
    const auto status = fs::status(output, ignored);
    if (fs::exists(status) && !fs::is_regular_file(status)) {
        throw InputError(ErrorKind::config, {output.string(), 0, 0},
                         "is not a file that a plugin can be written to",
                         {"name another with --output FILE"});
    }
}

int build(const po::variables_map& values) {
    const fs::path source = existing_source(values["file"].as<std::string>());
    refuse_fast_math(values["further"].as<Words>());
    const fs::path output = values.count("output") > 0 ? fs::path(values["output"].as<std::string>())
                                                       : source.filename().replace_extension(".so");
    refuse_special_file(output);
    const fs::path partial = output.string() + on_disk_until_whole;
    try {
        compile(command_for(values, source, partial), values.count("verbose") > 0);
        const auto manifest = plugin::read_manifest(partial);
        put_in_place(partial, output);
        print_result(output, manifest);
    } catch (const plugin::Refused& refused) {
        std::error_code ignored;
        fs::remove(partial, ignored);
        throw InputError(ErrorKind::plugin, {source.string(), 0, 0},
                         "it is not a plugin: " + refused.refusal().found, {refused.refusal().remedy});
    } catch (const fs::filesystem_error& error) {
        throw InputError(ErrorKind::machine, {output.string(), 0, 0},
                         "cannot be written: " + error.code().message());
    }
    return exit_ok;
}

} // namespace

int run_build_plugin(const Arguments& arguments) {
    po::options_description options("options");
    auto add = options.add_options();
    add("file", po::value<std::string>(), "the plugin's source");
    add("further", po::value<Words>()->default_value({}, ""),
        "after a --: options of the compiler, further sources");
    add("output,o", po::value<std::string>()->value_name("FILE"),
        "default: the source's name with .so, here");
    add("include", po::value<Words>()->composing()->default_value({}, "")->value_name("DIR"),
        "look for headers here, too; may be given several times");
    add("compiler", po::value<std::string>()->value_name("NAME"),
        "default: the environment variable CXX, else c++");
    add("verbose,v", "show the command");
    po::positional_options_description positional;
    positional.add("file", 1).add("further", -1);
    const Usage usage{
        "sinter build-plugin FILE.cpp [options] [-- COMPILER OPTIONS]",
        "Compiles one file into a plugin, with what the host asks of one: C++17, one exported symbol, "
        "nothing unresolved. For more than a file: find_package(sinter) and sinter_add_plugin().",
        "sinter build-plugin affine.cpp",
        {{"file", "a source file"}}};
    const auto values = parse(arguments, usage, options, positional);
    if (!values) {
        return exit_ok;
    }
    return build(*values);
}

} // namespace sinter::cli
