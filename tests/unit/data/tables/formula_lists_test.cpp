// SPDX-License-Identifier: Apache-2.0
#include "framework/data/tables/formula_list.hpp"
#include "tests/unit/data/tables/table_files.hpp"

#include <sinter/text_lines.hpp>

#include <string>
#include <vector>

using namespace sinter;
using namespace sinter::data;
using namespace sinter::tests;
using Catch::Matchers::Contains;

namespace {

std::vector<std::string> names_of(const std::string& file, Isotopes isotopes = Isotopes::error) {
    diagnostics::Diagnostics diagnostics;
    const auto materials = read_formula_list(file, isotopes, diagnostics);
    for (const auto& d : diagnostics.all()) {
        UNSCOPED_INFO(format(d));
    }
    REQUIRE(materials);
    std::vector<std::string> names;
    for (Index i = 0; i < materials->size(); ++i) {
        names.emplace_back(materials->name(i));
    }
    return names;
}

std::string errors_of(const std::string& file) {
    diagnostics::Diagnostics diagnostics;
    CHECK_FALSE(read_formula_list(file, Isotopes::error, diagnostics));
    std::string text;
    for (const auto& d : diagnostics.sorted()) {
        text += format(d) + "\n";
    }
    return text;
}

} // namespace

TEST_CASE("a line ends in LF, CRLF or CR, in one text too") {
    std::string_view rest = "a\rb\r\n\r\rc\n\nd";
    std::vector<std::string> lines;
    while (!rest.empty()) {
        lines.emplace_back(take_line(rest));
    }
    CHECK(lines == std::vector<std::string>{"a", "b", "", "", "c", "", "d"});
    std::string_view last = "end\r";
    CHECK(take_line(last) == "end");
    CHECK(last.empty());
}

TEST_CASE("a list of formulas is read whatever its lines end in") {
    const TableFiles files;
    const std::vector<std::string> expected{"GaN", "ZnSe", "BeO"};
    for (const std::string end : {"\n", "\r\n", "\r"}) {
        INFO("lines end in " << (end == "\n" ? "LF" : end == "\r" ? "CR" : "CRLF"));
        CHECK(names_of(files.write("l.txt", "GaN" + end + "ZnSe" + end + end + "BeO" + end)) == expected);
        CHECK(names_of(files.write("l.txt", "GaN" + end + "ZnSe" + end + "BeO")) == expected);
        CHECK(names_of(files.write("l.csv", "formula" + end + "GaN" + end + "ZnSe" + end + "BeO")) ==
              expected);
    }
    CHECK(names_of(files.write("l.txt", "\xEF\xBB\xBFGaN\rZnSe\r\nBeO\n")) == expected);
}

TEST_CASE("the lines of a list are counted as a table's are") {
    const TableFiles files;
    CHECK_THAT(errors_of(files.write("l.txt", "GaN\r\rZnSe\r\nfoo\nGaX\r")),
               Contains("l.txt:4 error: formula \"foo\"") && Contains("l.txt:5 error: formula \"GaX\""));
}

TEST_CASE("a list that is no text is one error with its place") {
    const TableFiles files;
    CHECK_THAT(errors_of(files.write("l.txt", "GaN\rZnSe\r\xE4\r")), Contains("l.txt:3:1 error: not UTF-8"));
    CHECK_THAT(errors_of(files.write("l.txt", std::string("\xFF\xFEG\0a\0", 6))), Contains("UTF-16"));
}

TEST_CASE("a list may read deuterium as hydrogen, and says how where it does not") {
    const TableFiles files;
    const auto list = files.write("l.txt", "D2O\nZrD2\n");
    CHECK(names_of(list, Isotopes::element) == std::vector<std::string>{"D2O", "ZrD2"});
    CHECK_THAT(errors_of(list), Contains("l.txt:1 error: formula \"D2O\": \"D\" is an isotope") &&
                                    Contains("--isotopes element reads D and T as H"));
}
