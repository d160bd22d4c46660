// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/expression_lexer.hpp"

#include "framework/bytes/utf8.hpp"
#include "framework/bytes/word_scan.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <utility>

namespace sinter::evaluation {
namespace {

using Kind = ExpressionToken::Kind;

using bytes::is_digit;
using bytes::is_space;
using bytes::starts_word;

class Lexer {
public:
    explicit Lexer(std::string_view text) : rest_(text), size_(text.size()) {}

    ExpressionTokens run() {
        while (result_.error.empty()) {
            while (!rest_.empty() && is_space(rest_.front())) {
                rest_.remove_prefix(1);
            }
            if (rest_.empty()) {
                break;
            }
            next();
        }
        result_.tokens.push_back({Kind::end, "", 0, position(), 0});
        return std::move(result_);
    }

private:
    [[nodiscard]] std::size_t position() const { return size_ - rest_.size(); }

    void take(Kind kind, std::size_t bytes, std::string text, double number = 0) {
        result_.tokens.push_back({kind, std::move(text), number, position(), bytes});
        rest_.remove_prefix(bytes);
    }

    void fail(std::string error) {
        result_.error = std::move(error);
        result_.position = position();
    }

    void next() {
        const char c = rest_.front();
        if (starts_word(c)) {
            word();
        } else if (is_digit(c) || c == '.') {
            number();
        } else if (c == '`') {
            quoted();
        } else if (std::string_view("+-*/(),").find(c) != std::string_view::npos) {
            take(Kind::symbol, 1, std::string(1, c));
        } else if (c == '\'' || c == '"') {
            fail("a name stands without quotes, or in backquotes: `like this`");
        } else if (c == '^') {
            fail("^ is not an operator; there are + - * / and brackets");
        } else {
            fail(fmt::format("unexpected \"{}\"", bytes::shown(rest_)));
        }
    }

    void word() {
        const std::size_t end = bytes::word_length(rest_);
        take(Kind::word, end, std::string(rest_.substr(0, end)));
    }

    void number() {
        const std::size_t end = bytes::number_length(rest_);
        const auto written = rest_.substr(0, end);
        double value = 0;
        const auto read = std::from_chars(written.data(), written.data() + end, value);
        if (read.ec == std::errc::result_out_of_range) {
            fail(fmt::format("{} is beyond what a number can be (about 1e308, and 1e-308 from zero)",
                             written));
            return;
        }
        if (read.ec != std::errc() || read.ptr != written.data() + end || !std::isfinite(value)) {
            fail(fmt::format("{} is not a number; a name like that is written `{}`",
                             bytes::in_quotes(written), written));
            return;
        }
        take(Kind::number, end, std::string(written), value);
    }

    void quoted() {
        const std::size_t end = rest_.find('`', 1);
        if (end == std::string_view::npos) {
            fail("the quote ` that opens here is never closed");
            return;
        }
        take(Kind::quoted, end + 1, std::string(rest_.substr(1, end - 1)));
    }

    std::string_view rest_;
    std::size_t size_;
    ExpressionTokens result_;
};

} // namespace

ExpressionTokens split_expression(std::string_view text) { return Lexer(text).run(); }

} // namespace sinter::evaluation
