// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/joint/expression_parser.hpp"

#include "framework/bytes/utf8.hpp"
#include "framework/diagnostics/nearest_name.hpp"
#include "framework/evaluation/joint/expression.hpp"
#include "framework/evaluation/joint/expression_lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace sinter::evaluation {
namespace {

using Kind = bytes::Token::Kind;
using Node = Expression::Node;
using Operation = Expression::Operation;

struct Function {
    std::string_view name;
    Operation operation;
    std::size_t least; ///< arguments
    std::size_t most;
};

constexpr std::size_t many = most_expression_nodes;
constexpr Function functions[] = {{"max", Operation::maximum, 2, many},
                                  {"min", Operation::minimum, 2, many},
                                  {"abs", Operation::absolute, 1, 1},
                                  {"argmax", Operation::argmax, 2, many},
                                  {"argmin", Operation::argmin, 2, many}};

bool gives_class(Operation operation) {
    return operation == Operation::argmax || operation == Operation::argmin;
}

/// Recursive descent; each member returns the index of its node. Throws ExpressionFault.
class Parser {
public:
    Parser(std::string_view text, std::vector<bytes::Token> tokens)
        : text_(text), tokens_(std::move(tokens)) {}

    ParsedExpression run() {
        const Function* function = called();
        if (function != nullptr && gives_class(function->operation)) {
            const auto at = next_;
            call(*function);
            if (peek().kind != Kind::end) {
                class_inside(tokens_[at]);
            }
        } else {
            sum();
        }
        if (peek().kind != Kind::end) {
            fail("expected + - * / or the end");
        }
        return {Expression(std::move(nodes_), std::move(names_)), std::move(positions_),
                std::move(class_names_), std::nullopt};
    }

private:
    [[nodiscard]] const bytes::Token& peek() const { return tokens_[next_]; }
    [[noreturn]] void fail(const std::string& expected) const {
        const auto& found = peek();
        throw ExpressionFault{expected + ", found " +
                                  (found.kind == Kind::end ? "the end" : bytes::in_quotes(found.text)),
                              found.position,
                              {}};
    }
    [[noreturn]] static void class_inside(const bytes::Token& token) {
        throw ExpressionFault{
            fmt::format("{} gives a class, not a number: it must be the whole expression", token.text),
            token.position,
            {}};
    }
    bool accept(std::string_view symbol) {
        const bool found = peek().kind == Kind::symbol && peek().text == symbol;
        next_ += found ? 1 : 0;
        return found;
    }
    void expect(std::string_view symbol, const char* instead) {
        if (!accept(symbol)) {
            fail(instead);
        }
    }
    std::size_t add(Node node) {
        if (nodes_.size() >= most_expression_nodes) {
            throw ExpressionFault{
                fmt::format("longer than {} operations", most_expression_nodes), peek().position, {}};
        }
        nodes_.push_back(std::move(node));
        return nodes_.size() - 1;
    }
    std::size_t join(Operation operation, std::vector<std::size_t> operands) {
        return add({operation, std::move(operands), 0, 0});
    }

    std::size_t sum() {
        std::size_t left = product();
        for (;;) {
            if (accept("+")) {
                left = join(Operation::add, {left, product()});
            } else if (accept("-")) {
                left = join(Operation::subtract, {left, product()});
            } else {
                return left;
            }
        }
    }

    std::size_t product() {
        std::size_t left = with_sign();
        for (;;) {
            if (accept("*")) {
                left = join(Operation::multiply, {left, with_sign()});
            } else if (accept("/")) {
                left = join(Operation::divide, {left, divisor()});
            } else {
                return left;
            }
        }
    }

    std::size_t divisor() {
        const std::size_t position = peek().position;
        const std::size_t node = with_sign();
        if (nodes_[node].operation == Operation::number && nodes_[node].number == 0) {
            throw ExpressionFault{"division by zero", position, {}};
        }
        return node;
    }

    std::size_t with_sign() {
        constexpr int deepest = 100;
        if (++depth_ > deepest) {
            throw ExpressionFault{"nested deeper than 100", peek().position, {}};
        }
        std::size_t node = 0;
        if (accept("-")) {
            node = join(Operation::negate, {with_sign()});
        } else if (accept("+")) {
            node = with_sign();
        } else {
            node = primary();
        }
        --depth_;
        return node;
    }

    std::size_t primary() {
        const auto& token = peek();
        if (accept("(")) {
            const std::size_t node = sum();
            expect(")", "expected + - * / or \")\"");
            return node;
        }
        if (token.kind == Kind::number) {
            ++next_;
            return add({Operation::number, {}, token.number, 0});
        }
        if (const Function* function = called()) {
            if (gives_class(function->operation)) {
                class_inside(token);
            }
            return call(*function);
        }
        if (token.kind == Kind::word || token.kind == Kind::name) {
            ++next_;
            return add({Operation::name, {}, 0, name_index(token)});
        }
        fail("expected a number, the name of a label or derived number, a function or \"(\"");
    }

    /// The function that is called here; null where none is.
    [[nodiscard]] const Function* called() const {
        const auto& token = peek();
        const bool call = token.kind == Kind::word && tokens_[next_ + 1].kind == Kind::symbol &&
                          tokens_[next_ + 1].text == "(";
        if (!call) {
            return nullptr;
        }
        const auto* found =
            std::find_if(std::begin(functions), std::end(functions),
                         [&](const Function& function) { return function.name == token.text; });
        if (found == std::end(functions)) {
            std::vector<std::string> names;
            for (const auto& function : functions) {
                names.emplace_back(function.name);
            }
            throw ExpressionFault{fmt::format("{} is not a function", bytes::in_quotes(token.text)),
                                  token.position, diagnostics::name_hints(token.text, names, "functions")};
        }
        return found;
    }

    std::size_t call(const Function& function) {
        const auto at = tokens_[next_].position;
        next_ += 2; // the name and the bracket
        std::vector<std::size_t> arguments;
        do {
            const std::size_t first = peek().position;
            arguments.push_back(sum());
            if (gives_class(function.operation)) {
                add_class(first);
            }
        } while (accept(","));
        expect(")", "expected + - * / \",\" or \")\"");
        if (arguments.size() < function.least || arguments.size() > function.most) {
            throw ExpressionFault{fmt::format("{} takes {}, found {}", function.name,
                                              function.most == 1 ? "one argument" : "two arguments or more",
                                              arguments.size()),
                                  at,
                                  {}};
        }
        return join(function.operation, std::move(arguments));
    }

    /// The argument that was just read, as written, is the name of a class.
    void add_class(std::size_t first) {
        const auto& last = tokens_[next_ - 1];
        const bool name = last.position == first && last.kind == Kind::name;
        std::string text =
            name ? last.text : std::string(text_.substr(first, last.position + last.bytes - first));
        if (std::find(class_names_.begin(), class_names_.end(), text) != class_names_.end()) {
            throw ExpressionFault{
                fmt::format("the argument {} stands twice", bytes::in_quotes(text)), first, {}};
        }
        class_names_.push_back(std::move(text));
    }

    std::size_t name_index(const bytes::Token& token) {
        const auto known = std::find(names_.begin(), names_.end(), token.text);
        if (known != names_.end()) {
            return static_cast<std::size_t>(known - names_.begin());
        }
        names_.push_back(token.text);
        positions_.push_back(token.position);
        return names_.size() - 1;
    }

    std::string_view text_;
    std::vector<bytes::Token> tokens_;
    std::size_t next_ = 0;
    int depth_ = 0;
    std::vector<Node> nodes_;
    std::vector<std::string> names_;
    std::vector<std::size_t> positions_;
    std::vector<std::string> class_names_;
};

} // namespace

ParsedExpression parse_expression(std::string_view text) {
    ParsedExpression failed;
    bytes::Tokens split = split_expression(text);
    if (!split.error.empty()) {
        failed.fault = ExpressionFault{split.error, split.position, {}};
        return failed;
    }
    try {
        return Parser(text, std::move(split.tokens)).run();
    } catch (ExpressionFault& fault) {
        failed.fault = std::move(fault);
        return failed;
    }
}

} // namespace sinter::evaluation
