// SPDX-License-Identifier: Apache-2.0
//
// Every row of reference/formula_cases.tsv: what the parser must give, or refuse and why.
#include "framework/data/formulas/formula.hpp"
#include "tests/support/shared_data.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

using namespace sinter::data;

namespace {

/// A cell of the file: quoted cells double their quotes.
std::string unquoted(const std::string& cell) {
    if (cell.size() < 2 || cell.front() != '"') {
        return cell;
    }
    std::string text;
    for (std::size_t i = 1; i + 1 < cell.size(); ++i) {
        text += cell[i];
        if (cell[i] == '"') {
            ++i;
        }
    }
    return text;
}

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream stream(line);
    for (std::string cell; std::getline(stream, cell, '\t');) {
        cells.push_back(unquoted(cell));
    }
    return cells;
}

std::string between_quotes(const std::string& text) {
    const auto open = text.find_first_of("'\"");
    if (open == std::string::npos) {
        return "";
    }
    return text.substr(open + 1, text.find(text[open], open + 1) - open - 1);
}

/// "ERROR kind 'quoted' at position"; the last two where the row states them.
void check_error(const std::string& expected, const std::optional<FormulaError>& error) {
    REQUIRE(error);
    std::istringstream words(expected);
    std::string word;
    std::string kind;
    words >> word >> kind;
    CHECK(name_of(error->kind) == kind);
    const auto quoted = between_quotes(expected);
    if (!quoted.empty()) {
        CHECK(error->quoted == quoted);
    }
    const auto at = expected.rfind(" at ");
    if (at != std::string::npos) {
        CHECK(error->position == std::stoul(expected.substr(at + 4)));
    }
    CHECK_FALSE(error->message.empty());
}

void check_composition(const std::string& expected, const std::optional<FormulaError>& error,
                       const Formula& formula) {
    REQUIRE_FALSE(error);
    std::istringstream parts(expected);
    std::size_t element = 0;
    for (std::string part; parts >> part; ++element) {
        REQUIRE(element < formula.size);
        const auto colon = part.find(':');
        CHECK(element_symbol(formula.atomic_numbers[element]) == part.substr(0, colon));
        CHECK(formula.amounts[element] == Approx(std::stod(part.substr(colon + 1))).epsilon(1e-12));
    }
    CHECK(formula.size == element);
}

} // namespace

TEST_CASE("every reference formula gives its composition or its error") {
    const auto path = sinter::tests::shared_reference("formula_cases.tsv");
    SINTER_SKIP_WITHOUT(path, "formula_cases.tsv");
    std::ifstream file(*path);
    std::string line;
    std::getline(file, line);
    std::size_t cases = 0;
    Formula formula;
    while (std::getline(file, line)) {
        const auto cells = cells_of(line);
        REQUIRE(cells.size() == 4);
        const auto text = nlohmann::json::parse(cells[0]).get<std::string>();
        INFO("formula " << cells[0] << ", expected " << cells[3]);
        const auto error = parse_formula(text, formula);
        if (cells[3].rfind("ERROR", 0) == 0) {
            check_error(cells[3], error);
        } else {
            check_composition(cells[3], error, formula);
        }
        ++cases;
    }
    CHECK(cases == 186);
}
