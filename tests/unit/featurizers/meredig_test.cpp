// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/meredig/meredig.hpp"
#include "plugins/featurizers/valence_orbital/valence_orbital.hpp"
#include "tests/support/featurized.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace sinter;
using namespace sinter::tests;
using elements::Property;
using plugins::meredig::Meredig;
using plugins::valence_orbital::ValenceOrbital;

namespace {

Meredig meredig(const char* missing = "mean") {
    return {Options::defaults(Meredig::parameters()).with("missing", missing), {}};
}

Index column_of(const Featurizer& featurizer, const std::string& name) {
    for (std::size_t j = 0; j < featurizer.features().size(); ++j) {
        if (featurizer.features()[j].name == name) {
            return static_cast<Index>(j);
        }
    }
    FAIL("no feature " << name);
    return -1;
}

} // namespace

TEST_CASE("meredig has 118 fractions, nine means and ranges, and the eight valence features") {
    const auto featurizer = meredig();
    const auto& features = featurizer.features();
    REQUIRE(features.size() == 135);
    CHECK(features[0].name == "H fraction");
    CHECK(features[117].name == "Og fraction");
    CHECK(features[118].name == "mean AtomicWeight");
    CHECK(features[118].unit == "u");
    CHECK(features[121].name == "range Number");
    CHECK(features[126].name == "mean Electronegativity");
    CHECK(features[127].name == "avg s valence electrons");
}

TEST_CASE("meredig's means and ranges are those of the elements present") {
    MaterialBatch batch;
    batch.add("SrTiO3", {{38, 1}, {22, 1}, {8, 3}});
    const auto featurizer = meredig();
    const auto row = featurized(featurizer, batch);
    const auto at = [&](const char* name) { return row(0, column_of(featurizer, name)); };
    CHECK(at("Sr fraction") == 0.2);
    CHECK(at("O fraction") == 0.6);
    CHECK(row.leftCols(118).sum() == Approx(1));
    CHECK(at("mean AtomicWeight") == Approx((87.62 + 47.867 + 3 * 15.9994) / 5));
    CHECK(at("mean Column") == Approx((2 + 4 + 3 * 16) / 5.0));
    CHECK(at("mean Row") == Approx((5 + 4 + 3 * 2) / 5.0));
    CHECK(at("range Number") == 30);
    CHECK(at("mean Number") == Approx((38 + 22 + 24) / 5.0));
    CHECK(at("range AtomicRadius") == Approx(2 - 0.6));
    CHECK(at("range Electronegativity") == Approx(3.44 - 0.95));
}

TEST_CASE("meredig's valence features are those of valence_orbital") {
    MaterialBatch batch;
    batch.add("SrTiO3", {{38, 1}, {22, 1}, {8, 3}}).add("PuO2", {{94, 1}, {8, 2}});
    const ValenceOrbital valence(Options::defaults(ValenceOrbital::parameters()), {});
    CHECK(featurized(meredig(), batch).rightCols(8) == featurized(valence, batch));
}

TEST_CASE("meredig overwrites what the output held, in a column-major output too") {
    MaterialBatch batch;
    batch.add("NaCl", {{11, 1}, {17, 1}});
    const auto featurizer = meredig();
    Eigen::MatrixXd out = Eigen::MatrixXd::Constant(1, 135, 9.0);
    KeptReports reports;
    featurizer.featurize(batch.materials(), out, reports);
    CHECK(out == featurized(featurizer, batch));
}

TEST_CASE("missing = nan leaves only those features missing that need the property") {
    MaterialBatch batch;
    batch.add("HeO", {{2, 1}, {8, 1}}); // no radius, no electronegativity of He
    const auto featurizer = meredig("nan");
    const auto row = featurized(featurizer, batch);
    for (const auto* name :
         {"range AtomicRadius", "mean AtomicRadius", "range Electronegativity", "mean Electronegativity"}) {
        CHECK(std::isnan(row(0, column_of(featurizer, name))));
    }
    CHECK(row.array().isNaN().count() == 4);
}

TEST_CASE("meredig notes an imputed property, and refuses the material with missing = error") {
    MaterialBatch batch;
    batch.add("HeO", {{2, 1}, {8, 1}}).add("?", {}).add("MgO", {{12, 1}, {8, 1}});
    RowMatrix out(3, 135);
    KeptReports with_mean;
    meredig("mean").featurize(batch.materials(), out, with_mean);
    CHECK(with_mean.notes == std::vector<std::string>{"0: AtomicRadius and Electronegativity of He are not "
                                                      "known: the mean over the elements was used"});
    CHECK(with_mean.errors == std::vector<std::string>{"1: it has no composition"});
    CHECK(out(0, 124) == Approx((elements::mean(Property::atomic_radius) + 0.6) / 2));
    CHECK(out.row(1).array().isNaN().all());

    KeptReports with_error;
    meredig("error").featurize(batch.materials(), out, with_error);
    CHECK(with_error.errors ==
          std::vector<std::string>{"0: AtomicRadius and Electronegativity of He are not known",
                                   "1: it has no composition"});
    CHECK(out.row(0).array().isNaN().all());
    CHECK_FALSE(out.row(2).hasNaN());
}
