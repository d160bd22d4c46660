// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/elements/elements.hpp"
#include "plugins/featurizers/ion_property/ion_property.hpp"
#include "tests/support/featurized.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace sinter;
using namespace sinter::tests;
using plugins::ion_property::IonProperty;

namespace {

IonProperty ion_property(const char* rule = "mixed_valence", const char* missing = "mean") {
    return {Options::defaults(IonProperty::parameters()).with("rule", rule).with("missing", missing), {}};
}

double possible(const MaterialBatch::Parts& parts, const char* rule = "mixed_valence") {
    MaterialBatch batch;
    batch.add("it", parts);
    return featurized(ion_property(rule), batch)(0, 0);
}

double character(int a, int b) {
    const double difference = elements::property(elements::Property::pauling_electronegativity, a) -
                              elements::property(elements::Property::pauling_electronegativity, b);
    return 1 - std::exp(-difference * difference / 4);
}

} // namespace

TEST_CASE("the ionic character is the largest, and the mean over pairs, of 1 - exp(-dX^2 / 4)") {
    MaterialBatch batch;
    batch.add("SrTiO3", {{38, 1}, {22, 1}, {8, 3}});
    const auto row = featurized(ion_property(), batch);
    CHECK(row(0, 0) == 1);
    CHECK(row(0, 1) == Approx(character(38, 8)).epsilon(1e-14));
    const double mean = 0.2 * 0.2 * character(38, 22) + 0.2 * 0.6 * (character(38, 8) + character(22, 8));
    CHECK(row(0, 2) == Approx(mean).epsilon(1e-14));
}

TEST_CASE("a single element is possible and not ionic, even one without data, and nothing is said") {
    MaterialBatch batch;
    batch.add("Fe", {{26, 1}}).add("He", {{2, 1}}).add("Og", {{118, 2}});
    for (const auto* missing : {"mean", "nan", "error"}) {
        RowMatrix out(3, 3);
        KeptReports reports;
        ion_property("mixed_valence", missing).featurize(batch.materials(), out, reports);
        CHECK(reports.notes.empty());
        CHECK(reports.errors.empty());
        CHECK((out.col(0).array() == 1).all());
        CHECK((out.rightCols(2).array() == 0).all());
    }
}

TEST_CASE("magnetite needs mixed valence, haematite does not") {
    CHECK(possible({{26, 3}, {8, 4}}) == 1);
    CHECK(possible({{26, 3}, {8, 4}}, "one_state") == 0);
    CHECK(possible({{26, 2}, {8, 3}}) == 1);
    CHECK(possible({{26, 2}, {8, 3}}, "one_state") == 1);
}

TEST_CASE("fractional amounts are scaled to whole atoms") {
    CHECK(possible({{21, 0.2}, {13, 0.8}, {7, 1}}) == 1);
    CHECK(possible({{26, 0.75}, {8, 1}}) == 1); // Fe3O4
    CHECK(possible({{26, 0.95}, {8, 1}}) == 1); // wuestite: 17 Fe2+ and 2 Fe3+ on 20 O
    CHECK(possible({{26, 0.95}, {8, 1}}, "one_state") == 0);
    CHECK(possible({{26, 0.6}, {8, 1}}) == 0); // more than Fe3+
    CHECK(possible({{26, 2.0 / 3}, {8, 1}}) == 1);
    CHECK(possible({{12, 0.333}, {41, 0.667}, {82, 1}, {8, 3}}) == 0); // as written, 0.001 is left over
    CHECK(possible({{12, 1.0 / 3}, {41, 2.0 / 3}, {82, 1}, {8, 3}}) == 1);
}

TEST_CASE("a multiple of a formula may have more choices") {
    CHECK(possible({{29, 1}, {25, 1}, {7, 1}}) == 0);
    CHECK(possible({{25, 1}, {7, 1}}) == 0); // Mn 2, 4 or 7 with N -3
    CHECK(possible({{25, 2}, {7, 2}}) == 1); // one Mn2+ and one Mn4+
}

TEST_CASE("amounts without a small common denominator may have any mean state, and a note says so") {
    MaterialBatch batch;
    batch.add("Fe~O", {{26, std::sqrt(0.7)}, {8, 1}}).add("Fe~O", {{26, std::sqrt(0.3)}, {8, 1}});
    RowMatrix out(2, 3);
    KeptReports reports;
    ion_property().featurize(batch.materials(), out, reports);
    CHECK(out(0, 0) == 1);
    CHECK(out(1, 0) == 0);
    const std::string text = "its amounts have no small common denominator: each element may have any mean "
                             "oxidation state between its extremes";
    CHECK(reports.notes == std::vector<std::string>{"0: " + text, "1: " + text});
}

TEST_CASE("noble gases are neutral") {
    CHECK(possible({{36, 2}, {11, 1}, {17, 1}}) == 1);
    CHECK(possible({{54, 1}, {9, 2}}) == 0);
}

TEST_CASE("an element without data: means and neutral with notes, missing, or an error") {
    MaterialBatch batch;
    batch.add("Rf2O", {{104, 2}, {8, 1}}).add("?", {}).add("ArNaCl", {{18, 1}, {11, 1}, {17, 1}});
    RowMatrix out(3, 3);

    KeptReports with_mean;
    ion_property("mixed_valence", "mean").featurize(batch.materials(), out, with_mean);
    CHECK(with_mean.notes ==
          std::vector<std::string>{
              "0: PaulingElectronegativity of Rf is not known: the mean over the elements was used",
              "0: the oxidation states of Rf are not known: it counts as neutral",
              "2: PaulingElectronegativity of Ar is not known: the mean over the elements was used"});
    CHECK(with_mean.errors == std::vector<std::string>{"1: it has no composition"});
    CHECK(out(0, 0) == 0);
    CHECK(out.row(1).array().isNaN().all());
    CHECK(out(2, 0) == 1);
    CHECK_FALSE(out.row(2).hasNaN());

    KeptReports with_nan;
    ion_property("mixed_valence", "nan").featurize(batch.materials(), out, with_nan);
    CHECK(with_nan.notes.empty());
    CHECK(out.row(0).array().isNaN().all());
    CHECK(out(2, 0) == 1);
    CHECK(out.row(2).tail(2).array().isNaN().all());

    KeptReports with_error;
    ion_property("mixed_valence", "error").featurize(batch.materials(), out, with_error);
    CHECK(with_error.errors == std::vector<std::string>{"0: PaulingElectronegativity of Rf is not known",
                                                        "1: it has no composition",
                                                        "2: PaulingElectronegativity of Ar is not known"});
}

TEST_CASE("ion_property does not depend on the order of the elements and fills column-major outputs") {
    MaterialBatch batch;
    batch.add("SrTiO3", {{38, 1}, {22, 1}, {8, 3}}).add("O3TiSr", {{8, 3}, {22, 1}, {38, 1}});
    const auto featurizer = ion_property();
    const auto rows = featurized(featurizer, batch);
    CHECK(rows.row(0) == rows.row(1));
    Eigen::MatrixXd out(2, 3);
    KeptReports reports;
    featurizer.featurize(batch.materials(), out, reports);
    CHECK(out == rows);
}
