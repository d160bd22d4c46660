// SPDX-License-Identifier: Apache-2.0
#include "framework/bytes/token_scanner.hpp"

#include "framework/bytes/word_scan.hpp"

#include <utility>

namespace sinter::bytes {

Tokens TokenScanner::run() {
    while (result_.error.empty()) {
        while (!rest_.empty() && is_space(rest_.front())) {
            rest_.remove_prefix(1);
        }
        if (rest_.empty()) {
            break;
        }
        next();
    }
    result_.tokens.push_back({Token::Kind::end, "", 0, position(), 0});
    return std::move(result_);
}

void TokenScanner::take(Token::Kind kind, std::size_t bytes, std::string text, double number) {
    result_.tokens.push_back({kind, std::move(text), number, position(), bytes});
    rest_.remove_prefix(bytes);
}

void TokenScanner::take_word() {
    const std::size_t end = word_length(rest_);
    take(Token::Kind::word, end, std::string(rest_.substr(0, end)));
}

void TokenScanner::take_name_in_backquotes() {
    const std::size_t end = rest_.find('`', 1);
    if (end == std::string_view::npos) {
        fail("the quote ` that opens here is never closed");
        return;
    }
    take(Token::Kind::name, end + 1, std::string(rest_.substr(1, end - 1)));
}

void TokenScanner::fail(std::string error) {
    result_.error = std::move(error);
    result_.position = position();
}

} // namespace sinter::bytes
