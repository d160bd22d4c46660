// SPDX-License-Identifier: Apache-2.0
//
// What is wrong with a class, a module or the arguments of the config: which option, and what was meant.
#include "tests/unit/python/learner_data.hpp"
#include "tests/unit/python/python_plugins.hpp"

#include <catch2/catch.hpp>

using Catch::Matchers::Contains;
using sinter::Error;
using namespace sinter::tests;

namespace {

const std::string nearest = "class Nearest:\n"
                            "  def __init__(self, power = 2.0): self.power = power\n"
                            "  def fit(self, x, y): pass\n"
                            "  def predict(self, x): return x[:, 0]\n";

/// `OPTION: TEXT` of the error that `make` throws.
template <class Make>
std::string refusal(const Make& make) {
    try {
        make();
    } catch (const Error& e) {
        return e.option() + ": " + e.what();
    }
    return "no error";
}

} // namespace

TEST_CASE("an error of an estimator is about the option that it comes from, and names what is near") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    const auto making = [&](const Texts& texts) {
        return refusal([&] { plugins.learner("sklearn", texts); });
    };
    const auto of = [&](const char* estimator) { return making({{"estimator", estimator}}); };
    const auto with = [&](const char* parameters) {
        return making({{"estimator", "sklearn.pipeline:make_pipeline"}, {"parameters", parameters}});
    };
    CHECK(of("sklearn.linear_model:Rige")
              .rfind("estimator: sklearn: AttributeError: sklearn.linear_model has no "
                     "\"Rige\" (did you mean \"Ridge\"?)",
                     0) == 0);
    CHECK_THAT(of("sklearn.linear_modle:Ridge"),
               Contains("No module named 'sklearn.linear_modle' (did you mean \"sklearn.linear_model\"?)"));
    CHECK_THAT(of("sklern.linear_model:Ridge"),
               Contains("No module named 'sklern' (did you mean \"sklearn\"?)"));
    CHECK_THAT(of("sinter_has_no_such.module:Thing"),
               Contains("not installed for ") && Contains("Debian package python3-sinter_has_no_such"));
    CHECK(of("sklearn.preprocessing:StandardScaler").rfind("estimator: ", 0) == 0);
    for (const char* parameters :
         {"sklearn.linear_model.Rige()", "sklearn.linear_modle.Ridge()",
          "sklearn.linear_model.Ridge(alfa = 1.0)", "sklearn.linear_model.Ridge(alpha = -1.0)",
          "sklearn.linear_model.Ridge(), n_jobs = 3", "=", "open('x')"}) {
        INFO(parameters);
        CHECK(with(parameters).rfind("parameters: sklearn: ", 0) == 0);
    }
    CHECK_THAT(with("sklearn.linear_modle.Ridge()"), Contains("did you mean \"linear_model\"?"));
    CHECK_THAT(with("sklearn.linear_model.Ridge(alfa = 1.0)"),
               Contains("Ridge has no parameter \"alfa\" (did you mean \"alpha\"?)"));
    CHECK_THAT(with("sklearn.linear_model.Ridge(alpha = -1.0)"),
               Contains("The 'alpha' parameter of Ridge must be"));
}

TEST_CASE("an error of a class in a file is about `file`, `class` or `parameters`") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    const auto making = [&](const std::string& text, const Texts& texts = {}) {
        return refusal([&] { plugins.learner_of(text, texts); });
    };
    CHECK(making(nearest) == "no error");
    CHECK(making("class A:\n  def fit(self x)").rfind("file: ", 0) == 0);
    CHECK_THAT(making("import sklern\n" + nearest),
               Contains("did you mean \"sklearn\"?") && Contains("code_2.py:1 in <module>: import sklern"));
    const auto misspelt = making(nearest, {{"class", "Nearst"}});
    CHECK(misspelt.rfind("class: ", 0) == 0);
    CHECK_THAT(misspelt,
               Contains("no class or function \"Nearst\" (did you mean \"Nearest\"?); it defines: Nearest"));
    CHECK(making(nearest, {{"parameters", "power = 'a' + "}}).rfind("parameters: ", 0) == 0);
    CHECK_THAT(making(nearest, {{"parameters", "powr = 1"}}),
               Contains("parameters: python_learner: TypeError: "
                        "Nearest has no parameter \"powr\" (did you mean \"power\"?)"));
}

TEST_CASE("a method that cannot be called as it will be is refused before anything is fitted") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    const auto learner = [&](const char* fit) {
        return refusal([&] {
            plugins.learner_of(std::string("class A:\n  def fit(") + fit +
                               "): pass\n  def predict(self, x, out): pass\n");
        });
    };
    CHECK(learner("self, x, y, rng, cancelled") == "no error");
    CHECK_THAT(learner("self, x, y, groups"),
               Contains("A.fit(x, y, groups) is called as fit(x, y): missing a required"));
    CHECK_THAT(learner("self, x"), Contains("too many positional arguments"));
    CHECK_THAT(refusal([&] { plugins.strategy_of("class A:\n  def fit(self, problem): pass\n"); }),
               Contains("A.fit(problem) is called as fit(problem, host)"));
    CHECK_THAT(refusal([&] {
                   plugins.featurizer_of("class A:\n  features = ['a']\n  def featurize(self, out): pass\n",
                                         {});
               }),
               Contains("A.featurize(out) is called as featurize(materials, out)"));
}
