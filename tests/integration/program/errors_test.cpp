// SPDX-License-Identifier: Apache-2.0
#include "tests/support/gaps_study.hpp"

#include <catch2/catch.hpp>

using namespace sinter::tests;
using Catch::Contains;

TEST_CASE("the config of these tests is sound") {
    const auto outcome = GapsStudy().check();
    INFO(outcome.output);
    CHECK(outcome.exit_code == 0);
    CHECK_THAT(outcome.output, Contains("overlap gap_expt and gap_pbe: 6 materials") &&
                                   Contains("6 trials would be run; nothing is wrong"));
}

TEST_CASE("all errors of a config are reported at once, in the file's order, with the nearest names") {
    std::string text = gaps_config;
    text = edited(text, "name = \"small\"", "name = \"small\"\nsede = 3");
    text = edited(text, "column = \"Eg (eV)\"", "column = \"Eg\"");
    text = edited(text, "plugin = \"element_fraction\"", "plugin = \"element_fractions\"");
    text = edited(text, "plugin = \"ridge\"", "plugin = \"ridge\"\npenalti = 1.0");
    text = edited(text, "sources = [\"gap_pbe\"]", "sources = [\"gap_pb\"]");
    text = edited(text, "folds = 3", "folds = 1");
    const auto outcome = GapsStudy(text).check();
    INFO(outcome.output);
    CHECK(outcome.exit_code == 2);
    const std::vector<std::string> expected{
        "study.toml:3:1 error: unknown key `sede` in [study]",
        "study.toml:8:",
        "study.toml:12:10 error: ",
        "study.toml:16:1 error: unknown option",
        "study.toml:26:12 error: source \"gap_pb\" is not a label of any table",
        "study.toml:31:9 error: [protocol] folds is 1, expected a whole number >= 2",
    };
    std::size_t at = 0;
    for (const auto& line : expected) {
        INFO(line);
        const auto found = outcome.output.find(line, at);
        REQUIRE(found != std::string::npos);
        at = found;
    }
    for (const char* hint : {"did you mean \"seed\"?", "Eg (eV)", "did you mean \"element_fraction\"?",
                             "did you mean \"penalty\"?", "did you mean \"gap_pbe\"?"}) {
        CHECK_THAT(outcome.output, Contains(hint));
    }
}

TEST_CASE("a syntax error names its place") {
    const auto outcome = check_edited("name = \"small\"", "name = \"small");
    CHECK(outcome.exit_code == 2);
    CHECK_THAT(outcome.output, Contains("study.toml:2:") && Contains("not valid TOML"));
}

TEST_CASE("a difference between labels of different units is refused") {
    const auto convertible =
        check_edited("column = \"gap\", unit = \"eV\"", "column = \"gap\", unit = \"meV\"");
    CHECK(convertible.exit_code == 2);
    CHECK_THAT(convertible.output, Contains("needs sources in the unit of its target") &&
                                       Contains("labels.gap_pbe.convert_to = \"eV\""));
    CHECK(check_edited("column = \"gap\", unit = \"eV\"", "column = \"gap\", unit = \"GPa\"").exit_code == 2);
    CHECK(check_edited("column = \"gap\", unit = \"eV\"",
                       "column = \"gap\", unit = \"meV\", convert_to = \"eV\"")
              .exit_code == 0);
}

TEST_CASE("a strategy is given as many sources as it takes") {
    CHECK_THAT(check_edited("sources = [\"gap_pbe\"]\n", "").output,
               Contains("difference takes 1 to 64 sources, the config gives 0"));
    CHECK_THAT(
        check_edited("plugin = \"single_task\"\n", "plugin = \"single_task\"\nsources = [\"gap_pbe\"]\n")
            .output,
        Contains("single_task takes no sources"));
    CHECK_THAT(check_edited("sources = [\"gap_pbe\"]", "sources = [\"gap_expt\"]").output,
               Contains("\"gap_expt\" is both the target and a source"));
}

TEST_CASE("a learner that does not exist is named with the nearest") {
    const auto outcome = check_edited("learner = \"line\"", "learner = \"lines\"");
    CHECK(outcome.exit_code == 2);
    CHECK_THAT(outcome.output, Contains("lines") && Contains("did you mean \"line\"?"));
}

TEST_CASE("bad rows of the data name file, line, column and value") {
    const auto outcome =
        GapsStudy(gaps_config, edited(edited(gaps_table, "GaAs,1.4", "GaXs,1.4"), "Si,1.1", "Si,\"1,1\""))
            .check();
    INFO(outcome.output);
    CHECK(outcome.exit_code == 3);
    CHECK_THAT(outcome.output, Contains("gaps.csv:2") && Contains("GaXs"));
    CHECK_THAT(outcome.output, Contains("gaps.csv:3") && Contains("1,1") && Contains("decimal"));
}

TEST_CASE("of several kinds of errors the lowest exit code counts") {
    const std::string bad_data = edited(gaps_table, "GaAs,1.4", "GaXs,1.4");
    CHECK(GapsStudy(gaps_config, bad_data).check().exit_code == 3);
    CHECK(GapsStudy(edited(gaps_config, "folds = 3", "folds = 0"), bad_data).check().exit_code == 2);
}

TEST_CASE("more folds than materials, a missing file and a missing config are errors, not crashes") {
    CHECK_THAT(check_edited("folds = 3", "folds = 7").output,
               Contains("study.toml:27:1 error: 7 folds need at least as many groups"));
    CHECK(check_edited("folds = 3", "folds = 7").exit_code == 3);
    const auto missing = check_edited("file = \"gaps.csv\"", "file = \"gap.csv\"");
    CHECK(missing.exit_code == 3);
    CHECK_THAT(missing.output, Contains("gaps.csv"));
    CHECK(run_program("check /nowhere/study.toml").exit_code == 2);
    CHECK_THAT(check_edited("file = \"gaps.csv\"", "file = \"${SINTER_NO_SUCH_VARIABLE}/gaps.csv\"").output,
               Contains("the environment variable SINTER_NO_SUCH_VARIABLE is not set") &&
                   Contains("export SINTER_NO_SUCH_VARIABLE=") && !Contains("does not exist"));
}

TEST_CASE("repeated measurements need a policy") {
    const std::string repeated = gaps_table + "GaAs,1.5,0.3\n";
    const auto outcome = GapsStudy(gaps_config, repeated).check();
    CHECK(outcome.exit_code == 3);
    CHECK_THAT(outcome.output, Contains("GaAs") || Contains("AsGa"));
    std::string text = edited(gaps_config, "column = \"Eg (eV)\", unit = \"eV\"",
                              "column = \"Eg (eV)\", unit = \"eV\", repeats = \"median\"");
    text = edited(text, "column = \"gap\", unit = \"eV\"",
                  "column = \"gap\", unit = \"eV\", repeats = \"keep\"");
    const auto allowed = GapsStudy(text, repeated).check();
    INFO(allowed.output);
    CHECK(allowed.exit_code == 0);
    CHECK_THAT(allowed.output, Contains("1 material is measured more than once: median") &&
                                   Contains("1 material is measured more than once: keep"));
}

TEST_CASE("a folder that cannot be written to is known before the work") {
    const GapsStudy study;
    const auto outcome = study.run("run", "-o /proc/sinter-runs");
    CHECK(outcome.exit_code == 6);
    CHECK_THAT(outcome.output, Contains("/proc/sinter-runs"));
}

TEST_CASE("the command line beats the file, and --show says where each value came from") {
    const auto outcome = GapsStudy().check("--show -s learner.line.penalty=0.5 -s study.seed=9");
    INFO(outcome.output);
    CHECK(outcome.exit_code == 0);
    CHECK_THAT(outcome.output, Contains("seed = 9") && Contains("penalty = 0.5") && Contains("# default"));
    CHECK(GapsStudy().check("-s learner.line.penalty=cat").exit_code == 2);
    CHECK(GapsStudy().check("-s strategy.7.learner=line").exit_code == 2);
    CHECK(GapsStudy().check("--threads 0").exit_code == 2);
    CHECK(run_program("check x", "SINTER_THREADS=many").exit_code == 2);
}

TEST_CASE("unknown verbs and options name the nearest") {
    const auto verb = run_program("chek study.toml");
    CHECK(verb.exit_code == 2);
    CHECK_THAT(verb.output, Contains("did you mean \"check\"?"));
    const auto option = run_program("run study.toml --treads 2");
    CHECK(option.exit_code == 2);
    CHECK_THAT(option.output, Contains("did you mean \"--threads\"?"));
}

TEST_CASE("`init` does not overwrite") {
    const TemporaryFolder folder;
    const auto arguments = "init '" + folder.path().string() + "'";
    CHECK(run_program(arguments).exit_code == 0);
    const auto again = run_program(arguments);
    CHECK(again.exit_code == 3);
    CHECK_THAT(again.output, Contains("is there already; nothing was written"));
    CHECK(run_program("init '" + folder.path().string() + "/x' --template frist_run").exit_code == 2);
}

TEST_CASE("check ends with the number of its warnings, or with the word that nothing is wrong") {
    CHECK_THAT(GapsStudy().check().output, Contains("6 trials would be run; nothing is wrong"));
    // Calculated gaps in meV that are declared as eV.
    std::string table = "formula,Eg (eV),gap\n";
    double gap = 0.8;
    for (const char* metal : {"Mg", "Ca", "Sr", "Ba", "Zn", "Cd", "Be", "Fe", "Ni", "Co"}) {
        table += std::string(metal) + "O," + std::to_string(gap) + "," + std::to_string(950 * gap) + "\n";
        gap += 0.37;
    }
    const auto outcome = GapsStudy(gaps_config, table).check();
    INFO(outcome.output);
    CHECK(outcome.exit_code == 0);
    CHECK_THAT(outcome.output, Contains("6 trials would be run; see the warning above"));
}
