// SPDX-License-Identifier: Apache-2.0
//
// Splits a small language (an expression, a row filter) into its words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::bytes {

struct Token {
    enum class Kind : std::uint8_t {
        word,
        name, ///< in backquotes
        number,
        text, ///< in single quotes
        symbol,
        end
    };
    Kind kind = Kind::end;
    std::string text; ///< the word, what stands between the quotes, the number as written, the symbol
    double number = 0;
    std::size_t position = 0; ///< byte of the whole, from 0
    std::size_t bytes = 0;    ///< as written
};

struct Tokens {
    std::vector<Token> tokens; ///< the last is `end`
    std::string error;         ///< not empty: what is wrong at `position`
    std::size_t position = 0;
};

/// A language says in next() what its words are. For one run.
class TokenScanner {
public:
    explicit TokenScanner(std::string_view text) : rest_(text), size_(text.size()) {}
    TokenScanner(const TokenScanner&) = delete;
    TokenScanner& operator=(const TokenScanner&) = delete;
    virtual ~TokenScanner() = default;

    [[nodiscard]] Tokens run();

protected:
    /// Takes one token of rest(), which is not empty and does not begin with a space, or fails.
    virtual void next() = 0;

    [[nodiscard]] std::string_view rest() const { return rest_; }
    /// A token of the next `bytes` bytes.
    void take(Token::Kind kind, std::size_t bytes, std::string text, double number = 0);
    void take_word();
    void take_name_in_backquotes();
    /// Ends the run.
    void fail(std::string error);

private:
    [[nodiscard]] std::size_t position() const { return size_ - rest_.size(); }

    std::string_view rest_;
    std::size_t size_;
    Tokens result_;
};

} // namespace sinter::bytes
