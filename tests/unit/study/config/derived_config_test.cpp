// SPDX-License-Identifier: Apache-2.0
#include "framework/study/plan/effective_config.hpp"
#include "tests/unit/study/run/correlated_study.hpp"

#include <catch2/catch.hpp>

using namespace sinter::tests;
using Catch::Contains;

namespace {

std::string messages_of(const std::string& derived) {
    const CorrelatedStudy made(0.5, 20);
    std::string messages;
    CHECK_FALSE(made.plan(derived, messages));
    return messages;
}

} // namespace

TEST_CASE("an unknown name is told its place and the nearest valid name") {
    const auto said = messages_of(derived_section("gap", "a - bb"));
    CHECK_THAT(said, Contains("study.toml:30:14 error: expression: \"bb\" is neither a label nor a derived "
                              "quantity, at character 5"));
    CHECK_THAT(said, Contains("a - bb\n") && Contains("    ^"));
    CHECK_THAT(said, Contains("did you mean \"b\"?"));
}

TEST_CASE("everything that is wrong with derived quantities is said at once") {
    const auto said = messages_of(
        derived_section("one", "a - ") + derived_section("two", "kind + a") +
        derived_section("three", "argmax(a, b)") + derived_section("four", "three + a") +
        derived_section("a", "b * 2") + derived_section("one", "a + b") + derived_section("five", "six + a") +
        derived_section("six", "2 * five") + derived_section("seven", "1 + argmin(a, b)") +
        derived_section("eight", "1 + 2") + derived_section("nine", "a + b", "law = \"tree\"\ncolour = 1"));
    CHECK_THAT(said, Contains("found the end, at character 5"));
    CHECK_THAT(said, Contains("\"kind\" has classes, expected a label with numbers, at character 1"));
    CHECK_THAT(said, Contains("\"three\" is a class (argmax, argmin), expected a number, at character 1"));
    CHECK_THAT(said, Contains("\"a\" is the name of a label already"));
    CHECK_THAT(said, Contains("two derived quantities are called \"one\""));
    CHECK_THAT(said, Contains("derived quantities need each other: five -> six -> five"));
    CHECK_THAT(
        said,
        Contains("argmin gives a class, not a number: it must be the whole expression, at character 5"));
    CHECK_THAT(said, Contains("it names no label"));
    CHECK_THAT(said, Contains("law = \"tree\" is not a valid value") && Contains("did you mean \"trees\"?"));
    CHECK_THAT(said, Contains("colour"));
}

TEST_CASE("a quantity whose labels cancel is refused") {
    CHECK_THAT(messages_of(derived_section("x", "a + b - (b + a)")), Contains("its labels cancel"));
}

TEST_CASE("a quantity that needs itself is a cycle") {
    CHECK_THAT(messages_of(derived_section("x", "x + a")), Contains("need each other: x -> x"));
}

TEST_CASE("a quantity that no strategy predicts is an error that names what is missing") {
    const CorrelatedStudy made(0.5, 20);
    std::string messages;
    CHECK(made.plan(derived_section("gap", "a - b"), messages));
    const auto said = messages_of("[[table]]\nfile = \"noise.csv\"\nmaterial = { key = [\"id\"] }\n"
                                  "labels.c = { column = \"a\", unit = \"eV\", repeats = \"keep\" }\n" +
                                  derived_section("other", "a - c"));
    CHECK_THAT(said, Contains("no strategy predicts all that \"other\" is made of: a, c"));
    CHECK_THAT(said, Contains("give a strategy targets = [\"a\", \"c\"]"));
}

TEST_CASE("the effective config holds the derived quantities") {
    const CorrelatedStudy made(0.5, 20);
    const auto plan = made.plan(derived_section("gap", "a - b"));
    const auto text = sinter::study::effective_config(plan, sinter::study::Origins::left_out);
    CHECK_THAT(text, Contains("[[derived]]\nname = \"gap\"\nexpression = \"a - b\"\nunit = \"eV\"\n"
                              "law = \"residuals\"\n"));
}

namespace {

/// Two more labels, in other units.
const char* const more_labels = "[[table]]\nfile = \"noise.csv\"\nmaterial = { key = [\"id\"] }\n"
                                "labels.c = { column = \"a\", unit = \"eV/atom\", repeats = \"keep\" }\n"
                                "labels.d = { column = \"b\", unit = \"log10(GPa)\", repeats = \"keep\" }\n"
                                "labels.e = { column = \"b\", unit = \"meV\", "
                                "convert_to = \"eV\", repeats = \"keep\" }\n";

} // namespace

TEST_CASE("labels in different units are neither added nor compared") {
    const auto said = messages_of(more_labels + derived_section("one", "a - c") +
                                  derived_section("two", "argmax(a, b, d)") +
                                  derived_section("three", "a + b * 2 + max(b, c)") +
                                  derived_section("four", "a - b") + derived_section("five", "four + c"));
    CHECK_THAT(said, Contains("\"a\" is in eV, \"c\" in eV/atom, expected one unit, at character 5"));
    CHECK_THAT(said, Contains("\"a\" is in eV, \"d\" in log10(GPa), expected one unit, at character 14"));
    CHECK_THAT(said, Contains("\"b\" is in eV, \"c\" in eV/atom, expected one unit, at character 20"));
    CHECK_THAT(said, Contains("\"four\" is in eV, \"c\" in eV/atom, expected one unit, at character 8"));
    CHECK_THAT(said, Contains("if those numbers are for each atom, write labels.c.unit = ") ||
                         Contains("if those numbers are for each atom, write labels.a.unit = "));
}

TEST_CASE("the unit of a derived quantity is that of its labels, and another one is refused") {
    const auto said = messages_of(derived_section("one", "a - b", "unit = \"meV\"") +
                                  derived_section("two", "a / b", "unit = \"eV\"") +
                                  derived_section("three", "a + b", "unit = \"eW\""));
    CHECK_THAT(said, Contains("unit = \"meV\", but the expression is in eV"));
    CHECK_THAT(said, Contains("unit = \"eV\", but the expression is in no unit"));
    CHECK_THAT(said, Contains("derived.unit") && Contains("eW"));
}

TEST_CASE("where the unit is not clear from the labels, it is what the config says") {
    const CorrelatedStudy made(0.5, 20);
    std::string said;
    const auto plan = made.plan(derived_section("one", "1000 * a", "unit = \"meV\"") +
                                    derived_section("two", "1 + a - b") + derived_section("three", "a / b") +
                                    derived_section("four", "abs(-a)") + derived_section("five", "a * b"),
                                said);
    INFO(said);
    REQUIRE(plan);
    std::vector<std::string> units;
    for (const auto& derived : plan->derived) {
        units.push_back(derived.unit);
    }
    CHECK(units == std::vector<std::string>{"meV", "eV", "", "eV", ""});
}

TEST_CASE("a quantity whose unit is not clear has none in the effective config, so that it plans the same") {
    const CorrelatedStudy made(0.5, 20);
    const auto plan = made.plan(derived_section("half", "0.5 * a") + derived_section("sum", "half + b"));
    const auto text = sinter::study::effective_config(plan, sinter::study::Origins::left_out);
    CHECK_THAT(text, Contains("expression = \"0.5 * a\"\nlaw"));
    CHECK_THAT(text, Contains("expression = \"half + b\"\nunit = \"eV\"\n"));
}
