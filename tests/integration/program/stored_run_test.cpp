// SPDX-License-Identifier: Apache-2.0
//
// What status and report make of a run folder whose plugins and data are somewhere else by now.
#include "tests/support/program.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>

using namespace sinter::tests;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

/// Example 01 with two strategies of a plugin that is not installed, run once.
class OwnPluginRun {
public:
    OwnPluginRun() {
        fs::create_directory(folder_.path() / "my plugins");
        folder_.copy(fs::path(SINTER_GUIDE_PLUGINS) / "affine.so", "my plugins/affine.so");
        REQUIRE(run_program("init " + quoted("study")).exit_code == 0);
        const auto config = folder_.path() / "study" / "study.toml";
        std::string text = edited(content_of(config), "trees = 200", "trees = 20");
        text = edited(text, "repeats = 2", "repeats = 1");
        for (const char* name : {"one", "two"}) {
            text = edited(text, "[protocol]",
                          std::string("[[strategy]]\nplugin = \"affine\"\nname = \"") + name +
                              "\"\ntarget = \"gap_expt\"\nsources = [\"gap_pbe\"]\n"
                              "learner = \"forest\"\nsmooth_learner = \"forest\"\n\n[protocol]");
        }
        std::ofstream(config, std::ios::binary) << text;
        const auto outcome = run_program("run " + quoted("study/study.toml") + " -q -o " + quoted("runs") +
                                         " --plugin-dir " + quoted("my plugins"));
        INFO(outcome.output);
        REQUIRE(outcome.exit_code == 0);
    }
    [[nodiscard]] fs::path run() const { return only_run(folder_.path() / "runs"); }
    [[nodiscard]] fs::path path(const std::string& name) const { return folder_.path() / name; }
    [[nodiscard]] std::string quoted(const std::string& name) const {
        return "'" + path(name).string() + "'";
    }
    [[nodiscard]] Outcome on_run(const std::string& verb, const std::string& more = {}) const {
        return run_program(verb + " '" + run().string() + "' " + more);
    }

private:
    TemporaryFolder folder_;
};

} // namespace

TEST_CASE("status needs neither the plugins of the run nor its data") {
    const OwnPluginRun own;
    fs::remove_all(own.path("study"));
    fs::remove_all(own.path("my plugins"));
    const auto outcome = own.on_run("status");
    INFO(outcome.output);
    CHECK(outcome.exit_code == 0);
    CHECK_THAT(outcome.output, Contains("\nsingle_task                   5      5      0      0      0 "));
    CHECK(outcome.output.find("difference") < outcome.output.find("\none ")); // the config's order
    CHECK(own.on_run("status", "--plugin-dir x").exit_code == 2);
}

TEST_CASE("report needs neither the plugins of the run nor its data") {
    const OwnPluginRun own;
    const auto metrics = content_of(own.run() / "metrics.csv");
    const auto page = content_of(own.run() / "report.html");
    fs::remove_all(own.path("study"));
    fs::remove_all(own.path("my plugins"));
    fs::remove(own.run() / "report.html");
    const auto outcome = own.on_run("report");
    INFO(outcome.output);
    CHECK(outcome.exit_code == 0);
    CHECK(content_of(own.run() / "metrics.csv") == metrics);
    CHECK(content_of(own.run() / "report.html") == page);
    CHECK(own.on_run("report", "--plugin-dir x").exit_code == 2);
}

TEST_CASE("a run folder's word for where its config lies is shown as one word of a shell, and not obeyed") {
    const OwnPluginRun own;
    const auto lock = own.run() / "lock.json";
    const auto sound = content_of(lock);
    const auto config = own.path("study/study.toml").string();
    std::ofstream(own.run() / "journal" / "trials.jsonl", std::ios::binary) << "";
    std::ofstream(lock, std::ios::binary)
        << edited(sound, config, "/tmp/x'; touch /tmp/y '\\u001b[2J/study.toml");
    auto outcome = own.on_run("report");
    INFO(outcome.output);
    CHECK(outcome.exit_code == 3);
    CHECK_THAT(outcome.output, !Contains("\x1b") && Contains("no result of the run's trials"));
    std::ofstream(lock, std::ios::binary) << edited(sound, config, "/a b'c/study.toml");
    CHECK_THAT(own.on_run("report").output, Contains(R"(run '/a b'\''c/study.toml')"));
    for (const char* damaged : {"", "[", "[]", "{\"config\": 3}"}) {
        std::ofstream(lock, std::ios::binary) << damaged;
        outcome = own.on_run("report");
        INFO(outcome.output);
        CHECK(outcome.exit_code == 3);
        CHECK_THAT(outcome.output, Contains("run CONFIG"));
    }
}

TEST_CASE("status says in one error that the list of trials is damaged, and run writes it again") {
    const TemporaryFolder folder;
    const auto study = "'" + (folder.path() / "study").string() + "'";
    const auto runs = (folder.path() / "runs").string();
    REQUIRE(run_program("init " + study).exit_code == 0);
    const auto config = "'" + (folder.path() / "study" / "study.toml").string() + "'";
    const std::string run = "run " + config + " -q -o '" + runs + "' -s learner.forest.trees=5";
    REQUIRE(run_program(run).exit_code == 0);
    const auto list = only_run(runs) / "trials.csv";
    std::ofstream(list, std::ios::app | std::ios::binary) << "\x1b[2J,a,b\n";
    const auto damaged = run_program("status '" + only_run(runs).string() + "'");
    CHECK(damaged.exit_code == 3);
    CHECK(count(damaged.output, "error") == 1);
    CHECK_THAT(damaged.output, Contains("trials.csv:32 error") && !Contains("\x1b"));
    fs::remove(list);
    CHECK_THAT(run_program("status '" + only_run(runs).string() + "'").output,
               Contains("the list of trials is not there"));
    CHECK(run_program(run).exit_code == 0);
    CHECK(run_program("status '" + only_run(runs).string() + "'").exit_code == 0);
}

TEST_CASE("a plugin that is not there is one error of check, other errors stand beside it") {
    const TemporaryFolder folder;
    REQUIRE(run_program("init '" + (folder.path() / "study").string() + "'").exit_code == 0);
    const auto config = folder.path() / "study" / "study.toml";
    std::string text = content_of(config);
    text = edited(text, "plugin = \"difference\"", "plugin = \"affine\"\nname = \"difference\"");
    text = edited(text, "plugin = \"latent_variable\"", "plugin = \"affine\"\nname = \"b\"");
    text = edited(text, "folds = 5", "folds = 0");
    std::ofstream(config, std::ios::binary) << text;
    const auto outcome = run_program("check '" + config.string() + "'");
    INFO(outcome.output);
    CHECK(outcome.exit_code == 2);
    CHECK(count(outcome.output, "there is no strategy \"affine\"") == 1);
    CHECK_THAT(outcome.output, Contains("study.toml:30:10 error") && Contains("study.toml:37:10") &&
                                   Contains("folds is 0") && Contains("\n2 errors\n"));
}
