// SPDX-License-Identifier: Apache-2.0
//
// What a plugin does to the process that it shares with everybody: it is found, put back and told, and no
// result that has met it is kept.
#include "tests/support/gaps_study.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <csignal>
#include <sstream>

using namespace sinter::tests;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool is_sanitised = true;
#else
constexpr bool is_sanitised = false;
#endif

/// The study of gaps with a strategy "bad" behind the others, whose learner is one of the broken plugins.
class HarmedStudy {
public:
    explicit HarmedStudy(const std::string& plugin, const std::string& options = {},
                         const std::string& study = {})
        : study_(edited(edited(gaps_config, "[protocol]",
                               "[learner.bad]\nplugin = \"" + plugin + "\"\n" + options +
                                   "\n[[strategy]]\nplugin = \"single_task\"\nname = \"bad\"\n"
                                   "target = \"gap_expt\"\nlearner = \"bad\"\n\n[protocol]"),
                        "name = \"small\"\n", "name = \"small\"\n" + study)) {
        folder_.copy(fs::path(SINTER_BAD_PLUGINS) / (plugin + ".so"), plugin + ".so");
    }
    [[nodiscard]] Outcome run(const std::string& verb = "run") const {
        const std::string output = verb == "run" ? "--no-progress -o '" + runs().string() + "' " : "";
        return study_.run(verb, "--threads 1 --plugin-dir '" + folder_.path().string() + "' " + output);
    }
    [[nodiscard]] fs::path runs() const { return folder_.path() / "runs"; }
    /// The journal's lines of one strategy, without the time that they took.
    [[nodiscard]] std::vector<std::string> trials(const std::string& strategy) const {
        return trials_of(runs(), strategy);
    }
    static std::vector<std::string> trials_of(const fs::path& runs, const std::string& strategy) {
        std::istringstream stream(content_of(only_run(runs) / "journal" / "trials.jsonl"));
        std::vector<std::string> lines;
        for (std::string line; std::getline(stream, line);) {
            auto json = nlohmann::json::parse(line);
            json.erase("seconds");
            json.erase("digest"); // of the seconds, too
            if (json["strategy"] == strategy) {
                lines.push_back(json.dump());
            }
        }
        return lines;
    }

private:
    TemporaryFolder folder_;
    GapsStudy study_;
};

/// The lines that the same study has without the bad strategy.
std::vector<std::string> sound_trials(const std::string& strategy) {
    const TemporaryFolder folder;
    const GapsStudy study;
    REQUIRE(study.run("run", "--no-progress --threads 1 -o '" + folder.path().string() + "'").exit_code == 0);
    return HarmedStudy::trials_of(folder.path(), strategy);
}

/// The run ends with the exit code of a plugin's fault, its report and the plugin named; what was finished
/// before is as it is without the plugin.
void require_ended(const std::string& plugin, const std::string& what) {
    INFO(plugin);
    const HarmedStudy study(plugin);
    const auto outcome = study.run();
    INFO(outcome.output);
    CHECK(outcome.exit_code == 4);
    CHECK_THAT(outcome.output,
               Contains(what) && Contains("the learner " + plugin + " (/") && Contains("the run ends here"));
    CHECK(fs::exists(only_run(study.runs()) / "report.html"));
    const auto bad = study.trials("bad");
    REQUIRE(bad.size() == 1);
    CHECK_THAT(bad.front(), Contains("error") && Contains(what));
    for (const char* sound : {"single_task", "difference"}) {
        const auto expected = sound_trials(sound);
        const auto kept = study.trials(sound);
        REQUIRE_FALSE(kept.empty());
        CHECK(kept == std::vector<std::string>(expected.begin(),
                                               expected.begin() + static_cast<std::ptrdiff_t>(kept.size())));
    }
}

} // namespace

TEST_CASE("a plugin that changes what all share ends the run, and is named in its report") {
    require_ended("changes_rounding_in_fit", "the rounding mode of floating-point numbers");
    require_ended("changes_umask_in_fit", "the umask, from ");
    require_ended("ignores_signals_in_fit", "what signals do: SIGUSR1, SIGPIPE");
    require_ended("changes_folder_in_predict", "the working directory");
    require_ended("closes_files_in_fit", "standard output, which it closed");
}

TEST_CASE("a plugin that changes what all share when it is loaded or made is refused, in every verb") {
    for (const char* verb : {"check", "run"}) {
        const auto made = HarmedStudy("changes_locale_in_create").run(verb);
        CHECK(made.exit_code == 4);
        CHECK_THAT(made.output, Contains("study.toml:") &&
                                    Contains("the learner changes_locale_in_create (/") &&
                                    Contains("changed the locale, from \"C\" to \"C.UTF-8\" (creating)"));
        const auto loaded = HarmedStudy("changes_folder_at_load").run(verb);
        CHECK(loaded.exit_code == 4);
        CHECK_THAT(loaded.output, Contains("loading it changed the working directory"));
    }
}

TEST_CASE("exit() in a plugin is no end without a word") {
    const HarmedStudy study("exits_politely_in_fit");
    const auto outcome = study.run();
    INFO(outcome.output);
    CHECK(outcome.exit_code == 4);
    CHECK_THAT(outcome.output, Contains("a plugin has ended the process by exit()") &&
                                   Contains("    fitting, the learner exits_politely_in_fit (/") &&
                                   Contains("    bad, repeat 0, fold 0"));
    CHECK(study.trials("single_task") == std::vector{sound_trials("single_task").front()});
}

TEST_CASE("a fit that returns nothing is a failure of its trial") {
    const HarmedStudy study("returns_null");
    const auto outcome = study.run();
    CHECK(outcome.exit_code == 1);
    CHECK(study.trials("difference") == sound_trials("difference"));
    REQUIRE(study.trials("bad").size() == 3);
    CHECK_THAT(study.trials("bad").front(),
               Contains("the learner returns_null (/") && Contains("a null pointer instead of a model"));
}

TEST_CASE("a flood of messages is counted, not kept") {
    const HarmedStudy study("says_too_much");
    const auto outcome = study.run();
    INFO(outcome.output.substr(0, 2000));
    CHECK(outcome.exit_code == 0);
    const auto lines = study.trials("bad");
    REQUIRE(lines.size() == 3);
    CHECK(lines.front().size() < 20000);
    CHECK_THAT(lines.front(),
               Contains("further messages with other texts, which are only counted\",299744]"));
}

TEST_CASE("a stack that is used up and an exception in a thread are told with the plugin") {
    if (is_sanitised) {
        WARN("skipped: the sanitizer has handlers of its own");
        return;
    }
    const auto overflow = HarmedStudy("overflows_the_stack").run();
    INFO(overflow.output);
    CHECK(overflow.exit_code == 128 + SIGSEGV);
    CHECK_THAT(overflow.output, Contains("sinter has crashed (SIGSEGV") &&
                                    Contains("    fitting, the learner overflows_the_stack (/"));
    const auto thrown = HarmedStudy("throws_in_a_thread").run();
    INFO(thrown.output);
    CHECK(thrown.exit_code == 128 + SIGABRT);
    CHECK_THAT(thrown.output, Contains("an exception that nobody caught: a thread of its own") &&
                                  Contains("    fitting, the learner throws_in_a_thread (/"));
}

TEST_CASE("a crash while a plugin is loaded or made is told with the plugin, in every verb") {
    if (is_sanitised) {
        WARN("skipped: the sanitizer has handlers of its own");
        return;
    }
    for (const char* verb : {"check", "run"}) {
        const auto loading = HarmedStudy("crashes_at_load").run(verb);
        CHECK(loading.exit_code == 128 + SIGABRT);
        CHECK_THAT(loading.output, Contains("    loading, the learner crashes_at_load (/"));
        const auto making = HarmedStudy("crashes_in_create").run(verb);
        CHECK(making.exit_code == 128 + SIGSEGV);
        CHECK_THAT(making.output, Contains("    creating, the learner crashes_in_create (/"));
    }
}

TEST_CASE("a trial that stops when its time is over fails, and the run goes on") {
    const HarmedStudy study("never_stops", "listens = true\n", "trial_limit = 0.3\n");
    const auto outcome = study.run();
    INFO(outcome.output);
    CHECK(outcome.exit_code == 1);
    CHECK(study.trials("single_task") == sound_trials("single_task"));
    REQUIRE(study.trials("bad").size() == 3);
    CHECK_THAT(
        study.trials("bad").front(),
        Contains(
            "took longer than trial_limit = 0.3 s; if its work needs more time, raise `[study] trial_limit`"));
    CHECK_THAT(content_of(only_run(study.runs()) / "config.effective.toml"), Contains("trial_limit = 0.3"));
}

TEST_CASE("a trial that does not stop ends the run with a report, and the run can be gone on with",
          "[full]") {
    const HarmedStudy study("never_stops", "", "trial_limit = 0.2\n");
    const auto outcome = study.run();
    INFO(outcome.output);
    CHECK(outcome.exit_code == 4);
    CHECK_THAT(outcome.output,
               Contains("took longer than trial_limit = 0.2 s, and did not return within 10 s "
                        "more: fitting, the learner never_stops (/"));
    CHECK_THAT(outcome.output, Contains(" done and kept, 1 failed and will be run again; to go on"));
    CHECK(fs::exists(only_run(study.runs()) / "report.html"));
    REQUIRE(study.trials("bad").size() == 1);
    CHECK_THAT(content_of(only_run(study.runs()) / "failures.csv"),
               Contains("did not return within 10 s more"));
}
