// SPDX-License-Identifier: Apache-2.0
//
// Learners that are written in Python.
#include "tests/unit/python/learner_data.hpp"
#include "tests/unit/python/python_plugins.hpp"

#include <Eigen/QR>
#include <catch2/catch.hpp>

#include <cmath>

using Catch::Matchers::Contains;
using sinter::Error;
using sinter::Index;
using sinter::Label;
using sinter::MatrixView;
using sinter::RowMatrix;
using namespace sinter::tests;

namespace {

const char* const least_squares = R"py(
import numpy as np

class LeastSquares:
    def fit(self, x, y):
        a = np.column_stack([x, np.ones(len(x))])
        self.c = np.linalg.lstsq(a, y, rcond=None)[0]

    def predict(self, x):
        return x @ self.c[:-1] + self.c[-1]
)py";

} // namespace

TEST_CASE("a class with fit and predict in a Python file predicts what Eigen's least squares does") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    const Data data;
    const RowMatrix p = predicted(*plugins.learner_of(least_squares), data);
    Eigen::MatrixXd a(data.x.rows(), data.x.cols() + 1);
    a << data.x, Eigen::VectorXd::Ones(data.x.rows());
    const Eigen::VectorXd c = a.colPivHouseholderQr().solve(data.y.col(0));
    REQUIRE((p.col(0) - a * c).cwiseAbs().maxCoeff() < 1e-12);
}

TEST_CASE("Python sees the host's memory: the same address and strides, not to be written to") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    Data data(4, 2);
    RowMatrix wide = RowMatrix::Constant(8, 6, -1); // every second row, every third column
    const MatrixView view(wide.data() + 1, 4, 2, 12, 3);
    for (Index i = 0; i < 4; ++i) {
        for (Index j = 0; j < 2; ++j) {
            wide(2 * i, 1 + 3 * j) = data.x(i, j);
        }
    }
    const auto learner = plugins.learner_of(R"py(
import numpy as np
class Probe:
    def fit(self, x, y, materials):
        assert not x.flags.writeable and not y.flags.writeable and not materials.flags.writeable
        assert materials.dtype == np.uint64 and list(materials) == [100, 101, 102, 103]
        assert y.shape == (4,)
        self.seen = (float(x.ctypes.data % 2**40), x.strides, x.sum())
    def predict(self, x, out):
        assert out.flags.writeable and out.shape == (4,)
        out[:] = [self.seen[0], *self.seen[1], self.seen[2]]
)py");
    auto training = data.training();
    training.features = view;
    TestHost host;
    const auto model = learner->fit(training, host);
    RowMatrix out(4, 1);
    model->predict(view, sinter::MatrixOut(out));
    const auto address = static_cast<double>(reinterpret_cast<std::uintptr_t>(view.c().data) % (1ULL << 40));
    CHECK(out(0) == address);
    CHECK(out(1) == 12 * 8);
    CHECK(out(2) == 3 * 8);
    CHECK(out(3) == Approx(data.x.sum()));
}

TEST_CASE("a model that keeps the arrays of its training set owns a copy when fit has ended") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    const auto learner = plugins.learner_of(R"py(
class Keeper:
    def fit(self, x, y):
        self.y = y[1:]
        self.x = x
    def predict(self, x):
        return 0 * x[:, 0] + self.y.sum() + self.x.sum()
)py");
    auto data = std::make_unique<Data>();
    const double sum = data->y.bottomRows(39).sum() + data->x.sum();
    TestHost host;
    const auto model = learner->fit(data->training(), host);
    data->x.setConstant(1e9);
    data->y.setConstant(1e9);
    const Data other;
    CHECK(sinter::predict_labels(*model, other.x, other.labels).mean(0) == Approx(sum));
}

TEST_CASE("predict that keeps its argument is refused") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    const auto learner = plugins.learner_of(R"py(
class Keeper:
    def fit(self, x, y): pass
    def predict(self, x):
        self.x = x
        return x[:, 0]
)py");
    const Data data;
    CHECK_THAT(error_text([&] { predicted(*learner, data); }), Contains("keep a copy, x.copy()"));
}

TEST_CASE("a model that keeps the host's arrays and cannot be copied is refused") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    const auto learner = plugins.learner_of(R"py(
import threading
class Keeper:
    def fit(self, x, y):
        self.x, self.lock = x, threading.Lock()
    def predict(self, x): return x[:, 0]
)py");
    const Data data;
    CHECK_THAT(error_text([&] { predicted(*learner, data); }), Contains("cannot be copied: keep x.copy()"));
}

TEST_CASE("a Python exception arrives with its type, its message and where it was raised") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    const auto learner = plugins.learner_of(R"py(
import numpy as np
def helper(x):
    raise ValueError("the kernel is singular")
class Bad:
    def fit(self, x, y):
        if len(x) == 40:
            helper(x)
        np.linalg.inv(np.zeros((2, 2)))
    def predict(self, x):
        return x[:, 0]
)py");
    const Data data;
    const std::string text = error_text([&] { predicted(*learner, data); });
    CHECK_THAT(text, Contains("ValueError: the kernel is singular"));
    CHECK_THAT(text, Contains("code_0.py:8 in fit: helper(x)"));
    CHECK_THAT(text, Contains("code_0.py:4 in helper"));
    const Data fewer(20);
    TestHost host;
    try {
        static_cast<void>(learner->fit(fewer.training(), host));
        FAIL("no error");
    } catch (const Error& e) {
        CHECK(e.code() == SINTER_NUMERICAL);
        CHECK_THAT(e.what(), Contains("LinAlgError"));
    }
}

TEST_CASE("an exception that is longer than the boundary carries keeps its message and its innermost calls") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    const auto learner = plugins.learner_of(R"py(
def down(n):
    if n == 0:
        raise KeyError("lost " + "\u00e9" * 3000)
    down(n - 1)
class Deep:
    def fit(self, x, y): down(60)
    def predict(self, x): return x[:, 0]
)py");
    const Data data;
    const std::string text = error_text([&] { predicted(*learner, data); });
    CHECK_THAT(text, Contains("KeyError: 'lost "));
    CHECK_THAT(text, Contains("earlier calls left out"));
    CHECK_THAT(text, Catch::Matchers::EndsWith("raise KeyError(\"lost \" + \"\\u00e9\" * 3000)"));
    CHECK(text.size() < SINTER_ERROR_TEXT_SIZE);
}

TEST_CASE("what is wrong with a Python file is said when the learner is made") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    const auto making = [&](const std::string& text, const Texts& texts) {
        return error_text([&] { plugins.learner_of(text, texts); });
    };
    CHECK_THAT(making("class A:\n  def fit(self x)", {}), Contains("SyntaxError"));
    CHECK_THAT(making(least_squares, {{"class", "LeastSquare"}}), Contains("did you mean \"LeastSquares\"?"));
    CHECK_THAT(making("class A: pass", {{"class", "A"}}), Contains("A has no method \"fit\""));
    CHECK_THAT(making("x = 1", {}), Contains("class must be given"));
    CHECK_THAT(making(least_squares, {{"parameters", "depth = 3"}}),
               Contains("TypeError: LeastSquares has no parameter \"depth\"; it takes none"));
    CHECK_THAT(making(least_squares, {{"parameters", "depth = "}}), Contains("parameters: "));
    CHECK_THAT(making(least_squares, {{"parameters", "open('x')"}}), Contains("\"open\" is not taken"));
    CHECK_THAT(making(least_squares, {{"parameters", "1) + f(2"}}),
               Contains("expected arguments as in a call"));
}

TEST_CASE("weights, names and random numbers go to a fit that has arguments for them") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    const char* text = R"py(
class Mean:
    def fit(self, x, y, sample_weight, feature_names, rng, seed):
        assert feature_names == ["f0", "f1", "f2"]
        self.mean = (sample_weight * y).sum() / sample_weight.sum()
        self.noise = rng.normal() + seed
    def predict(self, x):
        return 0 * x[:, 0] + self.mean + 0 * self.noise
    def predict_with_deviations(self, x):
        return self.predict(x), None, 0 * x[:, 0] + self.noise
)py";
    const auto learner = plugins.learner_of(text);
    CHECK(learner->capabilities() == (SINTER_CAN_REGRESS | SINTER_CAN_WEIGHTS));
    Data data;
    data.weights.assign(40, 1);
    data.weights[3] = 5;
    TestHost host;
    const auto noise = [&](std::uint64_t seed) {
        const auto model = learner->fit(data.training(seed), host);
        const auto p = sinter::predict_labels(*model, data.x, data.labels);
        CHECK(p.mean(0) == Approx((data.y.sum() + 4 * data.y(3)) / 44));
        CHECK(std::isnan(p.sigma_mean(0)));
        return p.sigma_obs(0);
    };
    CHECK(noise(5) == noise(5));
    CHECK(noise(5) != noise(6));
}

TEST_CASE("what Python prints goes to the log, and a warning once a fit") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    const auto learner = plugins.learner_of(R"py(
import warnings
class Talker:
    def fit(self, x, y):
        print("rows:", len(x))
        for _ in range(3):
            warnings.warn("did not\n converge")
    def predict(self, x): return x[:, 0]
)py");
    const Data data;
    TestHost host;
    for (int time = 1; time < 3; ++time) {
        static_cast<void>(learner->fit(data.training(), host));
        REQUIRE(host.lines.size() == static_cast<std::size_t>(2 * time));
        CHECK(host.lines.at(0).text == "rows: 40");
        CHECK(host.lines.at(0).level == sinter::LogLevel::info);
        CHECK(host.lines.back().text == "UserWarning: did not converge");
        CHECK(host.lines.back().level == sinter::LogLevel::warning);
    }
}

TEST_CASE("fits and predictions on several threads give what one thread gives", "[threads]") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    const auto learner = plugins.learner("sklearn", {{"estimator", "sklearn.ensemble:ExtraTreesRegressor"},
                                                     {"parameters", "n_estimators = 5, max_depth = 3"}});
    const auto own = plugins.learner_of(least_squares);
    const Data data;
    constexpr std::int64_t fits = 24;
    const auto all = [&](std::size_t threads) {
        TestHost host(threads);
        std::vector<RowMatrix> results(fits);
        host.parallel_for(fits, [&](std::int64_t i) {
            const auto& one = i % 2 == 0 ? *learner : *own;
            results[static_cast<std::size_t>(i)] = predicted(one, data, static_cast<std::uint64_t>(i));
        });
        return results;
    };
    const auto alone = all(1);
    const auto together = all(4);
    for (std::size_t i = 0; i < alone.size(); ++i) {
        CHECK(same_bytes(alone[i], together[i]));
    }
}
