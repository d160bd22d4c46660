// SPDX-License-Identifier: Apache-2.0
//
// What is said when the data were edited, when the machine fails, and when a run is interrupted.
#include "tests/support/gaps_run.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace sinter::tests;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

/// A study that takes some seconds.
std::string long_config() { return edited(gaps_config, "folds = 3", "folds = 3\nrepeats = 5000"); }

/// Starts the program in the study's folder, where what it says goes into `said`; so that signals reach it
/// and not a shell.
pid_t start(const GapsStudy& study, std::vector<std::string> words, const std::string& runs_in_environment,
            bool ignores_hangup) {
    words.insert(words.begin(), SINTER_PROGRAM);
    std::vector<char*> argv;
    for (auto& word : words) {
        argv.push_back(word.data());
    }
    argv.push_back(nullptr);
    const pid_t process = ::fork();
    REQUIRE(process >= 0);
    if (process != 0) {
        return process;
    }
    if (ignores_hangup) {
        std::signal(SIGHUP, SIG_IGN);
    }
    if (!runs_in_environment.empty()) {
        ::setenv("SINTER_RUNS", runs_in_environment.c_str(), 1);
    }
    const int said = ::open((study.path() / "said").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (::chdir(study.path().c_str()) == 0 && ::dup2(said, 1) == 1 && ::dup2(said, 2) == 2) {
        ::execv(SINTER_PROGRAM, argv.data());
    }
    ::_exit(127);
}

/// Sends the signal when the first trial is done, and takes what was said.
Outcome signalled(const GapsStudy& study, int signal, const std::vector<std::string>& words,
                  const std::string& runs_in_environment = {}, bool ignores_hangup = false) {
    const pid_t process = start(study, words, runs_in_environment, ignores_hangup);
    const auto said = study.path() / "said";
    for (int i = 0; i < 3000 && (!fs::exists(said) || content_of(said).find("[1/") == std::string::npos);
         ++i) {
        ::usleep(10'000);
    }
    ::kill(process, signal);
    int status = 0;
    REQUIRE(::waitpid(process, &status, 0) == process);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), content_of(said)};
}

std::string end_of(const std::string& text) {
    return text.substr(text.size() - std::min<std::size_t>(text.size(), 2000));
}

} // namespace

TEST_CASE("edited data are told before another folder is begun, with the file and its rows") {
    const GapsRun run;
    write_bytes(run.data(), edited(edited(gaps_table, "3.3", "3.4"), "1.5,0.6", "1.5,0.7"));
    const auto outcome = run.again();
    INFO(outcome.output);
    CHECK(outcome.exit_code == 0);
    CHECK(outcome.output.rfind(
              "the data changed since " + run.folder().string() + ": gaps.csv: 2 rows differ\n", 0) == 0);
    // Of a folder that is there already, another seed and an unchanged file nothing is said.
    CHECK_THAT(run.again().output, !Contains("the data changed"));
    CHECK_THAT(run.again("-s study.seed=3").output, !Contains("the data changed"));
}

TEST_CASE("an interrupted run prints the whole command to go on, quoted and without --fresh") {
    const GapsStudy study(long_config());
    const auto outcome =
        signalled(study, SIGINT, {"run", "study.toml", "--fresh", "-s", "study.seed=7", "-o", "my runs"});
    INFO(end_of(outcome.output));
    CHECK(outcome.exit_code == 5);
    CHECK_THAT(outcome.output, Contains(" done and kept; to go on, type:\n    ") &&
                                   Contains(" run study.toml -s study.seed=7 -o 'my runs'\n"));
}

TEST_CASE("a run whose folder is named by the environment says so in the command to go on") {
    const GapsStudy study(long_config());
    const auto outcome = signalled(study, SIGTERM, {"run", "study.toml"}, "elsewhere");
    CHECK(outcome.exit_code == 5);
    CHECK_THAT(outcome.output, Contains(" run study.toml --output elsewhere\n"));
}

TEST_CASE("SIGHUP ends a run as SIGTERM does, unless it was ignored at the start") {
    const GapsStudy study(long_config());
    const auto outcome = signalled(study, SIGHUP, {"run", "study.toml", "-o", "runs"});
    CHECK(outcome.exit_code == 5);
    CHECK_THAT(outcome.output, Contains("to go on, type:"));
    const GapsStudy shorter(edited(gaps_config, "folds = 3", "folds = 3\nrepeats = 100"));
    const auto ignored = signalled(shorter, SIGHUP, {"run", "study.toml", "-o", "runs"}, {}, true);
    CHECK(ignored.exit_code == 0);
    CHECK(fs::exists(only_run(shorter.path() / "runs") / "report.html"));
}

TEST_CASE("a limit on the size of files is the machine's: exit code 6, and what was done is kept") {
    const GapsStudy study(long_config());
    const auto outcome =
        run_shell("cd '" + study.path().string() +
                  "' && (ulimit -f 40; '" SINTER_PROGRAM "' run study.toml -o runs --no-progress 2>&1)");
    INFO(outcome.output);
    CHECK(outcome.exit_code == 6);
    CHECK_THAT(outcome.output,
               Contains("File too large") && Contains("to go on when that is mended, type:\n"));
}

TEST_CASE("descriptors that are used up are the machine's, and no fault of a plugin or a file") {
    const GapsStudy study;
    int failed = 0;
    for (const char* most : {"4", "5", "6", "7", "8"}) {
        const auto outcome = run_shell("cd '" + study.path().string() + "' && exec 2>&1 && ulimit -n " +
                                       most + " && exec '" SINTER_PROGRAM "' run study.toml -q --fresh");
        INFO(most << "\n" << outcome.output);
        const bool in_the_program = outcome.output.find("Too many open files") != std::string::npos &&
                                    outcome.exit_code != 127; // else the loader's
        CHECK((!in_the_program || outcome.exit_code == 6));
        failed += in_the_program ? 1 : 0;
    }
    CHECK(failed > 0);
}

TEST_CASE("a right that is missing is the machine's and no fault of the data") {
    if (::geteuid() == 0) {
        WARN("skipped: root has every right");
        return;
    }
    const GapsRun run;
    fs::permissions(run.data(), fs::perms::none);
    CHECK(run.again().exit_code == 6);
    fs::permissions(run.data(), fs::perms::owner_read);
    fs::permissions(run.folder(), fs::perms::owner_read | fs::perms::owner_exec);
    fs::remove(run.folder() / "journal" / "reported");
    CHECK(run.again().exit_code == 6);
    fs::permissions(run.folder(), fs::perms::owner_all);
}

TEST_CASE("help lists the code of the machine") {
    CHECK_THAT(run_program("--help").output, Contains("6 the machine"));
}
