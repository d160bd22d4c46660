// SPDX-License-Identifier: Apache-2.0
#include "framework/study/run/fit_cache.hpp"

#include <sinter/error.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <future>
#include <stdexcept>
#include <thread>

using namespace sinter;
using study::Fit;
using study::FitCache;

namespace {

class Nothing final : public Model {
public:
    void predict(MatrixView /*x*/, MatrixOut /*mean*/) const override {}
};
Fit nothing() { return {std::make_shared<Nothing>(), {{"said while fitting", 2}}}; }

} // namespace

TEST_CASE("the same fit is done once, and says the same to all who share it") {
    FitCache cache({4, 4});
    const auto first = cache.get({1, 1}, 10, nothing);
    const auto second = cache.get({1, 1}, 10, nothing);
    CHECK(second.model == first.model);
    REQUIRE(second.notices.size() == 1);
    CHECK(second.notices[0].count == 2);
    CHECK(cache.get({1, 2}, 10, nothing).model != first.model);
    CHECK(cache.fits() == 2);
    CHECK(cache.hits() == 1);
}

TEST_CASE("a fit that failed is not kept, and can be tried again") {
    FitCache cache({4, 4});
    CHECK_THROWS_AS(cache.get({1, 1}, 10, []() -> Fit { throw std::runtime_error("no"); }),
                    std::runtime_error);
    CHECK(cache.get({1, 1}, 10, nothing).model != nullptr);
}

TEST_CASE("fits that nobody asks for again do not push out a shared one") {
    FitCache cache({2, 1});
    const std::weak_ptr<const Model> shared = cache.get({1, 0}, 10, nothing).model;
    (void)cache.get({1, 0}, 10, nothing);
    const std::weak_ptr<const Model> once = cache.get({2, 0}, 10, nothing).model;
    for (std::uint64_t key = 3; key < 10; ++key) {
        (void)cache.get({key, 0}, 10, nothing);
    }
    CHECK_FALSE(shared.expired());
    CHECK(once.expired());
}

TEST_CASE("a shared fit is given up when others are shared after it") {
    FitCache cache({1, 1});
    const std::weak_ptr<const Model> first = cache.get({1, 0}, 10, nothing).model;
    (void)cache.get({1, 0}, 10, nothing);
    const std::weak_ptr<const Model> second = cache.get({2, 0}, 10, nothing).model;
    (void)cache.get({2, 0}, 10, nothing);
    (void)cache.get({3, 0}, 10, nothing);
    CHECK(first.expired());
    CHECK_FALSE(second.expired());
}

TEST_CASE("many small fits push out a large one only when they cost as much together") {
    FitCache cache({2, 1});
    const std::weak_ptr<const Model> large = cache.get({1, 0}, 500, nothing).model;
    std::uint64_t small = 0;
    for (; !large.expired(); ++small) {
        REQUIRE(small < 200);
        (void)cache.get({2 + small, 0}, 10, nothing);
    }
    CHECK(small >= 500 / 10);
    CHECK(cache.hits() == 0);
}

TEST_CASE("the fit that came last is kept, however small it is") {
    FitCache cache({2, 1});
    (void)cache.get({1, 0}, 500, nothing);
    (void)cache.get({2, 0}, 500, nothing);
    const std::weak_ptr<const Model> last = cache.get({3, 0}, 10, nothing).model;
    CHECK_FALSE(last.expired());
}

TEST_CASE("threads that ask for the same fit at once get one model", "[threads]") {
    FitCache cache({4, 4});
    std::array<std::shared_ptr<const Model>, 4> models;
    std::vector<std::thread> threads;
    threads.reserve(models.size());
    for (auto& model : models) {
        threads.emplace_back([&] { model = cache.get({7, 7}, 10, nothing).model; });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    for (const auto& model : models) {
        CHECK(model == models[0]);
    }
    CHECK(cache.fits() == 1);
}

TEST_CASE("who waits for a fit that is given up makes its own") {
    FitCache cache({4, 4});
    std::promise<void> begun;
    std::promise<void> waiting;
    std::thread first([&] {
        CHECK_THROWS_AS(cache.get({1, 1}, 10,
                                  [&]() -> Fit {
                                      begun.set_value();
                                      waiting.get_future().wait();
                                      throw Error(SINTER_CANCELLED, "asked to stop");
                                  }),
                        Error);
    });
    begun.get_future().wait();
    std::thread second([&] { CHECK(cache.get({1, 1}, 10, nothing).model != nullptr); });
    while (cache.hits() == 0) {
        std::this_thread::yield();
    }
    waiting.set_value();
    first.join();
    second.join();
}

TEST_CASE("a fit that asks for itself is refused, not waited for") {
    FitCache cache({4, 4});
    const auto asks_for_itself = [&]() -> Fit { return cache.get({1, 1}, 10, nothing); };
    CHECK_THROWS_WITH(cache.get({1, 1}, 10, asks_for_itself), Catch::Contains("a fit asks for itself"));
    CHECK(cache.get({1, 1}, 10, nothing).model != nullptr);
}
