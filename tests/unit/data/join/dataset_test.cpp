// SPDX-License-Identifier: Apache-2.0
#include "framework/bytes/sha256.hpp"
#include "framework/data/formulas/reduced_composition.hpp"
#include "framework/data/join/load_dataset.hpp"
#include "framework/data/tables/dataset.hpp"
#include "framework/threads/plain_workers.hpp"
#include "tests/unit/data/tables/table_files.hpp"

#include <cmath>

using namespace sinter;
using namespace sinter::data;
using namespace sinter::tests;
using Catch::Matchers::Contains;

namespace {

std::vector<std::string> texts(const TextPool& pool) {
    std::vector<std::string> list;
    for (std::size_t i = 0; i < pool.size(); ++i) {
        list.emplace_back(pool[i]);
    }
    return list;
}

InputSpec input(const std::string& name, InputKind kind, const std::string& unit) {
    InputSpec spec;
    spec.name = at(name, 6);
    spec.column = at(name, 6);
    spec.unit = at(unit, 6);
    spec.kind = kind;
    return spec;
}

TableSpec key_table(const std::string& path, const std::vector<std::string>& columns) {
    TableSpec table;
    table.file = at(path, 2);
    for (const auto& column : columns) {
        table.material.key.push_back(at(column, 3));
    }
    return table;
}

} // namespace

TEST_CASE("tables join on the reduced composition, in order of first appearance") {
    const TableFiles files;
    auto expt = formula_table(files.write("expt.csv", "formula,gap\nGaAs,1.42\nFe4O6,2.1\nSi,\n"));
    auto dft = formula_table(files.write("dft.csv", "formula,gap\nTiO2,1.8\nAsGa,0.5\nFe2O3,0.9\n"));
    expt.labels = {number_label("gap_expt", "gap", "eV")};
    dft.labels = {number_label("gap_pbe", "gap", "eV")};
    dft.labels[0].context = "PBE";
    const auto data = load({expt, dft});

    CHECK(texts(data.materials.names) == std::vector<std::string>{"GaAs", "Fe4O6", "Si", "TiO2"});
    CHECK(texts(data.materials.reduced) == std::vector<std::string>{"AsGa", "Fe2O3", "Si", "O2Ti"});
    CHECK(data.materials.keys[1] == material_key("Fe2O3"));
    CHECK(data.materials.element_offsets == std::vector<Index>{0, 2, 4, 5, 7});
    CHECK(data.materials.atomic_numbers == std::vector<std::uint8_t>{31, 33, 26, 8, 14, 22, 8});
    CHECK(data.materials.amounts == std::vector<double>{1, 1, 4, 6, 1, 1, 2});
    CHECK(data.rows_are_materials());
    CHECK(data.row_materials == std::vector<Index>{0, 1, 2, 3});

    const auto* measured = data.label("gap_expt");
    const auto* computed = data.label("gap_pbe");
    REQUIRE((measured != nullptr && computed != nullptr));
    CHECK(data.label("gap") == nullptr);
    CHECK(measured->rows == std::vector<Index>{0, 1});
    CHECK(measured->values == std::vector<double>{1.42, 2.1});
    CHECK(measured->lines == std::vector<std::uint32_t>{2, 3});
    CHECK(measured->missing == 1);
    CHECK(computed->rows == std::vector<Index>{3, 0, 1});
    CHECK(computed->context == "PBE");
    CHECK(computed->table == 1);
    CHECK(overlap(data, *measured, *computed) == 2);
    CHECK(data.materials_with(*computed) == std::vector<Index>{0, 1, 3});
    CHECK(data.tables[0].rows_read == 3);
    CHECK(data.tables[0].rows_without_label == 1);
}

TEST_CASE("a table's summary holds the SHA-256 of its bytes") {
    CHECK(bytes::sha256("") ==
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"); // FIPS 180-4
    CHECK(bytes::sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    const TableFiles files;
    const std::string text = "formula,gap\nSi,1.1\n";
    auto table = formula_table(files.write("t.csv", text));
    table.file_as_written = "${HERE}/t.csv";
    const auto data = load({table});
    CHECK(data.tables[0].sha256 == bytes::sha256(text));
    CHECK(data.tables[0].bytes == text.size());
    CHECK(data.tables[0].file_as_written == "${HERE}/t.csv");
    CHECK(data.row_count() == 1);
}

TEST_CASE("key columns identify materials, and a formula only gives the composition") {
    const TableFiles files;
    const auto text = "metal,facet,Ea\nPt,111,1.0\nPt,211,0.8\n\"a|b\",c,1\na,\"b|c\",2\n";
    auto barriers = key_table(files.write("a.csv", text), {"metal", "facet"});
    barriers.labels = {number_label("Ea", "Ea", "eV")};
    SECTION("without formulas compositions are empty") {
        const auto data = load({barriers});
        CHECK(data.materials.identity == Identity::key_columns);
        CHECK(texts(data.materials.key_texts) ==
              std::vector<std::string>{"Pt|111", "Pt|211", "a\\|b|c", "a|b\\|c"});
        CHECK(data.materials.name(1) == "Pt|211");
        CHECK(data.materials.element_count(0) == 0);
        CHECK(data.materials.keys[0] == material_key("Pt|111"));
        CHECK(data.materials.element_offsets == std::vector<Index>{0, 0, 0, 0, 0});
    }
    SECTION("another table may bring them") {
        auto formulas =
            key_table(files.write("b.csv", "metal,facet,formula\nPt,211,Pt\n"), {"metal", "facet"});
        formulas.material.formula = at("formula", 3);
        const auto data = load({barriers, formulas});
        CHECK(data.materials.element_count(0) == 0);
        CHECK(data.materials.element_count(1) == 1);
        CHECK(data.materials.reduced[1] == "Pt");
        CHECK(data.materials.key_text(1) == "Pt|211");
    }
    SECTION("two compositions for one key are a data error") {
        const auto path = files.write("c.csv", "metal,facet,formula\nPt,111,Pt\nPt,111,Pt3Ni\n");
        auto formulas = key_table(path, {"metal", "facet"});
        formulas.material.formula = at("formula", 3);
        CHECK_THAT(load_errors({barriers, formulas}),
                   Contains("c.csv:3 error: material Pt|111 is Pt3Ni here and Pt on line 2 of"));
    }
    SECTION("an empty key is a data error") {
        auto table = key_table(files.write("d.csv", "metal,facet\nPt,\n"), {"metal", "facet"});
        CHECK_THAT(load_errors({table}),
                   Contains("d.csv:2 error: facet is empty, but it identifies the material"));
    }
}

TEST_CASE("a row is a material under given inputs, and a table without an input gives it as missing") {
    const TableFiles files;
    auto expt = formula_table(files.write(
        "expt.csv", "formula,T,phase,gap\nSi,300,solid,1.1\nSi,4,solid,1.2\nSi,300,solid,1.3\nGe,,,0.7\n"));
    expt.inputs = {input("T", InputKind::number, "K"), input("phase", InputKind::category, "")};
    expt.labels = {number_label("gap", "gap", "eV")};
    expt.labels[0].repeats.value = RepeatsPolicy::keep;
    auto dft = formula_table(files.write("dft.csv", "formula,phase,gap\nSi,gas,0.6\nGe,,0.1\n"));
    dft.inputs = {input("phase", InputKind::category, "")};
    dft.labels = {number_label("pbe", "gap", "eV")};
    const auto data = load({expt, dft});

    CHECK_FALSE(data.rows_are_materials());
    CHECK(data.materials.size() == 2);
    CHECK(data.row_materials == std::vector<Index>{0, 0, 1, 0});
    REQUIRE(data.inputs.size() == 2);
    CHECK(data.inputs[0].unit == "K");
    CHECK(data.inputs[0].values[0] == 300);
    CHECK(data.inputs[0].values[1] == 4);
    CHECK(std::isnan(data.inputs[0].values[2]));
    CHECK(std::isnan(data.inputs[0].values[3]));
    CHECK(data.inputs[1].levels == std::vector<std::string>{"gas", "solid"});
    CHECK(data.inputs[1].values[0] == 1);
    CHECK(data.inputs[1].values[3] == 0);
    CHECK(data.labels[0].rows == std::vector<Index>{0, 1, 0, 2});
    CHECK(data.labels[1].rows == std::vector<Index>{3, 2});
    CHECK(data.labels[0].repeated_records == 2);
    CHECK(data.labels[0].repeated_materials == 1);
}

TEST_CASE("labels are converted, with their errors; classes become indices; weights stay") {
    const TableFiles files;
    auto table = formula_table(
        files.write("t.csv", "formula,gap,err,w,color\nSi,1100,20,2,grey\nGe,700,,1,black\nC,5500,10,1,\n"));
    table.labels = {number_label("gap", "gap", "meV"), number_label("color", "color", "")};
    table.labels[0].convert_to = at("eV", 5);
    table.labels[0].error_column = at("err", 5);
    table.labels[0].weight_column = at("w", 5);
    table.labels[0].transform.value = LabelTransform::log;
    table.labels[1].kind = LabelKind::classes;
    const auto data = load({table});
    const auto& gap = data.labels[0];
    CHECK(gap.unit == "eV");
    CHECK(gap.values == std::vector<double>{1.1, 0.7, 5.5});
    CHECK(gap.errors[0] == Approx(0.02));
    CHECK(std::isnan(gap.errors[1]));
    CHECK(gap.weights == std::vector<double>{2, 1, 1});
    CHECK(gap.transform == LabelTransform::log);
    const auto& color = data.labels[1];
    CHECK(color.classes == std::vector<std::string>{"black", "grey"});
    CHECK(color.values == std::vector<double>{1, 0});
    CHECK(color.rows == std::vector<Index>{0, 1});
    CHECK(color.missing == 1);
}

TEST_CASE("a split column comes with each record") {
    const TableFiles files;
    auto table =
        formula_table(files.write("t.csv", "formula,gap,split\nSi,1.1,train\nGe,0.7,test\nC,5.5,\n"));
    table.labels = {number_label("gap", "gap", "eV")};
    table.split = at("split", 5);
    const auto data = load({table});
    CHECK(data.labels[0].split_names == std::vector<std::string>{"test", "train"});
    CHECK(data.labels[0].splits == std::vector<std::int32_t>{1, 0, -1});
}

TEST_CASE("doped materials are told apart and called as they were written") {
    const TableFiles files;
    auto table = formula_table(files.write("t.csv", "formula,x\nIn2O3,1\nIn1.9996Sn0.0004O3,2\n"
                                                    "In1.9993Sn0.0007O3,3\nO3 Sn0.0004 In1.9996,4\n"
                                                    "In1.9Sn0.1O3,5\n"));
    table.labels = {number_label("x", "x", "")};
    table.labels[0].repeats.value = RepeatsPolicy::keep;
    const auto data = load({table});
    REQUIRE(data.materials.size() == 4);
    CHECK(data.labels[0].rows == std::vector<Index>{0, 1, 2, 1, 3});
    CHECK(data.materials.shown(0) == "In2O3");
    CHECK(data.materials.shown(1) == "In1.9996Sn0.0004O3");
    CHECK(data.materials.shown(2) == "In1.9993Sn0.0007O3");
    CHECK(data.materials.shown(3) == "In19O30Sn");
    CHECK(data.materials.key_text(1) == "In4999O7500Sn");
    CHECK(data.rounded_joins.records == 0);
}

TEST_CASE("records that rounding joins are counted, and named with both formulas and lines") {
    const TableFiles files;
    auto table = formula_table(
        files.write("t.csv", "formula,x\nZrO0.333,1\nSi2,2\nZrO0.3333,3\nSi,4\nO0.3332Zr,5\nZr3O0.999,6\n"));
    table.labels = {number_label("x", "x", "")};
    table.labels[0].repeats.value = RepeatsPolicy::keep;
    const auto data = load({table});
    CHECK(data.materials.size() == 2);
    CHECK(data.rounded_joins.records == 2);
    CHECK(data.rounded_joins.examples ==
          std::vector<std::string>{"\"ZrO0.3333\" (line 4 of t.csv) as \"ZrO0.333\" (line 2 of t.csv)",
                                   "\"O0.3332Zr\" (line 6 of t.csv) as \"ZrO0.333\" (line 2 of t.csv)"});
    SECTION("under key columns as well") {
        (void)files.write("t.csv", "id,formula,x\na,ZrO0.333,1\na,ZrO0.3333,2\n");
        table.material.key = {at("id", 3)};
        CHECK(load({table}).rounded_joins.records == 1);
    }
}

TEST_CASE("a key with two doped compositions is told as they were written") {
    const TableFiles files;
    auto table =
        formula_table(files.write("t.csv", "id,formula,x\na,In1.9996Sn0.0004O3,1\na,In1.9993Sn0.0007O3,2\n"));
    table.material.key = {at("id", 3)};
    table.labels = {number_label("x", "x", "")};
    CHECK_THAT(load_errors({table}), Catch::Matchers::Contains("material a is In1.9993Sn0.0007O3 here and "
                                                               "In1.9996Sn0.0004O3 on line 2"));
}

TEST_CASE("a table may read deuterium and tritium as hydrogen") {
    const TableFiles files;
    auto table = formula_table(files.write("t.csv", "formula,x\nD2O,1\nLiH,2\nLiD,3\n"));
    table.labels = {number_label("x", "x", "")};
    table.labels[0].repeats.value = RepeatsPolicy::keep;
    CHECK_THAT(load_errors({table}),
               Catch::Matchers::Contains("t.csv:2 error: formula = \"D2O\": \"D\" is an isotope") &&
                   Catch::Matchers::Contains("isotopes = \"element\""));
    table.isotopes = Isotopes::element;
    const auto data = load({table});
    CHECK(data.materials.size() == 2);
    CHECK(data.materials.shown(0) == "H2O");
    CHECK(data.rounded_joins.records == 0);
}

TEST_CASE("NaN in a formula column is sodium nitride") {
    const TableFiles files;
    const auto data = load({formula_table(files.write("t.csv", "formula\nNaN\n"))});
    CHECK(data.materials.reduced[0] == "NNa");
}

TEST_CASE("the result does not depend on the number of threads", "[threads]") {
    const TableFiles files;
    std::string text = "formula,gap\n";
    for (int i = 1; i <= 20000; ++i) {
        text += "Fe" + std::to_string(i % 200 + 1) + "O" + std::to_string(i % 97 + 1) + ",1\n";
    }
    auto table = formula_table(files.write("t.csv", text));
    table.labels = {number_label("gap", "gap", "eV")};
    table.labels[0].repeats.value = RepeatsPolicy::keep;
    std::vector<Dataset> results;
    for (const int threads : {1, 4}) {
        const auto workers = threads::make_plain_workers(threads);
        diagnostics::Diagnostics diagnostics;
        auto data = load_dataset(std::vector{table}, *workers, diagnostics);
        REQUIRE(data);
        results.push_back(std::move(*data));
    }
    CHECK(results[0].materials.keys == results[1].materials.keys);
    CHECK(results[0].materials.amounts == results[1].materials.amounts);
    CHECK(results[0].labels[0].rows == results[1].labels[0].rows);
    CHECK(results[0].materials.size() < 20000);
}
