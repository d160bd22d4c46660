// SPDX-License-Identifier: Apache-2.0
//
// The program: picks the verb and turns what it throws into a message and an exit code.
#include "framework/cli/command/command_line.hpp"
#include "framework/cli/process/crash_note.hpp"
#include "framework/cli/process/exit_codes.hpp"
#include "framework/cli/process/process_end.hpp"
#include "framework/cli/terminal/terminal.hpp"
#include "framework/cli/verbs/verb_list.hpp"
#include "framework/diagnostics/nearest_name.hpp"
#include "framework/diagnostics/system_error.hpp"

#include <sinter/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <new>
#include <string>
#include <system_error>
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
    print(fmt::format(
        "\n`sinter VERB --help` explains a verb.\n"
        "exit codes: 0 ok, 1 some trials failed, 2 config, 3 data, 4 plugin, 5 interrupted, 6 the machine (no "
        "space, no right, no memory, a run at work), 70 bug in sinter\n"));
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

std::string bug_text(const std::exception& error) {
    return fmt::format("bug in sinter: {}\nplease report it with the config and the command\n", error.what());
}

/// What the verb throws is said, and becomes an exit code.
int run_and_say(const std::vector<std::string>& words) {
    using sinter::diagnostics::ErrorKind;
    try {
        return run(words);
    } catch (const sinter::diagnostics::InputError& error) {
        return report(error.diagnostics());
    } catch (const sinter::Error& error) {
        say(fmt::format("error: {}\n", error.what()));
        return exit_plugin;
    } catch (const std::bad_alloc&) {
        say("error: out of memory\n");
        return exit_machine;
    } catch (const std::system_error& error) {
        // A folder that cannot be entered, a thread that cannot be started.
        if (sinter::diagnostics::kind_of(error.code().value(), ErrorKind::config) == ErrorKind::machine) {
            say(fmt::format("error: {}\n", error.what()));
            return exit_machine;
        }
        say(bug_text(error));
        return exit_bug;
    } catch (const std::exception& error) {
        say(bug_text(error));
        return exit_bug;
    }
}

} // namespace

int main(int argc, char** argv) {
    prepare_standard_streams();
    const CrashNote crash_note;
    guard_exit();
    const int code = run_and_say({argv + 1, argv + argc});
    const std::string unwritten = unwritten_result();
    if (!unwritten.empty()) {
        say(fmt::format("error: standard output cannot be written: {}\n", unwritten));
    }
    say_what_was_dropped();
    end_process(code == exit_ok && !unwritten.empty() ? exit_machine : code);
}
