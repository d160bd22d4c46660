// SPDX-License-Identifier: Apache-2.0
//
// Estimators of scikit-learn as learners.
#include "tests/unit/python/learner_data.hpp"
#include "tests/unit/python/python_plugins.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using Catch::Matchers::Contains;
using sinter::Index;
using sinter::RowMatrix;
using namespace sinter::tests;

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
