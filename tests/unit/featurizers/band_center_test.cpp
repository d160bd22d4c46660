// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/band_center/band_center.hpp"
#include "tests/support/featurized.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace sinter;
using namespace sinter::tests;
using plugins::band_center::BandCenter;

namespace {
BandCenter band_center(const char* missing = "mean") {
    return {Options::defaults(BandCenter::parameters()).with("missing", missing), {}};
}
} // namespace

TEST_CASE("band_center is the geometric mean of Mulliken electronegativities, in eV") {
    MaterialBatch batch;
    batch.add("TiO2", {{22, 1}, {8, 2}});
    const auto featurizer = band_center();
    REQUIRE(featurizer.features().size() == 1);
    CHECK(featurizer.features()[0].name == "band center");
    CHECK(featurizer.features()[0].unit == "eV");
    const double titanium = (658.8 + 7.6) / 2 / 96.48;
    const double oxygen = (1313.9 + 141.0) / 2 / 96.48;
    CHECK(featurized(featurizer, batch)(0, 0) ==
          Approx(std::cbrt(titanium * oxygen * oxygen)).epsilon(1e-13));
}

TEST_CASE("the band center of an element is its electronegativity") {
    MaterialBatch batch;
    batch.add("Si2", {{14, 2}});
    CHECK(featurized(band_center(), batch)(0, 0) == Approx((786.5 + 133.6) / 2 / 96.48).epsilon(1e-13));
}

TEST_CASE("band_center where an ionisation energy is not known: a mean with a note, missing, or an error") {
    MaterialBatch batch;
    batch.add("RfO2", {{104, 1}, {8, 2}}).add("?", {}).add("MgO", {{12, 1}, {8, 1}});
    RowMatrix out(3, 1);

    KeptReports with_mean;
    band_center("mean").featurize(batch.materials(), out, with_mean);
    CHECK(with_mean.notes ==
          std::vector<std::string>{
              "0: none of the 2 properties of Rf is known: the mean over the elements was used"});
    CHECK(with_mean.errors == std::vector<std::string>{"1: it has no composition"});
    CHECK(std::isfinite(out(0, 0)));
    CHECK(std::isnan(out(1, 0)));

    KeptReports with_nan;
    band_center("nan").featurize(batch.materials(), out, with_nan);
    CHECK(with_nan.notes.empty());
    CHECK(std::isnan(out(0, 0)));
    CHECK(std::isfinite(out(2, 0)));

    KeptReports with_error;
    band_center("error").featurize(batch.materials(), out, with_error);
    CHECK(with_error.errors ==
          std::vector<std::string>{"0: none of the 2 properties of Rf is known", "1: it has no composition"});
    CHECK(std::isnan(out(0, 0)));
}
