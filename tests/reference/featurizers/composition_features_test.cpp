// SPDX-License-Identifier: Apache-2.0
//
// Every cell of matminer's features of 100 formulas: the smaller featurizers.
// Those of ions are in ion_property_test.cpp.
#include "plugins/featurizers/band_center/band_center.hpp"
#include "plugins/featurizers/meredig/meredig.hpp"
#include "plugins/featurizers/stoichiometry/stoichiometry.hpp"
#include "plugins/featurizers/transition_metal_fraction/transition_metal_fraction.hpp"
#include "plugins/featurizers/valence_orbital/valence_orbital.hpp"
#include "tests/reference/featurizers/agreement.hpp"
#include "tests/reference/featurizers/reference_table.hpp"
#include "tests/support/shared_data.hpp"

#include <catch2/catch.hpp>

#include <memory>

using namespace sinter;
using namespace sinter::tests;
using plugins::band_center::BandCenter;
using plugins::meredig::Meredig;
using plugins::stoichiometry::Stoichiometry;
using plugins::transition_metal_fraction::TransitionMetalFraction;
using plugins::valence_orbital::ValenceOrbital;

namespace {

template <class Plugin>
std::unique_ptr<Plugin> with_missing(const char* missing) {
    return std::make_unique<Plugin>(Options::defaults(Plugin::parameters()).with("missing", missing),
                                    std::vector<InputColumn>{});
}

Stoichiometry stoichiometry_with_atoms() {
    OptionValue yes;
    yes.type = ParameterType::boolean;
    yes.boolean = true;
    return {Options::defaults(Stoichiometry::parameters()).with("num_atoms", yes), {}};
}

void check_file(const std::string& name, const Featurizer& featurizer) {
    const auto table = shared_reference("featurizers/" + name);
    const auto compositions = shared_reference("featurizers/dev_compositions.csv");
    SINTER_SKIP_WITHOUT(table && compositions ? table : std::nullopt, "featurizer references");
    check_against(reference_table(*table), reference_table(*compositions), featurizer);
}

/// U2Og3: an element with data and one without.
RowMatrix of_u2og3(const Featurizer& featurizer) {
    MaterialBatch batch;
    batch.add("U2Og3", {{92, 2}, {118, 3}});
    return featurized(featurizer, batch);
}

} // namespace

TEST_CASE("stoichiometry agrees with matminer in every cell, the atoms of a formula unit among them") {
    check_file("dev_stoichiometry.csv", stoichiometry_with_atoms());
}

TEST_CASE("valence_orbital agrees with matminer in every cell, with means for missing properties") {
    check_file("dev_valenceorbital.csv", *with_missing<ValenceOrbital>("mean"));
}

TEST_CASE("valence_orbital without imputation agrees with matminer in every cell and in which are missing") {
    check_file("dev_valenceorbital_noimpute.csv", *with_missing<ValenceOrbital>("nan"));
}

TEST_CASE("transition_metal_fraction agrees with matminer in every cell") {
    check_file("dev_tmetalfraction.csv",
               TransitionMetalFraction(Options::defaults(TransitionMetalFraction::parameters()), {}));
}

TEST_CASE("band_center agrees with matminer in every cell") {
    check_file("dev_bandcenter.csv", *with_missing<BandCenter>("mean"));
}

TEST_CASE("meredig agrees with matminer in every cell") {
    check_file("dev_meredig135.csv", *with_missing<Meredig>("mean"));
}

// The expected numbers are those of matminer's own tests (matminer_test_vectors.csv), where they are rounded.
TEST_CASE("band_center of Ag33O500V200 is that of matminer's own tests") {
    MaterialBatch batch;
    batch.add("Ag33O500V200", {{47, 33}, {8, 500}, {23, 200}});
    CHECK(featurized(*with_missing<BandCenter>("mean"), batch)(0, 0) ==
          Approx(6.033480099340539).epsilon(1e-12));
}

TEST_CASE("what means for oganesson give is what matminer's own tests have") {
    CHECK(of_u2og3(*with_missing<BandCenter>("mean"))(0, 0) == Approx(4.539923).epsilon(1e-6));
    CHECK(of_u2og3(*with_missing<ValenceOrbital>("mean")).sum() == Approx(10.342857).epsilon(1e-7));
    CHECK(of_u2og3(*with_missing<Meredig>("mean")).sum() == Approx(311.5897).epsilon(1e-6));
}
