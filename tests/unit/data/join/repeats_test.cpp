// SPDX-License-Identifier: Apache-2.0
#include "framework/data/tables/dataset.hpp"
#include "tests/unit/data/tables/table_files.hpp"

#include <cmath>

using namespace sinter;
using namespace sinter::data;
using namespace sinter::tests;
using Catch::Matchers::Contains;

namespace {

/// Si three times, Ge twice, C once.
TableSpec repeated(const TableFiles& files, RepeatsPolicy policy) {
    auto table = formula_table(files.write("t.csv", "formula,gap,err,w,split\n"
                                                    "Ge,0.7,0.1,1,train\n"
                                                    "Si,1.3,0.3,1,test\n"
                                                    "C,5.5,,1,test\n"
                                                    "Si,1.1,0.1,2,test\n"
                                                    "Ge2,0.8,,4,train\n"
                                                    "Si2,1.0,0.2,1,test\n"
                                                    "Si,,,,test\n"));
    table.labels = {number_label("gap", "gap", "eV")};
    table.labels[0].error_column = at("err", 5);
    table.labels[0].weight_column = at("w", 5);
    table.labels[0].repeats.value = policy;
    return table;
}

} // namespace

TEST_CASE("repeats are an error that names materials and lines, unless the config chooses") {
    const TableFiles files;
    CHECK_THAT(load_errors({repeated(files, RepeatsPolicy::error)}),
               Contains("t.csv:6 error: label gap has several values for 2 materials") &&
                   Contains("\"Ge\" on line 2, \"Ge2\" on line 6, which are one material, Ge") &&
                   Contains("\"Si\" on lines 3, 5, \"Si2\" on line 7, which are one material, Si") &&
                   Contains("labels.gap.repeats = \"median\" or \"keep\""));
}

TEST_CASE("the median of repeats is one record, with the median error and the summed weight") {
    const TableFiles files;
    const auto data = load({repeated(files, RepeatsPolicy::median)});
    const auto& gap = data.labels[0];
    CHECK(gap.rows == std::vector<Index>{0, 1, 2});
    CHECK(gap.values == std::vector<double>{0.75, 1.1, 5.5});
    CHECK(gap.lines == std::vector<std::uint32_t>{2, 3, 4});
    CHECK(gap.errors[0] == 0.1);
    CHECK(gap.errors[1] == 0.2);
    CHECK(std::isnan(gap.errors[2]));
    CHECK(gap.weights == std::vector<double>{5, 4, 1});
    CHECK(gap.repeated_materials == 2);
    CHECK(gap.repeated_records == 5);
    CHECK(gap.missing == 1);
}

TEST_CASE("kept repeats stay records of their own in the order of the file") {
    const TableFiles files;
    const auto data = load({repeated(files, RepeatsPolicy::keep)});
    CHECK(data.labels[0].rows == std::vector<Index>{0, 1, 2, 1, 0, 1});
    CHECK(data.labels[0].values == std::vector<double>{0.7, 1.3, 5.5, 1.1, 0.8, 1.0});
    CHECK(data.labels[0].repeated_records == 5);
}

TEST_CASE("repeats of a class cannot have a median") {
    const TableFiles files;
    auto table = formula_table(files.write("t.csv", "formula,color\nSi,grey\nSi,black\n"));
    table.labels = {number_label("color", "color", "")};
    table.labels[0].kind = LabelKind::classes;
    table.labels[0].repeats = {RepeatsPolicy::median, {"study.toml", 5, 7}};
    CHECK_THAT(load_errors({table}), Contains("study.toml:5:7 error: labels.color: classes have no median"));
    table.labels[0].repeats.value = RepeatsPolicy::error;
    CHECK_THAT(load_errors({table}), Contains("label color has several values for 1 material\n") &&
                                         Contains("labels.color.repeats = \"keep\""));
}

TEST_CASE("a median across two splits is a data error") {
    const TableFiles files;
    auto table = formula_table(files.write("t.csv", "formula,gap,split\nSi,1,train\nSi,2,test\n"));
    table.labels = {number_label("gap", "gap", "eV")};
    table.labels[0].repeats.value = RepeatsPolicy::median;
    table.split = at("split", 5);
    CHECK_THAT(load_errors({table}),
               Contains("t.csv:3 error: Si of label gap lies in another split than on line 2"));
    (void)files.write("t.csv", "formula,gap,split\nSi,1,train\nSi2,2,test\n");
    CHECK_THAT(load_errors({table}),
               Contains("Si2 of label gap lies in another split than Si, which is the same, on line 2"));
}

TEST_CASE("repeats are named by the formulas as they were typed, not by their reduced one") {
    const TableFiles files;
    auto table = formula_table(files.write("t.csv", "formula,gap\nLaMnO3,1\nTiLa2O6Ti,2\nTiLa2O6Ti,3\n"));
    table.labels = {number_label("gap", "gap", "eV")};
    const auto said = load_errors({table});
    CHECK_THAT(said, Contains("several values for 1 material\n") &&
                         Contains("    \"TiLa2O6Ti\" on lines 3, 4\n") && !Contains("LaO3Ti"));
}
