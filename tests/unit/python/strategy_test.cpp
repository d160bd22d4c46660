// SPDX-License-Identifier: Apache-2.0
//
// Transfer strategies that are written in Python.
#include "plugins/strategies/difference/difference.hpp"
#include "tests/support/test_host.hpp"
#include "tests/unit/python/python_plugins.hpp"
#include "tests/unit/strategies/small_problem.hpp"

#include <sinter/prediction.hpp>
#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

using Catch::Matchers::Contains;
using sinter::Error;
using sinter::Index;
using sinter::Options;
using sinter::Prediction;
using sinter::TransferStrategy;
using namespace sinter::tests;
using sinter::unknown;

namespace {

const char* const difference = R"py(
class Difference:
    min_sources = max_sources = 1
    same_unit = numbers_only = True
    def fit(self, problem, host):
        source, target = problem.sources[0], problem.target
        self.s = host.learner().fit(source.x, source.y, source)
        self.d = host.learner().fit(target.x, target.y - self.s.predict(target.x), target)
    def predict(self, candidates):
        s, s_mean, _ = self.s.predict_with_deviations(candidates.features)
        d, d_mean, d_obs = self.d.predict_with_deviations(candidates.features)
        assert (s_mean is None) == (d_mean is None)
        return s + d, None if s_mean is None else (s_mean ** 2 + d_mean ** 2) ** 0.5, d_obs
)py";

SmallProblem gaps() {
    return {{0, 0, 1, 1, 2, 3},
            {1.5, 2.5, 4, unknown, 7, unknown}, //
            {1, 1.25, 2, 2.5, 3, 9}};
}

Prediction predicted(const TransferStrategy& strategy, const SmallProblem& small,
                     const SmallCandidates& candidates, TestHost& host) {
    host.learners["m"] = [] {
        SameFeatureMeanOptions options;
        options.has_bags = false;
        return std::make_unique<SameFeatureMeanLearner>(options);
    };
    const auto model = strategy.fit(small.problem(), host);
    Prediction p(candidates.features.rows(), small.outputs());
    model->predict(
        {candidates.features, candidates.materials, candidates.known},
        {sinter::MatrixOut(p.mean), sinter::MatrixOut(p.sigma_mean), sinter::MatrixOut(p.sigma_obs)});
    return p;
}

std::string fit_error(PythonPlugins& plugins, const std::string& body) {
    const auto strategy =
        plugins.strategy_of("class S:\n  min_sources = max_sources = 1\n"
                            "  def fit(self, problem, host):\n    target = problem.target\n    " +
                                body + "\n  def predict(self, candidates): return candidates.features\n",
                            {{"learner", "m"}});
    try {
        TestHost host;
        static_cast<void>(predicted(*strategy, gaps(), SmallCandidates(1), host));
    } catch (const Error& e) {
        return std::to_string(e.code()) + " " + e.what();
    }
    return "no error";
}

} // namespace

TEST_CASE("the difference written in Python predicts what the one in C++ does") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    const auto in_python = plugins.strategy_of(difference, {{"learner", "m"}});
    const auto needs = in_python->needs();
    CHECK(needs.min_sources == 1);
    CHECK(needs.max_sources == 1);
    CHECK(needs.max_targets == 1);
    CHECK(needs.same_unit);
    CHECK(needs.numbers_only);
    using sinter::plugins::difference::Difference;
    const Difference in_cxx(Options::defaults(Difference::parameters())
                                .with("learner", "m")
                                .with("source_in_training", "in_sample"));
    TestHost host;
    for (const double x : {0.0, 1.0, 2.0}) {
        const auto a = predicted(*in_python, gaps(), SmallCandidates(x), host);
        const auto b = predicted(in_cxx, gaps(), SmallCandidates(x), host);
        CHECK(a.mean(0) == Approx(b.mean(0)));
        CHECK(a.mean(0) == a.mean(0));
    }
}

TEST_CASE("a strategy in Python sees the tasks, their rows and what is known of candidates") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    const auto strategy = plugins.strategy_of(R"py(
class Probe:
    max_sources = 1
    def fit(self, problem, host):
        target, source = problem.targets[0], problem.sources[0]
        assert (target.name, target.unit, target.class_count) == ("gap_expt", "eV", 0)
        assert source.name == "gap_pbe" and len(problem.sources) == 1
        assert list(target.rows) == [0, 1, 2, 4] and list(target.y) == [1.5, 2.5, 4, 7]
        assert list(target.materials) == [100, 101, 102, 104]
        assert target.x.tolist() == [[0], [0], [1], [2]] and target.weights is None
        assert not problem.features.flags.writeable and problem.feature_names == ["x0"]
        assert problem.rng().random() == problem.rng().random()
        self.problem, self.host = problem, host      # kept longer than they are the host's
    def predict(self, candidates):
        assert self.problem.features.flags.owndata and self.problem.target.y.sum() == 15
        try:
            self.host.cancelled()
        except RuntimeError as error:
            assert "only there while fit runs" in str(error)
            return candidates.known_sources[:, 0] + candidates.materials
)py",
                                              {{"learner", "m"}});
    TestHost host;
    const auto p = predicted(*strategy, gaps(), SmallCandidates(1).of_material(905).with_known(2), host);
    CHECK(p.mean(0) == 907);
}

TEST_CASE("a model that is fitted out of bag predicts its own materials from folds without them") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    CHECK(fit_error(plugins, "m = host.learner().fit(target.x, target.y, target, out_of_bag = True); "
                             "p = m.predict_out_of_bag(target.x, target.materials); "
                             "assert p[0] == 2.5 and p[1] == 1.5, p") == "no error");
    CHECK_THAT(fit_error(plugins, "host.learner().fit(target.x, target.y, target)"
                                  ".predict_out_of_bag(target.x, target.materials)"),
               Contains("fit it with out_of_bag = True"));
}

TEST_CASE("what a strategy in Python asks of the host wrongly is an error that says so") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    CHECK_THAT(fit_error(plugins, "host.learner().fit(target.x, target.y[1:], target)"), Contains("y (3,)"));
    CHECK_THAT(fit_error(plugins, "host.learner().fit(problem.features[:, :0], "
                                  "[0] * 6, target, materials = problem.materials)"),
               Contains("x has 0 columns; the problem has 1 and more_features names 0"));
    CHECK_THAT(fit_error(plugins, "return 3"), Contains("what fit gave: int has no method \"predict\""));
    // Without an option the strategy has no learner.
    const auto bare = plugins.strategy_of(difference);
    TestHost host;
    CHECK_THROWS_WITH(predicted(*bare, gaps(), SmallCandidates(1), host),
                      Contains("give the option learner = \"NAME\""));
}

TEST_CASE("an error of a learner comes back through Python with its code") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    const auto strategy = plugins.strategy_of(difference, {{"learner", "gone"}});
    TestHost host;
    try {
        static_cast<void>(predicted(*strategy, gaps(), SmallCandidates(1), host));
        FAIL("no error");
    } catch (const Error& e) {
        CHECK(e.code() == SINTER_INVALID_ARGUMENT);
        CHECK_THAT(e.what(), Contains("there is no learner 'gone'"));
        CHECK_THAT(e.what(), Contains("in fit: self.s = host.learner()"));
    }
}

TEST_CASE("a strategy in Python can have its learner in Python, on several threads", "[threads]") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    const auto strategy = plugins.strategy_of(difference, {{"learner", "py"}});
    const std::string mean = "class Mean:\n"
                             "  def fit(self, x, y): self.mean = y.mean()\n"
                             "  def predict(self, x): return 0 * x[:, 0] + self.mean\n";
    const std::string file = plugins.file(mean);
    TestHost host(4);
    host.learners["py"] = [&] { return plugins.learner("python_learner", {{"file", file}}); };
    std::vector<double> means(16);
    host.parallel_for(16, [&](std::int64_t i) {
        const SmallProblem small = gaps();
        const auto model = strategy->fit(small.problem(), host);
        const SmallCandidates one(1);
        Prediction p(1, 1);
        model->predict({one.features, one.materials, one.known}, {sinter::MatrixOut(p.mean), {}, {}});
        means[static_cast<std::size_t>(i)] = p.mean(0);
    });
    for (const double m : means) {
        CHECK(m == Approx(3.75)); // the mean of the target's labels
    }
}
