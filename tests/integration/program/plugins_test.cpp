// SPDX-License-Identifier: Apache-2.0
#include "tests/support/program.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

using namespace sinter::tests;
using Catch::Contains;

namespace {

const std::string one_check = " --only options.declared";

Outcome check(const std::string& subject, const std::string& more = {}) {
    return run_program("plugins check " + subject + one_check + " " + more);
}

} // namespace

TEST_CASE("plugins check takes the id of a plugin, installed or of a --plugin-dir") {
    const auto installed = check("guess_the_mean");
    INFO(installed.output);
    CHECK(installed.exit_code == 0);
    CHECK_THAT(installed.output, Contains("guess_the_mean.so: sound"));
    const TemporaryFolder folder;
    const auto file = folder.copy(std::filesystem::path(SINTER_GUIDE_PLUGINS) / "affine.so", "other_name.so");
    const auto own = check("affine", "--plugin-dir '" + folder.path().string() + "'");
    INFO(own.output);
    CHECK(own.exit_code == 0);
    CHECK_THAT(own.output, Contains(file.string() + ": sound"));
}

TEST_CASE("plugins check of an unknown id names the nearest and where it looked") {
    const auto outcome = check("guess_the_meen");
    CHECK(outcome.exit_code == 2);
    CHECK_THAT(outcome.output, Contains("there is no plugin \"guess_the_meen\", and no file of that name") &&
                                   Contains("did you mean \"guess_the_mean\"?") && Contains("looked in") &&
                                   !Contains("not run"));
    CHECK_THAT(outcome.output, Contains("further folders: --plugin-dir FOLDER"));
    CHECK(check("guess_the_mean", "--plugin-dir /nowhere").exit_code == 2);
    const TemporaryFolder empty;
    CHECK_THAT(check("guess_the_meen", "--plugin-dir '" + empty.path().string() + "'").output,
               Contains(empty.path().string() + " (--plugin-dir), which has no plugin"));
}

TEST_CASE("plugins check blames a wrong value of --set on who gave it") {
    const auto with = [](const std::string& set) {
        return run_program("plugins check ridge --only options.defaults --set " + set).output;
    };
    CHECK_THAT(with("penalti=1"), Contains("there is no option \"penalti\"; did you mean \"penalty\"?") &&
                                      Contains("nothing is said about the plugin"));
    CHECK_THAT(with("penalty=abc"), Contains("takes a number, and was given \"abc\""));
    CHECK_THAT(with("penalty=-1"), Contains("was given -1, expected 0 to"));
}

TEST_CASE("plugins check of a file that is absent is one error with the near names of its folder") {
    const TemporaryFolder folder;
    folder.write("scissor.so", "no plugin");
    const std::string path = folder.path().string();
    const auto near = check("'" + path + "/scisor.so'");
    CHECK(near.exit_code == 3);
    CHECK_THAT(near.output, Contains("scisor.so error: there is no such file") &&
                                Contains("did you mean \"scissor.so\"?") && !Contains("not run"));
    const auto no_folder = check("'" + path + "/none/scissor.so'");
    CHECK(no_folder.exit_code == 3);
    CHECK_THAT(no_folder.output, Contains("there is no folder " + path + "/none"));
    const auto is_folder = check("'" + path + "'");
    CHECK(is_folder.exit_code == 3);
    CHECK_THAT(is_folder.output, Contains("is a folder, not a plugin") && Contains("scissor.so"));
    CHECK(check("scissor.so").exit_code == 3); // no id has a point
    CHECK(check("'" + path + "/scissor.so'").exit_code == 4);
}

TEST_CASE("a file that is there is meant before a plugin of that id") {
    const TemporaryFolder folder;
    folder.write("ridge", "no plugin");
    const auto program = "cd '" + folder.path().string() + "' &&";
    CHECK(run_program("plugins check ridge" + one_check, program).exit_code == 4);
}

TEST_CASE("every verb that lacks a word says which, with usage and example") {
    const std::vector<std::pair<std::string, std::string>> lacking{
        {"check", "check needs a config"},
        {"run", "run needs a config"},
        {"status", "status needs a run folder"},
        {"report", "report needs a run folder"},
        {"compare", "compare needs a run folder"},
        {"featurize", "featurize needs a config, or a list of formulas"},
        {"build-plugin", "build-plugin needs a source file"},
        {"new-plugin", "new-plugin needs a kind and a name"},
        {"new-plugin learner", "new-plugin needs a kind and a name"},
        {"plugins check", "plugins check needs a file or an id"},
        {"plugins describe", "plugins describe needs an id"}};
    for (const auto& [words, message] : lacking) {
        const auto outcome = run_program(words);
        INFO(outcome.output);
        CHECK(outcome.exit_code == 2);
        CHECK_THAT(outcome.output, Contains("error: " + message + "\n    usage: sinter ") &&
                                       Contains("\n    example: sinter "));
    }
    CHECK_THAT(run_program("check a b").output, Contains("there are more words than check takes"));
    CHECK_THAT(run_program("plugins lsit").output, Contains("did you mean \"list\"?"));
}
