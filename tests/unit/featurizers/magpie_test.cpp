// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/magpie/magpie.hpp"
#include "tests/support/featurized.hpp"

#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <cmath>

using namespace sinter;
using namespace sinter::tests;
using plugins::magpie::Magpie;

namespace {

Magpie magpie(const char* missing = "mean") {
    return {Options::defaults(Magpie::parameters()).with("missing", missing), {}};
}

/// Minimum, maximum, range, mean, avg_dev and mode of one property, by the definitions, one element after another.
std::vector<double> plain_statistics(elements::Property property, const MaterialBatch::Parts& parts) {
    double total = 0;
    double most = 0;
    for (const auto& [z, a] : parts) {
        total += a;
        most = std::max(most, a);
    }
    double low = 1e300;
    double high = -1e300;
    double mean = 0;
    double mode = 1e300;
    for (const auto& [z, a] : parts) {
        const double value = elements::property(property, z);
        low = std::min(low, value);
        high = std::max(high, value);
        mean += a / total * value;
        if (std::abs(a - most) <= 1e-8 + 1e-5 * most) {
            mode = std::min(mode, value);
        }
    }
    double avg_dev = 0;
    for (const auto& [z, a] : parts) {
        avg_dev += a / total * std::abs(elements::property(property, z) - mean);
    }
    return {low, high, high - low, mean, avg_dev, mode};
}

const MaterialBatch::Parts perovskite = {{56, 0.5}, {38, 0.5}, {27, 0.8}, {26, 0.2}, {8, 2.8}};

} // namespace

TEST_CASE("magpie has 132 features, six a property, with the property's unit") {
    const auto featurizer = magpie();
    const auto& features = featurizer.features();
    REQUIRE(features.size() == 132);
    CHECK(features[0].name == "MagpieData minimum Number");
    CHECK(features[23].name == "MagpieData mode MeltingT");
    CHECK(features[23].unit == "K");
    CHECK(features[131].name == "MagpieData mode SpaceGroupNumber");
}

TEST_CASE("magpie agrees with its statistics written out element by element") {
    MaterialBatch batch;
    batch.add("Ba0.5Sr0.5Co0.8Fe0.2O2.8", perovskite);
    const auto row = featurized(magpie(), batch);
    for (std::size_t p = 0; p < elements::magpie_property_count; ++p) {
        const auto expected = plain_statistics(static_cast<elements::Property>(p), perovskite);
        for (std::size_t s = 0; s < 6; ++s) {
            CAPTURE(p, s);
            CHECK(row(0, static_cast<Index>(6 * p + s)) == Approx(expected[s]).epsilon(1e-12).margin(1e-12));
        }
    }
}

TEST_CASE("a single element has its own property as minimum, maximum, mean and mode, and no spread") {
    MaterialBatch batch;
    batch.add("Si", {{14, 8}});
    const auto row = featurized(magpie(), batch);
    const Index melting = 18;
    CHECK(row(0, melting + 0) == 1687);
    CHECK(row(0, melting + 1) == 1687);
    CHECK(row(0, melting + 2) == 0);
    CHECK(row(0, melting + 3) == 1687);
    CHECK(row(0, melting + 4) == 0);
    CHECK(row(0, melting + 5) == 1687);
}

TEST_CASE("the mode is the smallest property among the elements that tie for the largest amount") {
    MaterialBatch batch;
    batch.add("GaAs", {{31, 1}, {33, 1}});
    batch.add("Ga2As", {{31, 2}, {33, 1}});
    batch.add("GaAs2", {{31, 1}, {33, 2}});
    batch.add("almost a tie", {{31, 1}, {33, 1.000009}});
    batch.add("not a tie", {{31, 1}, {33, 1.00002}});
    const auto rows = featurized(magpie(), batch);
    const Index mode_number = 5;
    CHECK(rows(0, mode_number) == 31);
    CHECK(rows(1, mode_number) == 31);
    CHECK(rows(2, mode_number) == 33);
    CHECK(rows(3, mode_number) == 31);
    CHECK(rows(4, mode_number) == 33);
}

TEST_CASE("magpie fills row-major, column-major and strided outputs alike and touches nothing else") {
    MaterialBatch batch;
    batch.add("Fe2O3", {{26, 2}, {8, 3}}).add("NaCl", {{11, 1}, {17, 1}});
    const auto featurizer = magpie();
    const RowMatrix expected = featurized(featurizer, batch);
    KeptReports reports;

    Eigen::MatrixXd column_major(2, 132);
    featurizer.featurize(batch.materials(), column_major, reports);
    CHECK(column_major == expected);

    std::vector<double> spaced(1000, -7.0);
    sinter_matrix_out c{spaced.data() + 1, 2, 132, 400, 3};
    featurizer.featurize(batch.materials(), c, reports);
    for (Index j = 0; j < 132; ++j) {
        CHECK(spaced[static_cast<std::size_t>(1 + 3 * j)] == expected(0, j));
        CHECK(spaced[static_cast<std::size_t>(401 + 3 * j)] == expected(1, j));
    }
    CHECK(std::count(spaced.begin(), spaced.end(), -7.0) == 1000 - 2 * 132);
}

TEST_CASE("equal materials give equal magpie rows, whatever the batch and the order of the elements") {
    MaterialBatch alone;
    alone.add("one", perovskite);
    const auto expected = featurized(magpie(), alone);
    const MaterialBatch::Parts turned(perovskite.rbegin(), perovskite.rend());
    MaterialBatch many;
    many.add("Og", {{118, 1}}).add("two", turned).add("NaCl", {{11, 1}, {17, 1}}).add("three", perovskite);
    const auto rows = featurized(magpie(), many);
    CHECK(rows.row(1) == expected.row(0));
    CHECK(rows.row(3) == expected.row(0));
}

TEST_CASE("a multiple of a formula gives the same magpie row") {
    MaterialBatch batch;
    batch.add("Fe2O3", {{26, 2}, {8, 3}}).add("Fe4O6", {{26, 4}, {8, 6}});
    const auto rows = featurized(magpie(), batch);
    CHECK(rows.row(0) == rows.row(1));
}

TEST_CASE("missing = mean: the mean stands in, and a note an element says so") {
    MaterialBatch batch;
    batch.add("NaCl", {{11, 1}, {17, 1}}).add("XeOg", {{118, 1}, {54, 1}}).add("He", {{2, 1}});
    const auto featurizer = magpie("mean");
    RowMatrix out(3, 132);
    KeptReports reports;
    featurizer.featurize(batch.materials(), out, reports);
    CHECK(reports.errors.empty());
    CHECK(reports.notes ==
          std::vector<std::string>{
              "1: none of the 22 properties of Og is known: the mean over the elements was used",
              "2: MeltingT and Electronegativity of He are not known: the mean over the elements was used"});
    CHECK(out(2, 42) == elements::mean(elements::Property::electronegativity));
    CHECK_FALSE(out.hasNaN());
}

TEST_CASE(
    "missing = nan: all six statistics of the property are missing, the others are not, and nothing is said") {
    MaterialBatch batch;
    batch.add("HeO", {{8, 1}, {2, 1}}).add("OHe", {{2, 1}, {8, 1}});
    const auto featurizer = magpie("nan");
    RowMatrix out(2, 132);
    KeptReports reports;
    featurizer.featurize(batch.materials(), out, reports);
    CHECK(reports.notes.empty());
    for (Index j = 0; j < 132; ++j) {
        const bool unknown = j / 6 == 3 || j / 6 == 7; // MeltingT, Electronegativity
        CAPTURE(j);
        CHECK(std::isnan(out(0, j)) == unknown);
        CHECK(std::isnan(out(1, j)) == unknown);
    }
}

TEST_CASE("missing = nan: the mode is known where the most frequent elements have the property") {
    MaterialBatch batch;
    batch.add("HeO2", {{2, 1}, {8, 2}}).add("He2O", {{2, 2}, {8, 1}});
    const auto rows = featurized(magpie("nan"), batch);
    const Index melting = 18;
    for (const Index statistic : {0, 1, 2, 3, 4}) {
        CHECK(std::isnan(rows(0, melting + statistic)));
        CHECK(std::isnan(rows(1, melting + statistic)));
    }
    CHECK(rows(0, melting + 5) == elements::property(elements::Property::melting_t, 8));
    CHECK(std::isnan(rows(1, melting + 5)));
}

TEST_CASE("missing = error: the row is an error that names element and property, and the others are kept") {
    MaterialBatch batch;
    batch.add("NaCl", {{11, 1}, {17, 1}}).add("FrCl", {{87, 1}, {17, 1}}).add("HeFr", {{2, 1}, {87, 1}});
    const auto featurizer = magpie("error");
    RowMatrix out(3, 132);
    KeptReports reports;
    featurizer.featurize(batch.materials(), out, reports);
    CHECK(reports.notes.empty());
    CHECK(reports.errors ==
          std::vector<std::string>{"1: MeltingT and SpaceGroupNumber of Fr are not known",
                                   "2: MeltingT and Electronegativity of He are not known; MeltingT and "
                                   "SpaceGroupNumber of Fr are not known"});
    CHECK(out.row(1).array().isNaN().all());
    CHECK(out.row(2).array().isNaN().all());
    CHECK(out.row(0) == featurized(magpie(), batch).row(0));
}

TEST_CASE("a material without composition is a row error, whatever is done with missing properties") {
    for (const auto* missing : {"mean", "nan", "error"}) {
        MaterialBatch batch;
        batch.add("Pt(111)", {}).add("Pt", {{78, 1}});
        const auto featurizer = magpie(missing);
        RowMatrix out(2, 132);
        KeptReports reports;
        featurizer.featurize(batch.materials(), out, reports);
        CHECK(reports.errors == std::vector<std::string>{"0: it has no composition"});
        CHECK(out.row(0).array().isNaN().all());
        CHECK(out(1, 0) == 78);
    }
}

TEST_CASE("magpie declares one option, missing, with three choices") {
    const auto parameters = Magpie::parameters();
    REQUIRE(parameters.all().size() == 1);
    CHECK(parameters.all()[0].name == "missing");
    CHECK(parameters.all()[0].default_value.text == "mean");
    CHECK(parameters.all()[0].choices == std::vector<std::string>{"mean", "nan", "error"});
}
