// SPDX-License-Identifier: Apache-2.0
#include "framework/data/tables/unit_hints.hpp"
#include "framework/data/units/units.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <string>

using namespace sinter;
using namespace sinter::data;
using Catch::Matchers::Contains;

namespace {

Unit unit(const std::string& text) {
    auto parsed = parse_unit(text);
    INFO(text << ": " << parsed.reason);
    REQUIRE(parsed.unit);
    return *parsed.unit;
}

double converted(double value, const std::string& from, const std::string& to) {
    REQUIRE(convertible(unit(from), unit(to)));
    return convert(value, unit(from), unit(to));
}

} // namespace

TEST_CASE("energies convert by CODATA values") {
    CHECK(converted(1.234, "eV", "meV") == 1234.0);
    CHECK(converted(1234, "meV", "eV") == 1.234);
    CHECK(converted(1, "eV", "kJ/mol") == Approx(96.48533212331).epsilon(1e-12));
    CHECK(converted(1, "eV", "kcal/mol") == Approx(23.060547830619).epsilon(1e-12));
    CHECK(converted(1, "Ha", "eV") == Approx(27.211386245988).epsilon(1e-12));
    CHECK(converted(2, "Ry", "Ha") == Approx(1).epsilon(1e-12));
    CHECK(converted(1, "eV", "cm^-1") == Approx(8065.543937349).epsilon(1e-11));
    CHECK(converted(1, "eV", "J") == Approx(1.602176634e-19).epsilon(1e-15));
    CHECK(converted(50, "meV/atom", "eV/atom") == 0.05);
    CHECK(converted(1, "eV/atom", "kJ/mol/atom") == Approx(96.48533212331).epsilon(1e-12));
}

TEST_CASE("the other usual units convert") {
    CHECK(converted(25, "degC", "K") == Approx(298.15));
    CHECK(converted(300, "K", "degC") == Approx(26.85));
    CHECK(converted(212, "degF", "degC") == Approx(100));
    CHECK(converted(1.5, "GPa", "kbar") == 15.0);
    CHECK(converted(1, "GPa", "MPa") == 1000.0);
    CHECK(converted(5.43, "Å", "nm") == Approx(0.543).epsilon(1e-15));
    CHECK(converted(1, "Angstrom", "pm") == 100.0);
    CHECK(converted(25, "%", "1") == 0.25);
    CHECK(converted(25, "percent", "") == 0.25);
    CHECK(converted(7.87, "g/cm^3", "kg/m^3") == Approx(7870));
    CHECK(converted(3, "W/m/K", "W*m^-1*K^-1") == 3.0);
    CHECK(converted(3, "W m^-1 K^-1", "mW/cm/K") == Approx(30));
}

TEST_CASE("logarithms convert to numbers and to other logarithms") {
    CHECK(converted(2, "log10(GPa)", "GPa") == Approx(100));
    CHECK(converted(100, "GPa", "log10(GPa)") == Approx(2));
    CHECK(converted(2, "log10(GPa)", "log10(MPa)") == Approx(5));
    CHECK(converted(2, "log10(GPa)", "ln(GPa)") == Approx(2 * std::log(10)));
    CHECK_FALSE(convertible(unit("log10(GPa)"), unit("eV")));
}

TEST_CASE("a stated error converts by the slope") {
    CHECK(convert_error(10, 25, unit("degC"), unit("K")) == Approx(10));
    CHECK(convert_error(0.01, 1.5, unit("eV"), unit("meV")) == Approx(10));
    const double up = convert(2.000001, unit("log10(GPa)"), unit("MPa"));
    const double down = convert(1.999999, unit("log10(GPa)"), unit("MPa"));
    CHECK(convert_error(0.1, 2, unit("log10(GPa)"), unit("MPa")) ==
          Approx(0.1 * (up - down) / 2e-6).epsilon(1e-6));
    CHECK(convert_error(5, 100, unit("GPa"), unit("log10(GPa)")) == Approx(5 / (100 * std::log(10))));
}

TEST_CASE("what is measured differently does not convert") {
    CHECK_FALSE(convertible(unit("eV"), unit("eV/atom")));
    CHECK_FALSE(convertible(unit("eV"), unit("K")));
    CHECK_FALSE(convertible(unit("eV"), unit("")));
    CHECK_FALSE(convertible(unit("1/cm"), unit("cm^-1")));
    CHECK_FALSE(convertible(unit("arb:counts"), unit("arb:hits")));
    CHECK(convertible(unit("arb:counts"), unit("arb: counts")));
    CHECK(same_unit(unit("eV"), unit("eV")));
    CHECK_FALSE(same_unit(unit("eV"), unit("meV")));
    CHECK(same_unit(unit("percent"), unit("%")));
}

TEST_CASE("what lies between a unit per formula unit and one per atom is said, with what to write") {
    const auto said = [](const std::string& from, const std::string& to) {
        std::string text;
        for (const auto& hint : inconvertible_hints({from, "labels.h.unit"},
                                                    {to, "labels.h.convert_to", UnitAtKey::Role::wanted})) {
            text += hint + "\n";
        }
        return text;
    };
    CHECK_THAT(said("kJ/mol", "eV/atom"),
               Contains("\"kJ/mol\" is for a formula unit (or a mole of them), \"eV/atom\" for an atom") &&
                   Contains("write labels.h.unit = \"kJ/mol/atom\": 1 eV/atom is 96.4853 kJ/mol/atom") &&
                   !Contains("converts to"));
    CHECK_THAT(said("meV/atom", "kJ/mol"),
               Contains("write labels.h.convert_to = \"kJ/mol/atom\"") && !Contains("eV/atom converts"));
}

TEST_CASE("units of different quantities are told by the keys that say them, without a list of other units") {
    const auto said = [](const std::string& from, const std::string& to) {
        const auto hints = inconvertible_hints({from, "labels.h.unit"},
                                               {to, "labels.h.convert_to", UnitAtKey::Role::wanted});
        REQUIRE(hints.size() == 1);
        return hints[0];
    };
    const std::string different =
        "the two are units of different quantities: see which of labels.h.unit and labels.h.convert_to is wrong";
    CHECK(said("GPa", "eV") == different);
    CHECK(said("eV/atom", "g/cm^3") == different);
    CHECK(said("arb:counts", "eV") ==
          "labels.h.unit = \"arb:counts\" is a unit of your own, which converts into nothing else");
    CHECK(said("", "eV") == "labels.h.unit = \"\" says that there is no unit");
}

TEST_CASE("an unknown unit is a config error with the nearest name") {
    diagnostics::Diagnostics diagnostics;
    CHECK_FALSE(read_unit({"ev", {"study.toml", 14, 5}}, "labels.gap.unit", diagnostics));
    REQUIRE(diagnostics.all().size() == 1);
    CHECK_THAT(format(diagnostics.all()[0]),
               Contains("study.toml:14:5 error: labels.gap.unit = \"ev\": \"ev\" is not a unit") &&
                   Contains("did you mean \"eV\"?") && Contains("\"arb:ev\""));
    CHECK(diagnostics.exit_code() == 2);
}

TEST_CASE("malformed units are refused with the reason") {
    CHECK_THAT(parse_unit("log(GPa)").reason, Contains("either logarithm"));
    CHECK_THAT(parse_unit("degC/m").reason, Contains("stand alone"));
    CHECK_THAT(parse_unit("W/m K").reason, Contains("two ways"));
    CHECK_THAT(parse_unit("m^x").reason, Contains("whole exponent"));
    CHECK_THAT(parse_unit("m^99").reason, Contains("whole exponent"));
    CHECK_THAT(parse_unit("eV//m").reason, Contains("name is missing"));
    CHECK_THAT(parse_unit("arb:").reason, Contains("name is missing"));
    CHECK_THAT(parse_unit("log10(degC)").reason, Contains("offset"));
    CHECK_THAT(parse_unit("m^12*m^12*m^12*m^12*m^12*m^12*m^12*m^12*m^12*m^12").reason, Contains("too large"));
    CHECK_FALSE(parse_unit(std::string(300, 'e')).unit);
    CHECK_FALSE(parse_unit(std::string("\0\xFF", 2)).unit);
}
