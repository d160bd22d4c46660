// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/checking/child_process.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <unistd.h>

using sinter::plugin::run_in_child;
using sinter::plugin::SendLine;
using namespace std::chrono_literals;

TEST_CASE("a child sends lines and output and ends with 0") {
    const auto result = run_in_child(
        [](const SendLine& send) {
            send("one");
            std::printf("printed");
            send("two");
        },
        60s);
    CHECK(result.messages == "one\ntwo\n");
    CHECK(result.output == "printed");
    CHECK(result.exit_code == 0);
    CHECK_FALSE(result.signal);
    CHECK_FALSE(result.timed_out);
}

TEST_CASE("a child that throws, crashes or hangs says so and does no harm") {
    CHECK(run_in_child([](const SendLine&) { throw std::runtime_error("x"); }, 60s).exit_code == 1);
    CHECK(run_in_child([](const SendLine&) { std::raise(SIGKILL); }, 60s).signal == SIGKILL);
    const auto hung = run_in_child(
        [](const SendLine& send) {
            send("before");
            for (;;) {
                ::pause();
            }
        },
        200ms);
    CHECK(hung.timed_out);
    CHECK(hung.messages == "before\n");
}

TEST_CASE("a child that never stops writing is cut off and killed") {
    const auto result = run_in_child(
        [](const SendLine&) {
            for (;;) {
                std::printf("%s", "0123456789012345678901234567890123456789");
            }
        },
        300ms);
    CHECK(result.timed_out);
    CHECK(result.output.size() <= (1U << 20U));
}
