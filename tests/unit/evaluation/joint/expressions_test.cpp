// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/joint/expression.hpp"
#include "framework/evaluation/joint/expression_parser.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace sinter::evaluation;
using Catch::Contains;

namespace {

Expression read(const std::string& text) {
    auto parsed = parse_expression(text);
    if (parsed.fault) {
        throw std::runtime_error(parsed.fault->message);
    }
    return parsed.expression;
}

/// Of values in the order of first use.
double value_of(const std::string& text, const std::vector<double>& values = {}) {
    Eigen::MatrixXd row(1, static_cast<Eigen::Index>(values.size()));
    for (std::size_t i = 0; i < values.size(); ++i) {
        row(0, static_cast<Eigen::Index>(i)) = values[i];
    }
    return read(text).evaluate(row)[0];
}

void check_fault(const std::string& text, const std::string& message, std::size_t position) {
    INFO(text);
    const auto parsed = parse_expression(text);
    REQUIRE(parsed.fault);
    CHECK_THAT(parsed.fault->message, Contains(message));
    CHECK(parsed.fault->position == position);
}

} // namespace

TEST_CASE("an expression is evaluated by the usual rules") {
    CHECK(value_of("1 + 2 * 3") == 7);
    CHECK(value_of("(1 + 2) * 3") == 9);
    CHECK(value_of("10 - 4 - 3") == 3);
    CHECK(value_of("16 / 4 / 2") == 2);
    CHECK(value_of("-2 * -3 + +1") == 7);
    CHECK(value_of("2e-1 + .5") == Approx(0.7));
    CHECK(value_of("a-1", {5}) == 4);
    CHECK(value_of("a * (b - a)", {2, 7}) == 10);
    CHECK(value_of("max(a, b, 3)", {1, 2}) == 3);
    CHECK(value_of("min(a, -b)", {1, 2}) == -2);
    CHECK(value_of("abs(a - b)", {1, 4}) == 3);
    CHECK(value_of("argmax(a, b, c)", {1, 5, 2}) == 1);
    CHECK(value_of("argmin(a, 2 * b, c)", {3, 2, 3}) == 0); // of equals the first
    CHECK(std::isinf(value_of("a / b", {1, 0})));
    CHECK(std::isnan(value_of("max(a, b)", {1, std::nan("")})));
    CHECK(std::isnan(value_of("max(b, 1)", {std::nan("")})));
}

TEST_CASE("names may be of any script, hold digits, or stand in backquotes; a function's name without a "
          "bracket is a name") {
    CHECK(read("log_k - Δg2 + log_k").names() == std::vector<std::string>{"log_k", "Δg2"});
    CHECK(read("`band gap` + max").names() == std::vector<std::string>{"band gap", "max"});
}

TEST_CASE("the classes of argmax are its arguments as written") {
    const auto parsed = parse_expression("argmax(ea_no,  2 * ea_n2 , `ea o2`)");
    CHECK(parsed.class_names == std::vector<std::string>{"ea_no", "2 * ea_n2", "ea o2"});
    CHECK(parsed.expression.gives_class());
    CHECK_FALSE(read("max(a, b)").gives_class());
    CHECK(parsed.positions == std::vector<std::size_t>{7, 19, 27});
}

TEST_CASE("what is wrong with an expression is said with its place") {
    check_fault("", "expected a number, the name of a label", 0);
    check_fault("a +", "found the end", 3);
    check_fault("a b", "expected + - * / or the end, found \"b\"", 2);
    check_fault("(a - b", "expected + - * / or \")\", found the end", 6);
    check_fault("max(a b)", "expected + - * / \",\" or \")\", found \"b\"", 6);
    check_fault("max(a)", "max takes two arguments or more, found 1", 0);
    check_fault("1 + abs(a, b)", "abs takes one argument, found 2", 4);
    check_fault("a ^ 2", "^ is not an operator", 2);
    check_fault("'a' - b", "a name stands without quotes", 0);
    check_fault("a - `b", "is never closed", 4);
    check_fault("2x - a", "\"2x\" is not a number", 0);
    check_fault("1e400 - a", "1e400 is beyond what a number can be", 0);
    check_fault("a / (0) + 1", "division by zero", 4);
    check_fault("a & b", "unexpected \"&\"", 2);
    check_fault("1 + argmax(a, b)", "argmax gives a class, not a number: it must be the whole expression", 4);
    check_fault("argmin(a, b) * 2", "argmin gives a class", 0);
    check_fault("max(argmax(a, b), c)", "argmax gives a class", 4);
    check_fault("argmax(a, a)", "the argument \"a\" stands twice", 10);
    check_fault(std::string(150, '(') + "a", "nested deeper than 100", 100);
    std::string sum = "a";
    for (int i = 0; i < 2000; ++i) {
        sum += "+a";
    }
    REQUIRE(parse_expression(sum).fault);
    CHECK_THAT(parse_expression(sum).fault->message, Contains("longer than 2000 operations"));
}

TEST_CASE("an unknown function is told the nearest one") {
    const auto parsed = parse_expression("a + agrmax(a, b)");
    REQUIRE(parsed.fault);
    CHECK(parsed.fault->position == 4);
    REQUIRE_FALSE(parsed.fault->hints.empty());
    CHECK_THAT(parsed.fault->hints.front(), Contains("argmax"));
}

TEST_CASE("linear expressions are known as such, others are not") {
    const auto form = read("2 * (a - b) / 4 + 3 - -b * max(1, 2)").linear_form();
    REQUIRE(form);
    CHECK(form->constant == 3);
    CHECK(form->coefficients[0] == 0.5);
    CHECK(form->coefficients[1] == 1.5);
    for (const auto* text : {"a * b", "a / b", "1 / a", "max(a, b)", "abs(a)", "argmax(a, b)"}) {
        INFO(text);
        CHECK_FALSE(read(text).linear_form());
    }
}

TEST_CASE("what rounding leaves of a name that cancels is no use of it") {
    for (const auto* text :
         {"0.1 * a + 0.2 * a - 0.3 * a + b - b", "a * (0.1 + 0.2 - 0.3)", "1 + a / 3 - 2 * a / 6"}) {
        INFO(text);
        const auto form = read(text).linear_form();
        REQUIRE(form);
        CHECK(form->is_constant());
    }
    CHECK_FALSE(read("1.000001 * a - a").linear_form()->is_constant());
}

TEST_CASE("two expressions have the same canonical text only where they are the same tree") {
    CHECK(read("a + b").canonical_text() == read(" a+( b )").canonical_text());
    CHECK(read("a + b").canonical_text() != read("a + c").canonical_text());
    CHECK(read("a + b").canonical_text() != read("b + a").canonical_text());
    CHECK(read("a - 1").canonical_text() != read("a - 2").canonical_text());
    CHECK(read("max(a, b)").canonical_text() != read("min(a, b)").canonical_text());
    CHECK(read("(a - b) - c").canonical_text() != read("a - (b - c)").canonical_text());
}
