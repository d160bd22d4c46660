// SPDX-License-Identifier: Apache-2.0
//
// A run folder in which files were changed, removed, or are none.
#include "tests/support/gaps_run.hpp"

#include <catch2/catch.hpp>

#include <sys/stat.h>

using namespace sinter::tests;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

/// The limit ends a program that waits for the other end of a pipe.
Outcome within_seconds(const std::string& arguments) {
    return run_shell("timeout 20 '" SINTER_PROGRAM "' " + arguments + " 2>&1");
}

} // namespace

TEST_CASE("a line of the journal that was changed is named, not used, and its trial is run again") {
    const GapsRun run;
    const auto before = run.files();
    auto journal = content_of(run.journal());
    const auto second = journal.find('\n') + 1;
    const auto digit = journal.find("\"mean\":[", second) + 8;
    journal[digit] = journal[digit] == '1' ? '2' : '1';
    write_bytes(run.journal(), journal);
    const auto status = run.on_folder("status");
    CHECK_THAT(status.output, Contains("unusable: ") && Contains("line 2 was changed since it was written"));
    CHECK(run.on_folder("report").exit_code == 3);
    const auto again = run.again();
    INFO(again.output);
    CHECK(again.exit_code == 0);
    CHECK_THAT(again.output, Contains("line 2 was changed since it was written") &&
                                 Contains("going on: 5 of 6 trials are done"));
    CHECK(run.files() == before);
    CHECK_THAT(run.again().output, Contains("this study has been run") && !Contains("line 2"));
    CHECK(run.on_folder("report").exit_code == 0);
}

TEST_CASE("run writes again every file of the folder that was removed or changed, and says which") {
    const GapsRun run;
    const auto before = run.files();
    REQUIRE(before.size() > 12);
    for (const auto& [name, content] : before) {
        for (const bool removed : {true, false}) {
            INFO(name << (removed ? " removed" : " changed"));
            if (removed) {
                fs::remove(run.folder() / name);
            } else {
                write_bytes(run.folder() / name, content + "x");
            }
            const auto again = run.again();
            INFO(again.output);
            CHECK(again.exit_code == 0);
            CHECK_THAT(again.output, Contains(name + ": it is not as it was written") && !Contains("[1/"));
            CHECK(run.files() == before);
        }
    }
}

TEST_CASE("compare reads no table, and refuses a record of the study that was changed") {
    const GapsRun run;
    const auto before = run.on_folder("compare", "--against single_task");
    const auto table = run.folder() / "predictions.csv";
    write_bytes(table,
                edited(content_of(table), "single_task,gap_expt,1,0,0,", "single_task,gap_expt,1,0,1,"));
    CHECK(run.on_folder("compare", "--against single_task").output == before.output);
    const auto record = run.folder() / "study.json";
    write_bytes(record, edited(content_of(record), "\"repeat\":0", "\"repeat\":1"));
    const auto outcome = run.on_folder("compare", "--against single_task");
    CHECK(outcome.exit_code == 3);
    CHECK_THAT(outcome.output, Contains("study.json error: the file was changed since the run wrote it"));
}

TEST_CASE("links in a run folder are refused by every verb, and nothing is written through them") {
    for (const char* name : {"journal/trials.jsonl", "journal/running", "metrics.csv", "trials.csv",
                             "lock.json", "config.effective.toml", "predictions.csv", "figures", "journal"}) {
        const GapsRun run;
        const auto place = run.folder() / name;
        const auto target = run.study().path() / "target";
        if (fs::is_directory(place)) {
            fs::rename(place, target);
        } else {
            write_bytes(target, "kept\n");
            fs::remove(place);
        }
        fs::create_symlink(target, place);
        for (const auto& outcome :
             {run.again(), run.on_folder("report"), run.on_folder("status"),
              run.on_folder("compare", "--against single_task"),
              run.again("--fresh --lock-file '" + (run.folder() / "lock.json").string() + "'")}) {
            INFO(name << "\n" << outcome.output);
            CHECK(outcome.exit_code == 3);
            CHECK_THAT(outcome.output, Contains(place.string() + " error: is a symbolic link"));
        }
        if (fs::is_regular_file(target)) {
            CHECK(content_of(target) == "kept\n");
        }
    }
}

TEST_CASE("a run folder that is a link is refused") {
    const GapsRun run;
    const auto elsewhere = run.study().path() / "elsewhere";
    fs::rename(run.folder(), elsewhere);
    fs::create_directory_symlink(elsewhere, run.folder());
    for (const auto& outcome : {run.again(), run.on_folder("report"), run.on_folder("status"),
                                run_program("status '" + run.folder().string() + "/'")}) {
        INFO(outcome.output);
        CHECK(outcome.exit_code == 3);
        CHECK_THAT(outcome.output, Contains("is a symbolic link"));
    }
}

TEST_CASE("a pipe in a run folder makes no verb wait") {
    for (const char* name : {"journal/trials.jsonl", "journal/reported", "journal/running", "trials.csv",
                             "lock.json", "summary.txt", "config.toml", "config.effective.toml",
                             "predictions.csv", "splits.json", "rows.json", "study.json"}) {
        const GapsRun run;
        const auto place = run.folder() / name;
        fs::remove(place);
        REQUIRE(::mkfifo(place.c_str(), 0600) == 0);
        const std::string folder = "'" + run.folder().string() + "'";
        const std::string config =
            "'" + (run.study().path() / "study.toml").string() + "' -q -o '" + run.root().string() + "'";
        for (const auto& arguments :
             {"run " + config, "report " + folder, "status " + folder,
              "compare " + folder + " --against single_task",
              "run " + config + " --fresh --lock-file '" + (run.folder() / "lock.json").string() + "'"}) {
            const auto outcome = within_seconds(arguments);
            INFO(arguments << "\n" << outcome.output);
            CHECK(outcome.exit_code == 3);
            CHECK_THAT(outcome.output, Contains("is a pipe; a run folder holds files and folders only"));
        }
    }
}

TEST_CASE("files that a killed process was writing are swept by the next run") {
    const GapsRun run;
    for (const char* name : {".metrics.csv.99.part", "figures/.a.svg.99.part", "journal/.reported.99.part"}) {
        write_bytes(run.folder() / name, "half");
    }
    write_bytes(run.folder() / "notes.part", "mine");
    CHECK(run.again().exit_code == 0);
    CHECK_FALSE(fs::exists(run.folder() / ".metrics.csv.99.part"));
    CHECK_FALSE(fs::exists(run.folder() / "figures" / ".a.svg.99.part"));
    CHECK_FALSE(fs::exists(run.folder() / "journal" / ".reported.99.part"));
    CHECK(content_of(run.folder() / "notes.part") == "mine");
}
