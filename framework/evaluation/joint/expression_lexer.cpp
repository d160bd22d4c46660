// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/joint/expression_lexer.hpp"

#include "framework/bytes/utf8.hpp"
#include "framework/bytes/word_scan.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <utility>

namespace sinter::evaluation {
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
        if (starts_word(c)) {
            take_word();
        } else if (is_digit(c) || c == '.') {
            number();
        } else if (c == '`') {
            take_name_in_backquotes();
        } else if (std::string_view("+-*/(),").find(c) != std::string_view::npos) {
            take(Kind::symbol, 1, std::string(1, c));
        } else if (c == '\'' || c == '"') {
            fail("a name stands without quotes, or in backquotes: `like this`");
        } else if (c == '^') {
            fail("^ is not an operator; there are + - * / and brackets");
        } else {
            fail(fmt::format("unexpected \"{}\"", bytes::shown(rest())));
        }
    }

    void number() {
        const std::size_t end = bytes::number_length(rest());
        const auto written = rest().substr(0, end);
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
};

} // namespace

bytes::Tokens split_expression(std::string_view text) { return Lexer(text).run(); }

} // namespace sinter::evaluation
