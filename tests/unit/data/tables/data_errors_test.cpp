// SPDX-License-Identifier: Apache-2.0
//
// What the reader of an error sees.
#include "framework/data/join/load_dataset.hpp"
#include "framework/data/tables/dataset.hpp"
#include "framework/threads/plain_workers.hpp"
#include "tests/unit/data/tables/table_files.hpp"

using namespace sinter;
using namespace sinter::data;
using namespace sinter::tests;
using Catch::Matchers::Contains;

namespace {

TableSpec gap_table(const std::string& path) {
    auto table = formula_table(path);
    table.labels = {number_label("gap_expt", "gap", "eV")};
    return table;
}

} // namespace

TEST_CASE("a missing file is a data error at the config's line, with the nearest file of the folder") {
    const TableFiles files;
    (void)files.write("expt_gap.csv", "formula,gap\n");
    const auto text = load_errors({gap_table(files.path("expt_gpa.csv"))});
    CHECK_THAT(text, Contains("study.toml:2:1 error: file = ") && Contains("does not exist") &&
                         Contains("did you mean \"expt_gap.csv\"?"));
    CHECK_THAT(load_errors({gap_table("/no/such/folder/x.csv")}),
               Contains("there is no folder /no/such/folder"));
    CHECK_THAT(load_errors({gap_table(files.path(""))}), Contains("is a folder"));
}

TEST_CASE("a missing column is a config error at its line, with the columns and the nearest") {
    const TableFiles files;
    auto table = gap_table(files.write("expt.csv", "formula,Eg (eV),reference\nSi,1.1,x\n"));
    table.labels[0].column = {"Eg", {"study.toml", 14, 22}};
    table.material.formula = at("formulas", 3);
    table.where = at("referenc == 'x'", 5);
    const auto text = load_errors({table});
    CHECK_THAT(
        text, Contains("study.toml:14:22 error: labels.gap_expt.column = \"Eg\" is not a column of expt.csv\n"
                       "    did you mean \"Eg (eV)\"?\n"
                       "    columns: formula, Eg (eV), reference"));
    CHECK_THAT(text,
               Contains("study.toml:3:1 error: material.formula = \"formulas\" is not a column of expt.csv"));
    CHECK_THAT(text,
               Contains("where: \"referenc\" is not a column of") && Contains("did you mean \"reference\"?"));
}

TEST_CASE("a bad row names file, line, column, value and what is wrong with it") {
    const TableFiles files;
    auto table = gap_table(
        files.write("expt.csv", "formula,gap\nCuSO4.5H2O,1\nFe2O3,\"2,1\"\nfeo,1\nSi\nSi,inf\n,1\n"));
    const auto text = load_errors({table});
    CHECK_THAT(
        text,
        Contains("expt.csv:2 error: formula = \"CuSO4.5H2O\": could be a hydrate, CuSO4·5H2O, or a decimal "
                 "amount, CuSO4.5 H2O; write it as one of these, at character 6"));
    CHECK_THAT(text,
               Contains("expt.csv:3 error: gap = \"2,1\" looks like a decimal comma; use a point: 2.1"));
    CHECK_THAT(text, Contains("expt.csv:4 error: formula = \"feo\": unexpected \"f\" (element symbols "
                              "begin with a capital: FeO?), at character 1"));
    CHECK_THAT(text, Contains("expt.csv:5 error: found 1 cell, expected 2"));
    CHECK_THAT(text, Contains("expt.csv:6 error: gap = \"inf\" is not finite"));
    CHECK_THAT(text, Contains("expt.csv:7 error: formula = \"\": the formula is empty"));
    SECTION("and is left out and counted when the config says so") {
        table.bad_rows = BadRows::skip;
        table.labels[0].repeats.value = RepeatsPolicy::keep;
        (void)files.write("expt.csv", "formula,gap\nfeo,high\nFe2O3,x\nSi\nSi,1.1\nGe,0.7\nC,5.5\n");
        table.where = at("formula != 'Ge'", 5);
        const auto data = load({table});
        CHECK(data.materials.size() == 2);
        CHECK(data.labels[0].lines == std::vector<std::uint32_t>{5, 7});
        const auto& summary = data.tables[0];
        CHECK(summary.rows_read == 6);
        CHECK(summary.rows_filtered == 1);
        CHECK(summary.rows_skipped == 3);
        CHECK(summary.skipped_reasons ==
              std::vector<std::pair<std::string, Index>>{{"wrong number of cells", 1},
                                                         {"formula: unexpected-character", 1},
                                                         {"not a number: gap", 2}});
    }
}

TEST_CASE("a row that the filter leaves out may be bad") {
    const TableFiles files;
    auto table = gap_table(files.write("t.csv", "formula,gap,ok\nfeo,high,no\nSi,1.1,yes\n"));
    table.where = at("ok == 'yes'", 5);
    const auto data = load({table});
    CHECK(data.materials.size() == 1);
    CHECK(data.tables[0].rows_filtered == 1);
}

TEST_CASE("values that their options do not allow are problems of the row") {
    const TableFiles files;
    auto table =
        gap_table(files.write("t.csv", "formula,gap,err,w\nSi,0,1,1\nGe,1,-1,1\nC,2,1,\nSn,3,1,-2\n"));
    table.labels[0].transform.value = LabelTransform::log;
    table.labels[0].error_column = at("err", 5);
    table.labels[0].weight_column = at("w", 5);
    const auto text = load_errors({table});
    CHECK_THAT(text, Contains("t.csv:2 error: gap = \"0\": not above 0, but its logarithm is to be fitted"));
    CHECK_THAT(text, Contains("t.csv:3 error: err = \"-1\": a negative error"));
    CHECK_THAT(text, Contains("t.csv:4 error: w = \"\": a label without a weight"));
    CHECK_THAT(text, Contains("t.csv:5 error: w = \"-2\": a negative weight"));
    table.labels[0] = number_label("gap_expt", "gap", "GPa");
    table.labels[0].convert_to = at("log10(GPa)", 5);
    CHECK_THAT(load_errors({table}), Contains("t.csv:2 error: gap = \"0\": not finite in log10(GPa)"));
}

TEST_CASE("declarations that contradict each other are config errors, all at once") {
    const TableFiles files;
    const auto path = files.write("t.csv", "formula,gap,T,metal\nSi,1.1,300,Si\n");
    auto first = gap_table(path);
    auto second = gap_table(path);
    second.material.formula.reset();
    second.material.key = {at("metal", 33)};
    second.labels[0].name.where.line = 34;
    second.labels.push_back(number_label("other", "gap", "furlong"));
    second.labels.push_back(number_label("third", "gap", "eV"));
    second.labels[2].convert_to = at("K", 36);
    InputSpec temperature;
    temperature.name = at("T", 7);
    temperature.column = at("T", 7);
    temperature.unit = at("K", 7);
    first.inputs = {temperature};
    temperature.unit = at("degC", 37);
    second.inputs = {temperature};
    const auto text = load_errors({first, second});
    CHECK_THAT(text,
               Contains("study.toml:34:1 error: label \"gap_expt\" is declared twice, first on line 4"));
    CHECK_THAT(text, Contains("labels.other.unit = \"furlong\": \"furlong\" is not a unit"));
    CHECK_THAT(text, Contains("study.toml:36:1 error: labels.third: \"eV\" does not convert to \"K\""));
    CHECK_THAT(text,
               Contains("study.toml:37:1 error: input \"T\" has the unit \"degC\" here and \"K\" on line 7"));
    CHECK_THAT(
        text,
        Contains("study.toml:33:1 error: material: the columns \"metal\" identifies materials here, but "
                 "the formula in the first table"));
    second.inputs[0].kind = InputKind::category;
    CHECK_THAT(load_errors({first, second}),
               Contains("is a number in one table and a category in the other"));
    CHECK_THAT(load_errors({}), Contains("there is no [[table]]"));
    second.material.key.clear();
    CHECK_THAT(load_errors({second}), Contains("neither a formula column nor key columns"));
}

TEST_CASE("options for numbers do not go with classes") {
    const TableFiles files;
    auto table = gap_table(files.write("t.csv", "formula,gap,err\nSi,a,1\n"));
    table.labels[0].kind = LabelKind::classes;
    table.labels[0].convert_to = at("meV", 5);
    table.labels[0].error_column = at("err", 5);
    table.labels[0].transform.value = LabelTransform::log10;
    const auto text = load_errors({table});
    for (const char* what : {"no unit", "no unit to convert to", "no stated error", "no logarithm"}) {
        CHECK_THAT(text, Contains(std::string("labels.gap_expt: classes have ") + what));
    }
}

TEST_CASE("a weight of 0 is refused at its line, as a negative one is") {
    const TableFiles files;
    auto table = gap_table(files.write("t.csv", "formula,gap,w\nSi,1.2,1\nGe,0.7,0\nC,,0\nSn,3,0.0\n"));
    table.labels[0].weight_column = at("w", 5);
    const auto text = load_errors({table});
    CHECK_THAT(text, Contains("t.csv:3 error: w = \"0\": a weight of 0") && Contains("leave the row out"));
    CHECK_THAT(text, Contains("t.csv:5 error: w = \"0.0\": a weight of 0"));
    CHECK_THAT(text, !Contains("t.csv:4")); // without a label its weight does not count
}

TEST_CASE("a number whose square is none is refused at its line, wherever it stands") {
    const TableFiles files;
    auto table = gap_table(files.write("t.csv", "formula,gap,err,w,T\nSi,1e-200,1,1,1\nGe,1,1e-180,1,1\n"
                                                "C,2,1,1e155,1\nSn,3,1,1,-4e200\nPb,1e-400,1,1,1\n"
                                                "GaAs,0,0.0,1,0e-500\n"));
    table.labels[0].error_column = at("err", 5);
    table.labels[0].weight_column = at("w", 5);
    table.inputs = {{at("T", 6), at("T", 6), at("K", 6), InputKind::number}};
    const auto text = load_errors({table});
    for (const char* said : {"t.csv:2 error: gap = \"1e-200\"", "t.csv:3 error: err = \"1e-180\"",
                             "t.csv:4 error: w = \"1e155\"", "t.csv:5 error: T = \"-4e200\"",
                             "t.csv:6 error: gap = \"1e-400\""}) {
        CHECK_THAT(text, Contains(std::string(said) + " cannot be squared") &&
                             Contains("expected 0 or a size from 1e-150 to 1e+150"));
    }
    CHECK_THAT(text, !Contains("t.csv:7"));
}

TEST_CASE("a label that can be squared in the unit of its file but not in the one wanted is refused") {
    const TableFiles files;
    auto table = formula_table(files.write("t.csv", "formula,K\nSi,4e149\n"));
    table.labels = {number_label("K", "K", "GPa")};
    table.labels[0].convert_to = at("Pa", 5);
    CHECK_THAT(load_errors({table}),
               Contains("t.csv:2 error: K = \"4e149\": too small or too large to be squared in Pa"));
}

TEST_CASE("an input or an error column without any value is warned of at its line of the config") {
    const TableFiles files;
    auto table = gap_table(files.write("t.csv", "formula,gap,T,p,err\nSi,1.2,,1,\nGe,0.7,-,,\n"));
    table.file_as_written = "t.csv";
    table.inputs = {{at("T", 6), at("T", 6), at("K", 6), InputKind::number},
                    {at("p", 7), at("p", 7), at("GPa", 7), InputKind::number}};
    table.labels[0].error_column = at("err", 8);
    const auto workers = threads::make_plain_workers(1);
    diagnostics::Diagnostics diagnostics;
    REQUIRE(load_dataset(std::vector{table}, *workers, diagnostics));
    std::string text;
    for (const auto& d : diagnostics.all()) {
        text += format(d) + "\n";
    }
    CHECK_THAT(text, Contains("study.toml:6:1 warning: input \"T\" has no value in any row of t.csv"));
    CHECK_THAT(text, Contains("study.toml:8:1 warning: the error of label \"gap_expt\" has no value"));
    CHECK_THAT(text, !Contains("\"p\""));
}
