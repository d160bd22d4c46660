// SPDX-License-Identifier: Apache-2.0
#include "framework/study/config/config.hpp"
#include "framework/study/config/config_tree.hpp"
#include "framework/study/config/expand_variables.hpp"
#include "framework/study/config/read_config.hpp"
#include "framework/study/config/set_value.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace sinter;
using Catch::Contains;
using study::ConfigNode;

TEST_CASE("values and keys know where they were written, and keep the order of writing") {
    const ConfigNode root = study::parse_toml("[b]\nz = 1\na = \"x\"\n[a]\nlist = [1, 2]\n", "f.toml");
    REQUIRE(root.keys.size() == 2);
    CHECK(root.keys[0].value == "b");
    CHECK(root.keys[1].value == "a");
    const ConfigNode& b = *root.find("b");
    CHECK(b.keys[0].value == "z");
    CHECK(b.keys[1].value == "a");
    CHECK(b.keys[1].where.line == 3);
    CHECK(b.keys[1].where.column == 1);
    CHECK(b.find("a")->where.column == 5);
    CHECK(root.find("a")->find("list")->items.size() == 2);
    CHECK(root.find("c") == nullptr);
}

TEST_CASE("a value set on the command line replaces or adds") {
    ConfigNode root = study::parse_toml(
        "[study]\nseed = 1\n[[strategy]]\nplugin = \"a\"\n[[strategy]]\nplugin = \"b\"\n", "f");
    study::set_value(root, "study.seed=7");
    CHECK(root.find("study")->find("seed")->integer == 7);
    study::set_value(root, "study.name=plain words");
    CHECK(root.find("study")->find("name")->text == "plain words");
    study::set_value(root, "strategy.1.plugin=\"c\"");
    CHECK(root.find("strategy")->items[1].find("plugin")->text == "c");
    study::set_value(root, "learner.forest.trees=[1, 2]");
    CHECK(root.find("learner")->find("forest")->find("trees")->items.size() == 2);
    study::set_value(root, "study.missing=nan");
    CHECK(root.find("study")->find("missing")->text == "nan");
    CHECK_THROWS_WITH(study::set_value(root, "strategy.2.plugin=c"),
                      Contains("strategy has 2 elements, and none called \"2\""));
    CHECK_THROWS_WITH(study::set_value(root, "nothing"), Contains("expected key=value"));
    CHECK_THROWS_WITH(study::set_value(root, "study.seed.x=1"), Contains("is inside the number 7"));
}

TEST_CASE("an override names a strategy by its name, and where the key is wrong shows the right one") {
    const auto fresh = [] {
        return study::parse_toml("[study]\nseed = 1\n[learner.forest]\nplugin = \"a\"\n"
                                 "[[strategy]]\nplugin = \"single\"\n[[strategy]]\nplugin = \"single\"\n"
                                 "name = \"other\"\n[[strategy]]\nplugin = \"twin\"\n[[strategy]]\n"
                                 "plugin = \"twin\"\n",
                                 "f");
    };
    ConfigNode root = fresh();
    study::set_value(root, "strategy.other.combine=best");
    CHECK(root.find("strategy")->items[1].find("combine")->text == "best");
    study::set_value(root, "strategy.single.combine=mean");
    CHECK(root.find("strategy")->items[0].find("combine")->text == "mean");
    study::set_value(root, "strategy.0.name=first");
    study::set_value(root, "strategy.first.x=2");
    CHECK(root.find("strategy")->items[0].find("x")->integer == 2);
    study::set_value(root, "protocol.folds=3"); // a section that is not there yet
    study::set_value(root, "learner.line.plugin=ridge");
    const auto refusal = [&](const std::string& assignment) {
        ConfigNode config = fresh();
        try {
            study::set_value(config, assignment);
        } catch (const diagnostics::InputError& error) {
            return std::string(error.what());
        }
        return std::string("accepted");
    };
    CHECK_THAT(refusal("strategy.othr.combine=best"),
               Contains("did you mean \"other\"?") && Contains("-s strategy.other.combine=best"));
    CHECK_THAT(refusal("strategies.other.combine=best"),
               Contains("no section \"strategies\"") && Contains("-s strategy.other.combine=best"));
    CHECK_THAT(refusal("strategies.combine=best"), Contains("-s strategy.single.combine=best"));
    CHECK_THAT(refusal("strategy.combine=best"), Contains("-s strategy.single.combine=best"));
    CHECK_THAT(refusal("strategy.twin.combine=best"), Contains("several elements") && Contains("number"));
    CHECK_THAT(refusal("strategy.9.combine=best"), Contains("-s strategy.single.combine=best"));
    CHECK_THAT(refusal("learners.forest.trees=5"), Contains("-s learner.forest.trees=5"));
    CHECK_THAT(refusal("learner.forrest.trees=5"),
               Contains("no learner \"forrest\"") && Contains("-s learner.forest.trees=5"));
    CHECK_THAT(refusal("studdy.seed=5"), Contains("-s study.seed=5"));
    CHECK(refusal("derived.x.y=5") == "accepted"); // left to who reads the sections
}

TEST_CASE("variables are taken from the environment, with a default where one is written") {
    ::setenv("SINTER_TEST_FOLDER", "/data", 1);
    ::unsetenv("SINTER_TEST_ABSENT");
    const auto expand = [](const std::string& text) {
        return study::expand_variables({text, {"f.toml", 3, 8}});
    };
    CHECK(expand("${SINTER_TEST_FOLDER}/a.csv") == "/data/a.csv");
    CHECK(expand("${SINTER_TEST_ABSENT:-../x}/${SINTER_TEST_FOLDER}") == "../x//data");
    CHECK(expand("plain $5") == "plain $5");
    CHECK_THROWS_WITH(expand("${SINTER_TEST_ABSENT}/a"), Contains("f.toml:3:8") && Contains("is not set"));
    CHECK_THROWS_WITH(expand("${SINTER_TEST_FOLDER"), Contains("never closed"));
}

TEST_CASE("a config that is not one names the sections it lacks") {
    const tests::TemporaryFolder folder;
    const auto file = folder.write("study.toml", "x = 1\n");
    diagnostics::Diagnostics diagnostics;
    const auto config = study::read_config(file, {}, study::ConfigUse::study, diagnostics);
    std::string all;
    for (const auto& d : diagnostics.sorted()) {
        all += diagnostics::format(d) + "\n";
    }
    for (const char* part : {"there is no [study] section", "there is no [[table]] section",
                             "there is no [[featurizer]] section", "there is no [[strategy]] section",
                             "there is no [protocol] section", "unknown key `x`"}) {
        CHECK_THAT(all, Contains(part));
    }
    CHECK(diagnostics.exit_code() == 2);
}

TEST_CASE("a key with a letter of another script is shown with its code") {
    const tests::TemporaryFolder folder;
    const auto file = folder.write("study.toml", "[study]\n\"s\u0435ed\" = 1\n");
    diagnostics::Diagnostics diagnostics;
    const auto config = study::read_config(file, {}, study::ConfigUse::study, diagnostics);
    std::string all;
    for (const auto& d : diagnostics.sorted()) {
        all += diagnostics::format(d) + "\n";
    }
    CHECK_THAT(all, Contains("study.toml:2:1 error: unknown key `s<U+0435>ed` in [study]") &&
                        Contains("U+0435 looks like the letter e and is another"));
}

TEST_CASE("a syntax error at a letter of another script shows its code") {
    CHECK_THROWS_WITH(study::parse_toml("[study]\ns\u0435ed = 1\n", "study.toml"),
                      Contains("study.toml:2:2 error: not valid TOML") && Contains("saw '<U+0435>'") &&
                          Contains("U+0435 looks like the letter e and is another"));
}

TEST_CASE("a section of the wrong type is an error and no crash") {
    const tests::TemporaryFolder folder;
    for (const char* text :
         {"study = 3", "table = 3", "table = [1]", "[[table]]\nlabels = 1", "[[table]]\nlabels.a = 1",
          "[[table]]\nmaterial = \"formula\"", "learner = []", "learner.x = 1", "strategy = {}",
          "[[strategy]]\nsources = \"a\"", "[[strategy]]\nhold_out_sources = 7", "protocol = []",
          "[protocol]\nkind = 2", "[study]\nname = \"../x\"", "[study]\nname = 1979-05-27",
          "[protocol]\nkind = \"holdout\"\ntest_fraction = 1.5"}) {
        INFO(text);
        const auto file = folder.write("study.toml", text);
        diagnostics::Diagnostics diagnostics;
        const auto config = study::read_config(file, {}, study::ConfigUse::study, diagnostics);
        CHECK(diagnostics.has_errors());
    }
}

TEST_CASE("trial_limit is a number of seconds above 0 and at most a year") {
    const tests::TemporaryFolder folder;
    const auto read = [&](const std::string& value, diagnostics::Diagnostics& diagnostics) {
        const auto file = folder.write("study.toml", "[study]\nname = \"a\"\ntrial_limit = " + value + "\n");
        return study::read_config(file, {}, study::ConfigUse::study, diagnostics);
    };
    const auto message = [&](const std::string& value) {
        diagnostics::Diagnostics diagnostics;
        const auto config = read(value, diagnostics);
        CHECK_FALSE(config.trial_limit);
        for (const auto& d : diagnostics.all()) {
            if (d.message.find("trial_limit") != std::string::npos) {
                CHECK(d.where.line == 3);
                return d.message;
            }
        }
        return std::string();
    };
    diagnostics::Diagnostics ignored;
    CHECK(read("30", ignored).trial_limit == 30.0);
    CHECK(read("0.5", ignored).trial_limit == 0.5);
    for (const char* value : {"0", "-1", "1e9", "nan"}) {
        CHECK_THAT(message(value), Contains("expected a number of seconds above 0 and at most 31536000"));
    }
    CHECK_THAT(message("\"30 s\""), Contains("trial_limit"));
}
