// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/guard/calls.hpp"
#include "framework/plugin/guard/process_watch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <sinter/error.hpp>

#include <catch2/catch.hpp>

#include <cfenv>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <sys/stat.h>
#include <unistd.h>

using namespace sinter;
using Catch::Contains;
using plugin::ProcessWatch;

namespace {

/// Made, changed by `change`, and put back: what the watch says.
template <class Change>
std::vector<std::string> changes_of(const Change& change, const std::vector<int>& descriptors = {}) {
    ProcessWatch watch(descriptors);
    change();
    auto changes = watch.put_back();
    CHECK(watch.put_back().empty()); // it is as it was
    return changes;
}

void own_handler(int /*signal*/) {}

const plugin::Callee& some_callee() {
    return plugin::kept({"some", "the learner some (/some.so)", plugin::FloatControls::now(),
                         std::make_shared<plugin::HarmBoard>()});
}

} // namespace

TEST_CASE("what all share is put back as it was, and each change is told") {
    CHECK(changes_of([] {}).empty());
    CHECK(changes_of([] { std::setlocale(LC_ALL, "C.UTF-8"); }) ==
          std::vector<std::string>{"the locale, from \"C\" to \"C.UTF-8\""});
    const auto mask = ::umask(022);
    CHECK(changes_of([] { ::umask(0777); }) == std::vector<std::string>{"the umask, from 022 to 777"});
    CHECK(::umask(mask) == 022);
    const auto folder = std::filesystem::current_path();
    CHECK(changes_of([] { REQUIRE(::chdir("/") == 0); }) ==
          std::vector<std::string>{"the working directory"});
    CHECK(std::filesystem::current_path() == folder);
    CHECK(changes_of([] { std::signal(SIGUSR2, SIG_IGN); }) ==
          std::vector<std::string>{"what signals do: SIGUSR2"});
}

TEST_CASE("the host's own handlers of signals are no harm") {
    CHECK(changes_of([] { std::signal(SIGINT, own_handler); }).empty());
    CHECK(changes_of([] { std::signal(SIGINT, SIG_DFL); }).empty());
    CHECK(changes_of([] { std::signal(SIGINT, SIG_IGN); }).size() == 1);
    std::signal(SIGINT, SIG_DFL);
}

TEST_CASE("a file that the host has open is open again after a plugin closed or replaced it") {
    const tests::TemporaryFolder folder;
    std::FILE* file = std::fopen((folder.path() / "own").c_str(), "w");
    REQUIRE(file != nullptr);
    const int descriptor = ::fileno(file);
    const auto changes = changes_of(
        [&] {
            ::close(descriptor);
            ::close(STDIN_FILENO);
            REQUIRE(::dup2(STDERR_FILENO, descriptor) == descriptor);
        },
        {descriptor});
    REQUIRE(changes.size() == 2);
    CHECK(changes[0] == "standard input, which it closed");
    CHECK_THAT(changes[1], Contains("which it made another file"));
    CHECK(std::fputs("still here", file) >= 0);
    std::fclose(file);
    CHECK(std::filesystem::file_size(folder.path() / "own") == 10);
}

TEST_CASE("a call that changes how numbers are rounded fails, is put back and stands on the board") {
    const auto& callee = some_callee();
    const auto call = [&] { plugin::crossed(callee, "fitting", [] { std::fesetround(FE_UPWARD); }); };
    CHECK_THROWS_WITH(
        call(), "the learner some (/some.so) changed the rounding mode of floating-point numbers (fitting)");
    CHECK(std::fegetround() == FE_TONEAREST);
    CHECK(callee.harm->texts().size() == 1);
    CHECK(callee.harm->is_told_by("single_task: " + callee.harm->texts().front()));
}

TEST_CASE("a call into the host with another rounding is put right before anything is computed") {
    const auto& outer = some_callee();
    const auto& inner = some_callee();
    plugin::crossed(outer, "fitting", [&] {
        std::fesetround(FE_UPWARD);
        plugin::crossed(inner, "fitting", [] { CHECK(std::fegetround() == FE_TONEAREST); });
    });
    CHECK(outer.harm->any());
    CHECK_FALSE(inner.harm->any());
}

TEST_CASE("calls at work are told, the innermost first, and end with their call") {
    const auto& callee = some_callee();
    plugin::crossed(callee, "fitting", [&] {
        CHECK(plugin::calls_at_work() == std::vector<std::string>{"fitting, the learner some (/some.so)"});
        plugin::crossed(callee, "predicting", [&] {
            CHECK(plugin::innermost_call(*plugin::own_calls) == "predicting, the learner some (/some.so)");
        });
    });
    CHECK(plugin::calls_at_work().empty());
}
