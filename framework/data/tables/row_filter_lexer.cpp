// SPDX-License-Identifier: Apache-2.0
#include "framework/data/tables/row_filter_lexer.hpp"

#include "framework/bytes/utf8.hpp"
#include "framework/bytes/word_scan.hpp"
#include "framework/data/tables/number_column.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace sinter::data {
namespace {

using Kind = bytes::Token::Kind;

using bytes::is_digit;
using bytes::starts_word;

class Lexer final : public bytes::TokenScanner {
public:
    using TokenScanner::TokenScanner;

private:
    void next() override {
        const char c = rest().front();
        const char second = rest().size() > 1 ? rest()[1] : '\0';
        const char after_sign = c == '-' || c == '+' ? second : c;
        if (starts_word(c)) {
            take_word();
        } else if (is_digit(after_sign) || after_sign == '.') {
            number();
        } else if (c == '\'') {
            text();
        } else if (c == '`') {
            take_name_in_backquotes();
        } else {
            symbol();
        }
    }

    void number() {
        const std::size_t end = bytes::number_length(rest());
        const auto written = rest().substr(0, end);
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
        for (std::size_t i = 1; i < rest().size(); ++i) {
            if (rest()[i] != '\'') {
                value += rest()[i];
                continue;
            }
            const bool doubled = i + 1 < rest().size() && rest()[i + 1] == '\'';
            if (!doubled) {
                take(Kind::text, i + 1, std::move(value));
                return;
            }
            value += rest()[i++];
        }
        fail("the quote ' that opens here is never closed");
    }

    void symbol() {
        constexpr std::array<std::string_view, 11> symbols = {"==", "!=", "<=", ">=", "<", ">",
                                                              "(",  ")",  "[",  "]",  ","};
        for (const auto known : symbols) {
            if (rest().substr(0, known.size()) == known) {
                take(Kind::symbol, known.size(), std::string(known));
                return;
            }
        }
        switch (rest().front()) {
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
            return fail(fmt::format("unexpected \"{}\"", bytes::shown(rest())));
        }
    }
};

} // namespace

bytes::Tokens split_filter(std::string_view expression) { return Lexer(expression).run(); }

} // namespace sinter::data
