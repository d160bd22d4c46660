// SPDX-License-Identifier: Apache-2.0
//
// Where the terminal goes, or a log is full, a run goes on; a result that cannot be printed is an error.
#include "tests/support/gaps_run.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <csignal>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace sinter::tests;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

const std::string program = "'" SINTER_PROGRAM "' ";

/// `sinter run` of the study into `runs`, with what the shell is to do about its streams.
Outcome run_with(const GapsStudy& study, const std::string& streams) {
    return run_shell("cd '" + study.path().string() + "' && " + program + "run study.toml -o runs " +
                     streams);
}

std::size_t count_lines(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

} // namespace

TEST_CASE("a run whose progress cannot be written goes on and writes its report") {
    for (const char* streams : {"2>/dev/full", "2>&-", "2>&- 1>&- 0<&-"}) {
        const GapsStudy study;
        const auto outcome = run_with(study, streams);
        INFO(streams << "\n" << outcome.output);
        CHECK(outcome.exit_code == 0);
        const auto folder = only_run(study.path() / "runs");
        CHECK(fs::exists(folder / "report.html"));
        const auto journal = content_of(folder / "journal" / "trials.jsonl");
        CHECK(count_lines(journal) == 6);
        CHECK_THAT(journal, !Contains("[1/6]"));
    }
}

TEST_CASE("a run outlives the reader of its progress") {
    const GapsStudy study;
    const auto outcome =
        run_shell("cd '" + study.path().string() + "' && { " + program +
                  "run study.toml -o runs 2>&1 >/dev/null; echo $? >code; } | head -c 1 >/dev/null");
    for (int i = 0;
         i < 100 && (!fs::exists(study.path() / "code") || content_of(study.path() / "code").empty()); ++i) {
        ::usleep(100'000);
    }
    CHECK(content_of(study.path() / "code") == "0\n");
    CHECK(fs::exists(only_run(study.path() / "runs") / "report.html"));
}

TEST_CASE("a run whose terminal is closed goes on where SIGHUP is ignored") {
    const GapsStudy study(edited(gaps_config, "folds = 3", "folds = 3\nrepeats = 60"));
    int master = 0;
    const pid_t process = ::forkpty(&master, nullptr, nullptr, nullptr);
    REQUIRE(process >= 0);
    if (process == 0) {
        std::signal(SIGHUP, SIG_IGN);
        if (::chdir(study.path().c_str()) == 0) {
            ::execl(SINTER_PROGRAM, "sinter", "run", "study.toml", "-o", "runs", nullptr);
        }
        ::_exit(127);
    }
    std::array<char, 64> some{};
    CHECK(::read(master, some.data(), some.size()) > 0);
    ::close(master);
    int status = 0;
    REQUIRE(::waitpid(process, &status, 0) == process);
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
    const auto folder = only_run(study.path() / "runs");
    CHECK(fs::exists(folder / "report.html"));
    CHECK(count_lines(content_of(folder / "journal" / "trials.jsonl")) == 360);
}

TEST_CASE("a result that cannot be printed is an error of the machine") {
    const GapsRun run;
    const auto to_full = [&](const std::string& arguments) {
        return run_shell("cd '" + run.study().path().string() + "' && " + program + arguments +
                         " 2>&1 >/dev/full");
    };
    const std::string folder = "'" + run.folder().string() + "'";
    for (const std::string& arguments :
         {std::string("check study.toml"), std::string("featurize study.toml"), "status " + folder,
          "report " + folder, "compare " + folder + " --against single_task", std::string("plugins --json"),
          std::string("plugins lock -o -"), std::string("run study.toml -q -o runs"), std::string("--help"),
          std::string("run --help")}) {
        const auto outcome = to_full(arguments);
        INFO(arguments << "\n" << outcome.output);
        CHECK(outcome.exit_code == 6);
        CHECK_THAT(outcome.output,
                   Contains("error: standard output cannot be written: No space left on device"));
    }
    const auto file = to_full("featurize study.toml -o /dev/full");
    CHECK(file.exit_code == 6);
    CHECK_THAT(file.output, Contains("/dev/full error: cannot be written"));
    CHECK(fs::is_character_file("/dev/full"));
}
