// SPDX-License-Identifier: Apache-2.0
//
// What a plugin refuses when it is made, at the option's place in the config.
#include "tests/support/gaps_study.hpp"

#include <catch2/catch.hpp>

using namespace sinter::tests;
using Catch::Contains;

namespace {

const std::string featurizer = "plugin = \"element_fraction\"\n";

/// The check of a study whose learner is this one.
Outcome check_learner(const std::string& lines) { return check_edited("plugin = \"ridge\"\n", lines); }

} // namespace

TEST_CASE("a strategy's error about an option stands at the option's value") {
    const auto outcome =
        check_edited("plugin = \"single_task\"\n", "plugin = \"multi_task\"\ntask_weights = [0]\n");
    INFO(outcome.output);
    CHECK(outcome.exit_code == 2);
    CHECK_THAT(outcome.output, Contains("study.toml:18:16 error: multi_task: task_weights must be above 0"));
}

TEST_CASE("a featurizer's errors about its options stand at the values of these") {
    GapsStudy study(
        edited(gaps_config, featurizer, "plugin = \"element_embedding\"\nfile = \"vectors.csv\"\n"));
    study.folder().write("vectors.csv", "element,a\nSi,cat\n");
    CHECK_THAT(study.check().output, Contains("study.toml:12:8 error: element_embedding: ") &&
                                         Contains("vectors.csv:2: found 'cat' in column 'a'"));
    study.folder().write("vectors.csv", "element,a\nSi,1\n");
    CHECK_THAT(study.check("-s 'featurizer.0.statistics=[]'").output,
               Contains("the list of statistics is empty"));
    const auto unknown = check_edited(featurizer, "plugin = \"columns\"\ncolumns = [\n  \"x\"\n]\n");
    CHECK(unknown.exit_code == 2);
    CHECK_THAT(unknown.output, Contains("study.toml:12:11 error: columns: there is no input column 'x'"));
}

TEST_CASE("errors of scikit-learn's estimators stand at `estimator`, `parameters` or `requires`") {
    if (!std::filesystem::exists(SINTER_PLUGIN_DIR "/python/bridge.so")) {
        WARN("skipped: the Python bridge is not built");
        return;
    }
    const auto said = [](const std::string& lines) {
        const auto outcome = check_learner("plugin = \"sklearn\"\n" + lines);
        INFO(outcome.output);
        CHECK(outcome.exit_code == 2);
        return outcome.output;
    };
    CHECK_THAT(said("estimator = \"sklearn.linear_model:Rige\"\n"),
               Contains("study.toml:15:13 error: sklearn: ") &&
                   Contains("sklearn.linear_model has no \"Rige\" (did you mean \"Ridge\"?)"));
    CHECK_THAT(said("parameters = \"alpha_1 = -1.0\"\n"),
               Contains("study.toml:15:14 error: sklearn: ") &&
                   Contains("'alpha_1' parameter of BayesianRidge"));
    CHECK_THAT(said("estimator = \"sklearn.linear_model:Ridge\"\nparameters = \"alfa = 1.0\"\n"),
               Contains("study.toml:16:14 error: sklearn: ") &&
                   Contains("Ridge has no parameter \"alfa\" (did you mean \"alpha\"?)"));
    CHECK_THAT(said("requires = [\"scikit-learn==0.1\"]\n"),
               Contains("study.toml:15:12 error: sklearn: ") && Contains("requires scikit-learn==0.1"));
    // What stands nowhere in the config has the place of the section.
    CHECK_THAT(check_edited(featurizer,
                            "plugin = \"element_fraction\"\n[learner.own]\nplugin = \"python_learner\"\n"
                            "file = \"study.toml\"\n")
                   .output,
               Contains("study.toml:14:8 error: python_learner: ") && Contains("SyntaxError"));
}

TEST_CASE(
    "a learner that cannot do what its strategy needs is an error before anything runs, with both places") {
    if (!std::filesystem::exists(SINTER_PLUGIN_DIR "/python/bridge.so")) {
        WARN("skipped: the Python bridge is not built");
        return;
    }
    const std::string single = "plugin = \"ridge\"\n";
    const auto at = gaps_config.find(single);
    REQUIRE(at != std::string::npos);
    std::string config = edited(gaps_config, "plugin = \"single_task\"\n", "plugin = \"multi_task\"\n");
    config = edited(config, single, "plugin = \"sklearn\"\n[learner.able]\nplugin = \"ridge\"\n");
    const auto outcome = GapsStudy(config).check();
    INFO(outcome.output);
    CHECK(outcome.exit_code == 2);
    CHECK_THAT(outcome.output, Contains("multi_task") && Contains("does not know several labels at once") &&
                                   Contains("it is fitted on all labels at once") &&
                                   Contains("these do: \"able\""));
    CHECK_THAT(outcome.output, Contains("[learner.") && Contains("] is at "));
}
