// SPDX-License-Identifier: Apache-2.0
#include "framework/data/formulas/formula.hpp"
#include "framework/data/formulas/reduced_composition.hpp"

#include <sinter/random.hpp>

#include <catch2/catch.hpp>

#include <clocale>
#include <cmath>
#include <string>

using namespace sinter::data;
using Catch::Matchers::Contains;

namespace {

std::string reduced(const std::string& text) {
    Formula formula;
    const auto error = parse_formula(text, formula);
    return error ? "ERROR " + std::string(name_of(error->kind)) : reduced_formula(formula);
}

FormulaError error_of(const std::string& text) {
    Formula formula;
    const auto error = parse_formula(text, formula);
    REQUIRE(error);
    return *error;
}

} // namespace

TEST_CASE("a symbol has its atomic number and back") {
    for (std::size_t z = 1; z <= element_count; ++z) {
        CHECK(atomic_number(element_symbol(static_cast<std::uint8_t>(z))) == z);
    }
    CHECK(element_symbol(1) == "H");
    CHECK(element_symbol(26) == "Fe");
    CHECK(element_symbol(118) == "Og");
    CHECK(atomic_number("FE") == 0);
    CHECK(atomic_number("fe") == 0);
    CHECK(atomic_number("Xx") == 0);
    CHECK(atomic_number("") == 0);
    CHECK(atomic_number("Uuo") == 0);
    CHECK(atomic_number(std::string_view("H\0", 2)) == 0);
    CHECK(alphabetical_rank(89) == 0);   // Ac
    CHECK(alphabetical_rank(40) == 117); // Zr
}

TEST_CASE("an ambiguous hydrate is refused with both readings") {
    const auto error = error_of("CuSO4.5H2O");
    CHECK(error.kind == FormulaErrorKind::ambiguous_dot);
    CHECK(error.position == 5);
    CHECK_THAT(error.message, Contains("CuSO4·5H2O") && Contains("CuSO4.5 H2O"));
    SECTION("both of its readings are accepted, and differ") {
        CHECK(reduced("CuSO4·5H2O") == "CuH10O9S");
        CHECK(reduced("CuSO4.5 H2O") == "Cu2H4O11S2");
    }
    SECTION("not so where the readings agree or only one makes sense") {
        CHECK(reduced("CaCl2.H2O") == "CaCl2H2O");
        CHECK(reduced("Fe0.5H2O") == "FeH4O2");
        CHECK(reduced("CaSO4·1.5H2O") == "Ca2H6O11S2");
        CHECK(reduced("Fe1.5H2O2") == "Fe3H4O4");
        CHECK(reduced("Cu2.5H2Os") == "Cu5H4Os2");
    }
}

TEST_CASE("a formula in one case of letters is shown with its capitals") {
    CHECK_THAT(error_of("kbr").message,
               Contains("\"k\" (element symbols begin with a capital: KBr?), at character 1"));
    CHECK_THAT(error_of("al2o3").message, Contains("Al2O3?"));
    CHECK_THAT(error_of("co2").message, Contains("Co2 or CO2?"));
    CHECK_THAT(error_of("ca(no3)2").message, Contains("Ca(No3)2 or Ca(NO3)2"));
    CHECK_THAT(error_of("BAO").message,
               Contains("\"A\" is not an element (only the first letter of a symbol is a capital: BaO?)"));
    SECTION("not so where no symbols fit, or the word stands for no value") {
        for (const char* text : {"jq", "unknown", "none", "Xq", "NaClq", "NaCl(aq)", "?"}) {
            INFO(text);
            CHECK_THAT(error_of(text).message, !Contains("capital"));
        }
    }
}

TEST_CASE("an amount that begins with a zero is refused: it may be the letter O") {
    const auto error = error_of("KNb03");
    CHECK(error.kind == FormulaErrorKind::leading_zero);
    CHECK(error.position == 3);
    CHECK(error.message == "a zero, or the letter O? Write KNbO3 or KNb3, at character 4");
    CHECK_THAT(error_of("Zr02").message, Contains("Write ZrO2 or Zr2"));
    CHECK_THAT(error_of("Mg(N03)2").message, Contains("Write Mg(NO3)2 or Mg(N3)2, at character 5"));
    CHECK_THAT(error_of("(MgO)02").message, Contains("Write (MgO)O2 or (MgO)2, at character 6"));
    CHECK_THAT(error_of("NaP₀₃").message, Contains("Write NaPO₃ or NaP₃"));
    CHECK(reduced("KNb00.5") == "ERROR leading-zero");
    CHECK(reduced("MgCl2·06H2O") == "ERROR leading-zero");
    CHECK(reduced("01MgO·2H2O") == "ERROR leading-zero");
    SECTION("not so a fraction, a zero by itself, or a zero behind another digit") {
        CHECK(reduced("Mg0.5Ca0.5O") == "CaMgO2");
        CHECK(reduced("KO0Cl") == "ClK");
        CHECK(reduced("K10.05Cl10.05") == "ClK");
        CHECK(reduced("KCl1e03") == "Cl1000K");
    }
}

TEST_CASE("a message counts characters from one, also behind letters of several bytes") {
    CHECK_THAT(error_of("Fe₂O₃x").message, Contains("\"x\"") && Contains("at character 6"));
    CHECK(error_of("Fe₂O₃x").position == 5);
    CHECK_THAT(error_of("Fe2O3)").message, Contains("has no partner, at character 6"));
    CHECK_THAT(error_of("D2O").message, Contains("isotope") && Contains("use H"));
    CHECK_THAT(error_of("(Fe0)").message, Contains("all amounts are zero; a zero, or the letter O?"));
    CHECK_THAT(error_of("Li1/3O").message, Contains("write ratios as decimals"));
}

TEST_CASE("hydrate parts end at the next dot and inside brackets") {
    CHECK(reduced("3Al2O3·2SiO2") == "Al6O13Si2");
    CHECK(reduced("(CuSO4·5H2O)2") == "CuH10O9S");
    CHECK(reduced("[CuSO4·5H2O]2NaCl") == "ClCu2H20NaO18S2");
    CHECK(reduced("CuSO4·") == "ERROR unexpected-character");
    CHECK(reduced("·H2O") == "ERROR unexpected-character");
    CHECK(reduced("CuSO4··H2O") == "ERROR unexpected-character");
    CHECK(reduced("@C60") == "ERROR unexpected-character");
    CHECK(reduced("C60@") == "ERROR unexpected-character");
}

TEST_CASE("an E with digits is an exponent, and the start of an element otherwise") {
    CHECK(reduced("Fe1E2O") == "Fe100O");
    CHECK(reduced("Fe1Er2") == "Er2Fe");
    CHECK(reduced("Fe2Eu") == "EuFe2");
    CHECK(reduced("Fe2e") == "ERROR unexpected-character");
    CHECK(reduced("Fe1e-400O") == "O");
}

TEST_CASE("numbers do not depend on the locale") {
    const char* set = std::setlocale(LC_ALL, "de_DE.UTF-8");
    CHECK(reduced("Fe0.5Ni0.5") == "FeNi");
    if (set != nullptr) {
        std::setlocale(LC_ALL, "C");
    }
}

TEST_CASE("brackets must match in kind") {
    CHECK(reduced("[Fe(CN)6]") == "C6FeN6");
    CHECK(error_of("(Fe]").kind == FormulaErrorKind::unbalanced_bracket);
    CHECK(error_of("{Fe(O}2)").kind == FormulaErrorKind::unbalanced_bracket);
}

TEST_CASE("hostile formulas end in an error, not in a crash") {
    CHECK(error_of(std::string(5000, 'H')).kind == FormulaErrorKind::too_long);
    CHECK(error_of(std::string(600, 'H')).kind == FormulaErrorKind::too_long);
    CHECK(error_of(std::string(40, '(') + "H" + std::string(40, ')')).kind == FormulaErrorKind::too_deep);
    CHECK(reduced(std::string(32, '(') + "H" + std::string(32, ')')) == "H");
    CHECK(error_of(std::string("Fe\0O", 4)).kind == FormulaErrorKind::unexpected_character);
    CHECK_THAT(error_of(std::string("Fe\0O", 4)).message, Contains("U+0000"));
    CHECK(error_of("Fe\xFF").kind == FormulaErrorKind::invalid_utf8);
    CHECK(error_of("Fe\xE2\x82").kind == FormulaErrorKind::invalid_utf8);
    CHECK(error_of("Fe\x80").kind == FormulaErrorKind::invalid_utf8);
    SECTION("a product that overflows is too large") {
        std::string nested = "Fe1e9";
        for (int i = 0; i < 32; ++i) {
            nested = "(" + nested + ")1e9";
        }
        CHECK(error_of(nested).kind == FormulaErrorKind::amount_too_large);
    }
}

TEST_CASE("random bytes give elements with positive amounts or an error") {
    const std::string alphabet = "HFeOCuS0123456789.()[]{}·₂½ eE-+*\t@\xC2\xB7\x80\xFF";
    for (std::uint64_t round = 0; round < 20000; ++round) {
        sinter::Draws draws(sinter::Stream{20260101}.derive("formula").derive(round));
        std::string text;
        const auto size = draws.below(40);
        for (std::uint64_t i = 0; i < size; ++i) {
            text +=
                round % 2 == 0 ? static_cast<char>(draws.below(256)) : alphabet[draws.below(alphabet.size())];
        }
        Formula formula;
        const auto error = parse_formula(text, formula);
        if (error) {
            CHECK(error->position <= text.size());
            CHECK_FALSE(error->message.empty());
            continue;
        }
        REQUIRE(formula.size > 0);
        for (std::size_t i = 0; i < formula.size; ++i) {
            REQUIRE((formula.atomic_numbers[i] >= 1 && formula.atomic_numbers[i] <= 118));
            REQUIRE((formula.amounts[i] >= smallest_amount && formula.amounts[i] <= largest_amount));
        }
        REQUIRE_FALSE(reduced_formula(formula).empty());
    }
}

TEST_CASE("a reduced formula is alphabetical with whole amounts over their divisor") {
    CHECK(reduced("Fe4O6") == "Fe2O3");
    CHECK(reduced("Hg0.7Cd0.3Te") == "Cd3Hg7Te10");
    CHECK(reduced("O2") == "O");
    CHECK(reduced("Fe1O0.1667") == reduced("Fe1O0.167"));
    SECTION("it is a fixed point") {
        CHECK(reduced(reduced("Ca2.832Fe0.6285Mg2.5395(CO3)6")) == reduced("Ca2.832Fe0.6285Mg2.5395(CO3)6"));
    }
    SECTION("a dopant keeps three digits, so that one doped material is told from the next") {
        CHECK(reduced("Cd0.9995Mn0.0005Te") == "Cd1999MnTe2000");
        CHECK(reduced("Ga0.9994In0.0006As") == "As5000Ga4997In3");
        CHECK(reduced("Ga0.9991In0.0009As") == "As10000Ga9991In9");
        CHECK(reduced("Ga0.9896In0.0104As") != reduced("Ga0.9904In0.0096As"));
        CHECK(reduced("Ga9.991In0.009As10") == reduced("Ga0.9991In0.0009As"));
        CHECK(reduced("YAl0.0123456O") == reduced("YAl0.0123457O")); // the sixth decimal is the last one kept
        CHECK(reduced("YAl0.012345O") != reduced("YAl0.012346O"));
    }
    SECTION("a trace element does not vanish") {
        CHECK(reduced("SiP0.0001") == "PSi10000");
        CHECK(reduced("SiP0.00000002") == "PSi50000000");
    }
}

TEST_CASE("a formula is dilute where three decimals would not tell it from others") {
    const auto dilute = [](const std::string& text) {
        Formula formula;
        REQUIRE_FALSE(parse_formula(text, formula));
        return is_dilute(formula);
    };
    CHECK(dilute("Cd0.9995Mn0.0005Te"));
    CHECK(dilute("Ge0.9355Si0.0645"));
    for (const char* text : {"Fe2O3", "Mn1Te2000", "Hg0.7Cd0.3Te", "Cd0.95Mn0.05Te", "Cd0.999Mn0.001Te",
                             "Fe1O0.1667", "(Ga0.9In0.1)0.1N", "Ca2.832Fe0.6285Mg2.5395(CO3)6"}) {
        INFO(text);
        CHECK_FALSE(dilute(text));
    }
}

TEST_CASE("D and T are H where that is asked for, and an error otherwise") {
    const auto reduced_with = [](const std::string& text, Isotopes isotopes) {
        Formula formula;
        const auto error = parse_formula(text, formula, isotopes);
        return error ? "ERROR " + std::string(name_of(error->kind)) : reduced_formula(formula);
    };
    CHECK(reduced_with("LiAlD4", Isotopes::error) == "ERROR isotope");
    CHECK(reduced_with("LiAlD4", Isotopes::element) == "AlH4Li");
    CHECK(reduced_with("(ND4)2SO4·2HDO", Isotopes::element) == "H12N2O6S");
    CHECK(reduced_with("T2O", Isotopes::element) == "H2O");
    CHECK(reduced_with("DyTbTiDs", Isotopes::element) == "DsDyTbTi");
    CHECK(reduced_with("Dx2", Isotopes::element) == "ERROR unknown-element");
}

TEST_CASE("material keys never change") {
    // Computed by a separate implementation of FNV-1a and fmix64.
    CHECK(material_key("") == 0xEFD01F60BA992926ULL);
    CHECK(material_key("Fe2O3") == 0x1F0D9C22DD27CB4CULL);
    CHECK(material_key("Pt|111") == 0xB851101A9AD2BC1FULL);
}
