// SPDX-License-Identifier: Apache-2.0
//
// A report must never be replaced by one that holds less.
#include "tests/support/gaps_run.hpp"

#include <catch2/catch.hpp>

using namespace sinter::tests;
using Catch::Contains;
using Catch::StartsWith;
namespace fs = std::filesystem;

TEST_CASE("report gives the same tables whatever has become of the data") {
    const GapsRun run;
    const auto before = run.files();
    write_bytes(run.data(), gaps_table + "GeO2,5.6,1.2\n");
    CHECK(run.on_folder("report").exit_code == 0);
    CHECK(run.files() == before);
    fs::remove(run.data());
    fs::remove(run.folder() / "metrics.csv");
    const auto outcome = run.on_folder("report");
    INFO(outcome.output);
    CHECK(outcome.exit_code == 0);
    CHECK(run.files() == before);
}

TEST_CASE("report brings an interrupted run's journal into the tables, without data") {
    const GapsRun run;
    const auto before = run.files();
    const auto journal = content_of(run.journal());
    const auto reported = run.folder() / "journal" / "reported";
    fs::remove(reported); // as if the run had been killed before its report
    fs::remove(run.data());
    write_bytes(run.journal(), journal.substr(0, journal.find('\n') + 1));
    const auto first = run.on_folder("report");
    INFO(first.output);
    CHECK(first.exit_code == 0);
    CHECK_THAT(first.output, Contains("1 of 6 trials"));
    write_bytes(run.journal(), journal);
    CHECK(run.on_folder("report").exit_code == 0);
    CHECK(run.files() == before);
}

TEST_CASE("report names paths as they were typed: relative ones if the run's folder is") {
    const GapsRun run;
    write_bytes(run.journal(), "");
    const auto relative =
        run_shell("cd '" + run.study().path().string() + "' && '" SINTER_PROGRAM "' report '" +
                  fs::relative(run.folder(), run.study().path()).string() + "' 2>&1");
    INFO(relative.output);
    CHECK_THAT(relative.output, StartsWith("runs/") && Contains("run study.toml -o ") &&
                                    !Contains(run.study().path().string()));
    CHECK_THAT(run.on_folder("report").output,
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
    CHECK_THAT(fewer.output, Contains("the report there has 6 finished trials, and now there is 1") &&
                                 Contains("study.toml -o "));
    write_bytes(run.journal(), "");
    CHECK_THAT(run.on_folder("report").output, Contains("the journal has no result of the run's trials"));
    CHECK(run.files() == before);
}

TEST_CASE("report refuses a record of the study that was changed or is gone") {
    const GapsRun run;
    const auto record = run.folder() / "study.json";
    const auto sound = content_of(record);
    write_bytes(record, edited(sound, "\"seed\":", "\"seed\":1"));
    auto before = run.files();
    auto outcome = run.on_folder("report");
    INFO(outcome.output);
    CHECK(outcome.exit_code == 3);
    CHECK_THAT(outcome.output, Contains("study.json error: the file was changed since the run wrote it"));
    CHECK(run.files() == before);
    fs::remove(record);
    before = run.files();
    outcome = run.on_folder("report");
    CHECK(outcome.exit_code == 3);
    CHECK_THAT(outcome.output, Contains("study.json error: ") && Contains("`sinter run` of the same config"));
    CHECK(run.files() == before);
    CHECK(run.again("-q").exit_code == 0);
    CHECK(content_of(record) == sound);
}

TEST_CASE("a run of which no trial finishes leaves the report of other options as it was") {
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
    const auto trials = content_of(folder / "trials.csv");
    config = edited(config, "plugin = \"single_task\"\ntarget = \"gap_expt\"\nlearner = \"line\"\n",
                    "plugin = \"difference\"\nname = \"doomed\"\ntarget = \"gap_expt\"\n"
                    "sources = [\"other\"]\nlearner = \"line\"\nsource_in_training = \"measured\"\n"
                    "missing_source = \"drop\"\n");
    config.erase(config.find("[[strategy]]", config.find("doomed")),
                 config.find("[protocol]") - config.find("[[strategy]]", config.find("doomed")));
    write_bytes(run.study().path() / "study.toml", config);
    const auto failed = run.again();
    INFO(failed.output);
    CHECK(failed.exit_code == 1);
    CHECK_THAT(failed.output,
               Contains("has 6 finished trials of other options") && Contains("stays as it is"));
    CHECK(content_of(folder / "metrics.csv") == metrics);
    CHECK(content_of(folder / "trials.csv") == trials);
    CHECK(run.files() == before);
    CHECK_THAT(run_program("status '" + folder.string() + "'").output,
               Contains("single_task                   3      3"));
}
