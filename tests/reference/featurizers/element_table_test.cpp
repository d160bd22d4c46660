// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/elements/elements.hpp"
#include "tests/reference/featurizers/reference_table.hpp"
#include "tests/support/shared_data.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

using namespace sinter;
using namespace sinter::tests;
using elements::Property;

namespace {

/// Of the Magpie tables; the others stand in element_ion_table.csv, or are checked in blue_obelisk_test.cpp.
constexpr std::size_t magpie_columns = 26;

const std::string elements_folder = std::string(SINTER_SOURCE_DIR) + "/plugins/featurizers/elements";

std::string output_of(const std::string& command) {
    FILE* pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) {
        return {};
    }
    std::string text;
    std::array<char, 4096> buffer{};
    for (std::size_t n = 0; (n = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
        text.append(buffer.data(), n);
    }
    return pclose(pipe) == 0 ? text : std::string();
}

} // namespace

TEST_CASE("every cell of the element table equals the reference, and the same cells are missing") {
    const auto path = shared_reference("featurizers/element_table.csv");
    SINTER_SKIP_WITHOUT(path, "element_table.csv");
    const auto table = reference_table(*path);
    REQUIRE(table.rows.size() == elements::element_count);
    REQUIRE(table.header.size() == magpie_columns + 2);
    for (std::size_t p = 0; p < magpie_columns; ++p) {
        const auto property = static_cast<Property>(p);
        CHECK(elements::name(property) == table.header[p + 2]);
        for (const auto& row : table.rows) {
            const int z = std::stoi(row[0]);
            const double expected = number_in(row.at(p + 2));
            const double got = elements::property(property, z);
            CAPTURE(row[1], elements::name(property));
            CHECK(elements::symbol(z) == row[1]);
            CHECK(((std::isnan(got) && std::isnan(expected)) || got == expected));
        }
    }
}

TEST_CASE("the means that stand in for missing values equal the reference") {
    const auto path = shared_reference("featurizers/element_impute_means.csv");
    SINTER_SKIP_WITHOUT(path, "element_impute_means.csv");
    const auto table = reference_table(*path);
    REQUIRE(table.rows.size() == magpie_columns);
    for (std::size_t p = 0; p < magpie_columns; ++p) {
        const auto property = static_cast<Property>(p);
        CHECK(table.rows[p][0] == elements::name(property));
        CHECK(elements::mean(property) == Approx(std::stod(table.rows[p][2])).epsilon(1e-12));
    }
}

TEST_CASE("electronegativities and oxidation states of ions equal the reference, and the same are missing") {
    const auto path = shared_reference("featurizers/element_ion_table.csv");
    SINTER_SKIP_WITHOUT(path, "element_ion_table.csv");
    const auto table = reference_table(*path);
    REQUIRE(table.rows.size() == elements::element_count);
    for (const auto& row : table.rows) {
        const int z = std::stoi(row.at(0));
        CAPTURE(row[1]);
        const double expected = number_in(row.at(2));
        const double got = elements::property(Property::pauling_electronegativity, z);
        CHECK(((std::isnan(got) && std::isnan(expected)) || got == expected));
        std::string states;
        for (const auto state : elements::oxidation_states(z)) {
            states += (states.empty() ? "" : " ") + std::to_string(state);
        }
        CHECK(states == row.at(3));
    }
}

TEST_CASE("the generator of the element table gives the file that is compiled, byte for byte") {
    if (std::system("python3 --version > /dev/null 2>&1") != 0) {
        WARN("SKIPPED: no python3 to run the generator of the element table");
        return;
    }
    std::ifstream file(elements_folder + "/element_table.cpp");
    std::stringstream committed;
    committed << file.rdbuf();
    REQUIRE(committed.str().size() > 10000);
    const bool same = output_of("python3 -B '" + elements_folder + "/generator/generate_element_table.py'") ==
                      committed.str();
    CHECK(same);
}
