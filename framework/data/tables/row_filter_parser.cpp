// SPDX-License-Identifier: Apache-2.0
#include "framework/data/tables/row_filter_parser.hpp"

#include "framework/bytes/utf8.hpp"
#include "framework/data/tables/row_filter.hpp"
#include "framework/data/tables/row_filter_lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sinter::data {
namespace {

using Kind = bytes::Token::Kind;
using Node = RowFilter::Node;
using Operation = RowFilter::Operation;

struct Fault {
    std::string message;
    std::size_t position = 0;
};

/// Recursive descent; each member returns the index of its node. Throws Fault.
class Parser {
public:
    explicit Parser(std::vector<bytes::Token> tokens) : tokens_(std::move(tokens)) {}

    RowFilter run() {
        expression();
        if (peek().kind != Kind::end) {
            fail("expected `and`, `or` or the end");
        }
        return {std::move(nodes_), std::move(columns_)};
    }

private:
    [[nodiscard]] const bytes::Token& peek() const { return tokens_[next_]; }
    [[noreturn]] void fail(const std::string& expected) const {
        const auto& found = peek();
        throw Fault{expected + ", found " +
                        (found.kind == Kind::end ? "the end" : bytes::in_quotes(found.text)),
                    found.position};
    }
    bool accept(Kind kind, std::string_view text) {
        const bool found = peek().kind == kind && peek().text == text;
        if (found) {
            ++next_;
        }
        return found;
    }
    void expect_symbol(std::string_view symbol) {
        if (!accept(Kind::symbol, symbol)) {
            fail(fmt::format("expected \"{}\"", symbol));
        }
    }
    std::size_t add(Node node) {
        constexpr std::size_t most = 2000; // evaluation recurses into long chains
        if (nodes_.size() == most) {
            throw Fault{"more than 2000 tests", peek().position};
        }
        nodes_.push_back(std::move(node));
        return nodes_.size() - 1;
    }
    std::size_t join(Operation operation, std::size_t left, std::size_t right) {
        Node node;
        node.operation = operation;
        node.left = left;
        node.right = right;
        return add(std::move(node));
    }
    std::size_t negate(std::size_t operand) { return join(Operation::negation, operand, operand); }

    std::size_t expression() {
        std::size_t left = conjunction();
        while (accept(Kind::word, "or")) {
            const std::size_t right = conjunction();
            left = join(Operation::either, left, right);
        }
        return left;
    }

    std::size_t conjunction() {
        std::size_t left = negation();
        while (accept(Kind::word, "and")) {
            const std::size_t right = negation();
            left = join(Operation::both, left, right);
        }
        return left;
    }

    std::size_t negation() {
        constexpr int deepest = 100;
        if (++depth_ > deepest) {
            throw Fault{"nested deeper than 100", peek().position};
        }
        std::size_t node = 0;
        if (accept(Kind::word, "not")) {
            node = negate(negation());
        } else if (accept(Kind::symbol, "(")) {
            node = expression();
            expect_symbol(")");
        } else {
            node = test();
        }
        --depth_;
        return node;
    }

    std::size_t test() {
        const std::size_t column = column_name();
        if (accept(Kind::word, "is")) {
            return missing_test(column);
        }
        if (accept(Kind::word, "in")) {
            return list_test(column);
        }
        if (accept(Kind::word, "not")) {
            if (!accept(Kind::word, "in")) {
                fail("expected `in` behind `not`");
            }
            return negate(list_test(column));
        }
        return comparison(column);
    }

    std::size_t column_name() {
        constexpr std::string_view reserved[] = {"and", "or", "not", "in", "is", "missing"};
        const auto& token = peek();
        const bool keyword = token.kind == Kind::word && std::find(std::begin(reserved), std::end(reserved),
                                                                   token.text) != std::end(reserved);
        if (keyword || (token.kind != Kind::word && token.kind != Kind::name)) {
            fail("expected the name of a column (it comes before the value)");
        }
        ++next_;
        const auto known = std::find(columns_.begin(), columns_.end(), token.text);
        if (known != columns_.end()) {
            return static_cast<std::size_t>(known - columns_.begin());
        }
        columns_.push_back(token.text);
        return columns_.size() - 1;
    }

    std::size_t missing_test(std::size_t column) {
        const bool negated = accept(Kind::word, "not");
        if (!accept(Kind::word, "missing")) {
            fail("expected `missing` or `not missing` behind `is`");
        }
        Node node;
        node.operation = Operation::missing;
        node.column = column;
        const std::size_t index = add(std::move(node));
        return negated ? negate(index) : index;
    }

    std::size_t list_test(std::size_t column) {
        expect_symbol("[");
        std::size_t any = literal_test(Operation::equal, column);
        while (accept(Kind::symbol, ",")) {
            const std::size_t one = literal_test(Operation::equal, column);
            any = join(Operation::either, any, one);
        }
        expect_symbol("]");
        return any;
    }

    std::size_t comparison(std::size_t column) {
        constexpr std::pair<std::string_view, Operation> operators[] = {
            {"==", Operation::equal},         {"!=", Operation::equal},
            {"<=", Operation::less_or_equal}, {">=", Operation::greater_or_equal},
            {"<", Operation::less},           {">", Operation::greater}};
        for (const auto& [symbol, operation] : operators) {
            if (!accept(Kind::symbol, symbol)) {
                continue;
            }
            const std::size_t index = literal_test(operation, column);
            return symbol == "!=" ? negate(index) : index;
        }
        fail("expected a comparison (== != < <= > >=), `in`, `not in` or `is` behind the column");
    }

    std::size_t literal_test(Operation operation, std::size_t column) {
        const auto& token = peek();
        if (token.kind == Kind::word || token.kind == Kind::name) {
            fail("expected a number or text in single quotes ('like this')");
        }
        if (token.kind != Kind::number && token.kind != Kind::text) {
            fail("expected a number or text");
        }
        if (token.kind == Kind::text && operation != Operation::equal) {
            fail("text can only be compared by == and !=; expected a number");
        }
        ++next_;
        Node node;
        node.operation = operation;
        node.column = column;
        node.is_number = token.kind == Kind::number;
        node.number = token.number;
        node.text = token.text;
        return add(std::move(node));
    }

    std::vector<bytes::Token> tokens_;
    std::size_t next_ = 0;
    int depth_ = 0;
    std::vector<Node> nodes_;
    std::vector<std::string> columns_;
};

void report(const Fault& fault, const diagnostics::Located<std::string>& expression,
            diagnostics::Diagnostics& diagnostics) {
    std::string line = expression.value;
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    std::vector<std::string> hints;
    constexpr std::size_t widest = 200;
    if (line.size() <= widest) {
        hints = {line, std::string(fault.position, ' ') + "^"};
    }
    diagnostics.error(diagnostics::ErrorKind::config, expression.where,
                      fmt::format("where: {}, at character {}", fault.message, fault.position + 1),
                      std::move(hints));
}

} // namespace

std::optional<RowFilter> parse_row_filter(const diagnostics::Located<std::string>& expression,
                                          diagnostics::Diagnostics& diagnostics) {
    bytes::Tokens split = split_filter(expression.value);
    if (!split.error.empty()) {
        report({split.error, split.position}, expression, diagnostics);
        return std::nullopt;
    }
    try {
        return Parser(std::move(split.tokens)).run();
    } catch (const Fault& fault) {
        report(fault, expression, diagnostics);
        return std::nullopt;
    }
}

} // namespace sinter::data
