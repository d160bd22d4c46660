// SPDX-License-Identifier: Apache-2.0
#include "framework/data/formulas/zero_for_letter.hpp"
#include "tests/unit/data/tables/table_files.hpp"

using namespace sinter;
using namespace sinter::data;
using namespace sinter::tests;

namespace {

/// The oxide that the formula may mean; empty: none is told.
std::string oxide_of(const std::string& text) {
    Formula formula; // NOLINT: filled by parse_formula
    REQUIRE_FALSE(parse_formula(text, formula));
    const auto reading = oxide_reading(text, formula);
    return reading ? reading->oxide : std::string();
}

} // namespace

TEST_CASE("a lone element whose amount has a zero may be an oxide") {
    CHECK(oxide_of("Al203") == "Al2O3");
    CHECK(oxide_of("Cu20") == "Cu2O");
    CHECK(oxide_of("Fe304") == "Fe3O4");
    CHECK(oxide_of(" Cr 203") == " Cr 2O3");
    CHECK(oxide_of("Nb205") == "Nb2O5");
    CHECK(oxide_of("V6013") == "V6O13");
    CHECK(oxide_of("Y₂0₃") == "Y2O3"); // subscripts around the zero
}

TEST_CASE("amounts without such a zero, and formulas with oxygen, are told nothing") {
    for (const char* text : {"Al", "Al23", "Al2O3", "Cu2O", "O20", "Si0.5", "Al20.5", "S8", "(Al)20"}) {
        INFO(text);
        CHECK(oxide_of(text).empty());
    }
}

TEST_CASE("of several elements an amount above 100 may hide an oxide; alloys and supercells do not") {
    CHECK(oxide_of("Li4Ti5012") == "Li4Ti5O12");
    CHECK(oxide_of("MgAl204") == "MgAl2O4");
    CHECK(oxide_of("Y3Al5012") == "Y3Al5O12");
    for (const char* text : {"Fe40Ni40", "Zr50Cu50", "NiAl107", "Co2Al100", "Fe80B20", "MgZn200"}) {
        INFO(text);
        CHECK(oxide_of(text).empty());
    }
}

TEST_CASE("a zero that may be the letter O is told with its line, and where the study has the oxide") {
    const TableFiles files;
    auto table =
        formula_table(files.write("a.csv", "formula,x\nAl203,1\nCu20,2\nAl203,3\nC60,4\nFe2O3,5\nSi,6\n"));
    table.labels = {number_label("x", "x", "")};
    table.labels[0].repeats.value = RepeatsPolicy::keep;
    auto other = formula_table(files.write("b.csv", "formula,y\nSi,1\nO3Al2,2\n"));
    other.labels = {number_label("y", "y", "")};
    const auto data = load({table, other});
    REQUIRE(data.typed_zeros.size() == 2); // a cage of carbon is written C60
    CHECK(data.typed_zeros[0].formula == "Al203");
    CHECK(data.typed_zeros[0].place == "line 2 of a.csv");
    CHECK(data.typed_zeros[0].records == 2);
    CHECK(data.typed_zeros[0].place_of_oxide == "line 3 of b.csv");
    CHECK(data.typed_zeros[1].formula == "Cu20");
    CHECK(data.typed_zeros[1].reading.oxide == "Cu2O");
    CHECK(data.typed_zeros[1].place_of_oxide.empty());
}
