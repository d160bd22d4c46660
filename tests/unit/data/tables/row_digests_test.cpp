// SPDX-License-Identifier: Apache-2.0
#include "framework/data/tables/row_digests.hpp"

#include <catch2/catch.hpp>

using namespace sinter;

namespace {

std::string changes(std::string_view before, std::string_view after) {
    return data::describe(data::compare_rows(data::row_digests(before), data::row_digests(after)));
}

const std::string gaps_table = "formula,gap\nSi,1.1\nGe,0.7\nGaAs,1.4\nSi,1.1\n";

} // namespace

TEST_CASE("rows that were edited, added or removed are counted, wherever they stand") {
    CHECK(changes(gaps_table, "formula,gap\nSi,1.2\nGe,0.7\nGaAs,1.5\nSi,1.1\n") == "2 rows differ");
    CHECK(changes(gaps_table, "formula,gap\nInP,1.3\n" + gaps_table.substr(12)) == "1 row is new");
    CHECK(changes(gaps_table, "formula,gap\nSi,1.1\nGaAs,1.4\n") == "2 rows are gone");
    CHECK(changes(gaps_table, "formula,gap\nSi,1.1\nGe,0.8\nGaAs,1.4\nSi,1.1\nInP,1.3\n") ==
          "1 row differs, 1 row is new");
}

TEST_CASE("a header, an order and ends of lines that differ are told from rows that do") {
    CHECK(changes(gaps_table, "formula,Eg\n" + gaps_table.substr(12)) == "the header differs");
    CHECK(changes(gaps_table, "formula,gap\nGe,0.7\nSi,1.1\nSi,1.1\nGaAs,1.4\n") ==
          "no row differs; their order, or the ends of lines do");
    std::string windows;
    for (const char c : gaps_table) {
        windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
    }
    CHECK(data::row_digests(windows) == data::row_digests(gaps_table));
    CHECK(data::row_digests(gaps_table.substr(0, gaps_table.size() - 1)) == data::row_digests(gaps_table));
}

TEST_CASE("a line break within quotes ends no row") {
    CHECK(data::row_digests("a,b\n\"x\ny\",1\n").size() == 2 * 8);
}
