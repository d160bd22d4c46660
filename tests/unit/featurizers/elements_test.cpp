// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/elements/elements.hpp"
#include "plugins/featurizers/elements/fractions.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace sinter;
using elements::Property;

TEST_CASE("symbols and atomic numbers are each other's inverse") {
    for (int z = 1; z <= elements::element_count; ++z) {
        CAPTURE(z);
        CHECK(elements::atomic_number(elements::symbol(z)) == z);
    }
    CHECK(elements::symbol(26) == "Fe");
    CHECK(elements::symbol(118) == "Og");
}

TEST_CASE("a text that is not a symbol has no atomic number") {
    for (const auto* text : {"", "fe", "FE", "Fe ", "D", "Xx"}) {
        CHECK_FALSE(elements::atomic_number(text));
    }
}

TEST_CASE("properties of iron are known by name, unit and value") {
    CHECK(elements::property(Property::number, 26) == 26);
    CHECK(elements::property(Property::atomic_weight, 26) == 55.845);
    CHECK(elements::property(Property::first_ionization_energy, 26) == 7.9024);
    CHECK(elements::name(Property::melting_t) == "MeltingT");
    CHECK(elements::unit(Property::melting_t) == "K");
    CHECK(elements::properties(26).size() == elements::property_count);
    CHECK(elements::properties(26)[static_cast<std::size_t>(Property::nd_valence)] == 6);
}

TEST_CASE("an element without data has only NaN") {
    for (const double value : elements::properties(118)) {
        CHECK(std::isnan(value));
    }
}

TEST_CASE("oxidation states are ascending, and none are stated for noble gases") {
    for (int z = 1; z <= elements::element_count; ++z) {
        CAPTURE(z);
        const auto states = elements::oxidation_states(z);
        CHECK(std::is_sorted(states.begin(), states.end()));
        CHECK(states.empty() == (elements::property(Property::column, z) == 18 || z >= 104));
    }
    const auto chlorine = elements::oxidation_states(17);
    CHECK(std::vector<int>(chlorine.begin(), chlorine.end()) == std::vector<int>{-1, 1, 3, 5, 7});
}

TEST_CASE("valence electrons add up to their total, and holes to theirs") {
    const auto at = [](Property p, int z) { return elements::property(p, z); };
    for (int z = 1; z <= 112; ++z) {
        CAPTURE(z);
        CHECK(at(Property::n_valence, z) == at(Property::ns_valence, z) + at(Property::np_valence, z) +
                                                at(Property::nd_valence, z) + at(Property::nf_valence, z));
        CHECK(at(Property::n_unfilled, z) == at(Property::ns_unfilled, z) + at(Property::np_unfilled, z) +
                                                 at(Property::nd_unfilled, z) + at(Property::nf_unfilled, z));
    }
}

TEST_CASE("the mean that stands in for a missing value counts known values only") {
    double sum = 0;
    int known = 0;
    for (int z = 1; z <= 112; ++z) {
        const double value = elements::property(Property::electronegativity, z);
        if (std::isnan(value)) {
            continue;
        }
        sum += value;
        ++known;
    }
    CHECK(known == 98);
    CHECK(elements::mean(Property::electronegativity) == Approx(sum / known).epsilon(1e-14));
}

TEST_CASE("fractions do not depend on the order of the elements") {
    const std::vector<std::uint8_t> forward = {3, 26, 15, 8};
    const std::vector<double> forward_amounts = {0.1, 0.2, 0.3, 0.7};
    const std::vector<std::uint8_t> backward = {8, 15, 26, 3};
    const std::vector<double> backward_amounts = {0.7, 0.3, 0.2, 0.1};
    const elements::Fractions a({forward, forward_amounts});
    const elements::Fractions b({backward, backward_amounts});
    REQUIRE(a.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(a.atomic_number(i) == b.atomic_number(i));
        CHECK(a.fraction(i) == b.fraction(i));
    }
    CHECK(a.atomic_number(0) == 3);
    CHECK(a.fraction(1) == Approx(0.7 / 1.3));
}

TEST_CASE("a composition that breaks the rules is refused") {
    const auto fractions_of = [](std::vector<std::uint8_t> z, std::vector<double> amounts) {
        return elements::Fractions({z, amounts}).size();
    };
    CHECK(fractions_of({8, 26}, {3, 2}) == 2);
    CHECK_THROWS_AS(fractions_of({0}, {1}), Error);
    CHECK_THROWS_AS(fractions_of({119}, {1}), Error);
    CHECK_THROWS_AS(fractions_of({8}, {0}), Error);
    CHECK_THROWS_AS(fractions_of({8, 8}, {1, 1}), Error);
    CHECK_THROWS_AS(fractions_of({8}, {std::nan("")}), Error);
}
