// SPDX-License-Identifier: Apache-2.0
//
// Text and files from outside: what reaches the terminal and the run folder, and what is not read at all.
#include "framework/bytes/utf8.hpp"
#include "tests/support/gaps_study.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <sys/stat.h>

using namespace sinter::tests;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

/// As a text of TOML: every character below U+00A0 and the marks of direction.
std::string everything_in_toml() {
    std::string text;
    constexpr const char* digits = "0123456789ABCDEF";
    for (int code = 0; code < 0xA0; ++code) {
        text += std::string("\\u00") + digits[code / 16] + digits[code % 16];
    }
    return text + "\\u202E\\u2066\\u200F\\u2028\\U000E0041";
}

/// Valid UTF-8 in which nothing but line feeds (and tabs, of the config as it was written) acts on a terminal.
void check_clean(const std::string& text) {
    CHECK(sinter::bytes::first_invalid_utf8(text) == text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x20 && c != '\n') || byte == 0x7F) {
            FAIL("a control character: " << static_cast<int>(byte));
        }
    }
    for (const char* mark : {"\xC2\x9B", "\xE2\x80\xAE", "\xE2\x81\xA6", "\xE2\x80\x8F", "\xE2\x80\xA8"}) {
        CHECK(text.find(mark) == std::string::npos);
    }
}

/// The study of six gaps with hostile names of labels, contexts, strategies and materials.
std::string hostile_config() {
    const auto evil = everything_in_toml();
    std::string text = gaps_config;
    text = edited(text, "material = { formula = \"formula\" }",
                  "material = { key = [\"id\"], formula = \"formula\" }");
    text = edited(text, "labels.gap_expt = { column = \"Eg (eV)\", unit = \"eV\" }",
                  "labels.gap_expt = { column = \"Eg (eV)\", unit = \"eV\", context = \"" + evil + "\" }");
    text =
        edited(text, "plugin = \"single_task\"", "plugin = \"single_task\"\nname = \"=cmd()" + evil + "\"");
    text = edited(text, "plugin = \"difference\"",
                  "plugin = \"difference\"\nname = \"+difference" + evil + "\"");
    return text;
}

std::string hostile_table() {
    std::string text = "id,formula,Eg (eV),gap\n";
    text += "\"=HYPERLINK(\"\"x\"\")\x1b[31m\",GaAs,1.4,0.2\n\"@\xE2\x80\xAEx\x07\",Si,1.1,0.6\n";
    text += "\x7f\xC2\x9B,Ge,0.7,0.0\n-x,ZnO,3.3,0.8\n+y,CdTe,1.5,0.6\nplain,InP,1.3,0.5\n";
    return text;
}

} // namespace

TEST_CASE(
    "no character of a config or a table acts on the terminal, and every file of the run is clean text") {
    const GapsStudy study(hostile_config(), hostile_table());
    const auto runs = study.path() / "runs";
    for (const auto& outcome :
         {study.check(), study.check("--show"), study.run("run", "--output '" + runs.string() + "'"),
          run_program("status '" + only_run(runs).string() + "'"),
          run_program("report '" + only_run(runs).string() + "'"),
          run_program("compare '" + only_run(runs).string() + "' '" + only_run(runs).string() + "'")}) {
        INFO(outcome.output);
        CHECK(outcome.exit_code == 0);
        check_clean(outcome.output);
    }
    for (const auto& entry : fs::recursive_directory_iterator(only_run(runs))) {
        if (entry.is_regular_file() && entry.path().filename() != "running") {
            INFO(entry.path().string());
            const auto content = content_of(entry.path());
            CHECK(sinter::bytes::first_invalid_utf8(content) == content.size());
            if (entry.path().extension() == ".csv" || entry.path().extension() == ".txt") {
                check_clean(content);
            }
            if (entry.path().extension() == ".csv") {
                for (const char* formula : {"\n=", "\n+", "\n@", ",=", ",@", ",+", ",-x"}) {
                    CHECK(content.find(formula) == std::string::npos);
                }
            }
        }
    }
}

TEST_CASE("a strategy whose name a table guards is found again under its own name") {
    const GapsStudy study(
        edited(gaps_config, "plugin = \"single_task\"", "plugin = \"single_task\"\nname = \"=one\""));
    const auto runs = study.path() / "runs";
    REQUIRE(study.run("run", "--output '" + runs.string() + "'").exit_code == 0);
    CHECK_THAT(content_of(only_run(runs) / "predictions.csv"), Contains("\n'=one,"));
    const auto compared = run_program("compare '" + only_run(runs).string() + "' --against '=one'");
    CHECK(compared.exit_code == 0);
    CHECK_THAT(compared.output, Contains("=one") && !Contains("'=one"));
    CHECK_THAT(run_program("status '" + only_run(runs).string() + "'").output, !Contains("'=one"));
}

TEST_CASE("a device, a pipe or a folder in place of a file is refused with words") {
    const GapsStudy study;
    const auto pipe = study.path() / "pipe.csv";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    for (const auto& [file, words] :
         {std::pair(std::string("/dev/zero"),
                    "is not a regular file but a device: write what it gives to a file first"),
          std::pair(pipe.string(), "is not a regular file but a pipe: write what it gives to a file first"),
          std::pair(std::string("."), "is a folder")}) {
        INFO(file);
        const auto table = study.check("-s 'table.0.file=\"" + file + "\"'");
        CHECK(table.exit_code == 3);
        CHECK_THAT(table.output, Contains(words));
        const auto splits = study.check("-s protocol.kind=from_file -s 'protocol.file=\"" + file + "\"'");
        CHECK(splits.exit_code != 0);
        CHECK_THAT(splits.output, Contains(words) || Contains("folds"));
        const auto config = run_program("check '" + file + "'");
        CHECK(config.exit_code == 2);
        CHECK_THAT(config.output, Contains(words));
        const auto list = run_program("featurize --plugin element_fraction '" + file + "'");
        CHECK(list.exit_code == 3);
        CHECK_THAT(list.output, Contains(words));
        const auto lock = study.run("run", "--lock-file '" + file + "'");
        CHECK(lock.exit_code == 2);
        CHECK_THAT(lock.output, Contains(words));
    }
}

TEST_CASE("more trials than can be listed are refused before any is made") {
    const auto outcome = GapsStudy().check("-s protocol.folds=100000 -s protocol.repeats=100000");
    CHECK(outcome.exit_code == 2);
    CHECK_THAT(outcome.output, Contains("20000000000 trials would be run, expected at most 1000000"));
}

TEST_CASE("a table in another unit than it is declared in is told by check and by the report") {
    std::string table = "formula,Eg (eV),gap\n";
    const char* formulas[] = {"GaAs", "Si", "Ge", "ZnO", "CdTe", "InP", "InAs", "AlAs", "GaP", "CdS"};
    for (int i = 0; i < 10; ++i) {
        const double gap = 0.7 + 0.31 * i;
        table += std::string(formulas[i]) + "," + std::to_string(gap) + "," +
                 std::to_string(1000 * gap * (i % 2 == 0 ? 0.9 : 1.1)) + "\n";
    }
    const GapsStudy study(gaps_config, table);
    const auto runs = study.path() / "runs";
    const auto checked = study.check();
    CHECK(checked.exit_code == 0);
    CHECK_THAT(checked.output, Contains("warning: gap_expt and gap_pbe (both in eV) contradict each other") &&
                                   Contains("A number in meV is 1000 times the same in eV"));
    REQUIRE(study.run("run", "--output '" + runs.string() + "'").exit_code == 0);
    const auto summary = content_of(only_run(runs) / "summary.txt");
    CHECK_THAT(summary, Contains("contradict each"));
    CHECK(summary.find("contradict each") < summary.find("lowest error"));
    CHECK_THAT(content_of(only_run(runs) / "report.html"), Contains("contradict each other"));
}
