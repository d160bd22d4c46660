// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/options/option_validation.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>

using sinter::Options;
using sinter::Parameters;
using sinter::diagnostics::Diagnostic;
using sinter::diagnostics::Diagnostics;
using sinter::plugin::OptionContext;
using sinter::plugin::OtherValue;
using sinter::plugin::validate_options;
using sinter::plugin::WrittenOption;
using sinter::plugin::WrittenValue;

namespace {

Parameters forest() {
    Parameters p;
    p.integer("trees", 200).at_least(1).doc("number of trees");
    p.real("shrinkage", 1.0).between(0, 1);
    p.text("bags", "poisson").choices({"poisson", "multinomial"});
    p.integer("mtry", "third").at_least(1).choices({"third", "sqrt", "all"});
    p.boolean("honest", false);
    p.text("note", "");
    p.texts("names", {"a"});
    p.reals("alphas", {1.0}).at_least(0);
    p.optional_learner("learner");
    return p;
}

WrittenOption option(const std::string& name, WrittenValue value, std::uint32_t line = 1) {
    return {{name, {"study.toml", line, 1}}, {std::move(value), {"study.toml", line, 9}}};
}

OptionContext context() { return {"random_forest", {"study.toml", 7, 1}, "/nowhere", {"ridge", "forest"}}; }

Options accepted(const std::vector<WrittenOption>& written) {
    Diagnostics diagnostics;
    auto options = validate_options(forest(), written, context(), diagnostics);
    INFO((diagnostics.all().empty() ? "" : diagnostics.all()[0].message));
    CHECK_FALSE(diagnostics.has_errors());
    return options;
}

/// The only error of one option.
Diagnostic refused(const std::string& name, WrittenValue value) {
    Diagnostics diagnostics;
    static_cast<void>(validate_options(forest(), {option(name, std::move(value))}, context(), diagnostics));
    REQUIRE(diagnostics.all().size() == 1);
    CHECK(diagnostics.all()[0].kind == sinter::diagnostics::ErrorKind::config);
    CHECK(diagnostics.all()[0].where.column == 9);
    return diagnostics.all()[0];
}

std::string message(const std::string& name, WrittenValue value) {
    return refused(name, std::move(value)).message;
}

} // namespace

TEST_CASE("options that are not written have their defaults") {
    const auto options = accepted({});
    CHECK(options.integer("trees") == 200);
    CHECK(options.text("mtry") == "third");
    CHECK(options.is_text("mtry"));
    CHECK(options.text("learner").empty());
}

TEST_CASE("written options have their types; a whole number is taken where a number is declared") {
    const auto options =
        accepted({option("trees", std::int64_t{50}), option("shrinkage", std::int64_t{0}),
                  option("bags", "multinomial"), option("mtry", std::int64_t{3}), option("honest", true),
                  option("note", "any text"), option("names", std::vector<std::string>{"b", "c"}),
                  option("alphas", std::vector<double>{0.5, 2}), option("learner", "ridge")});
    CHECK(options.integer("trees") == 50);
    CHECK(options.real("shrinkage") == 0.0);
    CHECK(options.text("bags") == "multinomial");
    CHECK(options.integer("mtry") == 3);
    CHECK_FALSE(options.is_text("mtry"));
    CHECK(options.boolean("honest"));
    CHECK(options.text("note") == "any text");
    CHECK(options.texts("names") == std::vector<std::string>{"b", "c"});
    CHECK(options.reals("alphas") == std::vector<double>{0.5, 2});
    CHECK(options.text("learner") == "ridge");
    CHECK(accepted({option("mtry", "sqrt")}).text("mtry") == "sqrt");
    CHECK(accepted({option("names", std::vector<double>{})}).texts("names").empty());
    CHECK(accepted({option("alphas", std::vector<std::string>{})}).reals("alphas").empty());
}

TEST_CASE("an unknown option names the plugin, the nearest option and all of them") {
    Diagnostics diagnostics;
    static_cast<void>(validate_options(forest(), {option("tress", std::int64_t{1})}, context(), diagnostics));
    REQUIRE(diagnostics.all().size() == 1);
    const auto& error = diagnostics.all()[0];
    CHECK(error.message == "unknown option \"tress\" of random_forest");
    CHECK(error.where.column == 1);
    CHECK(error.hints[0] == "did you mean \"trees\"?");
    CHECK(error.hints[1] == "options: trees, shrinkage, bags, mtry, honest, note, names, alphas, learner");
}

TEST_CASE("a value of the wrong type says what it is and what is expected") {
    CHECK(message("trees", "abc") == "trees of random_forest is the text \"abc\", expected an integer >= 1");
    CHECK(message("trees", 2.5) == "trees of random_forest is the number 2.5, expected an integer >= 1");
    CHECK(message("trees", 2.0) == "trees of random_forest is the number 2.0, expected an integer >= 1");
    CHECK(message("trees", true) == "trees of random_forest is the boolean true, expected an integer >= 1");
    CHECK(message("shrinkage", "1") ==
          "shrinkage of random_forest is the text \"1\", expected a number from 0 to 1");
    CHECK(message("honest", std::int64_t{1}) ==
          "honest of random_forest is the integer 1, expected true or false");
    CHECK(message("bags", std::int64_t{1}) ==
          "bags of random_forest is the integer 1, expected \"poisson\" or \"multinomial\"");
    CHECK(message("names", "a") == "names of random_forest is the text \"a\", expected a list of texts");
    CHECK(message("alphas", std::vector<std::string>{"x"}) ==
          "alphas of random_forest is the list [\"x\"], expected a list of numbers >= 0");
    CHECK(message("note", OtherValue{"a table"}) == "note of random_forest is a table, expected a text");
}

TEST_CASE("a value out of its bounds or choices says so") {
    CHECK(message("trees", std::int64_t{0}) == "trees of random_forest = 0, expected an integer >= 1");
    CHECK(message("shrinkage", 1.5) == "shrinkage of random_forest = 1.5, expected a number from 0 to 1");
    CHECK(message("shrinkage", std::numeric_limits<double>::quiet_NaN()) ==
          "shrinkage of random_forest = nan, expected a finite number from 0 to 1");
    CHECK(message("alphas", std::vector<double>{1, std::numeric_limits<double>::infinity()}) ==
          "alphas of random_forest = [1.0, inf], expected a list of finite numbers >= 0");
    // The command line gives the word, which some options take.
    CHECK(message("shrinkage", "-inf") ==
          "shrinkage of random_forest = -inf, expected a finite number from 0 to 1");
    CHECK(message("alphas", std::vector<double>{1, -1}) ==
          "alphas of random_forest = [1.0, -1.0], expected a list of numbers >= 0");
    const auto misspelt = refused("bags", "poison");
    CHECK(misspelt.message == "bags of random_forest = \"poison\", expected \"poisson\" or \"multinomial\"");
    CHECK(misspelt.hints[0] == "did you mean \"poisson\"?");
    CHECK(message("mtry", "half") ==
          "mtry of random_forest = \"half\", expected an integer >= 1 or \"third\", \"sqrt\" or \"all\"");
}

TEST_CASE("a learner that the config does not have is named with the nearest") {
    const auto error = refused("learner", "ridg");
    CHECK(error.message == "learner = \"ridg\" is not a learner of this config");
    CHECK(error.hints[0] == "did you mean \"ridge\"?");
    CHECK(error.hints[1] == "learners: ridge, forest");
}

TEST_CASE("a file is looked for beside the config and comes out absolute") {
    const sinter::tests::TemporaryFolder folder;
    const auto file = folder.write("table.csv", "x");
    Parameters declared;
    declared.file("table");
    auto where = context();
    where.base_folder = folder.path();
    Diagnostics diagnostics;
    CHECK(validate_options(declared, {option("table", "table.csv")}, where, diagnostics).text("table") ==
          file);
    CHECK(validate_options(declared, {option("table", file.string())}, where, diagnostics).text("table") ==
          file);
    CHECK_FALSE(diagnostics.has_errors());
    static_cast<void>(validate_options(declared, {option("table", "absent.csv")}, where, diagnostics));
    static_cast<void>(validate_options(declared, {option("table", ".")}, where, diagnostics));
    static_cast<void>(validate_options(declared, {option("table", "")}, where, diagnostics));
    REQUIRE(diagnostics.all().size() == 3);
    CHECK(diagnostics.all()[0].message == "table = \"absent.csv\" is not a file");
    CHECK(diagnostics.all()[0].hints[0] == "looked for: " + (folder.path() / "absent.csv").string());
}

TEST_CASE("a required option that is missing is reported at the plugin's table") {
    Parameters declared;
    declared.learner("learner").doc("fits the target");
    Diagnostics diagnostics;
    static_cast<void>(validate_options(declared, {}, context(), diagnostics));
    REQUIRE(diagnostics.all().size() == 1);
    CHECK(diagnostics.all()[0].message == "random_forest needs the option \"learner\"");
    CHECK(diagnostics.all()[0].where.line == 7);
    CHECK(diagnostics.all()[0].hints.back() == "learners: ridge, forest");
}

TEST_CASE("everything wrong is reported at once") {
    Diagnostics diagnostics;
    const auto options = validate_options(forest(),
                                          {option("tress", true, 1), option("trees", "x", 2),
                                           option("shrinkage", 7.0, 3), option("trees", "y", 4)},
                                          context(), diagnostics);
    CHECK(diagnostics.error_count() == 4);
    CHECK(options.integer("trees") == 200);
}
