// SPDX-License-Identifier: Apache-2.0
#include "framework/data/tables/csv.hpp"

#include <sinter/random.hpp>

#include <catch2/catch.hpp>

#include <string>

using namespace sinter;
using namespace sinter::data;
using Catch::Matchers::Contains;

namespace {

CsvTable table_of(std::string_view bytes) {
    diagnostics::Diagnostics diagnostics;
    auto table = parse_csv(bytes, "t.csv", diagnostics);
    for (const auto& d : diagnostics.all()) {
        UNSCOPED_INFO(format(d));
    }
    REQUIRE(table);
    return std::move(*table);
}

std::string errors_of(std::string_view bytes) {
    diagnostics::Diagnostics diagnostics;
    CHECK_FALSE(parse_csv(bytes, "t.csv", diagnostics));
    CHECK(diagnostics.exit_code() == 3);
    std::string text;
    for (const auto& d : diagnostics.sorted()) {
        text += format(d) + "\n";
    }
    return text;
}

} // namespace

TEST_CASE("cells keep commas, quotes and line breaks that stand in quotes") {
    const auto table = table_of("a,b\n\"x, y\",\"say \"\"hi\"\"\"\n\"two\nlines\",z\n1,2\n");
    REQUIRE(table.row_count() == 3);
    CHECK(table.cell(0, 0) == "x, y");
    CHECK(table.cell(0, 1) == "say \"hi\"");
    CHECK(table.cell(1, 0) == "two\nlines");
    CHECK(table.line(0) == 2);
    CHECK(table.line(1) == 3);
    CHECK(table.line(2) == 5);
}

TEST_CASE("lines are counted with LF, CRLF and CR, over empty lines too") {
    for (const std::string end : {"\n", "\r\n", "\r"}) {
        const auto table =
            table_of("a,b" + end + "1,2" + end + end + "3,4" + end + "\"5" + end + "6\",7" + end + "8,9");
        REQUIRE(table.row_count() == 4);
        CHECK(table.line(0) == 2);
        CHECK(table.line(1) == 4);
        CHECK(table.line(2) == 5);
        CHECK(table.line(3) == 7);
        CHECK(table.cell(3, 1) == "9");
    }
}

TEST_CASE("a byte order mark is not part of the first name") {
    const auto table = table_of("\xEF\xBB\xBF"
                                "a,b\n1,2\n");
    CHECK(table.header()[0] == "a");
    CHECK(table.column("b") == std::size_t{1});
    CHECK_FALSE(table.column("c"));
}

TEST_CASE("a header alone is a table without rows") {
    CHECK(table_of("a,b").row_count() == 0);
    CHECK(table_of("a,b\n").row_count() == 0);
}

TEST_CASE("a row with a wrong number of cells is listed with its line and left out") {
    const auto table = table_of("a,b\n1,2\n3\n4,5,6\n7,8\n");
    REQUIRE(table.row_count() == 2);
    CHECK(table.cell(1, 0) == "7");
    CHECK(table.line(1) == 5);
    REQUIRE(table.uneven_rows().size() == 2);
    CHECK(table.uneven_rows()[0].line == 3);
    CHECK(table.uneven_rows()[0].cells == 1);
    CHECK(table.uneven_rows()[1].line == 4);
    CHECK(table.uneven_rows()[1].cells == 3);
}

TEST_CASE("a quote that is never closed is named where it opens") {
    CHECK_THAT(errors_of("a,b\n1,2\n3,\"open\n4,5\n6,7\n"),
               Contains("t.csv:3:3 error: the quote that opens here is never closed"));
}

TEST_CASE("a quote inside an unquoted cell is an error at its place") {
    CHECK_THAT(errors_of("a,b\n1,5\" wafer\n"), Contains("t.csv:2:4 error: a quote inside an unquoted cell"));
    CHECK_THAT(errors_of("a,b\n\"x\"y,2\n"), Contains("t.csv:2:") && Contains("behind a closing quote"));
}

TEST_CASE("headers without names, or with the same, are errors") {
    CHECK_THAT(errors_of("a,,c\n1,2,3\n"), Contains("t.csv:1 error: column 2 has no name"));
    CHECK_THAT(errors_of("gap,b,gap\n1,2,3\n"), Contains("columns 1 and 3 are both called \"gap\""));
}

TEST_CASE("another separator is recognised") {
    CHECK_THAT(errors_of("formula;gap\nSi;1.1\n"),
               Contains("separated by semicolons, not by commas") && Contains("sep=\";\", decimal=\",\"") &&
                   Contains("save it with commas between cells and points in numbers"));
    CHECK_THAT(errors_of("formula\tgap\nSi\t1.1\n"),
               Contains("separated by tabs, not by commas") && Contains("sep=\"\\t\""));
}

TEST_CASE("bytes that are no text are errors with their place") {
    CHECK_THAT(errors_of(""), Contains("the file is empty"));
    CHECK_THAT(errors_of("\xEF\xBB\xBF"), Contains("the file is empty"));
    CHECK_THAT(errors_of(" \n\n"), Contains("the file is empty"));
    CHECK_THAT(errors_of(std::string("a,b\n1,\0\n", 8)), Contains("t.csv:2:3 error: a NUL byte"));
    CHECK_THAT(errors_of("a,b\n\xE4rger,2\n"),
               Contains("t.csv:2:1 error: not UTF-8: byte 0xE4") && Contains("Latin-1"));
    CHECK_THAT(errors_of(std::string("\xFF\xFE"
                                     "a\0",
                                     4)),
               Contains("UTF-16"));
    CHECK_THAT(errors_of("a\n\xC0\x80\n"), Contains("not UTF-8"));
    CHECK_THAT(errors_of("a\n\xED\xA0\x80\n"), Contains("not UTF-8"));
}

TEST_CASE("random bytes give a table or a data error") {
    const std::string alphabet = "ab,,\"\"\n\r ;\t1";
    for (std::uint64_t round = 0; round < 20000; ++round) {
        Draws draws(Stream{7}.derive("csv").derive(round));
        std::string bytes;
        const auto size = draws.below(60);
        for (std::uint64_t i = 0; i < size; ++i) {
            bytes +=
                round % 4 == 0 ? static_cast<char>(draws.below(256)) : alphabet[draws.below(alphabet.size())];
        }
        diagnostics::Diagnostics diagnostics;
        const auto table = parse_csv(bytes, "t.csv", diagnostics);
        CHECK(table.has_value() == !diagnostics.has_errors());
        if (!table) {
            continue;
        }
        std::uint32_t last = 1;
        for (std::size_t row = 0; row < table->row_count(); ++row) {
            CHECK(table->line(row) > last);
            last = table->line(row);
            for (std::size_t column = 0; column < table->column_count(); ++column) {
                CHECK(table->cell(row, column).size() <= bytes.size());
            }
        }
    }
}
