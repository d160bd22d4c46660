// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/columns/columns.hpp"
#include "tests/support/featurized.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace sinter;
using namespace sinter::tests;
using plugins::columns::Columns;

namespace {

std::vector<InputColumn> columns_inputs() {
    return {{"temperature", "K", FeatureKind::number, {}},
            {"facet", "", FeatureKind::category, {"111", "211", "110"}},
            {"thickness", "nm", FeatureKind::number, {}}};
}

Options chosen_columns(std::vector<std::string> names) {
    return Options::defaults(Columns::parameters()).with("columns", std::move(names));
}

std::string columns_refusal(std::vector<std::string> names, const std::vector<InputColumn>& from) {
    try {
        Columns featurizer(chosen_columns(std::move(names)), from);
    } catch (const Error& error) {
        CHECK(error.code() == SINTER_INVALID_ARGUMENT);
        return error.what();
    }
    return "accepted";
}

} // namespace

TEST_CASE(
    "a column becomes a feature with its name, unit, kind and number of levels, in the order asked for") {
    const Columns featurizer(chosen_columns({"facet", "temperature"}), columns_inputs());
    const auto& features = featurizer.features();
    REQUIRE(features.size() == 2);
    CHECK(features[0].name == "facet");
    CHECK(features[0].kind == FeatureKind::category);
    CHECK(features[0].level_count == 3);
    CHECK(features[1].name == "temperature");
    CHECK(features[1].unit == "K");
    CHECK(features[1].kind == FeatureKind::number);
    CHECK(features[1].level_count == 0);
}

TEST_CASE("values of columns are passed on, and a missing one stays missing without a report") {
    MaterialBatch batch;
    batch.add("a", {{1, 1}}).add("b", {{2, 1}});
    batch.column({300, std::nan("")}).column({2, 0}).column({1.5, 2.5});
    const Columns featurizer(chosen_columns({"thickness", "facet", "temperature"}), columns_inputs());
    RowMatrix out(2, 3);
    KeptReports reports;
    featurizer.featurize(batch.materials(), out, reports);
    CHECK(out(0, 0) == 1.5);
    CHECK(out(1, 0) == 2.5);
    CHECK(out(0, 1) == 2);
    CHECK(out(1, 1) == 0);
    CHECK(out(0, 2) == 300);
    CHECK(std::isnan(out(1, 2)));
    CHECK(reports.notes.empty());
    CHECK(reports.errors.empty());

    Eigen::MatrixXd column_major(2, 3);
    featurizer.featurize(batch.materials(), column_major, reports);
    CHECK(column_major.leftCols(2) == out.leftCols(2));
}

TEST_CASE("columns need no composition") {
    MaterialBatch batch;
    batch.add("surface", {}).column({1}).column({1}).column({4});
    CHECK(featurized(Columns(chosen_columns({"thickness"}), columns_inputs()), batch)(0, 0) == 4);
}

TEST_CASE("an unknown column is refused with the nearest name and the names that exist") {
    CHECK(columns_refusal({"temprature"}, columns_inputs()) ==
          "there is no input column 'temprature'; "
          "did you mean 'temperature'? There are 'temperature', 'facet', 'thickness'");
    CHECK(columns_refusal({"pressure"}, columns_inputs()) ==
          "there is no input column 'pressure'; there are 'temperature', 'facet', 'thickness'");
    CHECK(columns_refusal({"facet"}, {}) ==
          "there is no input column 'facet'; no input columns are declared");
}

TEST_CASE("an empty list of columns and a column named twice are refused") {
    CHECK(columns_refusal({}, columns_inputs()) == "the list of column names is empty");
    CHECK(columns_refusal({"facet", "facet"}, columns_inputs()) == "'facet' stands twice in the list");
}

TEST_CASE("the list of columns must be given") {
    const auto parameters = Columns::parameters();
    REQUIRE(parameters.all().size() == 1);
    CHECK(parameters.all()[0].required);
}
