// SPDX-License-Identifier: Apache-2.0
//
// What the user of a table is told: by `check`, and by the files of a run.
#include "tests/support/gaps_study.hpp"

#include <catch2/catch.hpp>

#include <sstream>

using namespace sinter::tests;
using Catch::Contains;

namespace {

/// Runs the study and gives the folder of the run.
std::filesystem::path run_of(const GapsStudy& study) {
    const auto outcome = study.run("run", "-q -o '" + (study.path() / "runs").string() + "'");
    INFO(outcome.output);
    REQUIRE(outcome.exit_code == 0);
    return only_run(study.path() / "runs");
}

/// The text with each run of spaces and line breaks as one space.
std::string unwrapped(const std::string& text) {
    std::istringstream words(text);
    std::string result;
    for (std::string word; words >> word;) {
        result += (result.empty() ? "" : " ") + word;
    }
    return result;
}

} // namespace

TEST_CASE("an option that is nearly a key of the host names that key") {
    const auto outcome = check_edited("sources = [\"gap_pbe\"]", "source = [\"gap_pbe\"]");
    INFO(outcome.output);
    CHECK(outcome.exit_code == 2);
    CHECK_THAT(outcome.output,
               Contains("study.toml:24:1 error: unknown option \"source\" of difference") &&
                   Contains("did you mean \"sources\"?") &&
                   Contains("other keys of its section: plugin, name, target, targets, sources"));
    CHECK_THAT(
        check_edited("plugin = \"single_task\"\n", "plugin = \"single_task\"\nholdout_sources = false\n")
            .output,
        Contains("did you mean \"hold_out_sources\"?"));
    CHECK_THAT(check_edited("plugin = \"ridge\"\n", "plugin = \"ridge\"\npenalti = 1.0\n").output,
               Contains("did you mean \"penalty\"?"));
}

TEST_CASE("stratify is advised where it is not set and can be") {
    const std::string table = "formula,phase\nGaAs,a\nSi,a\nGe,a\nZnO,b\nCdTe,a\nInP,a\n";
    std::string config = edited(gaps_config, "labels.gap_expt = { column = \"Eg (eV)\", unit = \"eV\" }\n",
                                "labels.phase = { column = \"phase\", kind = \"classes\" }\n");
    config = edited(config, "labels.gap_pbe = { column = \"gap\", unit = \"eV\" }\n", "");
    config = edited(config, "target = \"gap_expt\"", "target = \"phase\"");
    const auto second = config.find("[[strategy]]\nplugin = \"difference\"");
    config.erase(second, config.find("[protocol]") - second);
    const auto plain = GapsStudy(config, table).check();
    INFO(plain.output);
    CHECK(plain.exit_code == 3);
    CHECK_THAT(plain.output, Contains("take fewer or other folds, or write stratify = true"));
    const auto stratified =
        GapsStudy(edited(config, "folds = 3", "folds = 3\nstratify = true"), table).check();
    INFO(stratified.output);
    CHECK(stratified.exit_code == 3);
    CHECK_THAT(stratified.output, !Contains("stratify") && Contains("what only a few materials have"));
}

TEST_CASE(
    "which rows bad_rows = \"skip\" left out is told by check, by the summary and by a table of the run") {
    std::string table = gaps_table + "Qq2,1,1\n";
    for (int i = 0; i < 12; ++i) {
        table += "AlN,wide,1\n";
    }
    const GapsStudy study(edited(gaps_config, "[[featurizer]]", "bad_rows = \"skip\"\n[[featurizer]]"),
                          table);
    const std::string of_formula = "1 row of gaps.csv cannot be read (formula: unknown-element): line 8";
    const std::string of_number = "12 rows of gaps.csv cannot be read (not a number: Eg (eV)): lines 9, 10, "
                                  "11, 12, 13, 14, 15, 16, 17, 18 and 2 more";
    const auto checked = study.check();
    CHECK_THAT(checked.output, Contains("left out: " + of_formula) && Contains("left out: " + of_number));
    const auto run = run_of(study);
    const std::string summary = unwrapped(content_of(run / "summary.txt"));
    INFO(summary);
    CHECK_THAT(summary,
               Contains(of_formula) && Contains(of_number) && Contains("left_out.csv names every row"));
    CHECK_THAT(content_of(run / "report.html"), Contains(of_formula) && Contains("and 2 more"));
    const auto rows = content_of(run / "left_out.csv");
    CHECK(rows.rfind("file,line,reason,cell\ngaps.csv,8,formula: unknown-element,Qq2\n"
                     "gaps.csv,9,not a number: Eg (eV),wide\n",
                     0) == 0);
    CHECK_THAT(rows, Contains("gaps.csv,20,not a number: Eg (eV),wide\n"));
    CHECK_FALSE(std::filesystem::exists(run_of(GapsStudy()) / "left_out.csv"));
}

TEST_CASE("a doped material has its dopant in the predictions, others their reduced formula") {
    const GapsStudy study(gaps_config, gaps_table +
                                           "Ga0.9994In0.0006As,1.41,0.2\nGa0.9991In0.0009As,1.4,0.2\n"
                                           "Cd0.9Zn0.1Te,1.6,0.7\n");
    const auto predictions = content_of(run_of(study) / "predictions.csv");
    CHECK_THAT(predictions, Contains(",Ga0.9994In0.0006As,Ga0.9994In0.0006As,") &&
                                Contains(",Ga0.9991In0.0009As,Ga0.9991In0.0009As,") &&
                                Contains(",Cd9Te10Zn,Cd9Te10Zn,"));
}

TEST_CASE("materials that rounding makes one are told by check and by the summary") {
    const GapsStudy study(
        edited(edited(gaps_config, "unit = \"eV\" }", "unit = \"eV\", repeats = \"keep\" }"),
               "column = \"gap\", unit = \"eV\" }",
               "column = \"gap\", unit = \"eV\", repeats = \"median\" }"),
        gaps_table + "TiO0.667,1,1\nTiO0.6667,2,2\n");
    const std::string said = "1 row is taken as a material whose formula is a little different: ";
    CHECK_THAT(study.check().output,
               Contains(said) &&
                   Contains("\"TiO0.6667\" (line 9 of gaps.csv) as \"TiO0.667\" (line 8 of gaps.csv)") &&
                   Contains("material = { key = [\"COLUMN\"] }"));
    CHECK_THAT(content_of(run_of(study) / "summary.txt"), Contains("taken as a material"));
    CHECK_THAT(GapsStudy().check().output, !Contains("taken as a material"));
}

TEST_CASE("the cell of a row that was left out stands in left_out.csv, guarded and bounded") {
    const GapsStudy study(edited(gaps_config, "[[featurizer]]", "bad_rows = \"skip\"\n[[featurizer]]"),
                          gaps_table + "AlN,=1+1,1\nAlP,\"a,b\",1\nAlAs," + std::string(1000, 'z') + ",1\n");
    const auto rows = content_of(run_of(study) / "left_out.csv");
    CHECK_THAT(rows, Contains("gaps.csv,8,not a number: Eg (eV),'=1+1\n") &&
                         Contains("gaps.csv,9,not a number: Eg (eV),\"a,b\"\n") &&
                         Contains("," + std::string(200, 'z') + "...\n"));
}

TEST_CASE("a lone element that may be an oxide with a zero for its O is told by check and by the summary") {
    const GapsStudy study(gaps_config, gaps_table + "Al203,7,6\nCu20,2,1\nAl2O3,7,6\n");
    const auto checked = study.check();
    CHECK(checked.exit_code == 0);
    CHECK_THAT(
        checked.output,
        Contains("notice: \"Al203\" (line 8 of gaps.csv) is read as 203 atoms of Al and no oxygen; its 0 "
                 "is probably the letter O, since the study has Al2O3 as well (line 10 of gaps.csv)") &&
            Contains("\"Cu20\" (line 9 of gaps.csv) is read as 20 atoms of Cu and no oxygen; if its 0 is "
                     "the letter O, write Cu2O"));
    CHECK_THAT(unwrapped(content_of(run_of(study) / "summary.txt")),
               Contains("its 0 is probably the letter O"));
}

TEST_CASE("deuterium is read as hydrogen where the config or the command line says so") {
    const std::string table = gaps_table + "LiD,4.9,3\n";
    CHECK_THAT(GapsStudy(gaps_config, table).check().output,
               Contains("gaps.csv:8 error: ") && Contains("isotopes = \"element\" in its [[table]]"));
    const GapsStudy study(edited(gaps_config, "[[featurizer]]", "isotopes = \"element\"\n[[featurizer]]"),
                          table);
    const auto shown = study.check("--show");
    CHECK(shown.exit_code == 0);
    CHECK_THAT(shown.output, Contains("isotopes = \"element\""));
    CHECK_THAT(content_of(run_of(study) / "predictions.csv"), Contains(",HLi,HLi,"));
    CHECK_THAT(check_edited("[[featurizer]]", "isotopes = \"elements\"\n[[featurizer]]").output,
               Contains("did you mean \"element\"?"));
    const auto list = study.folder().write("list.txt", "D2O\n");
    const std::string featurize = "featurize --plugin element_fraction '" + list.string() + "'";
    CHECK_THAT(run_program(featurize).output, Contains("--isotopes element reads D and T as H"));
    CHECK_THAT(run_program(featurize + " --isotopes element").output, Contains("\nD2O,0.6666666666666666,"));
    CHECK(run_program(featurize + " --isotopes all").exit_code == 2);
    CHECK_THAT(study.run("featurize", "--isotopes element").output, Contains("it is for a list of formulas"));
}

TEST_CASE("a class or a key that is not what it seems is a notice") {
    const std::string table = "formula,phase\nGaAs,a\nSi,b\nGe,a\nZnO,b\nCdTe,?\nInP,\u0430\nAlN,b\nGaN,a\n";
    std::string config = edited(gaps_config, "labels.gap_expt = { column = \"Eg (eV)\", unit = \"eV\" }\n",
                                "labels.phase = { column = \"phase\", kind = \"classes\" }\n");
    config = edited(config, "labels.gap_pbe = { column = \"gap\", unit = \"eV\" }\n", "");
    config = edited(config, "target = \"gap_expt\"", "target = \"phase\"");
    const auto second = config.find("[[strategy]]\nplugin = \"difference\"");
    config.erase(second, config.find("[protocol]") - second);
    const auto outcome = GapsStudy(config, table).check();
    INFO(outcome.output);
    CHECK_THAT(
        outcome.output,
        Contains("\"?\" is a class of phase; if it stands for no value, add it to `missing` of the table: "
                 "missing = [\"?\"]") &&
            Contains("\"a\" and \"<U+0430>\" look the same and are two: each is a class of phase"));
}

TEST_CASE("a config whose lines end in CR, or in several ways, is read with its places") {
    const auto with_ends = [](const std::string& text) {
        std::string result;
        bool other = false;
        for (const char c : text) {
            result += c == '\n' ? ((other = !other) ? "\r" : "\r\n") : std::string(1, c);
        }
        return result;
    };
    CHECK(GapsStudy(with_ends(gaps_config), with_ends(gaps_table)).check().exit_code == 0);
    CHECK_THAT(GapsStudy(with_ends(edited(gaps_config, "folds = 3", "folds = 1"))).check().output,
               Contains("study.toml:29:9 error: [protocol] folds is 1"));
}

TEST_CASE("a unit per formula unit does not become one per atom, and what to write is said") {
    const auto outcome = check_edited("column = \"gap\", unit = \"eV\"",
                                      "column = \"gap\", unit = \"kJ/mol\", convert_to = \"eV/atom\"");
    INFO(outcome.output);
    CHECK(outcome.exit_code == 2);
    CHECK_THAT(outcome.output, Contains("\"kJ/mol\" does not convert to \"eV/atom\"") &&
                                   Contains("unit = \"kJ/mol/atom\": 1 eV/atom is 96.4853 kJ/mol/atom"));
    CHECK_THAT(
        check_edited("column = \"gap\", unit = \"eV\"", "column = \"gap\", unit = \"kJ/mol/atom\"").output,
        Contains("needs sources in the unit of its target") && Contains("for a formula unit"));
}
