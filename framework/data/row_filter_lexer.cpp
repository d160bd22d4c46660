// SPDX-License-Identifier: Apache-2.0
#include "framework/data/row_filter_lexer.hpp"

#include "framework/bytes/utf8.hpp"
#include "framework/bytes/word_scan.hpp"
#include "framework/data/number_column.hpp"

#include <fmt/format.h>

#include <array>

namespace sinter::data {
namespace {

using Kind = FilterToken::Kind;

using bytes::is_digit;
using bytes::is_space;
using bytes::starts_word;

class Lexer {
public:
    explicit Lexer(std::string_view expression) : rest_(expression), size_(expression.size()) {}

    FilterTokens run() {
        while (result_.error.empty()) {
            while (!rest_.empty() && is_space(rest_.front())) {
                rest_.remove_prefix(1);
            }
            if (rest_.empty()) {
                break;
            }
            next();
        }
        result_.tokens.push_back({Kind::end, "", 0, position()});
        return std::move(result_);
    }

private:
    [[nodiscard]] std::size_t position() const { return size_ - rest_.size(); }

    void take(Kind kind, std::size_t bytes, std::string text, double number = 0) {
        result_.tokens.push_back({kind, std::move(text), number, position()});
        rest_.remove_prefix(bytes);
    }

    void fail(std::string error) {
        result_.error = std::move(error);
        result_.position = position();
    }

    void next() {
        const char c = rest_.front();
        const char second = rest_.size() > 1 ? rest_[1] : '\0';
        const char after_sign = c == '-' || c == '+' ? second : c;
        if (starts_word(c)) {
            word();
        } else if (is_digit(after_sign) || after_sign == '.') {
            number();
        } else if (c == '\'') {
            text();
        } else if (c == '`') {
            column();
        } else {
            symbol();
        }
    }

    void word() {
        const std::size_t end = bytes::word_length(rest_);
        take(Kind::word, end, std::string(rest_.substr(0, end)));
    }

    void number() {
        const std::size_t end = bytes::number_length(rest_);
        const auto written = rest_.substr(0, end);
        const ParsedNumber parsed = parse_number(written);
        if (parsed.problem != NumberProblem::none) {
            fail(fmt::format("{} is not a number; a column of that name is written `{}`",
                             bytes::in_quotes(written), written));
            return;
        }
        take(Kind::number, end, std::string(written), parsed.value);
    }

    void text() {
        std::string value;
        for (std::size_t i = 1; i < rest_.size(); ++i) {
            if (rest_[i] != '\'') {
                value += rest_[i];
                continue;
            }
            const bool doubled = i + 1 < rest_.size() && rest_[i + 1] == '\'';
            if (!doubled) {
                take(Kind::text, i + 1, std::move(value));
                return;
            }
            value += rest_[i++];
        }
        fail("the quote ' that opens here is never closed");
    }

    void column() {
        const std::size_t end = rest_.find('`', 1);
        if (end == std::string_view::npos) {
            fail("the quote ` that opens here is never closed");
            return;
        }
        take(Kind::column, end + 1, std::string(rest_.substr(1, end - 1)));
    }

    void symbol() {
        constexpr std::array<std::string_view, 11> symbols = {"==", "!=", "<=", ">=", "<", ">",
                                                              "(",  ")",  "[",  "]",  ","};
        for (const auto known : symbols) {
            if (rest_.substr(0, known.size()) == known) {
                take(Kind::symbol, known.size(), std::string(known));
                return;
            }
        }
        switch (rest_.front()) {
        case '=':
            return fail("= is not a comparison; write ==");
        case '"':
            return fail("text stands in single quotes: 'like this'");
        case '&':
            return fail("write `and`");
        case '|':
            return fail("write `or`");
        case '!':
            return fail("write `not`");
        default:
            return fail(fmt::format("unexpected \"{}\"", bytes::shown(rest_)));
        }
    }

    std::string_view rest_;
    std::size_t size_;
    FilterTokens result_;
};

} // namespace

FilterTokens split_filter(std::string_view expression) { return Lexer(expression).run(); }

} // namespace sinter::data
