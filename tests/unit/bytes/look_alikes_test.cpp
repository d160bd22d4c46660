// SPDX-License-Identifier: Apache-2.0
//
// Signs that look like a letter or like nothing are told by their code.
#include "framework/bytes/look_alikes.hpp"
#include "framework/bytes/utf8.hpp"
#include "framework/data/formulas/formula.hpp"
#include "tests/unit/data/tables/table_files.hpp"

using namespace sinter;
using namespace sinter::data;
using namespace sinter::tests;
using Catch::Matchers::Contains;

namespace {

std::string message_of(const std::string& text) {
    Formula formula;
    const auto error = parse_formula(text, formula);
    REQUIRE(error);
    return error->message;
}

TableSpec gap_table(const std::string& path) {
    auto table = formula_table(path);
    table.labels = {number_label("gap", "gap", "eV")};
    return table;
}

} // namespace

TEST_CASE("a letter of another script in a Latin word is shown by its code, words of that script are not") {
    CHECK(bytes::in_quotes("КCl") == "\"<U+041A>Cl\"");
    CHECK(bytes::in_quotes("Mо2") == "\"M<U+043E>2\"");
    CHECK(bytes::in_quotes("Ο") == "\"<U+039F>\"");
    CHECK(bytes::in_quotes("зона") == "\"зона\"");
    CHECK(bytes::in_quotes("Сера, α-фаза") == "\"Сера, α-фаза\"");
    CHECK(bytes::in_quotes("Ångström µm") == "\"Ångström µm\"");
    CHECK(bytes::in_quotes("a\u00ADb\u200Bc\u00A0d") == "\"a<U+00AD>b<U+200B>c<U+00A0>d\"");
    CHECK(bytes::in_quotes("Κ\xFF") == "\"<U+039A><0xFF>\"");
    CHECK(bytes::made_visible("did you mean \"g\u0430p\"?") == "did you mean \"g<U+0430>p\"?");
    CHECK(bytes::as_it_looks("g\u0430\u00ADp") == "gap");
    CHECK(bytes::in_quotes(std::string(100, 'x')).size() == 65);
}

TEST_CASE("a formula with a sign that is not what it looks like says its code") {
    CHECK(message_of("Cd\u0421O3") == "unexpected \"U+0421\", which looks like the letter C, at character 3");
    CHECK(message_of("Zn\u00ADS") == "unexpected \"U+00AD\", which does not show, at character 3");
    CHECK(message_of("YBa2Cu3O7\u2212x") == "unexpected \"U+2212\", which looks like -, at character 10");
    CHECK_THAT(message_of("\uFF22N"), Contains("\"U+FF22\", which looks like the letter B"));
}

TEST_CASE("a number with a sign that is not what it looks like says its code") {
    const TableFiles files;
    const auto text = load_errors({gap_table(
        files.write("t.csv", "formula,gap\nSi,\u00A01.1\nGe,\u22120.7\nSn,1\u200B.5\nPb,1.O\nC,\u00D75\n"))});
    CHECK_THAT(
        text,
        Contains(
            "t.csv:2 error: gap = \"<U+00A0>1.1\" is not a number\n    U+00A0 is a space of another kind"));
    CHECK_THAT(text,
               Contains("t.csv:3 error: ") && Contains("U+2212 looks like the minus - and is another sign"));
    CHECK_THAT(text, Contains("t.csv:4 error: gap = \"1<U+200B>.5\"") && Contains("U+200B does not show"));
}

TEST_CASE("a column whose name only looks like the one that is wanted is named with the codes") {
    const TableFiles files;
    auto table = gap_table(files.write("t.csv", "formula,g\u0430p\nSi,1.1\n"));
    CHECK_THAT(load_errors({table}), Contains("labels.gap.column = \"gap\" is not a column of t.csv") &&
                                         Contains("\"g<U+0430>p\" looks the same") &&
                                         Contains("U+0430 looks like the letter a and is another") &&
                                         Contains("columns: formula, g<U+0430>p"));
    table.where = at("gap > 1", 5);
    table.labels.clear();
    (void)files.write("t.csv", "formula,gap\u00A0\nSi,1.1\n");
    CHECK_THAT(load_errors({table}),
               Contains("where: \"gap\" is not a column") && Contains("\"gap<U+00A0>\" looks the same"));
}
