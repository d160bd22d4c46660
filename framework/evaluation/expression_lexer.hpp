// SPDX-License-Identifier: Apache-2.0
//
// The words of an expression.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::evaluation {

struct ExpressionToken {
    enum class Kind : std::uint8_t { word, quoted, number, symbol, end };
    Kind kind = Kind::end;
    std::string text; ///< the word, the name without its quotes, the number as written, the symbol
    double number = 0;
    std::size_t position = 0; ///< byte of the expression, from 0
    std::size_t bytes = 0;    ///< as written
};

struct ExpressionTokens {
    std::vector<ExpressionToken> tokens; ///< the last is `end`
    std::string error;                   ///< not empty: what is wrong at `position`
    std::size_t position = 0;
};

[[nodiscard]] ExpressionTokens split_expression(std::string_view text);

} // namespace sinter::evaluation
