// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/elements/elements.hpp"
#include "plugins/featurizers/transition_metal_fraction/transition_metal_fraction.hpp"
#include "tests/support/featurized.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace sinter;
using namespace sinter::tests;
using plugins::transition_metal_fraction::TransitionMetalFraction;

namespace {
TransitionMetalFraction transition_metal_fraction() {
    return {Options::defaults(TransitionMetalFraction::parameters()), {}};
}
} // namespace

TEST_CASE("21 elements count as transition metals") {
    const std::set<std::string_view> expected = {"Ti", "V",  "Cr", "Mn", "Fe", "Co", "Ni",
                                                 "Cu", "Nb", "Mo", "Tc", "Ru", "Rh", "Pd",
                                                 "Ag", "Ta", "W",  "Re", "Os", "Ir", "Pt"};
    std::set<std::string_view> counted;
    for (int z = 1; z <= elements::element_count; ++z) {
        if (elements::is_transition_metal(z)) {
            counted.insert(elements::symbol(z));
        }
    }
    CHECK(counted == expected);
}

TEST_CASE("the fraction is that of all transition metals together") {
    MaterialBatch batch;
    batch.add("ZnFe2O4", {{30, 1}, {26, 2}, {8, 4}})
        .add("TiNi", {{22, 1}, {28, 1}})
        .add("ZrO2", {{40, 1}, {8, 2}});
    const auto featurizer = transition_metal_fraction();
    REQUIRE(featurizer.features().size() == 1);
    CHECK(featurizer.features()[0].name == "transition metal fraction");
    const auto rows = featurized(featurizer, batch);
    CHECK(rows(0, 0) == Approx(2.0 / 7));
    CHECK(rows(1, 0) == 1);
    CHECK(rows(2, 0) == 0);
}

TEST_CASE("transition_metal_fraction reports a material without composition and keeps the others") {
    MaterialBatch batch;
    batch.add("?", {}).add("Fe", {{26, 1}});
    RowMatrix out(2, 1);
    KeptReports reports;
    transition_metal_fraction().featurize(batch.materials(), out, reports);
    CHECK(reports.errors == std::vector<std::string>{"0: it has no composition"});
    CHECK(std::isnan(out(0, 0)));
    CHECK(out(1, 0) == 1);
}
