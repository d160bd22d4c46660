// SPDX-License-Identifier: Apache-2.0
//
// Learners that are written in Python.
#include "tests/support/test_host.hpp"
#include "tests/unit/python/python_plugins.hpp"

#include <sinter/prediction.hpp>

#include <Eigen/QR>
#include <catch2/catch.hpp>

#include <cmath>
#include <cstring>
#include <limits>

using Catch::Matchers::Contains;
using sinter::Error;
using sinter::Index;
using sinter::Label;
using sinter::MatrixView;
using sinter::RowMatrix;
using namespace sinter::tests;

namespace {

/// Rows of a smooth function with a little noise.
struct Data {
    RowMatrix x;
    RowMatrix y;
    std::vector<double> weights{};
    std::vector<std::uint64_t> materials;
    std::vector<sinter::Feature> features;
    std::vector<Label> labels{{"gap", "eV", 0}};

    explicit Data(Index rows = 40, Index columns = 3) : x(rows, columns), y(rows, 1) {
        sinter::Draws draws(sinter::Stream(7));
        for (Index i = 0; i < rows; ++i) {
            for (Index j = 0; j < columns; ++j) {
                x(i, j) = draws.uniform();
            }
            y(i, 0) = 1 + 2 * x(i, 0) - x(i, columns - 1) + 0.1 * draws.uniform();
            materials.push_back(static_cast<std::uint64_t>(100 + i));
        }
        for (Index j = 0; j < columns; ++j) {
            features.push_back({"f" + std::to_string(j), "", {}, 0});
        }
    }
    [[nodiscard]] sinter::TrainingSet training(std::uint64_t seed = 5) const {
        return {x, y, weights, materials, features, labels, sinter::Stream(seed)};
    }
};

std::string error_text(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& e) {
        return e.what();
    }
    return "no error";
}

RowMatrix predicted(const sinter::Learner& learner, const Data& data, std::uint64_t seed = 5) {
    TestHost host;
    const auto model = learner.fit(data.training(seed), host);
    return sinter::predict_labels(*model, data.x, data.labels).mean;
}

bool same_bytes(const RowMatrix& a, const RowMatrix& b) {
    return a.size() == b.size() &&
           std::memcmp(a.data(), b.data(), static_cast<std::size_t>(a.size()) * sizeof(double)) == 0;
}

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
    CHECK_THAT(making(least_squares, {{"parameters", "depth = 3"}}), Contains("TypeError: LeastSquares()"));
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

TEST_CASE("classes are predicted as probabilities, those that were not seen with 0") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    const auto learner =
        plugins.learner("sklearn", {{"estimator", "sklearn.linear_model:LogisticRegression"}});
    CHECK((learner->capabilities() & SINTER_CAN_CLASSIFY) != 0);
    CHECK((learner->capabilities() & SINTER_CAN_REGRESS) == 0);
    Data data;
    data.labels = {{"phase", "", 4}};
    for (Index i = 0; i < data.y.rows(); ++i) {
        data.y(i, 0) = data.x(i, 0) > 0.5 ? 3 : 1;
    }
    const RowMatrix p = predicted(*learner, data);
    REQUIRE(p.cols() == 4);
    CHECK(p.col(0).cwiseAbs().maxCoeff() == 0);
    CHECK(p.col(2).cwiseAbs().maxCoeff() == 0);
    CHECK((p.rowwise().sum().array() - 1).abs().maxCoeff() < 1e-12);
    Index right = 0;
    for (Index i = 0; i < p.rows(); ++i) {
        right += (p(i, 3) > p(i, 1)) == (data.y(i, 0) == 3) ? 1 : 0;
    }
    CHECK(right > 35);
}

TEST_CASE("an estimator of scikit-learn by its import path, with a kernel and with deviations") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    const Texts gaussian{{"estimator", "sklearn.gaussian_process:GaussianProcessRegressor"},
                         {"parameters",
                          "kernel = sklearn.gaussian_process.kernels.RBF(1.0) + "
                          "sklearn.gaussian_process.kernels.WhiteKernel(0.01), normalize_y = True"}};
    const auto learner = plugins.learner("sklearn", gaussian);
    const Data data;
    TestHost host;
    const auto model = learner->fit(data.training(), host);
    REQUIRE(model->uncertainty() != nullptr);
    const auto p = sinter::predict_labels(*model, data.x, data.labels);
    CHECK((p.mean - data.y).cwiseAbs().maxCoeff() < 0.2);
    CHECK(p.sigma_obs.minCoeff() > 0.01);
    CHECK(p.sigma_obs.maxCoeff() < 0.2);
    CHECK(std::isnan(p.sigma_mean(0)));
    // A pipeline hands return_std on to its last step.
    const Texts scaled{
        {"estimator", "sklearn.pipeline:make_pipeline"},
        {"parameters", "sklearn.preprocessing.StandardScaler(), sklearn.linear_model.BayesianRidge()"}};
    CHECK(plugins.learner("sklearn", scaled)->fit(data.training(), host)->uncertainty() != nullptr);
    Texts none = gaussian;
    none["return_std"] = "none";
    CHECK(plugins.learner("sklearn", none)->fit(data.training(), host)->uncertainty() == nullptr);
}

TEST_CASE("an estimator that keeps its training set answers as before when the host's memory has changed") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    const auto learner = plugins.learner("sklearn", {{"estimator", "sklearn.neighbors:KNeighborsRegressor"},
                                                     {"parameters", "n_neighbors = 1, algorithm = 'brute'"}});
    Data data;
    const Data same;
    TestHost host;
    const auto model = learner->fit(data.training(), host);
    data.x.setZero();
    data.y.setZero();
    CHECK(same_bytes(sinter::predict_labels(*model, same.x, same.labels).mean, same.y));
}

TEST_CASE("no rows are predicted without asking the estimator, which would refuse them") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    const Data data;
    TestHost host;
    const auto model = plugins.learner("sklearn", {})->fit(data.training(), host);
    RowMatrix none(0, 1);
    const RowMatrix x(0, 3);
    CHECK_NOTHROW(model->predict(x, sinter::MatrixOut(none)));
    CHECK_NOTHROW(model->uncertainty()->predict_with_deviations(x, sinter::MatrixOut(none), {}, {}));
}

TEST_CASE("every random_state that is left open is named by the fit's stream") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    const Texts pipeline{{"estimator", "sklearn.pipeline:make_pipeline"},
                         {"parameters",
                          "sklearn.random_projection.GaussianRandomProjection(2), "
                          "sklearn.ensemble.ExtraTreesRegressor(n_estimators = 5, max_depth = 2)"}};
    const auto learner = plugins.learner("sklearn", pipeline);
    const Data data;
    CHECK(same_bytes(predicted(*learner, data), predicted(*learner, data)));
    CHECK_FALSE(same_bytes(predicted(*learner, data, 5), predicted(*learner, data, 6)));
}

TEST_CASE("what the config cannot mean is refused when the estimator is made") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    const auto making = [&](const Texts& texts) {
        return error_text([&] { plugins.learner("sklearn", texts); });
    };
    CHECK_THAT(making({{"estimator", "sklearn.linear_model"}}), Contains("expected \"package.module:Name\""));
    CHECK_THAT(making({{"estimator", "sklearn.linear_model:Rigde"}}), Contains("did you mean \"Ridge\"?"));
    CHECK_THAT(making({{"estimator", "no_such:Thing"}}), Contains("ModuleNotFoundError"));
    CHECK_THAT(making({{"estimator", "sklearn.ensemble:ExtraTreesRegressor"}, {"parameters", "n_jobs = 4"}}),
               Contains("n_jobs = 4: leave it at 1"));
    auto plugin = PythonPlugins::catalogue().require(sinter::plugin::PluginKind::learner, {"sklearn", {}});
    const auto options =
        PythonPlugins::options(*plugin, {}).with("requires", std::vector<std::string>{"scikit-learn==0.1"});
    CHECK_THAT(error_text([&] { static_cast<void>(sinter::plugin::make_learner(*plugin, options)); }),
               Contains("requires scikit-learn==0.1, but scikit-learn"));
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
