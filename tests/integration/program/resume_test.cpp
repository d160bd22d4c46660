// SPDX-License-Identifier: Apache-2.0
#include "tests/support/example_study.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <iomanip>
#include <spawn.h>
#include <sstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace sinter::tests;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

/// Starts the program by itself, so that signals reach it and not a shell.
pid_t start(const std::string& arguments) {
    std::vector<std::string> words{SINTER_PROGRAM};
    std::istringstream stream(arguments);
    for (std::string word; stream >> std::quoted(word, '\'');) {
        words.push_back(word);
    }
    std::vector<char*> argv;
    for (auto& word : words) {
        argv.push_back(word.data());
    }
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    pid_t process = 0;
    REQUIRE(posix_spawn(&process, SINTER_PROGRAM, &actions, nullptr, argv.data(), environ) == 0);
    posix_spawn_file_actions_destroy(&actions);
    return process;
}

int exit_code_of(pid_t process) {
    int status = 0;
    REQUIRE(waitpid(process, &status, 0) == process);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::size_t lines_of_journal(const fs::path& root) {
    std::size_t lines = 0;
    if (fs::exists(root)) {
        for (const auto& run : fs::directory_iterator(root)) {
            std::ifstream stream(run.path() / "journal" / "trials.jsonl");
            for (std::string line; std::getline(stream, line);) {
                ++lines;
            }
        }
    }
    return lines;
}

void wait_for_lines(const fs::path& root, std::size_t lines) {
    using namespace std::chrono_literals;
    for (int i = 0; i < 30'000 && lines_of_journal(root) < lines; ++i) {
        std::this_thread::sleep_for(1ms);
    }
}

void check_same_tables(const fs::path& one, const fs::path& other) {
    for (const char* file : {"metrics.csv", "predictions.csv", "significance.csv", "calibration.csv",
                             "learning_curve.csv", "splits.json", "summary.txt", "report.html"}) {
        INFO(file);
        CHECK(content_of(one / file) == content_of(other / file));
    }
}

} // namespace

TEST_CASE("a run that is killed again and again ends with the bytes of an undisturbed one", "[full]") {
    const ExampleStudy study(60);
    REQUIRE(run_program(study.arguments("whole", "-q")).exit_code == 0);
    std::size_t kills = 0;
    for (std::size_t lines = 0; lines < 26; lines += 3) {
        const pid_t process = start(study.arguments("killed"));
        wait_for_lines(study.root("killed"), lines + 1);
        std::this_thread::sleep_for(std::chrono::milliseconds(7 * lines % 40));
        ::kill(process, SIGKILL);
        kills += exit_code_of(process) == 128 + SIGKILL ? 1 : 0;
    }
    CHECK(kills >= 5); // else the study is too short to be disturbed
    const auto last = run_program(study.arguments("killed", "-q"));
    INFO(last.output);
    REQUIRE(last.exit_code == 0);
    check_same_tables(only_run(study.root("whole")), only_run(study.root("killed")));
}

TEST_CASE("Ctrl-C finishes the running trials, writes, and says how to go on", "[full]") {
    const ExampleStudy study(300);
    REQUIRE(run_program(study.arguments("whole", "-q")).exit_code == 0);
    const pid_t process = start(study.arguments("interrupted"));
    wait_for_lines(study.root("interrupted"), 2);
    ::kill(process, SIGINT);
    CHECK(exit_code_of(process) == 5);
    const auto run = only_run(study.root("interrupted"));
    CHECK(fs::exists(run / "report.html"));
    CHECK_THAT(content_of(run / "summary.txt"), Contains("30 trials"));
    const auto status = run_program("status '" + run.string() + "'");
    CHECK(status.exit_code == 0);
    CHECK_THAT(status.output, Contains("single_task"));
    const auto rest = run_program(study.arguments("interrupted", "--no-progress"));
    CHECK(rest.exit_code == 0);
    CHECK_THAT(rest.output, Contains("going on: "));
    check_same_tables(only_run(study.root("whole")), run);
}

TEST_CASE("a second run in the same folder is refused while the first is at work") {
    const ExampleStudy study(3000);
    const pid_t process = start(study.arguments("runs"));
    wait_for_lines(study.root("runs"), 1);
    const auto second = run_program(study.arguments("runs"));
    ::kill(process, SIGTERM);
    CHECK(second.exit_code == 6);
    CHECK_THAT(second.output,
               Contains("another run is at work in this folder (process " + std::to_string(process) + ")") &&
                   Contains("--fresh"));
    CHECK(exit_code_of(process) == 5);
}

TEST_CASE("a changed option makes new trials, and the results of the old one are named") {
    const ExampleStudy study(5);
    REQUIRE(run_program(study.arguments("runs", "-q")).exit_code == 0);
    const auto before = content_of(only_run(study.root("runs")) / "metrics.csv");
    const auto changed = run_program(study.arguments("runs", "-s learner.forest.trees=6 --no-progress"));
    CHECK(changed.exit_code == 0);
    CHECK_THAT(changed.output, Contains("not used: 10 results of single_task under other options"));
    const auto run = only_run(study.root("runs"));
    CHECK(content_of(run / "metrics.csv") != before);
    CHECK_THAT(run_program("status '" + run.string() + "'").output, Contains("stale"));
    // and the old option finds its results again
    const auto back = run_program(study.arguments("runs", "--no-progress"));
    CHECK_THAT(back.output, !Contains("[1/"));
    CHECK(content_of(run / "metrics.csv") == before);
}

TEST_CASE("whose report a run will replace is said before it begins, with how to keep both") {
    const ExampleStudy study(5);
    const auto first = run_program(study.arguments("runs", "--no-progress"));
    CHECK_THAT(first.output, !Contains("will replace it"));
    const auto run = only_run(study.root("runs"));
    const auto summary = content_of(run / "summary.txt");
    const auto copy = study.root("study") / "copy.toml";
    std::ofstream(copy, std::ios::binary) << edited(content_of(study.config()), "trees = 5", "trees = 6");
    const auto second =
        run_program("run '" + copy.string() + "' --no-progress -o '" + study.root("runs").string() + "'");
    INFO(second.output);
    CHECK(second.exit_code == 0);
    CHECK(second.output.rfind(run.string() + " has the report of " + fs::canonical(study.config()).string() +
                                  "; this run will replace it\n",
                              0) == 0);
    CHECK_THAT(second.output, Contains("another `name` in one of the configs, or a folder of its own, with "
                                       "--fresh or --output DIR"));
    // What it says of the first config's report is so.
    CHECK(run_program(study.arguments("runs", "-q")).exit_code == 0);
    CHECK(content_of(run / "summary.txt") == summary);
    // Another option of the same config is said too, an unchanged one not.
    CHECK_THAT(run_program(study.arguments("runs", "--no-progress")).output, !Contains("will replace it"));
    CHECK_THAT(run_program(study.arguments("runs", "--no-progress -s learner.forest.trees=7")).output,
               Contains("has the report of this config under other options, plugins or folds"));
    CHECK_THAT(run_program(study.arguments("runs", "--no-progress --fresh")).output,
               !Contains("will replace it"));
}

TEST_CASE("a trial that fails is recorded and stops no other") {
    const ExampleStudy study(5);
    // With no PBE gap for them and no permission to predict one, the training rows of difference vanish.
    const auto file = study.root("study") / "study.toml";
    std::string text =
        edited(content_of(file), "plugin = \"difference\"",
               "plugin = \"difference\"\nsource_in_training = \"measured\"\nmissing_source = \"drop\"");
    text = edited(text, "[[featurizer]]", R"toml([[table]]
file = "other.csv"
material = { formula = "formula" }
labels.other = { column = "gap", unit = "eV" }

[[featurizer]])toml");
    text = edited(text, "sources = [\"gap_pbe\"]", "sources = [\"other\"]");
    std::ofstream(file, std::ios::binary) << text;
    std::ofstream(study.root("study") / "other.csv") << "formula,gap\nHe2Ne,1\nHeNe2,2\nHe3Ne,3\n";
    const auto outcome = run_program(study.arguments("runs", "--no-progress"));
    INFO(outcome.output);
    CHECK(outcome.exit_code == 1);
    CHECK_THAT(outcome.output, Contains("no training row"));
    const auto run = only_run(study.root("runs"));
    CHECK_THAT(content_of(run / "journal" / "trials.jsonl"), Contains("\"error\":\"no training row"));
    CHECK_THAT(content_of(run / "metrics.csv"), Contains("single_task,") && !Contains("\ndifference,"));
    const auto status = run_program("status '" + run.string() + "'");
    CHECK(status.exit_code == 1);
    CHECK_THAT(status.output,
               Contains(" trials failed alike, first difference, repeat 0, fold 0: no training row"));
}

TEST_CASE("report writes the same tables again") {
    const ExampleStudy study(5);
    REQUIRE(run_program(study.arguments("runs", "-q")).exit_code == 0);
    const auto run = only_run(study.root("runs"));
    const auto page = content_of(run / "report.html");
    const auto metrics = content_of(run / "metrics.csv");
    fs::remove(run / "report.html");
    fs::remove(run / "metrics.csv");
    const auto outcome = run_program("report '" + run.string() + "'");
    INFO(outcome.output);
    CHECK(outcome.exit_code == 0);
    CHECK(content_of(run / "metrics.csv") == metrics);
    CHECK(content_of(run / "report.html") == page);
    CHECK(run_program("report '" + study.root("absent").string() + "'").exit_code == 2);
    CHECK_THAT(run_program("status '" + study.root("absent").string() + "'").output,
               Contains("not a run folder"));
}

TEST_CASE("compare sets runs side by side") {
    const ExampleStudy study(5);
    REQUIRE(run_program(study.arguments("one", "-q")).exit_code == 0);
    REQUIRE(run_program(study.arguments("two", "-q -s learner.forest.trees=9")).exit_code == 0);
    const auto one = only_run(study.root("one")).string();
    const auto two = only_run(study.root("two")).string();
    const auto outcome = run_program("compare '" + one + "' '" + two + "'");
    INFO(outcome.output);
    CHECK(outcome.exit_code == 0);
    CHECK_THAT(outcome.output, Contains("single_task") && Contains("ratio to run 1"));
    CHECK_THAT(run_program("compare '" + one + "' '" + one + "'").output, Contains("same predictions"));
    CHECK(run_program("compare '" + one + "'").exit_code == 2);
    CHECK_THAT(run_program("compare '" + one + "' /nowhere").output, Contains("not a run folder"));
}

TEST_CASE("compare sets the strategies of one run, or of several, against one of them") {
    const ExampleStudy study(5);
    REQUIRE(run_program(study.arguments("one", "-q")).exit_code == 0);
    REQUIRE(run_program(study.arguments("two", "-q -s learner.forest.trees=9")).exit_code == 0);
    const auto one = only_run(study.root("one")).string();
    const auto two = only_run(study.root("two")).string();
    const auto outcome = run_program("compare '" + one + "' --against single_task");
    INFO(outcome.output);
    CHECK(outcome.exit_code == 0);
    CHECK_THAT(outcome.output, Contains("ratio to single_task") && Contains("difference"));
    const auto both = run_program("compare '" + one + "' '" + two + "' --against single_task");
    INFO(both.output);
    CHECK(both.exit_code == 0);
    CHECK_THAT(both.output, Contains("ratio to single_task of run 1") && Contains("single_task      2"));
    const auto unknown = run_program("compare '" + one + "' --against singletask");
    CHECK(unknown.exit_code == 2);
    CHECK_THAT(unknown.output, Contains("no run has a strategy") && Contains("single_task"));
}

TEST_CASE("a folder that cannot be written is an error before anything runs") {
    const ExampleStudy study(5);
    const auto outcome = run_program("run '" + study.config().string() + "' -q -o /proc/nowhere");
    CHECK(outcome.exit_code == 6);
    CHECK_THAT(outcome.output, Contains("cannot make the run's folder"));
}
