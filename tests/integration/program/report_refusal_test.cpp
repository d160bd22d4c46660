// SPDX-License-Identifier: Apache-2.0
//
// A report must never be replaced by one that holds less.
#include "tests/support/gaps_run.hpp"

#include <catch2/catch.hpp>

using namespace sinter::tests;
using Catch::Contains;
using Catch::StartsWith;
namespace fs = std::filesystem;

TEST_CASE("report refuses data that are not the run's, says how many rows differ, and writes nothing") {
    const GapsRun run;
    const auto before = run.files();
    write_bytes(run.data(), gaps_table + "GeO2,5.6,1.2\n");
    const auto outcome = run.on_folder("report");
    INFO(outcome.output);
    CHECK(outcome.exit_code == 3);
    CHECK_THAT(outcome.output,
               Contains("gaps.csv error: the file is not as it was when the run was made: 1 row "
                        "is new") &&
                   Contains("nothing was written") && Contains("run ") && !Contains("--fresh"));
    CHECK(run.files() == before);
    write_bytes(run.data(), edited(gaps_table, "1.4,0.2", "1.5,0.2"));
    CHECK_THAT(run.on_folder("report").output, Contains("1 row differs"));
    write_bytes(run.data(), edited(gaps_table, "GaAs,1.4,0.2\nSi,1.1,0.6\n", "Si,1.1,0.6\nGaAs,1.4,0.2\n"));
    CHECK_THAT(run.on_folder("report").output, Contains("no row differs; their order"));
    CHECK(run.files() == before);
    // The old bytes give the old report.
    write_bytes(run.data(), gaps_table);
    CHECK(run.on_folder("report").exit_code == 0);
    CHECK(run.files() == before);
}

TEST_CASE("report refuses a plugin that was built anew, and names its file") {
    const TemporaryFolder plugins;
    const auto copied = plugins.copy(fs::path(SINTER_PLUGIN_DIR) / "ridge.so", "ridge.so");
    const GapsStudy study;
    const std::string own = " --plugin-dir '" + plugins.path().string() + "'";
    const auto root = study.path() / "runs";
    REQUIRE(study.run("run", "-q -o '" + root.string() + "'" + own).exit_code == 0);
    const auto folder = only_run(root);
    const auto metrics = content_of(folder / "metrics.csv");
    std::ofstream(copied, std::ios::binary | std::ios::app) << 'x';
    const auto outcome = run_program("report '" + folder.string() + "'" + own);
    INFO(outcome.output);
    CHECK(outcome.exit_code == 4);
    CHECK_THAT(outcome.output, Contains(copied.string() + " error: the plugin \"ridge\" is not as it was") &&
                                   Contains("its SHA-256 is ") && Contains(" --fresh\n"));
    CHECK(content_of(folder / "metrics.csv") == metrics);
}

TEST_CASE("report names paths as they were typed: relative ones where the run's folder is") {
    const GapsRun run;
    write_bytes(run.data(), gaps_table + "AlN,6.2,4\n");
    const auto relative =
        run_shell("cd '" + run.study().path().string() + "' && '" SINTER_PROGRAM "' report '" +
                  fs::relative(run.folder(), run.study().path()).string() + "' 2>&1");
    INFO(relative.output);
    CHECK_THAT(relative.output, StartsWith("gaps.csv error: the file is not as it was") &&
                                    Contains("run study.toml -o ") && !Contains(run.study().path().string()));
    CHECK_THAT(run.on_folder("report").output,
               Contains(run.data().string() + " error: ") &&
                   Contains("run " + (run.study().path() / "study.toml").string()));
}

TEST_CASE("report refuses a journal that lost results which the report has") {
    const GapsRun run;
    const auto before = run.files();
    const auto journal = content_of(run.journal());
    write_bytes(run.journal(), journal.substr(0, journal.find('\n') + 1));
    const auto fewer = run.on_folder("report");
    INFO(fewer.output);
    CHECK(fewer.exit_code == 3);
    CHECK_THAT(fewer.output, Contains("the report there has 6 finished units, and now there is 1") &&
                                 Contains("study.toml -o "));
    write_bytes(run.journal(), "");
    CHECK_THAT(run.on_folder("report").output, Contains("the journal has no result of the run's units"));
    CHECK(run.files() == before);
}

TEST_CASE("report refuses a config of the run that was changed") {
    const GapsRun run;
    const auto config = run.folder() / "config.effective.toml";
    write_bytes(config, edited(content_of(config), "folds = 3", "folds = 2"));
    const auto before = run.files();
    const auto outcome = run.on_folder("report");
    INFO(outcome.output);
    CHECK(outcome.exit_code == 3);
    CHECK_THAT(outcome.output,
               Contains("config.effective.toml error: the file was changed since the run wrote"));
    CHECK(run.files() == before);
}

TEST_CASE("a run of which no unit finishes leaves the report of other options as it was") {
    const GapsRun run;
    const auto before = run.files();
    // No material has a label of this source, so that no row is left to train on.
    auto config = edited(gaps_config, "[[featurizer]]",
                         "[[table]]\nfile = \"other.csv\"\nmaterial = { formula = \"formula\" }\n"
                         "labels.other = { column = \"gap\", unit = \"eV\" }\n\n[[featurizer]]");
    write_bytes(run.study().path() / "other.csv", "formula,gap\nHe2Ne,1\nHeNe2,2\nHe3Ne,3\n");
    write_bytes(run.study().path() / "study.toml", config);
    REQUIRE(run.again("-q").exit_code == 0); // another folder: there is one more table
    fs::path folder;
    for (const auto& entry : fs::directory_iterator(run.root())) {
        folder = entry.path() == run.folder() ? folder : entry.path();
    }
    const auto metrics = content_of(folder / "metrics.csv");
    const auto units = content_of(folder / "units.csv");
    config = edited(config, "plugin = \"single_task\"\ntarget = \"gap_expt\"\nlearner = \"line\"\n",
                    "plugin = \"difference\"\nname = \"doomed\"\ntarget = \"gap_expt\"\nsources = "
                    "[\"other\"]\nlearner = \"line\"\nsource_in_training = \"measured\"\nmissing_source = "
                    "\"drop\"\n");
    config.erase(config.find("[[strategy]]", config.find("doomed")),
                 config.find("[protocol]") - config.find("[[strategy]]", config.find("doomed")));
    write_bytes(run.study().path() / "study.toml", config);
    const auto failed = run.again();
    INFO(failed.output);
    CHECK(failed.exit_code == 1);
    CHECK_THAT(failed.output,
               Contains("has 6 finished units of other options") && Contains("stays as it is"));
    CHECK(content_of(folder / "metrics.csv") == metrics);
    CHECK(content_of(folder / "units.csv") == units);
    CHECK(run.files() == before);
    CHECK_THAT(run_program("status '" + folder.string() + "'").output,
               Contains("single_task                   3      3"));
}
