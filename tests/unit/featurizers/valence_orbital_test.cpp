// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/valence_orbital/valence_orbital.hpp"
#include "tests/support/featurized.hpp"

#include <catch2/catch.hpp>

using namespace sinter;
using namespace sinter::tests;
using plugins::valence_orbital::ValenceOrbital;

namespace {
ValenceOrbital valence_orbital(const char* missing = "mean") {
    return {Options::defaults(ValenceOrbital::parameters()).with("missing", missing), {}};
}
} // namespace

TEST_CASE("valence_orbital has averages, then shares, of s, p, d and f") {
    const auto featurizer = valence_orbital();
    REQUIRE(featurizer.features().size() == 8);
    CHECK(featurizer.features()[0].name == "avg s valence electrons");
    CHECK(featurizer.features()[3].name == "avg f valence electrons");
    CHECK(featurizer.features()[4].name == "frac s valence electrons");
    CHECK(featurizer.features()[7].name == "frac f valence electrons");
}

TEST_CASE("the valence electrons of Fe2O3: two 4s2 3d6 and three 2s2 2p4") {
    MaterialBatch batch;
    batch.add("Fe2O3", {{26, 2}, {8, 3}});
    const auto row = featurized(valence_orbital(), batch);
    const double all = 2 * 8 + 3 * 6;
    const double counts[] = {2 * 2 + 3 * 2, 3 * 4, 2 * 6, 0};
    for (Index l = 0; l < 4; ++l) {
        CAPTURE(l);
        CHECK(row(0, l) == Approx(counts[l] / 5));
        CHECK(row(0, 4 + l) == Approx(counts[l] / all));
    }
}

TEST_CASE("valence_orbital fills strided outputs and touches nothing else") {
    MaterialBatch batch;
    batch.add("Fe2O3", {{26, 2}, {8, 3}}).add("PuO2", {{94, 1}, {8, 2}});
    const auto featurizer = valence_orbital();
    const auto expected = featurized(featurizer, batch);
    std::vector<double> spaced(60, -7.0);
    sinter_matrix_out c{spaced.data() + 1, 2, 8, 30, 3};
    KeptReports reports;
    featurizer.featurize(batch.materials(), c, reports);
    for (Index j = 0; j < 8; ++j) {
        CHECK(spaced[static_cast<std::size_t>(1 + 3 * j)] == expected(0, j));
        CHECK(spaced[static_cast<std::size_t>(31 + 3 * j)] == expected(1, j));
    }
    CHECK(std::count(spaced.begin(), spaced.end(), -7.0) == 60 - 16);
}

TEST_CASE("valence electrons of an element without data: a mean with a note, missing, or an error") {
    MaterialBatch batch;
    batch.add("OgO", {{118, 1}, {8, 1}}).add("?", {}).add("NaCl", {{11, 1}, {17, 1}});
    RowMatrix out(3, 8);

    KeptReports with_mean;
    valence_orbital("mean").featurize(batch.materials(), out, with_mean);
    CHECK(with_mean.notes ==
          std::vector<std::string>{
              "0: none of the 5 properties of Og is known: the mean over the elements was used"});
    CHECK(with_mean.errors == std::vector<std::string>{"1: it has no composition"});
    CHECK(out(0, 0) == Approx((elements::mean(elements::Property::ns_valence) + 2) / 2));
    CHECK(out.row(1).array().isNaN().all());

    KeptReports with_nan;
    valence_orbital("nan").featurize(batch.materials(), out, with_nan);
    CHECK(with_nan.notes.empty());
    CHECK(out.row(0).array().isNaN().all());
    CHECK_FALSE(out.row(2).hasNaN());

    KeptReports with_error;
    valence_orbital("error").featurize(batch.materials(), out, with_error);
    CHECK(with_error.errors ==
          std::vector<std::string>{"0: none of the 5 properties of Og is known", "1: it has no composition"});
    CHECK(out.row(0).array().isNaN().all());
    CHECK_FALSE(out.row(2).hasNaN());
}
