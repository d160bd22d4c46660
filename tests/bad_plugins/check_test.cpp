// SPDX-License-Identifier: Apache-2.0
//
// `plugins check` survives whatever the file does.
#include "framework/plugin/checking/check.hpp"
#include "tests/bad_plugins/loading.hpp"

#include <sinter/testkit/process_use.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <stdexcept>

using Catch::Matchers::Contains;
using sinter::plugin::CheckOptions;
using sinter::plugin::CheckReport;
using sinter::plugin::CheckStep;
using sinter::plugin::StepOutcome;
using namespace sinter::tests;

namespace {

CheckReport check_of(const std::string& name, const CheckOptions& options = {}) {
    PluginFolder folder;
    return sinter::plugin::check_plugin(folder.add(name), options);
}

CheckOptions within(std::chrono::milliseconds limit) {
    CheckOptions options;
    options.time = limit;
    return options;
}
CheckOptions only(const std::vector<std::string>& ids) {
    CheckOptions options;
    options.only = ids;
    return options;
}

const CheckStep& step_of(const CheckReport& report, const std::string& id) {
    for (const auto& step : report.steps) {
        if (step.id == id) {
            return step;
        }
    }
    throw std::runtime_error("no step " + id);
}

/// The only step that failed.
CheckStep failed_step(const CheckReport& report) {
    CheckStep failed;
    int count = 0;
    for (const auto& step : report.steps) {
        if (step.outcome == StepOutcome::failed) {
            failed = step;
            ++count;
        }
    }
    INFO(failed.id << ": " << failed.detail);
    CHECK(count == 1);
    CHECK_FALSE(report.sound());
    return failed;
}

void require_failure(const std::string& name, const std::string& id, const std::string& detail) {
    INFO(name);
    const auto step = failed_step(check_of(name));
    CHECK(step.id == id);
    CHECK_THAT(step.detail, Contains(detail));
}

} // namespace

TEST_CASE("check passes every step of a sound plugin") {
    const auto report = check_of("sound");
    CHECK(report.sound());
    CHECK(report.manifest->id == "sound");
    constexpr std::size_t of_loading = 22;
    REQUIRE(report.steps.size() > of_loading + 20);
    for (std::size_t i = 0; i < report.steps.size(); ++i) {
        const auto& step = report.steps[i];
        INFO(step.id << ": " << step.detail);
        const bool left_out = i >= of_loading && !step.detail.empty();
        CHECK(step.outcome == (left_out ? StepOutcome::not_run : StepOutcome::passed));
        CHECK(step.sentence.back() == '.');
    }
    CHECK(step_of(report, "learner.shapes").outcome == StepOutcome::passed);
    CHECK_THAT(step_of(report, "learner.weights").detail, Contains("SINTER_CAN_WEIGHTS"));
}

TEST_CASE("check survives a plugin that crashes and names step and signal") {
    require_failure("crashes_at_load", "load.open", "SIGABRT");
    require_failure("crashes_in_create", "create.defaults", "SIGSEGV");
    require_failure("exits_at_load", "load.open", "exit status 0");
    require_failure("closes_everything", "load.process", "standard output, which it closed");
    require_failure("crashes_in_destroy", "create.defaults", "SIGBUS");
}

TEST_CASE("check survives a plugin that hangs and kills it at the limit") {
    const auto begin = std::chrono::steady_clock::now();
    const auto step = failed_step(check_of("hangs_at_load", within(std::chrono::milliseconds(500))));
    CHECK(step.id == "load.open");
    CHECK_THAT(step.detail, Contains("it did not end within 0.5 s and was killed; to do: "));
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
}

TEST_CASE("check names the step that a broken plugin fails, and runs none after it") {
    require_failure("two_symbols", "symbols.one", "symbols, among them");
    require_failure("borrowed_entry", "symbols.one", "exports no symbol");
    require_failure("no_manifest", "manifest.read", "without a manifest");
    require_failure("newer_abi", "manifest.abi", "ABI 2");
    require_failure("undefined_symbol", "load.open", "a_function_that_nobody_defines");
    require_failure("fast_math", "load.floating_point", "-ffast-math");
    require_failure("changes_locale", "load.locale", "C.UTF-8");
    require_failure("changes_folder_at_load", "load.process", "the working directory");
    require_failure("wrong_magic", "entry.magic", "0x0000000000001234");
    require_failure("newer_entry", "entry.abi", "ABI 2");
    require_failure("small_entry", "entry.size", "72 bytes");
    require_failure("wrong_id", "entry.id", "somebody_else");
    require_failure("wrong_version", "entry.version", "2.0.0");
    require_failure("wrong_kind", "interface.offered", "sinter.learner/1");
    require_failure("missing_function", "interface.complete", "create");
    require_failure("starts_a_thread", "load.threads", "1 thread(s)");
    require_failure("bad_declaration", "options.declared", "trees");
    require_failure("changes_locale_in_create", "create.defaults", "changed the locale");
    require_failure("throws_in_create", "create.defaults", "does not like its options");
    require_failure("throws_across", "create.defaults", "an exception came through the boundary");
    require_failure("prints_at_load", "quiet", "thank you for using this plugin");
    require_failure("prints_in_fit", "quiet", "iteration 1, loss 0.5");
    const auto report = check_of("wrong_magic");
    CHECK(report.steps.back().outcome == StepOutcome::not_run);
    CHECK(report.steps.back().detail == "entry.magic failed");
    CHECK(report.steps[12].id == "entry.abi");
    CHECK(report.steps[12].outcome == StepOutcome::not_run);
    CHECK(report.steps[12].detail == "entry.magic failed");
}

TEST_CASE("check of something that is no file fails its first step") {
    const TemporaryFolder folder;
    const auto step = failed_step(sinter::plugin::check_plugin(folder.path() / "absent.so"));
    CHECK(step.id == "file.regular");
    CHECK_THAT(step.detail, Contains("there is no such file"));
}

TEST_CASE("check runs each check of the kit in a process of its own: the others go on after a crash") {
    const auto report = check_of("crashes_in_fit");
    CHECK_FALSE(report.sound());
    CHECK(step_of(report, "options.bounds").outcome == StepOutcome::passed);
    for (const auto* id : {"learner.shapes", "learner.one_row", "learner.wide"}) {
        CHECK(step_of(report, id).outcome == StepOutcome::failed);
        CHECK_THAT(step_of(report, id).detail, Contains("SIGFPE"));
        CHECK_THAT(step_of(report, id).detail, Contains(std::string("--only ") + id + " --in-process"));
    }
    CHECK(step_of(report, "learner.capabilities").outcome == StepOutcome::passed);
    const auto exits = check_of("exits_in_fit", only({"learner.shapes"}));
    REQUIRE(exits.steps.size() == 1);
    CHECK_THAT(exits.steps[0].detail, Contains("ended without a result"));
}

TEST_CASE("check names what the kit found") {
    const auto found = [](const std::string& name, const std::string& id, const std::string& detail) {
        INFO(name);
        const auto report = check_of(name, only({id}));
        REQUIRE(report.steps.size() == 1);
        CHECK(report.steps[0].outcome == StepOutcome::failed);
        CHECK_THAT(report.steps[0].detail, Contains(detail));
    };
    found("writes_out_of_bounds", "learner.shapes", "wrote outside its output of 7 x 1");
    const bool sanitised = !sinter::testkit::ProcessUse::now().knows_memory;
    found("writes_far_out_of_bounds", "learner.shapes", sanitised ? "exit status" : "SIGSEGV");
    found("trusts_a_length", "learner.garbage_state", sanitised ? "exit status" : "SIGSEGV");
    found("returns_nan", "learner.shapes", "a prediction is nan at row 0, column 0");
    found("wrong_shape", "featurizer.size", "column 2 of 8 x 3 unwritten");
    found("remembers_labels", "strategy.no_leak", "that an earlier fit was given");
    found("takes_any_interface", "interface.unknown", "sinter.nothing/1");
    found("changes_rounding_in_fit", "process.floating_point", "a fit changed the rounding mode");
    found("changes_locale_in_fit", "process.locale", "a fit changed the locale");
    found("changes_folder_in_predict", "process.folder", "a prediction changed the working directory");
    found("changes_umask_in_fit", "process.umask", "a fit changed the umask");
    found("ignores_signals_in_fit", "process.signals", "a fit changed what the signal");
    found("closes_files_in_fit", "process.files", "a fit changed open files that are not its own: 1, 2");
    found("says_too_much", "host.few_messages", "said 300000 messages");
    found("returns_null", "learner.shapes", "a null pointer instead of a model");
    found("exits_politely_in_fit", "learner.shapes", "ended without a result");
    if (!sanitised) {
        found("leaks", "objects.no_leak", "bytes were not given back");
    }
}

TEST_CASE("check leaves the rest out after a check that does not end") {
    const auto report = check_of("hangs_in_fit", within(std::chrono::milliseconds(700)));
    CHECK(step_of(report, "objects.independent").outcome == StepOutcome::failed);
    CHECK_THAT(step_of(report, "objects.independent").detail, Contains("within 0.7 s"));
    CHECK(step_of(report, "learner.shapes").outcome == StepOutcome::not_run);
    CHECK(step_of(report, "learner.shapes").detail == "objects.independent did not end in time");
}

TEST_CASE("check takes ids, and what stands before the dot of an id") {
    const auto report = check_of("sound", only({"options", "learner.one_row"}));
    std::vector<std::string> ids;
    for (const auto& step : report.steps) {
        ids.push_back(step.id);
    }
    CHECK(ids == std::vector<std::string>{"options.declared", "options.defaults", "options.bounds",
                                          "options.unknown", "learner.one_row"});
    CHECK(report.sound());
}

TEST_CASE("check in this process finds the same, without knowing what was printed") {
    auto options = only({"learner.shapes", "quiet"});
    options.where = CheckOptions::Where::this_process;
    PluginFolder folder({"returns_nan"});
    const auto report = sinter::plugin::check_plugin(folder.path() / "returns_nan.so", options);
    CHECK_THAT(step_of(report, "learner.shapes").detail, Contains("a prediction is nan"));
    CHECK(step_of(report, "quiet").outcome == StepOutcome::not_run);
}

TEST_CASE("every broken plugin is found to be so, and every finding says what to do") {
    std::vector<std::string> sound;
    int broken = 0;
    for (const auto& entry : std::filesystem::directory_iterator(SINTER_BAD_PLUGINS)) {
        const auto name = entry.path().stem().string();
        const auto report = check_of(name, within(std::chrono::seconds(3)));
        if (report.sound()) {
            sound.push_back(name);
            continue;
        }
        ++broken;
        for (const auto& step : report.steps) {
            if (step.outcome == StepOutcome::failed) {
                INFO(name << ", " << step.id << ": " << step.detail);
                CHECK_THAT(step.detail, Contains("to do: "));
            }
        }
    }
    std::sort(sound.begin(), sound.end());
    if (!sinter::testkit::ProcessUse::now().knows_memory) { // then nobody sees a leak
        sound.erase(std::remove(sound.begin(), sound.end(), "leaks"), sound.end());
    }
    // The id of the first is that of the last, so that together in a folder both are refused; the second does
    // nothing without the file that it waits for.
    CHECK(sound == std::vector<std::string>{"duplicate_id", "exchanges_itself", "sound"});
    CHECK(broken >= 40);
}
