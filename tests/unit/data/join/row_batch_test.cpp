// SPDX-License-Identifier: Apache-2.0
#include "framework/data/join/row_batch.hpp"
#include "tests/unit/data/tables/table_files.hpp"

#include <sinter/featurizer.hpp>

#include <cmath>

using namespace sinter;
using namespace sinter::tests;

namespace {

data::TableSpec three_rows(const TableFiles& files) {
    return formula_table(files.write("t.csv", "formula,T\nFe2O3,300\nSi,4\nFe2O3,5\n"));
}

data::TableSpec with_temperature(data::TableSpec table) {
    data::InputSpec input;
    input.name = at("T", 5);
    input.column = at("T", 5);
    input.unit = at("K", 5);
    table.inputs = {input};
    return table;
}

void check_silicon(const sinter_materials& view, Index row) {
    const sinter::Materials materials(view);
    CHECK(materials.name(row) == "Si");
    const auto composition = materials.composition(row);
    REQUIRE(composition.amounts.size() == 1);
    CHECK(composition.atomic_numbers[0] == 14);
    CHECK(composition.amounts[0] == 1.0);
}

} // namespace

TEST_CASE("where rows are materials a batch points into the data set") {
    const TableFiles files;
    const auto dataset = load({three_rows(files)});
    const data::RowBatch batch(dataset);
    CHECK(batch.view().struct_size == sizeof(sinter_materials));
    CHECK(batch.view().amounts == dataset.materials.amounts.data());
    CHECK(batch.view().element_offsets == dataset.materials.element_offsets.data());
    CHECK(batch.size() == 2);
    check_silicon(batch.view(), 1);
    SECTION("so does a part of it") {
        const data::RowBatch part(dataset, 1, 1);
        CHECK(part.view().amounts == dataset.materials.amounts.data());
        check_silicon(part.view(), 0);
    }
    SECTION("and a batch of materials") {
        const data::MaterialBatch materials(dataset.materials, 1, 1);
        check_silicon(materials.view(), 0);
    }
    SECTION("an empty batch is a batch") { CHECK(data::RowBatch(dataset, 2, 0).size() == 0); }
}

TEST_CASE("rows under inputs carry them, and repeat their material") {
    const TableFiles files;
    const auto dataset = load({with_temperature(three_rows(files))});
    REQUIRE(dataset.row_count() == 3);
    const data::RowBatch batch(dataset, 1, 2);
    check_silicon(batch.view(), 0);
    const sinter::Materials materials(batch.view());
    REQUIRE(materials.input_count() == 1);
    CHECK(materials.input(0, 0) == 4);
    CHECK(materials.input(1, 0) == 5);
    CHECK(materials.name(1) == "Fe2O3");
    CHECK(materials.composition(1).amounts[1] == 3);
    CHECK(text_of(batch.view().columns.data->unit) == "K");
}

TEST_CASE("any rows in any order") {
    const TableFiles files;
    const auto dataset = load({with_temperature(three_rows(files))});
    const std::vector<Index> rows{2, 1, 2};
    const data::RowBatch batch(dataset, rows);
    const sinter::Materials materials(batch.view());
    CHECK(batch.size() == 3);
    CHECK(materials.input(0, 0) == 5);
    CHECK(materials.input(2, 0) == 5);
    check_silicon(batch.view(), 1);
    CHECK(materials.composition(2).atomic_numbers[0] == 26);
}
