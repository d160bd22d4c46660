// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/elements/elements.hpp"
#include "tests/integration/example_table/example_table.hpp"
#include "tests/integration/example_table/reduced_formula.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>

using namespace sinter;
using namespace sinter::tests;

TEST_CASE("the example's table has the columns that its note describes") {
    const auto lines = plain_csv(example_folder / "semiconductors.csv");
    const std::string note = text_of_file(example_folder / "semiconductors.md");
    REQUIRE(lines.front() == std::vector<std::string>{"formula", "gap_expt_eV", "gap_expt_source",
                                                      "gap_pbe_eV", "gap_pbe_source"});
    for (const auto& name : lines.front()) {
        CHECK(note.find("| " + name + " |") != std::string::npos);
    }
    for (const auto& line : lines) {
        CHECK(line.size() == 5);
    }
}

TEST_CASE("the example's table has a scarce target and a larger source") {
    std::size_t measured = 0;
    std::size_t computed = 0;
    for (const auto& row : example_rows()) {
        measured += row.gap_expt.empty() ? 0U : 1U;
        computed += row.gap_pbe.empty() ? 0U : 1U;
    }
    CHECK(measured >= 140);
    CHECK(computed >= 2 * measured);
    CHECK(example_rows().size() <= 320);
}

TEST_CASE("no composition stands twice in the example's table, however it is written") {
    std::set<std::string> seen;
    for (const auto& row : example_rows()) {
        CAPTURE(row.formula);
        CHECK(seen.insert(reduced_formula(row.formula)).second);
    }
    CHECK(seen.size() > 300);
}

TEST_CASE("formulas of the example's table hold known elements only") {
    for (const auto& row : example_rows()) {
        CAPTURE(row.formula);
        std::string symbol;
        for (const char c : row.formula + "X") {
            if (c >= 'a' && c <= 'z') {
                symbol += c;
            } else if (c >= 'A' && c <= 'Z') {
                if (!symbol.empty()) {
                    CHECK(elements::atomic_number(symbol).has_value());
                }
                symbol = c;
            }
        }
    }
}

TEST_CASE("gaps of the example's table have two decimals and are between 0 and 15 eV") {
    for (const auto& row : example_rows()) {
        CAPTURE(row.formula);
        CHECK_FALSE((row.gap_expt.empty() && row.gap_pbe.empty()));
        for (const auto& cell : {row.gap_expt, row.gap_pbe}) {
            if (cell.empty()) {
                continue;
            }
            CHECK(cell.find('.') == cell.size() - 3);
            CHECK(std::stod(cell) > 0);
            CHECK(std::stod(cell) < 15);
        }
    }
}

TEST_CASE("each value of the example's table names a work that the note defines") {
    const std::string note = text_of_file(example_folder / "semiconductors.md");
    const auto defined = [&](const std::string& key) {
        return note.find("\n| `" + key + "` |") != std::string::npos;
    };
    REQUIRE_FALSE(defined("nobody1999"));
    for (const auto& row : example_rows()) {
        CAPTURE(row.formula);
        CHECK(row.gap_expt.empty() == row.gap_expt_source.empty());
        CHECK(row.gap_pbe.empty() == row.gap_pbe_source.empty());
        if (!row.gap_expt.empty()) {
            CHECK(defined(row.gap_expt_source));
        }
        if (!row.gap_pbe.empty()) {
            CHECK(defined(row.gap_pbe_source));
        }
    }
}
