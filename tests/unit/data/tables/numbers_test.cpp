// SPDX-License-Identifier: Apache-2.0
#include "framework/data/tables/number_column.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <string>
#include <vector>

using namespace sinter;
using namespace sinter::data;
using Catch::Matchers::Contains;

namespace {

CsvTable table_of(const std::string& bytes) {
    diagnostics::Diagnostics diagnostics;
    auto table = parse_csv(bytes, "t.csv", diagnostics);
    REQUIRE(table);
    return std::move(*table);
}

} // namespace

TEST_CASE("numbers are read with a point, signs, exponents and spaces around") {
    CHECK(parse_number("1.5").value == 1.5);
    CHECK(parse_number("  -2e-3 ").value == -2e-3);
    CHECK(parse_number("+4").value == 4);
    CHECK(parse_number(".5").value == 0.5);
    CHECK(parse_number("1e-400").value == 0);
    CHECK(parse_number("-0.0").problem == NumberProblem::none);
    CHECK(parse_number("1,5").problem == NumberProblem::decimal_comma);
    CHECK(parse_number("1,234,567").problem == NumberProblem::not_a_number);
    CHECK(parse_number("1e400").problem == NumberProblem::too_large);
    CHECK(parse_number("-1e400").problem == NumberProblem::too_large);
    CHECK(parse_number("-" + std::string(400, '9')).problem == NumberProblem::too_large);
    CHECK(parse_number("inf").problem == NumberProblem::infinite);
    CHECK(parse_number("-Infinity").problem == NumberProblem::infinite);
    for (const char* text : {"", " ", "abc", "1.5eV", "0x10", "1 2", "+-1", "nan", "--1", "1.2.3"}) {
        INFO(text);
        CHECK(parse_number(text).problem == NumberProblem::not_a_number);
    }
}

TEST_CASE("missing tokens are missing and everything else that is no number is a problem of its row") {
    const auto table = table_of("gap\n1.5\nNA\n-\n\"1,5\"\nhigh\n 2 \ninf\n");
    const std::vector<std::uint32_t> rows{0, 1, 2, 3, 4, 5, 6};
    RowProblems problems("t.csv");
    const auto values = number_column(table, 0, rows, MissingTokens(default_missing_tokens()), problems);
    CHECK(values[0] == 1.5);
    CHECK(std::isnan(values[1]));
    CHECK(std::isnan(values[2]));
    CHECK(values[5] == 2);
    CHECK(problems.lines() == std::vector<std::uint32_t>{5, 6, 8});
    diagnostics::Diagnostics diagnostics;
    problems.report(BadRows::error, diagnostics);
    REQUIRE(diagnostics.all().size() == 3);
    CHECK(format(diagnostics.all()[0]) ==
          "t.csv:5 error: gap = \"1,5\" looks like a decimal comma; use a point: 1.5");
    CHECK(format(diagnostics.all()[1]) == "t.csv:6 error: gap = \"high\" is not a number");
    CHECK(format(diagnostics.all()[2]) == "t.csv:8 error: gap = \"inf\" is not finite");
}

TEST_CASE("a number with a comma is shown in every reading that it has") {
    const auto said = [](std::string_view cell) { return describe(parse_number(cell).problem, "E", cell); };
    CHECK(said("2,590") ==
          "E = \"2,590\" has a decimal comma or a comma between thousands; write 2.590 or 2590");
    CHECK(said("-12,345") ==
          "E = \"-12,345\" has a decimal comma or a comma between thousands; write -12.345 or -12345");
    CHECK(said("0,590") == "E = \"0,590\" looks like a decimal comma; use a point: 0.590");
    CHECK(said("2,59") == "E = \"2,59\" looks like a decimal comma; use a point: 2.59");
    CHECK(said("2590,125") == "E = \"2590,125\" looks like a decimal comma; use a point: 2590.125");
    CHECK(said("1,234,567") == "E = \"1,234,567\" looks like thousands; write 1234567");
    CHECK(said("1,234.5") == "E = \"1,234.5\" looks like thousands; write 1234.5");
    CHECK(said("1.234,5") == "E = \"1.234,5\" looks like thousands; write 1234.5");
    CHECK(said("12 345") == "E = \"12 345\" looks like thousands; write 12345");
    CHECK(said("1'234.75") == "E = \"1'234.75\" looks like thousands; write 1234.75");
    for (const char* text : {"1,23,456", "1 2", "1,2345,678", "a,123", "1.2.3", "1,234x"}) {
        INFO(text);
        CHECK_THAT(said(text), Contains("is not a number"));
    }
}

TEST_CASE("a word for no value that is not among the tokens is told with the line to write") {
    const auto table = table_of("gap\n?\nN.A.\nhigh\nNA\n");
    const std::vector<std::uint32_t> rows{0, 1, 2, 3};
    const auto said = [&](const std::vector<std::string>& tokens) {
        RowProblems problems("t.csv");
        (void)number_column(table, 0, rows, MissingTokens(tokens), problems);
        diagnostics::Diagnostics diagnostics;
        problems.report(BadRows::error, diagnostics);
        std::string text;
        for (const auto& d : diagnostics.all()) {
            text += format(d) + "\n";
        }
        return text;
    };
    CHECK_THAT(
        said(default_missing_tokens()),
        Contains(
            "t.csv:2 error: gap = \"?\" is not a number\n    if \"?\" stands for no value, write missing "
            "= [\"?\"] in its [[table]] (a list of your own replaces the usual one, which is NA, N/A,") &&
            Contains("missing = [\"N.A.\"]") && Contains("t.csv:4 error: gap = \"high\" is not a number\n"));
    CHECK_THAT(said({"", "?"}),
               Contains("t.csv:5 error: gap = \"NA\" is not a number\n    if \"NA\" stands for no "
                        "value, write missing = [\"?\", \"NA\"] in its [[table]]\n"));
}

TEST_CASE("the lines and cells of every reason are kept, of a long cell its start") {
    RowProblems problems("t.csv");
    problems.add(9, "odd", "x", "nine");
    problems.add(4, "other", "y", std::string(300, 'c'));
    problems.add(2, "odd", "z", "two\x1B");
    const auto rows = problems.rows_of_reasons();
    REQUIRE(rows.size() == 2);
    REQUIRE(rows[0].size() == 2);
    CHECK(rows[0][0].line == 2);
    CHECK(rows[0][0].cell == "two<U+001B>");
    CHECK(rows[0][1].line == 9);
    CHECK(rows[0][1].cell == "nine");
    CHECK(rows[1][0].line == 4);
    CHECK(rows[1][0].cell == std::string(RowProblems::most_of_cell, 'c') + "...");
}

TEST_CASE("tokens of one's own replace the usual ones, and may be numbers") {
    const auto table = table_of("gap\n-999\nNA\n");
    const std::vector<std::uint32_t> rows{0, 1};
    RowProblems problems("t.csv");
    const auto values = number_column(table, 0, rows, MissingTokens({"", "-999"}), problems);
    CHECK(std::isnan(values[0]));
    CHECK(problems.lines() == std::vector<std::uint32_t>{3});
}

TEST_CASE("levels of a category are sorted bytewise and cover the chosen rows only") {
    const auto table = table_of("c,n\nzinc,1\nÄther,2\nBlue,3\n blue ,4\n,5\nZ,6\n");
    const std::vector<std::uint32_t> rows{0, 1, 2, 3, 4};
    const auto column = category_column(table, 0, rows, MissingTokens(default_missing_tokens()));
    CHECK(column.levels == std::vector<std::string>{"Blue", "blue", "zinc", "Äther"});
    CHECK(column.values == std::vector<std::int32_t>{2, 3, 0, 1, -1});
}

TEST_CASE("of many bad rows the first twenty are told in full, by line, and the rest counted by reason") {
    RowProblems problems("t.csv");
    for (std::uint32_t line = 100; line > 1; --line) {
        problems.add(line, "odd", "line " + std::to_string(line), "x");
    }
    problems.add(50, "other", "also wrong", "x");
    diagnostics::Diagnostics diagnostics;
    problems.report(BadRows::error, diagnostics);
    REQUIRE(diagnostics.all().size() == 21);
    CHECK(diagnostics.all()[0].message == "line 2");
    CHECK(diagnostics.all()[19].message == "line 21");
    CHECK(diagnostics.all()[20].message == "and 80 more such errors in this file");
    CHECK(diagnostics.all()[20].hints == std::vector<std::string>{"odd: 99", "other: 1"});
    SECTION("skipping says nothing") {
        diagnostics::Diagnostics silent;
        problems.report(BadRows::skip, silent);
        CHECK(silent.all().empty());
    }
}
