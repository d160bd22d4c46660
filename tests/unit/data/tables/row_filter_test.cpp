// SPDX-License-Identifier: Apache-2.0
#include "framework/data/tables/row_filter.hpp"
#include "framework/data/tables/row_filter_parser.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace sinter;
using namespace sinter::data;
using Catch::Matchers::Contains;
using Lines = std::vector<std::uint32_t>;

namespace {

const std::string bytes = "type,T,band gap\n"
                          "EXPERIMENTAL,300,1.1\n" // 2
                          "COMPUTATIONAL,0,0.5\n"  // 3
                          ",290,NA\n"              // 4
                          "it's,77,2\n";           // 5

struct Outcome {
    Lines lines;
    std::string errors;
};

Outcome filter(const std::string& expression, const std::string& csv = bytes) {
    diagnostics::Diagnostics diagnostics;
    const auto table = parse_csv(csv, "t.csv", diagnostics);
    REQUIRE(table);
    RowProblems problems("t.csv");
    Outcome outcome;
    const diagnostics::Located<std::string> located{expression, {"study.toml", 9, 9}};
    if (const auto parsed = parse_row_filter(located, diagnostics)) {
        const MissingTokens missing(default_missing_tokens());
        if (const auto rows = parsed->select(*table, missing, located.where, problems, diagnostics)) {
            for (const auto row : *rows) {
                outcome.lines.push_back(table->line(row));
            }
        }
    }
    problems.report(BadRows::error, diagnostics);
    for (const auto& d : diagnostics.all()) {
        outcome.errors += format(d) + "\n";
    }
    return outcome;
}

Lines kept(const std::string& expression) {
    const auto outcome = filter(expression);
    INFO(expression << "\n" << outcome.errors);
    CHECK(outcome.errors.empty());
    return outcome.lines;
}

} // namespace

TEST_CASE("rows are chosen by comparisons of text and numbers") {
    CHECK(kept("type == 'EXPERIMENTAL'") == Lines{2});
    CHECK(kept("T >= 290") == Lines{2, 4});
    CHECK(kept("T > 290") == Lines{2});
    CHECK(kept("T <= 77") == Lines{3, 5});
    CHECK(kept("T < 77") == Lines{3});
    CHECK(kept("T == 3e2") == Lines{2});
    CHECK(kept("T != 300") == Lines{3, 4, 5});
    CHECK(kept("`band gap` > 1") == Lines{2, 5});
    CHECK(kept("type == 'it''s'") == Lines{5});
    CHECK(kept("T > -1") == Lines{2, 3, 4, 5});
}

TEST_CASE("a missing cell equals nothing: != and not in keep it, == < > drop it") {
    CHECK(kept("type != 'COMPUTATIONAL'") == Lines{2, 4, 5});
    CHECK(kept("type == ''") == Lines{});
    CHECK(kept("type in ['EXPERIMENTAL', 'COMPUTATIONAL']") == Lines{2, 3});
    CHECK(kept("type not in ['EXPERIMENTAL', 'COMPUTATIONAL']") == Lines{4, 5});
    CHECK(kept("type is missing") == Lines{4});
    CHECK(kept("type is not missing") == Lines{2, 3, 5});
    CHECK(kept("`band gap` < 100") == Lines{2, 3, 5});
    CHECK(kept("`band gap` != 2") == Lines{2, 3, 4});
}

TEST_CASE("not binds before and, and before or; brackets group") {
    CHECK(kept("T == 0 or T == 77 and type == 'x'") == Lines{3});
    CHECK(kept("(T == 0 or T == 77) and type is not missing") == Lines{3, 5});
    CHECK(kept("not T == 0 and not (T == 77)") == Lines{2, 4});
    CHECK(kept("not not T in [0, 77]") == Lines{3, 5});
}

TEST_CASE("an error of syntax names and shows the character") {
    const auto outcome = filter("type = 'X'");
    CHECK(outcome.errors == "study.toml:9:9 error: where: = is not a comparison; write ==, at character 6\n"
                            "    type = 'X'\n"
                            "         ^\n");
    CHECK_THAT(filter("T >").errors, Contains("found the end, at character 4"));
    CHECK_THAT(filter("T > 1 T < 3").errors,
               Contains("expected `and`, `or` or the end, found \"T\", at character 7"));
    CHECK_THAT(filter("300 < T").errors, Contains("expected the name of a column"));
    CHECK_THAT(filter("(T > 1").errors, Contains("expected \")\""));
    CHECK_THAT(filter("type == \"X\"").errors, Contains("single quotes"));
    CHECK_THAT(filter("type == X").errors, Contains("text in single quotes"));
    CHECK_THAT(filter("type > 'X'").errors, Contains("text can only be compared by == and !="));
    CHECK_THAT(filter("type == 'X").errors, Contains("never closed, at character 9"));
    CHECK_THAT(filter("`T > 1").errors, Contains("never closed, at character 1"));
    CHECK_THAT(filter("T is 3").errors, Contains("expected `missing`"));
    CHECK_THAT(filter("T not 3").errors, Contains("expected `in` behind `not`"));
    CHECK_THAT(filter("T in []").errors, Contains("expected a number or text"));
    CHECK_THAT(filter("T > 1.2.3").errors, Contains("is not a number"));
    CHECK_THAT(filter("T > 1 && T < 3").errors, Contains("write `and`"));
    CHECK_THAT(filter("T # 3").errors, Contains("unexpected \"#\", at character 3"));
    CHECK_THAT(filter(std::string(500, '(') + "T > 1").errors, Contains("nested deeper"));
    std::string longest = "T == 0";
    for (int i = 0; i < 3000; ++i) {
        longest += " or T == 0";
    }
    CHECK_THAT(filter(longest).errors, Contains("more than 2000 tests"));
}

TEST_CASE("an unknown column in a filter is a config error with the nearest name") {
    CHECK_THAT(filter("typ == 'X'").errors,
               Contains("study.toml:9:9 error: where: \"typ\" is not a column of t.csv") &&
                   Contains("did you mean \"type\"?") && Contains("columns: type, T, band gap"));
}

TEST_CASE("text where a number is compared is a data error with its line") {
    CHECK_THAT(filter("T > 100", "T\n300\nroom\n").errors,
               Contains("t.csv:3 error: where compares T with 100, but T = \"room\" is not a number"));
}
