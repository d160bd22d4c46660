// SPDX-License-Identifier: Apache-2.0
//
// The program: picks the verb and turns what it throws into a message and an exit code.
#include "framework/cli/command_line.hpp"
#include "framework/cli/terminal.hpp"
#include "framework/cli/verb.hpp"
#include "framework/diagnostics/nearest_name.hpp"

#include <sinter/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <vector>

namespace {

using namespace sinter::cli;

void print_help() {
    print(fmt::format(
        "sinter {}: transfer learning on scarce materials data\n\nusage: sinter VERB [arguments]\n\n",
        SINTER_VERSION));
    for (const auto& verb : verbs) {
        print(fmt::format("  {:<12} {}\n", verb.name, verb.summary));
    }
    print("\n`sinter VERB --help` explains a verb.\n"
          "exit codes: 0 ok, 1 some units failed, 2 config, 3 data, 4 plugin, 5 interrupted, 70 bug in "
          "sinter\n");
}

int unknown_verb(const std::string& word) {
    std::vector<std::string> names;
    for (const auto& verb : verbs) {
        names.emplace_back(verb.name);
    }
    sinter::diagnostics::Diagnostics diagnostics;
    diagnostics.error(sinter::diagnostics::ErrorKind::config, {}, fmt::format("unknown verb \"{}\"", word),
                      sinter::diagnostics::name_hints(word, names, "verbs"));
    return report(diagnostics);
}

int run(const std::vector<std::string>& words) {
    if (words.empty() || words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
        print_help();
        return words.empty() ? exit_config : exit_ok;
    }
    if (words[0] == "--version") {
        print(fmt::format("sinter {}\n", SINTER_VERSION));
        return exit_ok;
    }
    const auto verb =
        std::find_if(verbs.begin(), verbs.end(), [&](const Verb& v) { return v.name == words[0]; });
    return verb == verbs.end() ? unknown_verb(words[0]) : verb->run({words.begin() + 1, words.end()});
}

} // namespace

int main(int argc, char** argv) {
    try {
        return run({argv + 1, argv + argc});
    } catch (const sinter::diagnostics::InputError& error) {
        return report(error.diagnostics());
    } catch (const sinter::Error& error) {
        print_error(fmt::format("error: {}\n", error.what()));
        return exit_plugin;
    } catch (const std::bad_alloc&) {
        print_error("error: out of memory\n");
        return exit_data;
    } catch (const std::exception& error) {
        print_error(fmt::format("bug in sinter: {}\nplease report it with the config and the command\n",
                                error.what()));
        return exit_bug;
    }
}
