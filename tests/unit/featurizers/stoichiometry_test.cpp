// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/stoichiometry/stoichiometry.hpp"
#include "tests/support/featurized.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace sinter;
using namespace sinter::tests;
using plugins::stoichiometry::Stoichiometry;

namespace {

Stoichiometry stoichiometry(bool num_atoms = false) {
    OptionValue value;
    value.type = ParameterType::boolean;
    value.boolean = num_atoms;
    return {Options::defaults(Stoichiometry::parameters()).with("num_atoms", value), {}};
}

double plain_norm(const std::vector<double>& amounts, double p) {
    double total = 0;
    for (const double a : amounts) {
        total += a;
    }
    double sum = 0;
    for (const double a : amounts) {
        sum += std::pow(a / total, p);
    }
    return std::pow(sum, 1 / p);
}

double atoms(const MaterialBatch::Parts& parts) {
    MaterialBatch batch;
    batch.add("it", parts);
    return featurized(stoichiometry(true), batch)(0, 0);
}

} // namespace

TEST_CASE("stoichiometry has six norms; the option num_atoms puts the atoms of a formula unit before them") {
    const auto norms = stoichiometry();
    REQUIRE(norms.features().size() == 6);
    CHECK(norms.features()[0].name == "0-norm");
    CHECK(norms.features()[5].name == "10-norm");
    const auto with_atoms = stoichiometry(true);
    REQUIRE(with_atoms.features().size() == 7);
    CHECK(with_atoms.features()[0].name == "num atoms");
    CHECK(with_atoms.features()[1].name == "0-norm");
}

TEST_CASE("the norms are those of the atomic fractions, and the zeroth counts the elements") {
    MaterialBatch batch;
    batch.add("La1.85Sr0.15CuO4", {{57, 1.85}, {38, 0.15}, {29, 1}, {8, 4}});
    const auto row = featurized(stoichiometry(), batch);
    CHECK(row(0, 0) == 4);
    const double powers[] = {2, 3, 5, 7, 10};
    for (Index j = 0; j < 5; ++j) {
        CAPTURE(j);
        CHECK(row(0, j + 1) == Approx(plain_norm({1.85, 0.15, 1, 4}, powers[j])).epsilon(1e-13));
    }
}

TEST_CASE("the norms of one element are one") {
    MaterialBatch batch;
    batch.add("Si8", {{14, 8}});
    CHECK((featurized(stoichiometry(), batch).array() == 1).all());
}

TEST_CASE("the atoms of a formula unit are those of the smallest formula with whole numbers") {
    CHECK(atoms({{26, 2}, {8, 3}}) == 5);
    CHECK(atoms({{26, 4}, {8, 6}}) == 5);
    CHECK(atoms({{57, 1.85}, {38, 0.15}, {29, 1}, {8, 4}}) == Approx(140).epsilon(1e-12));
    CHECK(atoms({{14, 8}}) == 1);
    CHECK(atoms({{14, 0.25}}) == 1);
}

TEST_CASE("gases that are molecules and peroxides count twice") {
    CHECK(atoms({{8, 1}}) == 2);
    CHECK(atoms({{1, 2}}) == 2);
    CHECK(atoms({{17, 0.5}}) == 2);
    CHECK(atoms({{35, 2}}) == 1); // bromine is no gas
    CHECK(atoms({{11, 1}, {8, 1}}) == 4);
    CHECK(atoms({{8, 3}, {11, 3}}) == 4);
    CHECK(atoms({{1, 1}, {8, 1}}) == 4);
    CHECK(atoms({{11, 2}, {8, 1}}) == 3);
    CHECK(atoms({{12, 1}, {8, 1}}) == 2);
    CHECK(atoms({{11, 1}, {17, 1}}) == 2);
}

TEST_CASE("amounts of any size give a number of atoms and end") {
    CHECK(std::isfinite(atoms({{26, 1e300}, {8, 3}})));
    CHECK(std::isfinite(atoms({{26, 1e-300}, {8, 3}})));
    CHECK(std::isfinite(atoms({{26, 3.14159265358979}, {8, 2.71828182845905}})));
}

TEST_CASE("norms do not depend on the order of the elements, nor do atoms of whole amounts") {
    MaterialBatch batch;
    batch.add("a", {{57, 2}, {38, 1}, {8, 5}}).add("b", {{8, 5}, {38, 1}, {57, 2}});
    const auto rows = featurized(stoichiometry(true), batch);
    CHECK(rows.row(0) == rows.row(1));
}

TEST_CASE("stoichiometry reports a material without composition and keeps the others") {
    MaterialBatch batch;
    batch.add("?", {}).add("C", {{6, 1}});
    RowMatrix out(2, 6);
    KeptReports reports;
    stoichiometry().featurize(batch.materials(), out, reports);
    CHECK(reports.errors == std::vector<std::string>{"0: it has no composition"});
    CHECK(out.row(0).array().isNaN().all());
    CHECK(out(1, 0) == 1);
}
