// SPDX-License-Identifier: Apache-2.0
#include "framework/study/fit_cache.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <stdexcept>
#include <thread>

using namespace sinter;
using study::FitCache;
using study::FitKey;

namespace {

class Nothing final : public Model {
public:
    void predict(MatrixView /*x*/, MatrixOut /*mean*/) const override {}
};
std::shared_ptr<const Model> nothing() { return std::make_shared<Nothing>(); }

} // namespace

TEST_CASE("the same fit is done once") {
    FitCache cache;
    const auto first = cache.get({1, 1}, nothing);
    CHECK(cache.get({1, 1}, nothing) == first);
    CHECK(cache.get({1, 2}, nothing) != first);
    CHECK(cache.fits() == 2);
    CHECK(cache.hits() == 1);
}

TEST_CASE("a fit that failed is not kept, and can be tried again") {
    FitCache cache;
    CHECK_THROWS_AS(
        cache.get({1, 1}, []() -> std::shared_ptr<const Model> { throw std::runtime_error("no"); }),
        std::runtime_error);
    CHECK(cache.get({1, 1}, nothing) != nullptr);
}

TEST_CASE("the oldest model is given up when there are too many") {
    FitCache cache(2);
    std::weak_ptr<const Model> oldest = cache.get({1, 0}, nothing);
    const auto second = cache.get({2, 0}, nothing);
    CHECK_FALSE(oldest.expired());
    const auto third = cache.get({3, 0}, nothing);
    CHECK(oldest.expired());
    CHECK(cache.get({2, 0}, nothing) == second);
}

TEST_CASE("threads that ask for the same fit at once get one model", "[threads]") {
    FitCache cache;
    std::array<std::shared_ptr<const Model>, 4> models;
    std::vector<std::thread> threads;
    for (auto& model : models) {
        threads.emplace_back([&] { model = cache.get({7, 7}, nothing); });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    for (const auto& model : models) {
        CHECK(model == models[0]);
    }
    CHECK(cache.fits() == 1);
}

TEST_CASE("a fit is another one when its rows, labels, weights, materials, learner or stream differ") {
    RowMatrix x(2, 1);
    x << 1, 2;
    RowMatrix y(2, 1);
    y << 3, 4;
    const std::vector<std::uint64_t> materials{5, 6};
    const std::vector<Feature> features{{"x", "", Kind::number, 0}};
    const std::vector<Label> labels{{"y", "eV", 0}};
    const std::vector<double> weights{1, 2};
    TrainingSet set{x, y, {}, materials, features, labels, Stream(1)};
    const FitKey key = study::fit_key("forest", set);
    CHECK(study::fit_key("forest", set) == key);
    CHECK(study::fit_key("ridge", set) != key);
    TrainingSet other = set;
    other.weights = weights;
    CHECK(study::fit_key("forest", other) != key);
    other = set;
    other.stream = Stream(2);
    CHECK(study::fit_key("forest", other) != key);
    const std::vector<std::uint64_t> swapped{6, 5};
    other = set;
    other.materials = swapped;
    CHECK(study::fit_key("forest", other) != key);
    RowMatrix moved = y;
    moved(1, 0) += 1e-15 * 4;
    other = set;
    other.labels = moved;
    CHECK(study::fit_key("forest", other) != key);
    x(0, 0) = -x(0, 0);
    CHECK(study::fit_key("forest", set) != key);
}
