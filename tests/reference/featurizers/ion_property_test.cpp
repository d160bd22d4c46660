// SPDX-License-Identifier: Apache-2.0
//
// Ions: matminer's features of 100 formulas under both rules. With mixed valence matminer refuses fractional
// amounts; what is decided there is listed below.
#include "plugins/featurizers/ion_property/ion_property.hpp"
#include "tests/reference/featurizers/agreement.hpp"
#include "tests/reference/featurizers/reference_table.hpp"
#include "tests/support/shared_data.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace sinter;
using namespace sinter::tests;
using plugins::ion_property::IonProperty;

namespace {

IonProperty ion_property(const char* rule) {
    return {Options::defaults(IonProperty::parameters()).with("rule", rule), {}};
}

/// The fractional formulas, and whether their charges can balance. Most are alloys, whose least charge is
/// above zero already. Of the others: La1.85Sr0.15CuO4 and Ba0.5Sr0.5Co0.8Fe0.2O2.8 need Cu3+ and Fe4+, which
/// are not common; In9SnO15 has -1 or +1 left; 0.333 Mg and 0.667 Nb leave at least +0.001; the sums of
/// Dy3.118.. and S4e-4.. are odd in whole numbers, whatever the states.
const std::map<std::string, double> fractional = {
    {"(Mg0.9Fe0.1)2SiO4", 1},
    {"Sc0.2Al0.8N", 1},
    {"In0.53Ga0.47As", 1},
    {"Fe0.62C0.000953Mn0.000521Si0.00102Cr0.00011Ni0.192Mo0.0176V0.000112Nb6.16e-05Co0.146Al0.00318Ti0.0185",
     0},
    {"La1.85Sr0.15CuO4", 0},
    {"Ba0.5Sr0.5Co0.8Fe0.2O2.8", 0},
    {"UO2.25", 0},
    {"Pb(Mg0.333Nb0.667)O3", 0},
    {"Pd42.5Cu30Ni7.5P20", 0},
    {"In1.8Sn0.2O3", 0},
    {"Dy3.118N3.578P2.034Ar0.636Pd1.498Am0.4934", 0},
    {"Sm1.214Th1.699Cm2.193Co3.792", 0},
    {"Cf97Pm2.5", 0},
    {"Mo1.866Gd2.149Am3.405Ga3.008", 0},
    {"U0.6004At0.5226Eu2.03S1.263Rn3.421Pb0.5358Ca1.726Bk3.281", 0},
    {"Tl1.368U2.03", 0},
    {"Tm1e-3Ar1e-3Cs4e-4", 0},
    {"(Cr3)0.5K6Eu2", 0},
    {"S2.5Si0.0005No0.001Kr0.001Lr97Hf0.02O0.001Gd0.02", 0},
    {"Dy0.001Ca0.001Mg2.5", 0},
    {"Be2.5Rh0.001", 0},
    {"S4e-4Al1e-3Rb6.16e-05Fm4e-4P3", 0},
    {"V0.02158S3.529Gd3.695", 0},
    {"Pd97Au0.001Nd0.0005Cr0.0005Mg97Cs1", 0},
};

} // namespace

TEST_CASE("ion_property with one state an element agrees with matminer in every cell") {
    const auto table = shared_reference("featurizers/dev_ionproperty_fast.csv");
    const auto compositions = shared_reference("featurizers/dev_compositions.csv");
    SINTER_SKIP_WITHOUT(table && compositions ? table : std::nullopt, "featurizer references");
    check_against(reference_table(*table), reference_table(*compositions), ion_property("one_state"));
}

TEST_CASE("ion_property with mixed valence agrees with matminer where it has a value, and decides the "
          "fractional formulas that matminer refuses") {
    const auto path = shared_reference("featurizers/dev_ionproperty.csv");
    const auto compositions = shared_reference("featurizers/dev_compositions.csv");
    SINTER_SKIP_WITHOUT(path && compositions ? path : std::nullopt, "featurizer references");
    const auto table = reference_table(*path);
    const auto featurizer = ion_property("mixed_valence");
    check_names(table, featurizer);
    auto batch = batch_for(table, reference_table(*compositions));
    RowMatrix out(batch.size(), 3);
    KeptReports reports;
    featurizer.featurize(batch.materials(), out, reports);
    CHECK(reports.errors.empty());
    for (const auto& note : reports.notes) {
        CHECK(note.find("denominator") == std::string::npos); // all are within the bounds of scaling
    }

    double worst = 0;
    std::size_t refused = 0;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto& row = table.rows[i];
        const auto ours = out.row(static_cast<Index>(i));
        CAPTURE(row[0]);
        if (row.at(1) == "ERROR:ValueError") {
            ++refused;
            REQUIRE(fractional.count(row[0]) == 1);
            CHECK(ours[0] == fractional.at(row[0]));
            continue;
        }
        for (std::size_t j = 1; j < row.size(); ++j) {
            worst = std::max(worst, deviation(ours[static_cast<Index>(j - 1)], number_in(row[j])));
        }
    }
    CHECK(refused == fractional.size());
    UNSCOPED_INFO("largest relative deviation " << worst);
    CHECK(worst < 1e-12);
}

TEST_CASE(
    "ion_property gives the values of matminer's own tests for iron oxides and for an element without data") {
    MaterialBatch batch;
    batch.add("Fe2O3", {{26, 2}, {8, 3}}).add("Fe3O4", {{26, 3}, {8, 4}}).add("U2Og3", {{92, 2}, {118, 3}});
    const auto mixed = featurized(ion_property("mixed_valence"), batch);
    CHECK(mixed(0, 0) == 1);
    CHECK(mixed(0, 1) == Approx(0.476922164));
    CHECK(mixed(0, 2) == Approx(0.114461319));
    CHECK(mixed(1, 0) == 1);
    CHECK(mixed(2, 1) == Approx(0.027342).epsilon(1e-4));
    CHECK(mixed(2, 2) == Approx(0.006562).epsilon(1e-4));
    CHECK(featurized(ion_property("one_state"), batch)(1, 0) == 0);
}
