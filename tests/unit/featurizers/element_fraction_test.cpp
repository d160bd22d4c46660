// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/element_fraction/element_fraction.hpp"
#include "tests/support/featurized.hpp"

#include <catch2/catch.hpp>

using namespace sinter;
using namespace sinter::tests;
using plugins::element_fraction::ElementFraction;

namespace {
ElementFraction element_fraction() { return {Options::defaults(ElementFraction::parameters()), {}}; }
} // namespace

TEST_CASE("element_fraction has a feature an element, in order of atomic number") {
    const auto featurizer = element_fraction();
    const auto& features = featurizer.features();
    REQUIRE(features.size() == 118);
    CHECK(features[0].name == "H");
    CHECK(features[25].name == "Fe");
    CHECK(features[117].name == "Og");
}

TEST_CASE("element fractions are amounts over their sum, and zero elsewhere") {
    MaterialBatch batch;
    batch.add("Fe2O3", {{26, 2}, {8, 3}}).add("Og", {{118, 7}});
    const auto rows = featurized(element_fraction(), batch);
    CHECK(rows(0, 7) == 0.6);
    CHECK(rows(0, 25) == 0.4);
    CHECK((rows.row(0).array() != 0).count() == 2);
    CHECK(rows(1, 117) == 1);
    CHECK((rows.row(1).array() != 0).count() == 1);
}

TEST_CASE("element_fraction overwrites what the output held, in a column-major output too") {
    MaterialBatch batch;
    batch.add("NaCl", {{11, 1}, {17, 1}});
    const auto featurizer = element_fraction();
    Eigen::MatrixXd out = Eigen::MatrixXd::Constant(1, 118, 9.0);
    KeptReports reports;
    featurizer.featurize(batch.materials(), out, reports);
    CHECK(out == featurized(featurizer, batch));
    CHECK(out.sum() == 1.0);
}

TEST_CASE("element_fraction reports a material without composition and keeps the others") {
    MaterialBatch batch;
    batch.add("?", {}).add("C", {{6, 1}});
    const auto featurizer = element_fraction();
    RowMatrix out(2, 118);
    KeptReports reports;
    featurizer.featurize(batch.materials(), out, reports);
    CHECK(reports.errors == std::vector<std::string>{"0: it has no composition"});
    CHECK(out.row(0).array().isNaN().all());
    CHECK(out(1, 5) == 1);
}
