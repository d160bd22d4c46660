// SPDX-License-Identifier: Apache-2.0
//
// `plugins check` survives whatever the file does.
#include "framework/plugin/check.hpp"
#include "tests/bad_plugins/loading.hpp"

#include <catch2/catch.hpp>

#include <chrono>

using Catch::Matchers::Contains;
using sinter::plugin::CheckReport;
using sinter::plugin::CheckStep;
using sinter::plugin::StepOutcome;
using namespace sinter::tests;

namespace {

CheckReport check_of(const std::string& name, std::chrono::milliseconds limit = std::chrono::seconds(60)) {
    PluginFolder folder;
    return sinter::plugin::check_plugin(folder.add(name), {limit});
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
    CHECK(report.steps.size() == 21);
    for (const auto& step : report.steps) {
        INFO(step.id << ": " << step.detail);
        CHECK(step.outcome == StepOutcome::passed);
        CHECK(step.detail.empty());
        CHECK(step.sentence.back() == '.');
    }
}

TEST_CASE("check survives a plugin that crashes and names step and signal") {
    require_failure("crashes_at_load", "load.open", "SIGABRT");
    require_failure("crashes_in_create", "create.defaults", "SIGSEGV");
    require_failure("exits_at_load", "load.open", "exit status 0");
}

TEST_CASE("check survives a plugin that hangs and kills it at the limit") {
    const auto begin = std::chrono::steady_clock::now();
    const auto step = failed_step(check_of("hangs_at_load", std::chrono::milliseconds(500)));
    CHECK(step.id == "load.open");
    CHECK(step.detail == "it did not end within 0.5 s and was killed");
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
}

TEST_CASE("check names the step that a broken plugin fails, and runs none after it") {
    require_failure("two_symbols", "symbols.one", "symbols, among them");
    require_failure("no_manifest", "manifest.read", "without a manifest");
    require_failure("newer_abi", "manifest.abi", "ABI 2");
    require_failure("undefined_symbol", "load.open", "a_function_that_nobody_defines");
    require_failure("fast_math", "load.floating_point", "-ffast-math");
    require_failure("changes_locale", "load.locale", "C.UTF-8");
    require_failure("wrong_magic", "entry.magic", "0x0000000000001234");
    require_failure("newer_entry", "entry.abi", "ABI 2");
    require_failure("small_entry", "entry.size", "72 bytes");
    require_failure("wrong_id", "entry.id", "somebody_else");
    require_failure("wrong_version", "entry.version", "2.0.0");
    require_failure("wrong_kind", "interface.offered", "sinter.learner/1");
    require_failure("missing_function", "interface.complete", "create");
    require_failure("starts_a_thread", "load.threads", "1 thread(s)");
    require_failure("bad_declaration", "options.declared", "trees");
    require_failure("throws_in_create", "create.defaults", "does not like its options");
    require_failure("prints_at_load", "quiet", "thank you for using this plugin");
    const auto report = check_of("wrong_magic");
    CHECK(report.steps.back().outcome != StepOutcome::failed);
    CHECK(report.steps[11].id == "entry.abi");
    CHECK(report.steps[11].outcome == StepOutcome::not_run);
    CHECK(report.steps[11].detail == "entry.magic failed");
}

TEST_CASE("check of something that is no file fails its first step") {
    const TemporaryFolder folder;
    const auto step = failed_step(sinter::plugin::check_plugin(folder.path() / "absent.so"));
    CHECK(step.id == "file.regular");
    CHECK_THAT(step.detail, Contains("there is no such file"));
}
