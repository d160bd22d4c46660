// SPDX-License-Identifier: Apache-2.0
//
// Models of guess_the_mean and ridge, saved and restored.
#include "plugins/learners/guess_the_mean/guess_the_mean.hpp"
#include "plugins/learners/ridge/ridge.hpp"
#include "tests/unit/learners/class_data.hpp"
#include "tests/unit/learners/saved.hpp"

#include <sinter/unknown.hpp>

using namespace sinter;
using namespace sinter::tests;
using plugins::guess_the_mean::GuessTheMean;
using plugins::ridge::Ridge;

namespace {

template <class LearnerClass>
void require_same(TrainingData data, Index outputs) {
    require_same_restored<LearnerClass>(data, default_options<LearnerClass>(), outputs);
}

/// The byte of the version, behind the plugin's name.
template <class LearnerClass>
Bytes of_format(std::uint8_t version, std::size_t name_size) {
    TestHost host;
    auto data = friedman(20, 5, 1);
    Bytes bytes = bytes_of(*fit<LearnerClass>(data, default_options<LearnerClass>(), host));
    bytes.at(4 + name_size) = version;
    return bytes;
}

} // namespace

TEST_CASE("a restored guess_the_mean is the same, for every kind of label and for one row") {
    require_same<GuessTheMean>(friedman(30, 5, 1), 1);
    require_same<GuessTheMean>(friedman(1, 5, 1), 1);
    require_same<GuessTheMean>(friedman_classes(40, 4, 2), 4);
    require_same<GuessTheMean>(mixed(60, 3), mixed_outputs);
}

TEST_CASE("a restored ridge is the same, for every kind of label") {
    require_same<Ridge>(friedman(60, 6, 1), 1);
    require_same<Ridge>(friedman_classes(60, 2, 2), 2);
    require_same<Ridge>(friedman_classes(80, 4, 3), 4);
    require_same<Ridge>(mixed(60, 4), mixed_outputs);
}

TEST_CASE("a restored ridge is the same with few rows, weights, gaps and features that say nothing") {
    require_same<Ridge>(friedman(1, 6, 1), 1);
    require_same<Ridge>(friedman(2, 6, 1), 1);
    require_same<Ridge>(friedman(4, 9, 1), 1);
    auto data = friedman(40, 6, 2);
    data.x.col(1).setConstant(3);
    data.x(4, 2) = unknown;
    data.weights.assign(40, 1);
    data.weights[7] = 12.5;
    require_same<Ridge>(data, 1);
    data.x.setConstant(1); // no direction at all
    require_same<Ridge>(data, 1);
    auto one_class = friedman_classes(30, 3, 5);
    one_class.y.setConstant(1);
    require_same<Ridge>(one_class, 3);
}

TEST_CASE("what labels of a ridge share is written once") {
    TestHost host;
    const auto size = [&](Index labels) {
        auto data = friedman(60, 8, 1);
        data.y = data.y.col(0).replicate(1, labels).eval();
        return bytes_of(*fit<Ridge>(data, default_options<Ridge>(), host)).size();
    };
    CHECK(size(2) - size(1) == 1 + 8 + 8 * (8 + 5)); // kind, basis, coefficients and their number, four more
    CHECK(size(1) < 8 * (8 * 8 + 4 * 8 + 20));
}

TEST_CASE("a state of another format or of another learner is refused") {
    CHECK(refusal_of<Ridge>(of_format<Ridge>(2, 5)).empty());
    CHECK(refusal_of<Ridge>(of_format<Ridge>(3, 5)) ==
          "ridge: the state has the format 3, this version of 'ridge' reads 2");
    CHECK(refusal_of<Ridge>(of_format<Ridge>(1, 5)) ==
          "ridge: the state has the format 1, this version of 'ridge' reads 2");
    CHECK(refusal_of<GuessTheMean>(of_format<GuessTheMean>(2, 14)) ==
          "guess_the_mean: the state has the format 2, this version of 'guess_the_mean' reads 1");
    CHECK(refusal_of<GuessTheMean>(of_format<Ridge>(1, 5)) ==
          "guess_the_mean: this is no state of 'guess_the_mean': it begins otherwise");
}

TEST_CASE("a model refuses an output of other columns than its own") {
    TestHost host;
    auto data = mixed(40, 1);
    const auto mean = fit<GuessTheMean>(data, default_options<GuessTheMean>(), host);
    const auto ridge = fit<Ridge>(data, default_options<Ridge>(), host);
    CHECK_THROWS_WITH(predict(*mean, data.x, 4), "guess_the_mean: fitted on 5 outputs, asked to predict 4");
    CHECK_THROWS_WITH(predict(*ridge, data.x, 6), "ridge: fitted on 5 outputs, asked to predict 6");
    CHECK_THROWS_WITH(deviations(*ridge, data.x, 6), "ridge: fitted on 5 outputs, asked to predict 6");
}
