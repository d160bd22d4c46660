// SPDX-License-Identifier: Apache-2.0
#include "framework/threads/plain_workers.hpp"
#include "framework/threads/signal_stack.hpp"
#include "framework/threads/thread_supply.hpp"
#include "framework/threads/workers.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>

using sinter::threads::make_plain_workers;
using sinter::threads::make_workers;
using sinter::threads::Workers;

namespace {

using Make = std::unique_ptr<Workers> (*)(int);

/// The index of the exception that a loop of 1000 bodies throws when the bodies in `failing` do.
std::int64_t caught_index(Workers& workers, const std::set<std::int64_t>& failing) {
    try {
        workers.parallel_for(1000, [&](std::int64_t i) {
            if (failing.count(i) > 0) {
                throw i;
            }
        });
    } catch (std::int64_t index) {
        return index;
    }
    return -1;
}

} // namespace

TEST_CASE("a loop runs every body once", "[threads]") {
    const Make make = GENERATE(Make{make_workers}, Make{make_plain_workers});
    const int threads = GENERATE(1, 2, 8);
    const auto workers = make(threads);
    CHECK(workers->thread_count() == threads);
    for (const std::int64_t count : {0, 1, 7, 100000}) {
        std::vector<int> runs(static_cast<std::size_t>(count), 0);
        workers->parallel_for(count, [&](std::int64_t i) { ++runs[static_cast<std::size_t>(i)]; });
        CHECK(std::all_of(runs.begin(), runs.end(), [](int n) { return n == 1; }));
    }
    workers->parallel_for(-3, [](std::int64_t) { FAIL("a body of an empty loop"); });
}

TEST_CASE("nested loops run every body of every loop once", "[threads]") {
    const Make make = GENERATE(Make{make_workers}, Make{make_plain_workers});
    const auto workers = make(GENERATE(1, 4));
    std::vector<std::int64_t> sums(20);
    workers->parallel_for(20, [&](std::int64_t outer) {
        std::atomic<std::int64_t> sum{0};
        workers->parallel_for(50, [&](std::int64_t middle) {
            workers->parallel_for(10, [&](std::int64_t inner) { sum += outer * 500 + middle * 10 + inner; });
        });
        sums[static_cast<std::size_t>(outer)] = sum;
    });
    for (std::int64_t outer = 0; outer < 20; ++outer) {
        CHECK(sums[static_cast<std::size_t>(outer)] == 500 * outer * 500 + 499 * 500 / 2);
    }
}

TEST_CASE("loops called from several threads at once do not disturb each other", "[threads]") {
    const Make make = GENERATE(Make{make_workers}, Make{make_plain_workers});
    const auto workers = make(3);
    std::vector<std::int64_t> sums(4);
    std::vector<std::thread> callers;
    for (auto& sum : sums) {
        callers.emplace_back([&] {
            std::atomic<std::int64_t> own{0};
            workers->parallel_for(5000, [&](std::int64_t i) { own += i; });
            sum = own;
        });
    }
    for (auto& caller : callers) {
        caller.join();
    }
    CHECK(sums == std::vector<std::int64_t>(4, 5000 * 4999 / 2));
}

TEST_CASE("of several exceptions that of the lowest index comes out, whatever the scheduling", "[threads]") {
    const Make make = GENERATE(Make{make_workers}, Make{make_plain_workers});
    const auto workers = make(GENERATE(1, 2, 8));
    CHECK(caught_index(*workers, {}) == -1);
    for (int repeat = 0; repeat < 20; ++repeat) {
        CHECK(caught_index(*workers, {999}) == 999);
        CHECK(caught_index(*workers, {3, 500, 501, 999}) == 3);
        CHECK(caught_index(*workers, {998, 250, 750, 251}) == 250);
    }
    std::atomic<int> after{0};
    workers->parallel_for(10, [&](std::int64_t) { ++after; });
    CHECK(after == 10);
}

TEST_CASE("an exception of a nested loop comes out of the outer one", "[threads]") {
    const Make make = GENERATE(Make{make_workers}, Make{make_plain_workers});
    const auto workers = make(4);
    CHECK_THROWS_WITH(workers->parallel_for(8,
                                            [&](std::int64_t outer) {
                                                workers->parallel_for(8, [&](std::int64_t inner) {
                                                    if (outer == 5 && inner == 2) {
                                                        throw std::runtime_error("5, 2");
                                                    }
                                                });
                                            }),
                      "5, 2");
}

TEST_CASE("a thread that waits in a nested loop does not take a body of the outer one", "[threads]") {
    const Make make = GENERATE(Make{make_workers}, Make{make_plain_workers});
    const auto workers = make(4);
    thread_local bool in_body = false;
    std::atomic<int> entered_twice{0};
    workers->parallel_for(64, [&](std::int64_t) {
        if (in_body) {
            ++entered_twice;
        }
        in_body = true;
        workers->parallel_for(
            16, [&](std::int64_t) { std::this_thread::sleep_for(std::chrono::microseconds(50)); });
        in_body = false;
    });
    CHECK(entered_twice == 0);
}

TEST_CASE("a loop on several threads uses more than one of them", "[threads]") {
    const Make make = GENERATE(Make{make_workers}, Make{make_plain_workers});
    const auto workers = make(2);
    std::atomic<int> inside{0};
    std::atomic<bool> met{false};
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    workers->parallel_for(2, [&](std::int64_t) {
        ++inside;
        while (!met && std::chrono::steady_clock::now() < deadline) {
            if (inside == 2) {
                met = true;
            }
            std::this_thread::yield();
        }
    });
    CHECK(met);
}

TEST_CASE("zero threads means one for each core", "[threads]") {
    CHECK(make_workers(0)->thread_count() >= 1);
    CHECK(make_plain_workers(0)->thread_count() >= 1);
}

TEST_CASE("a loop of more bodies than ever end does end when they throw", "[threads]") {
    const Make make = GENERATE(Make{make_workers}, Make{make_plain_workers});
    const int threads = GENERATE(1, 3);
    const auto workers = make(threads);
    std::atomic<std::int64_t> bodies{0};
    const auto run = [&] {
        workers->parallel_for(std::int64_t{1} << 62, [&](std::int64_t i) {
            ++bodies;
            if (i > 10) {
                throw std::runtime_error("body " + std::to_string(i));
            }
        });
    };
    CHECK_THROWS_WITH(run(), "body 11");
    CHECK(bodies < 1000000);
    workers->parallel_for(-5, [&](std::int64_t) { FAIL("there is no body"); });
}

TEST_CASE("there are never more threads to be had than are wanted, and at least the caller", "[threads]") {
    CHECK(sinter::threads::threads_to_be_had(3) == 3);
    CHECK(sinter::threads::threads_to_be_had(1) == 1);
    CHECK(sinter::threads::threads_to_be_had(0) == 1);
}

TEST_CASE("every thread that works has a place for its signal handlers", "[threads]") {
    const Make make = GENERATE(Make{make_workers}, Make{make_plain_workers});
    const auto workers = make(3);
    std::atomic<int> without{0};
    sinter::threads::give_signal_stack(); // the caller's is its own affair
    workers->parallel_for(64, [&](std::int64_t) {
        stack_t stack{};
        ::sigaltstack(nullptr, &stack);
        without += (stack.ss_flags & SS_DISABLE) != 0 ? 1 : 0;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    });
    CHECK(without == 0);
}
